"""A record under correction: its facts by id, and who is who in them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from chancery.record.facts import Actor, Claim, Event, Participant, Position, Record, Relation, Statement
from chancery.record.text import Span

replace = msgspec.structs.replace
Fact = Event | Statement | Relation | Position | Actor
T = TypeVar("T")


class Unfit(Exception):
    """A judgement does not fit the record; the text says why."""


def relation_id(relation: Relation) -> str:
    """Relations have no id in the record; this one is made from their content."""
    evidence = relation.evidence
    return _id("rel", relation.subject, relation.predicate, relation.object, relation.title, evidence.start, evidence.end)


def position_id(position: Position) -> str:
    """Positions have no id in the record; this one is made from their content."""
    return _id("pos", position.holder, position.stance, position.issue.start, position.issue.end, position.evidence.start)


def _id(kind: str, *content: object) -> str:
    return f"{kind}-{hashlib.sha256(' '.join(map(str, content)).encode()).hexdigest()[:10]}"


def numbered(facts: Iterable[T], called: Callable[[T], str]) -> Iterator[tuple[str, T]]:
    """Facts with their ids; where two are alike to the letter, the second is told from the first."""
    seen: dict[str, int] = {}
    for fact in facts:
        id = called(fact)
        seen[id] = seen.get(id, 0) + 1
        yield (id if seen[id] == 1 else f"{id}-{seen[id]}"), fact


@dataclass
class Draft:
    """The facts of a record by id, in order. ``judged`` tells what people did to which."""

    record: Record
    actors: dict[str, Actor]
    events: dict[str, Event]
    statements: dict[str, Statement]
    relations: dict[str, Relation]
    positions: dict[str, Position]
    judged: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, record: Record) -> Draft:
        return cls(
            record,
            {actor.id: actor for actor in record.actors},
            {event.id: event for event in record.events},
            {statement.id: statement for statement in record.statements},
            dict(numbered(record.relations, relation_id)),
            dict(numbered(record.positions, position_id)),
        )

    def copy(self) -> Draft:
        """The draft as it is now, whatever happens to this one."""
        return Draft(
            self.record, dict(self.actors), dict(self.events), dict(self.statements), dict(self.relations), dict(self.positions),
            dict(self.judged),
        )  # fmt: skip

    def finished(self) -> Record:
        return replace(
            self.record,
            actors=tuple(self.actors.values()),
            events=tuple(self.events.values()),
            statements=tuple(self.statements.values()),
            relations=tuple(self.relations.values()),
            positions=tuple(self.positions.values()),
        )

    def shelf(self, kind: str) -> dict[str, Fact]:
        """The facts of a kind, by id."""
        found: dict[str, Fact] = getattr(self, f"{kind}s")
        return found

    def fact(self, kind: str, id: str) -> Fact:
        if id not in self.shelf(kind):
            raise Unfit(f"{id}: the record has no such {kind}")
        return self.shelf(kind)[id]

    def event(self, id: str) -> Event:
        self.fact("event", id)
        return self.events[id]

    def actor(self, id: str) -> Actor:
        self.fact("actor", id)
        return self.actors[id]

    def span(self, start: int, end: int) -> Span:
        if not 0 <= start < end <= len(self.record.document.text):
            raise Unfit(f"{start}-{end}: not inside the text")
        return Span.over(self.record.document.text, start, end)

    def drop_statements(self, gone: Iterable[str]) -> None:
        """Let nothing point to statements that are no more."""
        lost = frozenset(gone)
        kept: Callable[[str | None], str | None] = lambda id: None if id in lost else id
        self.statements = {id: replace(s, within=kept(s.within)) for id, s in self.statements.items() if id not in lost}
        self.claims(lambda claim: replace(claim, statement=kept(claim.statement)))
        self.positions = {id: replace(p, statement=kept(p.statement)) for id, p in self.positions.items()}

    def claims(self, change: Callable[[Claim], Claim | None]) -> None:
        """Change all claims; null takes one away."""

        def changed(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
            return tuple(dict.fromkeys(new for claim in claims if (new := change(claim)) is not None))

        self.events = {id: replace(e, claims=changed(e.claims)) for id, e in self.events.items()}
        self.relations = {id: replace(r, claims=changed(r.claims)) for id, r in self.relations.items()}


def parts(found: Iterable[Participant]) -> tuple[Participant, ...]:
    """Each actor once, with words if any are given."""
    best: dict[str, Participant] = {}
    for part in found:
        if part.actor not in best or best[part.actor].span is None:
            best[part.actor] = part
    return tuple(best.values())
