"""One happening as all reports tell it: who asserts, denies and doubts it, and where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from chancery.errors import QueryError
from chancery.record.ontology import CLAIM_STANCES
from chancery.store import tables
from chancery.store.lists import listed
from chancery.views import choosing, events, paging
from chancery.views.asking import sound
from chancery.views.choosing import Key
from chancery.views.events import EventRow, Spot, Voice, among, taking
from chancery.views.naming import Named
from chancery.views.paging import Page
from chancery.views.quoting import Stretch

MEMBERS = 200
"""Events of a happening that are looked at; reports that are no copies come first."""


@dataclass(frozen=True)
class HappeningRow:
    """A happening. ``reports`` counts the documents that tell of it, ``independent`` those that are no copies of each other."""

    id: str
    code: str
    day: str | None
    since: str | None
    until: str | None
    place: Spot | None
    participants: tuple[Named, ...]
    reports: int
    independent: int
    asserted: int
    denied: int
    hedged: int


@dataclass(frozen=True)
class Side:
    """One report's word on what is told differently."""

    document: str
    event: str
    value: str
    evidence: tuple[Stretch, ...]


@dataclass(frozen=True)
class Difference:
    """Where two reports differ: stance, date, place, number or actor."""

    aspect: str
    left: Side
    right: Side


@dataclass(frozen=True)
class HappeningPage:
    """A happening with its voices, each quoted, and the events of the reports that tell of it."""

    happening: HappeningRow
    asserted: tuple[Voice, ...]
    denied: tuple[Voice, ...]
    hedged: tuple[Voice, ...]
    differences: tuple[Difference, ...]
    events: tuple[EventRow, ...]


def happenings(
    connection: Connection,
    *,
    code: str | None = None,
    since: str | None = None,
    until: str | None = None,
    denied: bool = False,
    newest: bool = True,
    limit: int | None = None,
    cursor: str | None = None,
) -> Page[HappeningRow]:
    """Happenings by day, as `chancery link` found them. Raises QueryError."""
    h = tables.happenings.c
    asked = choosing.asked(connection, code=code, since=since, until=until)
    where = [h.code == asked.code] if asked.code else []
    where += [h.day >= asked.since] if asked.since else []
    where += [h.day <= asked.until] if asked.until else []
    where += [h.denied > 0] if denied else []
    order = (h.day, h.id)
    limit, dated, query = paging.wanted(limit, most=500), since is not None or until is not None, select(*order).where(*where)
    rows, following = paging.seek(connection, query, order, view="happenings", cursor=cursor, limit=limit, newest=newest, dated=dated)
    return Page(tuple(load(connection, [id for _, id in map(tuple, rows)])), following)


def load(connection: Connection, ids: Sequence[str]) -> list[HappeningRow]:
    """The happenings with these ids, in this order."""
    rows = {row.id: row for row in connection.execute(select(tables.happenings).where(listed(connection, tables.happenings.c.id, ids)))}
    told = events.load(connection, [key for keys in members(connection, rows, most=3).values() for key in keys])
    by = {id: [event for event in told if event.happening == id] for id in rows}
    return [_row(rows[id], by[id]) for id in ids if id in rows]


def _row(row: Row[Any], told: Iterable[EventRow]) -> HappeningRow:
    place = Spot(row.place, row.country, row.latitude, row.longitude, None) if row.place is not None else None
    people = tuple(dict.fromkeys(actor for event in told for actor in (*event.actors, *event.recipients)))
    return HappeningRow(
        row.id, row.code, row.day, row.since, row.until, place, people, row.reports, row.independent, row.asserted, row.denied, row.hedged,
    )  # fmt: skip


def members(connection: Connection, ids: Iterable[str], *, most: int = MEMBERS) -> dict[str, list[Key]]:
    """The events of each happening in the order in which their reports came; those of copies are left out."""
    m, e, d = tables.happening_members.c, tables.events.c, tables.documents.c
    place = func.row_number().over(partition_by=m.happening, order_by=(m.document, e.n)).label("place")
    told = (
        select(m.happening, e.document, e.n, place)
        .join(tables.events, (m.document == e.document) & (m.event == e.id))
        .join(tables.documents, d.key == e.document)
        .where(listed(connection, m.happening, sorted(set(ids))), d.origin == d.key).subquery()
    ).c  # fmt: skip
    query = select(told.happening, told.document, told.n).where(told.place <= most).order_by(told.document, told.n)
    found: dict[str, list[Key]] = defaultdict(list)
    for happening, document, n in connection.execute(query).all():
        found[happening].append((document, n))
    return found


def happening(connection: Connection, id: str) -> HappeningPage:
    """One happening, by its id or that of an event: ``evt-…``, or ``DOCUMENT/evt-…`` where several reports have that one.

    An event that was linked to no other stands alone. Raises QueryError.
    """
    found = load(connection, [sound(id)])
    keys = [] if found else _event(connection, id)
    if linked := _happening_of(connection, keys):
        found = load(connection, [linked])
    told = events.load(connection, members(connection, [found[0].id])[found[0].id] if found else keys)
    if not found and not told:
        raise QueryError(f"{id!r}: no such happening or event in the store; the timeline names some")
    voices = [voice for row in told for voice in row.voices]
    return HappeningPage(
        found[0] if found else _alone(told[0]), taking("asserts", voices), taking("denies", voices), taking("hedges", voices),
        tuple(_differences(connection, found[0].id)) if found else (), tuple(told),
    )  # fmt: skip


def _event(connection: Connection, id: str) -> list[Key]:
    """An event by its id, as the report tells it that came first of those that have it."""
    document, _, event = id.rpartition("/")
    e, d = tables.events.c, tables.documents.c
    query = select(e.document, e.n).join(tables.documents, d.key == e.document).where(e.id == event)
    query = query.where(d.id == document) if document else query
    return [(key, n) for key, n in map(tuple, connection.execute(query.order_by(e.document, e.n).limit(1)))]


def _happening_of(connection: Connection, keys: Sequence[Key]) -> str | None:
    e, m = tables.events.c, tables.happening_members.c
    query = select(m.happening).join(tables.events, (m.document == e.document) & (m.event == e.id))
    return next((row.happening for row in among(connection, query, (e.document, e.n), keys)), None)


def _alone(event: EventRow) -> HappeningRow:
    """What one report tells, as if it were a happening."""
    count = [len(taking(stance, event.voices)) for stance in CLAIM_STANCES]
    people = tuple(dict.fromkeys((*event.actors, *event.recipients)))
    return HappeningRow(
        f"{event.report.id}/{event.id}", event.code, event.day, event.since, event.until, event.place, people, event.report.reports, 1,
        *count,
    )  # fmt: skip


def _differences(connection: Connection, id: str) -> Iterable[Difference]:
    for row in connection.execute(_told_differently(id)):
        yield Difference(
            row.aspect,
            Side(row.left, row.left_event, row.left_value, _stretch(row.left, row.left_start, row.left_stop)),
            Side(row.right, row.right_event, row.right_value, _stretch(row.right, row.right_start, row.right_stop)),
        )


def _told_differently(id: str) -> Select[Any]:
    x, left, right = tables.differences.c, tables.documents.alias(), tables.documents.alias()
    return (
        select(tables.differences, left.c.id.label("left"), right.c.id.label("right"))
        .join(left, left.c.key == x.left_document).join(right, right.c.key == x.right_document)
        .where(x.happening == id).order_by(x.aspect, x.key).limit(MEMBERS)
    )  # fmt: skip


def _stretch(document: str, start: int | None, stop: int | None) -> tuple[Stretch, ...]:
    return () if start is None or stop is None else (Stretch(document, start, stop),)
