"""The live judgements applied to a machine's record, in the order in which they were made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chancery.judging.draft import Draft, Unfit, numbered, position_id, relation_id
from chancery.judging.judgement import Judgement
from chancery.judging.verbs import VERBS
from chancery.record.facts import Record

Key = tuple[str, str]
"""Kind and id of a fact or actor."""


@dataclass(frozen=True)
class Judged:
    """A record as people corrected it.

    ``relations`` and ``positions`` are the ids by which these can be judged, in the record's order. ``marks`` tells which facts
    and actors were accepted or corrected, ``here`` which actors by a judgement on this document alone. ``orphans`` are judgements
    on what the machine's record does not hold (any more), with the reason.
    """

    record: Record
    relations: tuple[str, ...]
    positions: tuple[str, ...]
    marks: Mapping[Key, str]
    here: frozenset[str]
    orphans: tuple[tuple[Judgement, str], ...]


def apply(record: Record, judgements: Iterable[Judgement]) -> Judged:
    """The record as the judgements have it: those of its document, and those on actors everywhere.

    A judgement whose target the record lacks is an orphan; it changes nothing and is never taken for one on another fact.
    """
    standing_ones = standing(judgements)
    if not standing_ones:
        return unjudged(record)
    draft = Draft.of(record)
    orphans: list[tuple[Judgement, str]] = []
    here: set[str] = set()
    for made in standing_ones:
        if not _concerns(made, draft):
            continue
        if made.kind == "actor" and made.document is not None:
            here |= {made.target, str(made.detail.changes.get("id", made.target))}
        before = draft.copy()
        try:
            VERBS[made.verb](draft, made)
        except Unfit as reason:
            draft = before
            if made.document is not None:
                orphans.append((made, str(reason)))
    marks = {key: mark for key, mark in draft.judged.items() if key[1] in draft.shelf(key[0])}
    return Judged(draft.finished(), tuple(draft.relations), tuple(draft.positions), marks, frozenset(here), tuple(orphans))


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Live judgements in the order in which they were made; of accepting and rejecting one thing the last stands."""
    live = sorted((made for made in judgements if made.is_live and made.kind != "happening"), key=lambda made: made.made_at)
    last = {_subject(made): made.id for made in live if made.verb in ("accept", "reject")}
    return [made for made in live if made.verb not in ("accept", "reject") or last[_subject(made)] == made.id]


def _subject(made: Judgement) -> tuple[str | None, str, str]:
    return made.document, made.kind, made.target


def _concerns(made: Judgement, draft: Draft) -> bool:
    if made.document is not None:
        return made.document == draft.record.document.id
    return made.target in draft.actors or any(other in draft.actors for other in made.detail.others)


def unjudged(record: Record) -> Judged:
    """The machine's record as it is."""
    relations = tuple(id for id, _ in numbered(record.relations, relation_id))
    positions = tuple(id for id, _ in numbered(record.positions, position_id))
    return Judged(record, relations, positions, {}, frozenset(), ())
