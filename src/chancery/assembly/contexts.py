"""What a happening is about: PLOVER's contexts, from the words around it, its deed, and who takes part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from chancery.assembly.actors import Cast
from chancery.knowledge.contexts import STATES, contexts
from chancery.record.facts import Actor, Participant
from chancery.record.marks import Analysis, Trigger

NEAR = 12
"""Words on either side that stand near a trigger."""
_OFFICIAL = frozenset(("state", "government", "igo", "person"))


def contexts_of(
    analysis: Analysis, cast: Cast, group: Sequence[Trigger], modes: Iterable[str], parts: Iterable[Participant]
) -> tuple[str, ...]:
    """The contexts at the first mention that shows any."""
    code = group[0].mark.label
    signs = (code, *(f"{code}/{mode}" for mode in modes), *_parties([cast.get(part.actor) for part in parts]))
    found = (_at(analysis, trigger, signs) for trigger in group)
    return next((shown for shown in found if shown), ())


def _at(analysis: Analysis, trigger: Trigger, signs: Iterable[str]) -> tuple[str, ...]:
    start, end = analysis.sentences[analysis.sentence_of(trigger.mark.first)]
    sentence = analysis.span(start, end - 1)
    near = analysis.span(max(start, trigger.mark.first - NEAR), min(end - 1, trigger.mark.last + NEAR))
    return contexts(sentence.text, near=(near.start - sentence.start, near.end - sentence.start), signs=signs)


def _parties(actors: Sequence[Actor]) -> Iterator[str]:
    """Kinds and sectors of those who take part, and whether two states or bodies of theirs do."""
    for actor in actors:
        yield from (actor.kind, *actor.sectors)
    sides = {actor.country or actor.id for actor in actors if actor.kind in _OFFICIAL and (actor.country or actor.kind == "igo")}
    if len(sides) > 1:
        yield STATES
