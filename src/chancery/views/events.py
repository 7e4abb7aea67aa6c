"""Events as rows that stand by themselves: names in place of numbers, the voices behind them, and where it is all written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from chancery.store import tables
from chancery.store.lists import paired
from chancery.views.choosing import Key
from chancery.views.naming import Named
from chancery.views.naming import named as actors_named
from chancery.views.quoting import Stretch, joined


@dataclass(frozen=True)
class Report:
    """A document, without its text. ``reports`` counts it and its copies."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    reports: int


@dataclass(frozen=True)
class Voice:
    """Who stands behind a fact: the chain from the outermost speaker to the holder; empty is the report's own voice."""

    chain: tuple[Named, ...]
    stance: str
    document: str
    statement: str | None
    evidence: tuple[Stretch, ...]

    @property
    def holder(self) -> Named | None:
        """Whose stance it is; null is the report."""
        return self.chain[-1] if self.chain else None


@dataclass(frozen=True)
class Spot:
    """Where something happened."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    geonames: int | None


@dataclass(frozen=True)
class EventRow:
    """One event of one report.

    ``day`` is what it is sorted by: the first day of ``time``, else the day of the report. ``independent`` counts the
    independent reports of its happening, where it was linked to one, else 1. ``judged`` is what people made of it: accepted or corrected.
    """

    id: str
    day: str | None
    time: str | None
    since: str | None
    until: str | None
    duration: str | None
    code: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    status: str
    actors: tuple[Named, ...]
    recipients: tuple[Named, ...]
    place: Spot | None
    voices: tuple[Voice, ...]
    report: Report
    happening: str | None
    independent: int
    judged: str | None
    evidence: tuple[Stretch, ...]


def load(connection: Connection, keys: Sequence[Key]) -> list[EventRow]:
    """The events with these numbers, in this order; those that went meanwhile are left out."""
    return list(by_key(connection, keys).values())


def by_key(connection: Connection, keys: Sequence[Key]) -> dict[Key, EventRow]:
    """The same, with their numbers."""
    found = {(row.document, row.n): row for row in among(connection, _events(), (_E.document, _E.n), keys)}
    sides = _sides(connection, keys)
    heard = voices(connection, keys)
    spans = _mentions(connection, keys)
    return {key: _row(found[key], sides.get(key, ()), heard.get(key, ()), spans.get(key, ())) for key in keys if key in found}


def among(connection: Connection, query: Select[Any], columns: Sequence[ColumnElement[Any]], keys: Sequence[Key]) -> Iterator[Row[Any]]:
    """Rows of a query whose columns, a document and a number in it, are among the keys."""
    return iter(connection.execute(query.where(paired(connection, columns, keys))).all() if keys else ())


_E, _D, _H = tables.events.c, tables.documents.c, tables.happenings.c


def _events() -> Select[Any]:
    member, copy = tables.happening_members, tables.documents.alias()
    copies = select(func.count()).where(copy.c.origin == _D.origin).scalar_subquery()
    return (
        select(tables.events, *REPORT, copies.label("reports"), _H.id.label("happening"), _H.independent)
        .join(tables.documents, _D.key == _E.document)
        .outerjoin(member, (member.c.document == _E.document) & (member.c.event == _E.id))
        .outerjoin(tables.happenings, _H.id == member.c.happening)
    )


REPORT = (_D.id.label("report"), _D.title, _D.publisher, _D.published, _D.url)
"""Columns of a report, in the order of its fields."""


def _row(row: Row[Any], sides: Sequence[tuple[str, Named]], heard: Sequence[Voice], spans: Sequence[tuple[int, int]]) -> EventRow:
    report = Report(row.report, row.title, row.publisher, row.published, row.url, row.reports)
    place = Spot(row.place, row.country, row.latitude, row.longitude, row.geonames) if row.place is not None else None
    own = tuple(who for role, who in sides if role == "actor")
    given = tuple(who for role, who in sides if role != "actor")
    return EventRow(
        row.id, row.day, row.time, row.since, row.until, row.duration, row.code, tuple(row.modes.split()), tuple(row.contexts.split()),
        row.status, own, given, place, tuple(heard), report, row.happening, row.independent or 1,
        row.judged, tuple(Stretch(row.report, *span) for span in spans),
    )  # fmt: skip


def _sides(connection: Connection, keys: Sequence[Key]) -> dict[Key, list[tuple[str, Named]]]:
    p, a = tables.participants.c, tables.actors.c
    query = select(p.document, p.event, p.role, a.id, a.name).join(tables.actors, a.key == p.actor)
    found: dict[Key, list[tuple[str, Named]]] = defaultdict(list)
    for row in among(connection, query.order_by(p.document, p.event, p.n), (p.document, p.event), keys):
        found[row.document, row.event].append((row.role, Named(row.id, row.name)))
    return found


def _mentions(connection: Connection, keys: Sequence[Key]) -> dict[Key, list[tuple[int, int]]]:
    m = tables.event_mentions.c
    query = select(m.document, m.event, m.start, m.stop).order_by(m.document, m.event, m.n)
    found: dict[Key, list[tuple[int, int]]] = defaultdict(list)
    for row in among(connection, query, (m.document, m.event), keys):
        found[row.document, row.event].append((row.start, row.stop))
    return found


# -- the voices ------------------------------------------------------------------------------------------------------------


def voices(connection: Connection, keys: Sequence[Key]) -> dict[Key, list[Voice]]:
    """Who stands behind each event, quoted: his statement where he made one, else the clause that tells the event."""
    c, e = tables.claims.c, tables.events.c
    query = (
        select(c.document, c.fact_n, c.chain, c.stance, c.statement, _D.id, e.start, e.stop)
        .join(tables.documents, _D.key == c.document)
        .join(tables.events, (e.document == c.document) & (e.n == c.fact_n))
        .where(c.fact == "event").order_by(c.document, c.n)
    )  # fmt: skip
    rows = list(among(connection, query, (c.document, c.fact_n), keys))
    said = statements(connection, [(row.document, row.statement) for row in rows if row.statement is not None])
    known = actors_named(connection, {id for row in rows for id in row.chain.split()})
    clauses = _clauses(connection, [(row.document, row.fact_n) for row in rows if row.statement is None])
    found: dict[Key, list[Voice]] = defaultdict(list)
    for row in rows:
        key = row.document, row.fact_n
        found[key].append(_voice(row, said.get((row.document, row.statement)), clauses.get(key, []), known))
    return found


def _clauses(connection: Connection, keys: Sequence[Key]) -> dict[Key, list[tuple[int, int]]]:
    """Where the participants of events stand: with the words that name the event they make a clause."""
    p = tables.participants.c
    found: dict[Key, list[tuple[int, int]]] = defaultdict(list)
    query = select(p.document, p.event, p.start, p.stop).where(p.start.is_not(None))
    for row in among(connection, query, (p.document, p.event), list(dict.fromkeys(keys))):
        found[row.document, row.event].append((row.start, row.stop))
    return found


def taking(stance: str, heard: Iterable[Voice]) -> tuple[Voice, ...]:
    """The voices with this stance."""
    return tuple(voice for voice in heard if voice.stance == stance)


def _voice(row: Row[Any], said: Said | None, clause: Sequence[tuple[int, int]], known: Mapping[str, Named]) -> Voice:
    chain = tuple(known[id] for id in row.chain.split())
    own: tuple[Stretch, ...] = ()
    if row.start is not None:
        own = tuple(s for s in joined(row.id, [(row.start, row.stop), *clause]) if s.start <= row.start < s.end)
    return Voice(chain, row.stance, row.id, said.id if said else None, (said.evidence if said else ()) or own)


@dataclass(frozen=True)
class Said:
    """A statement's id, and where cue and content stand."""

    id: str
    evidence: tuple[Stretch, ...]


def statements(connection: Connection, keys: Sequence[Key]) -> dict[Key, Said]:
    """Statements by the numbers of document and statement."""
    keys = list(dict.fromkeys(keys))
    s, p = tables.statements.c, tables.statement_spans.c
    query = select(s.document, s.n, s.id, s.cue_start, s.cue_stop, _D.id.label("report")).join(tables.documents, _D.key == s.document)
    pieces: dict[Key, list[tuple[int, int] | None]] = defaultdict(list)
    for row in among(connection, select(p.document, p.statement, p.start, p.stop), (p.document, p.statement), keys):
        pieces[row.document, row.statement].append((row.start, row.stop))
    found = {}
    for row in among(connection, query, (s.document, s.n), keys):
        cue = (row.cue_start, row.cue_stop) if row.cue_start is not None else None
        found[row.document, row.n] = Said(row.id, joined(row.report, [cue, *pieces[row.document, row.n]]))
    return found


