"""The facts of a record, numbered for a page, and the words they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from chancery.page.segments import Mark
from chancery.record.facts import Actor, Channel, Event, Place, Position, Record, Relation, Statement, When
from chancery.record.text import Span


def number(letter: str, index: int) -> str:
    """What a page calls a fact: its kind's letter and its place in the record, from 1."""
    return f"{letter}{index + 1}"


def marks_of(record: Record) -> Iterator[Mark]:
    """Every span of every fact, once for each part it plays."""
    for i, event in enumerate(record.events):
        yield from _event(event, number("e", i))
    for i, statement in enumerate(record.statements):
        yield from _statement(statement, number("s", i))
    for i, relation in enumerate(record.relations):
        yield from _relation(relation, number("r", i))
    for i, position in enumerate(record.positions):
        yield from _position(position, number("p", i))
    for i, actor in enumerate(record.actors):
        yield from _actor(actor, number("a", i))


def _event(event: Event, fact: str) -> Iterator[Mark]:
    yield from _over(event.mentions, fact, "e", core=True)
    yield from _over((p.span for p in chain(event.actors, event.recipients)), fact)
    yield from _over(map(_within, (event.time, event.duration)), fact, "t")
    yield from _over([_within(event.place)], fact, "p")


def _statement(statement: Statement, fact: str) -> Iterator[Mark]:
    # A statement without content of its own is known by its cue.
    yield from _over(statement.content, fact, "s", core=True)
    yield from _over([statement.cue], fact, "s", core=not statement.content)
    yield from _over([statement.speaker_span, _within(statement.channel)], fact)


def _relation(relation: Relation, fact: str) -> Iterator[Mark]:
    yield from _over([relation.evidence], fact, core=True)
    yield from _over([_within(relation.time)], fact, "t")


def _position(position: Position, fact: str) -> Iterator[Mark]:
    yield from _over([position.issue], fact, "i", core=True)
    yield from _over([position.evidence], fact)
    yield from _over([_within(position.time)], fact, "t")


def _actor(actor: Actor, fact: str) -> Iterator[Mark]:
    yield from _over(actor.mentions, fact, "a", core=True)


def _within(part: When | Place | Channel | None) -> Span | None:
    return part.span if part else None


def _over(spans: Iterable[Span | None], fact: str, layer: str | None = None, *, core: bool = False) -> Iterator[Mark]:
    return (Mark(span.start, span.end, fact, layer, core) for span in spans if span)
