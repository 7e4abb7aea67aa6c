"""Who is who in a record: every place that names an actor changed alike."""

from __future__ import annotations

from collections.abc import Callable, Collection

from chancery.judging.draft import Draft, parts, replace
from chancery.record.facts import Claim, Participant
from chancery.record.text import Span

Recast = Callable[[str], str | None]
"""An actor's new id; null where he is none."""


def recast(draft: Draft, new: Recast) -> None:
    """Give actors other ids everywhere; what cannot be without one that is taken away goes with him."""

    def recast_parts(found: tuple[Participant, ...]) -> tuple[Participant, ...]:
        return parts(replace(part, actor=actor) for part in found if (actor := new(part.actor)) is not None)

    def recast_claim(claim: Claim) -> Claim | None:
        by = [new(actor) for actor in claim.by]
        return None if None in by else replace(claim, by=tuple(by))

    draft.claims(recast_claim)
    for id, event in draft.events.items():
        draft.events[id] = replace(event, actors=recast_parts(event.actors), recipients=recast_parts(event.recipients))
    for id, said in draft.statements.items():
        speaker, addressee = (actor and new(actor) for actor in (said.speaker, said.addressee))
        draft.statements[id] = replace(said, speaker=speaker, addressee=addressee)
    ends = {id: (new(stands.subject), new(stands.object)) for id, stands in draft.relations.items()}
    draft.relations = {
        id: replace(draft.relations[id], subject=subject, object=object) for id, (subject, object) in ends.items() if subject and object
    }
    draft.positions = {id: replace(stand, holder=holder) for id, stand in draft.positions.items() if (holder := new(stand.holder))}


def recast_mentions(draft: Draft, old: str, new: str, moved: Collection[Span]) -> None:
    """Give one actor's part to another where the words that were split off play it.

    A claim follows the statement that it rests on, a relation or position the words that it quotes.
    """
    stays = draft.actors[old].mentions

    def follows(span: Span | None) -> bool:
        return span is not None and any(span.overlaps(mention) for mention in moved)

    def rests(evidence: Span) -> bool:
        return follows(evidence) and not any(evidence.covers(mention) for mention in stays)

    def recast_parts(found: tuple[Participant, ...]) -> tuple[Participant, ...]:
        return parts(replace(part, actor=new) if part.actor == old and follows(part.span) else part for part in found)

    spoken = {id for id, said in draft.statements.items() if said.speaker == old and follows(said.speaker_span)}

    def recast_claim(claim: Claim) -> Claim:
        return replace(claim, by=(*claim.by[:-1], new)) if claim.statement in spoken and claim.by[-1:] == (old,) else claim

    draft.claims(recast_claim)
    for id, event in draft.events.items():
        draft.events[id] = replace(event, actors=recast_parts(event.actors), recipients=recast_parts(event.recipients))
    for id in spoken:
        draft.statements[id] = replace(draft.statements[id], speaker=new)
    for id, stands in draft.relations.items():
        subject, object = (new if end == old and rests(stands.evidence) else end for end in (stands.subject, stands.object))
        draft.relations[id] = replace(stands, subject=subject, object=object)
    for id, stand in draft.positions.items():
        if stand.holder == old and (stand.statement in spoken or rests(stand.evidence)):
            draft.positions[id] = replace(stand, holder=new)
