"""What was done when: events counted by deed, for a picture of the years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Subquery, select

from chancery.store import tables
from chancery.views import choosing

LOOKED_AT = 10_000
"""Events, the newest that answer, that are counted."""
LANES, BINS, FEW = 8, 120, 3
"""Codes, stretches of time; and what in a hundred is few."""


@dataclass(frozen=True)
class Bin:
    """Days with events of one code; ``status`` tells how many of them did not happen or not yet."""

    since: str
    until: str
    events: int
    unsure: int


@dataclass(frozen=True)
class Lane:
    """One code over time."""

    code: str
    events: int
    bins: tuple[Bin, ...]


@dataclass(frozen=True)
class Deeds:
    """Codes with most events first, over the days from ``first`` to ``last``. A bin is ``days`` long.

    ``earlier`` counts the few events of long ago that are left out, so that the others are not crowded together.
    """

    first: str
    last: str
    days: int
    lanes: tuple[Lane, ...]
    events: int
    earlier: int
    complete: bool


def deeds(connection: Connection, **filters: Any) -> Deeds | None:
    """Events of the timeline with these filters, counted by code and time; null where none has a day. Raises QueryError."""
    asked = choosing.asked(connection, **filters)
    rows = list(_rows(connection, choosing.newest(connection, asked, most=LOOKED_AT)))
    days = sorted(day for _, _, day in rows)
    if not days:
        return None
    first, last = _beginning(days), days[-1]
    shown = [row for row in rows if row[2] >= first]
    length = max(1, -(-((last - first).days + 1) // BINS))
    common = [code for code, _ in Counter(code for code, _, _ in shown).most_common(LANES)]
    lanes = tuple(_lane(code, [row for row in shown if row[0] == code], first, length) for code in common)
    return Deeds(first.isoformat(), last.isoformat(), length, lanes, len(shown), len(rows) - len(shown), len(rows) < LOOKED_AT)


def _beginning(days: Sequence[date]) -> date:
    """The first day, or the day before which hardly any lie, if that makes the picture twice as wide."""
    some = days[len(days) * FEW // 100]
    return some if (days[-1] - days[0]).days > 2 * (days[-1] - some).days + 60 else days[0]


Row = tuple[str, str, date]
"""Code, status, day."""


def _rows(connection: Connection, newest: Subquery) -> Iterable[Row]:
    e, k = tables.events.c, newest.c
    query = select(e.code, e.status, k.day).join(tables.events, (e.document == k.document) & (e.n == k.n))
    return ((code, status, date.fromisoformat(day)) for code, status, day in connection.execute(query).all())


def _lane(code: str, rows: Sequence[Row], first: date, length: int) -> Lane:
    counts = Counter((day - first).days // length for _, _, day in rows)
    unsure = Counter((day - first).days // length for _, status, day in rows if status != "actual")
    return Lane(code, len(rows), tuple(_bin(first, number, length, counts[number], unsure[number]) for number in sorted(counts)))


def _bin(first: date, number: int, length: int, events: int, unsure: int) -> Bin:
    start = first + timedelta(days=number * length)
    return Bin(start.isoformat(), (start + timedelta(days=length - 1)).isoformat(), events, unsure)
