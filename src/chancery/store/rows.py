"""A record as rows: pure, and the only place that knows which fact goes to which column."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Table

from chancery.judging.apply import Judged
from chancery.record.facts import Actor, Claim, Event, Record, When
from chancery.record.text import Span
from chancery.record.times import period
from chancery.store import tables
from chancery.store.folding import fold
from chancery.store.search import content
from chancery.store.topics import topic_of

Row = tuple[object, ...]


@dataclass(frozen=True)
class Filed:
    """A record, as people corrected it, with the numbers that a store gives its document and its actors."""

    judged: Judged
    document: int
    actors: Mapping[str, int]
    named: Mapping[str, Actor]
    """Every actor that the record speaks of, as `named` tells."""

    @cached_property
    def record(self) -> Record:
        return self.judged.record

    @cached_property
    def published(self) -> str | None:
        return self.record.document.published

    @cached_property
    def statements(self) -> dict[str, int]:
        """Number of each statement by its id."""
        return {statement.id: n for n, statement in enumerate(self.record.statements)}

    @cached_property
    def mentioned(self) -> tuple[list[int], list[int]]:
        """Where every mention starts, in order, and its actor's number."""
        found = sorted([(span.start, self.actors[actor.id]) for actor in self.record.actors for span in actor.mentions])
        return [start for start, _ in found], [actor for _, actor in found]

    def actor(self, actor: str | None) -> int | None:
        return None if actor is None else self.actors[actor]

    def statement(self, statement: str | None) -> int | None:
        return None if statement is None else self.statements.get(statement)

    def mark(self, kind: str, id: str) -> str | None:
        """What people did to the fact."""
        return self.judged.marks.get((kind, id)) if self.judged.marks else None

    def day(self, time: When | None) -> str | None:
        """What the fact is sorted by."""
        return self.published if time is None else days(time)[0] or self.published


def days(time: When | None) -> tuple[str, str] | tuple[None, None]:
    """First and last day, or two nulls."""
    return (time and period(time.value)) or (None, None)


def named(record: Record) -> dict[str, Actor]:
    """Every actor that a record speaks of, by id; one that only a fact names has no more than its id."""
    found = {actor.id: actor for actor in record.actors}
    for id in _spoken_of(record):
        if id not in found:
            found[id] = Actor(id, id, id.partition(":")[0], None, (), None, None, ())
    return found


def _spoken_of(record: Record) -> Iterator[str]:
    for event in record.events:
        yield from (part.actor for part in (*event.actors, *event.recipients))
    for claims in (*(e.claims for e in record.events), *(r.claims for r in record.relations)):
        yield from (actor for claim in claims for actor in claim.by)
    for statement in record.statements:
        yield from (actor for actor in (statement.speaker, statement.addressee) if actor is not None)
    for relation in record.relations:
        yield from (relation.subject, relation.object)
    yield from (position.holder for position in record.positions)


def _bounds(span: Span | None) -> tuple[int, int] | tuple[None, None]:
    return (span.start, span.end) if span else (None, None)


def _problems(filed: Filed) -> Iterator[Row]:
    return ((filed.document, n, problem.stage, problem.reason) for n, problem in enumerate(filed.record.problems))


def _document_actors(filed: Filed) -> Iterator[Row]:
    document, actors, published = filed.document, filed.actors, filed.published
    for n, actor in enumerate(filed.named.values()):
        mark = filed.mark("actor", actor.id)
        yield document, n, actors[actor.id], actor.name, actor.title, len(actor.mentions), mark, published


def _mentions(filed: Filed) -> Iterator[Row]:
    document = filed.document  # of all rows half are mentions
    for n, actor in enumerate(filed.record.actors):
        for number, span in enumerate(actor.mentions):
            yield document, n, number, span.start, span.end


def _events(filed: Filed) -> Iterator[Row]:
    for n, event in enumerate(filed.record.events):
        yield (
            filed.document, n, event.id, event.code, " ".join(event.modes), " ".join(event.contexts), event.status,
            event.time and event.time.value, *days(event.time), filed.day(event.time), event.duration and event.duration.value,
            *_place(event), *_bounds(event.mentions[0] if event.mentions else None), *_stances(event.claims),
            filed.mark("event", event.id), _contested(event.claims),
        )  # fmt: skip


def _place(event: Event) -> Row:
    place = event.place
    if place is None:
        return None, None, None, None, None, None
    return place.name, fold(place.name), place.country, place.latitude, place.longitude, place.geonames


def _stances(claims: Iterable[Claim]) -> tuple[int, int, int]:
    found = [claim.stance for claim in claims]
    return found.count("asserts"), found.count("denies"), found.count("hedges")


def _contested(claims: Iterable[Claim]) -> bool:
    """Whether one asserts what another denies; the report's own voice is one too."""
    asserting = {claim.by[-1:] for claim in claims if claim.stance == "asserts"}
    return any(asserting - {claim.by[-1:]} for claim in claims if claim.stance == "denies")


def _event_mentions(filed: Filed) -> Iterator[Row]:
    for n, event in enumerate(filed.record.events):
        for number, span in enumerate(event.mentions):
            yield filed.document, n, number, span.start, span.end


def _participants(filed: Filed) -> Iterator[Row]:
    for n, event in enumerate(filed.record.events):
        sides = [("actor", part) for part in event.actors] + [("recipient", part) for part in event.recipients]
        day = filed.day(event.time)
        for number, (role, part) in enumerate(sides):
            yield filed.document, n, number, role, filed.actors[part.actor], *_bounds(part.span), event.code, day


def _denied_actors(filed: Filed) -> Iterator[Row]:
    for n, event in enumerate(filed.record.events):
        if any(claim.stance == "denies" for claim in event.claims):
            day, deniers = filed.day(event.time), {claim.by[-1] for claim in event.claims if claim.by and claim.stance == "denies"}
            parts = (part.actor for part in (*event.actors, *event.recipients))
            concerned = dict.fromkeys((*parts, *(claim.by[-1] for claim in event.claims if claim.by)))
            yield from ((filed.document, n, filed.actors[actor], actor in deniers, day) for actor in concerned)


def _claims(filed: Filed) -> Iterator[Row]:
    events = (("event", n, event.time, claim) for n, event in enumerate(filed.record.events) for claim in event.claims)
    relations = (("relation", n, stands.time, claim) for n, stands in enumerate(filed.record.relations) for claim in stands.claims)
    for number, (fact, n, time, claim) in enumerate((*events, *relations)):
        holder = filed.actors[claim.by[-1]] if claim.by else None
        yield (
            filed.document, number, fact, n, holder, " ".join(claim.by), len(claim.by), claim.stance,
            filed.statement(claim.statement), filed.day(time),
        )  # fmt: skip


def _statements(filed: Filed) -> Iterator[Row]:
    for n, said in enumerate(filed.record.statements):
        channel = (said.channel.kind, said.channel.name) if said.channel else (None, None)
        yield (
            filed.document, n, said.id, filed.actor(said.speaker), said.act, said.form, *channel, filed.actor(said.addressee),
            said.negated, filed.statement(said.within), *_bounds(said.cue), content([span.text for span in said.content]),
            filed.mark("statement", said.id), filed.published,
        )  # fmt: skip


def _statement_spans(filed: Filed) -> Iterator[Row]:
    for n, said in enumerate(filed.record.statements):
        for number, span in enumerate(said.content):
            yield filed.document, n, number, span.start, span.end


def _statement_actors(filed: Filed) -> Iterator[Row]:
    starts, actors = filed.mentioned
    for n, said in enumerate(filed.record.statements):
        found: set[int] = set()
        for span in said.content:
            found.update(actors[bisect_left(starts, span.start) : bisect_left(starts, span.end)])
        # Who speaks of himself says nothing about anybody else.
        yield from ((filed.document, n, actor, filed.published) for actor in sorted(found - {filed.actor(said.speaker)}))


def _relations(filed: Filed) -> Iterator[Row]:
    for n, (id, stands) in enumerate(zip(filed.judged.relations, filed.record.relations, strict=True)):
        yield (
            filed.document, n, id, filed.actors[stands.subject], stands.predicate, filed.actors[stands.object], stands.title,
            stands.hedged, *_bounds(stands.evidence), stands.time and stands.time.value, *days(stands.time),
            filed.mark("relation", id), filed.day(stands.time),
        )  # fmt: skip


def _positions(filed: Filed) -> Iterator[Row]:
    for n, (id, stand) in enumerate(zip(filed.judged.positions, filed.record.positions, strict=True)):
        yield (
            filed.document, n, id, filed.actors[stand.holder], stand.stance, stand.issue.text, fold(stand.issue.text),
            *_bounds(stand.issue), *_bounds(stand.evidence), filed.statement(stand.statement), stand.time and stand.time.value,
            *days(stand.time), filed.mark("position", id), filed.day(stand.time), topic_of(stand.issue.text, stand.topic),
        )  # fmt: skip


ROWS: tuple[tuple[Table, Callable[[Filed], Iterator[Row]]], ...] = (
    (tables.problems, _problems),
    (tables.document_actors, _document_actors),
    (tables.mentions, _mentions),
    (tables.events, _events),
    (tables.event_mentions, _event_mentions),
    (tables.participants, _participants),
    (tables.denied_actors, _denied_actors),
    (tables.claims, _claims),
    (tables.statements, _statements),
    (tables.statement_spans, _statement_spans),
    (tables.statement_actors, _statement_actors),
    (tables.relations, _relations),
    (tables.positions, _positions),
)
"""The tables of facts, each with what fills it, its columns in order."""
