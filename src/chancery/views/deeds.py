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
LANES, BINS, FEW, ROUGH = 8, 120, 3, 40
"""Codes that have a lane of their own, stretches of time, what in a hundred is few; and periods that are drawn."""


@dataclass(frozen=True)
class Bin:
    """Days with events of one lane; ``unsure`` tells how many of them did not happen or not yet."""

    since: str
    until: str
    events: int
    unsure: int


@dataclass(frozen=True)
class Lane:
    """One code over time; or, where there are many, all the rarer ones together, which have no ``code`` in common."""

    code: str | None
    codes: tuple[str, ...]
    events: int
    bins: tuple[Bin, ...]


@dataclass(frozen=True)
class Rough:
    """Events of which no more is known than that they fall into these days."""

    since: str
    until: str
    events: int


@dataclass(frozen=True)
class Deeds:
    """Codes with most events first, over the days from ``first`` to ``last``. A bin is ``days`` long.

    ``events`` is how many are in the lanes, each in one bin. Besides them ``earlier`` counts the few of long ago that are left out, so
    that the others are not crowded together, and ``undated`` those without a day, no further than `LOOKED_AT`. ``rough`` are the periods
    of those that are in the lanes with their first day alone; ``rough_more`` of such events have periods that are not listed.
    ``complete`` says whether these are all events that answer, else they are the newest.
    """

    first: str
    last: str
    days: int
    lanes: tuple[Lane, ...]
    events: int
    earlier: int
    undated: int
    rough: tuple[Rough, ...]
    rough_more: int
    complete: bool


def deeds(connection: Connection, **filters: Any) -> Deeds | None:
    """Events of the timeline with these filters, counted by code and time; null where none has a day. Raises QueryError."""
    asked = choosing.asked(connection, **filters)
    rows = list(_rows(connection, choosing.newest(connection, asked, most=LOOKED_AT)))
    if not rows:
        return None
    days = sorted(row.day for row in rows)
    first, last = _beginning(days), days[-1]
    shown = [row for row in rows if row.day >= first]
    length = max(1, -(-((last - first).days + 1) // BINS))
    complete = len(rows) < LOOKED_AT
    undated = choosing.undated(connection, asked, most=LOOKED_AT) if complete else 0
    rough, more = _roughly(shown)
    return Deeds(
        first.isoformat(), last.isoformat(), length, tuple(_lanes(shown, first, length)), len(shown), len(rows) - len(shown), undated,
        rough, more, complete,
    )  # fmt: skip


def _beginning(days: Sequence[date]) -> date:
    """The first day, or the day before which hardly any lie, if that makes the picture twice as wide."""
    some = days[len(days) * FEW // 100]
    return some if (days[-1] - days[0]).days > 2 * (days[-1] - some).days + 60 else days[0]


@dataclass(frozen=True)
class _Row:
    code: str
    status: str
    day: date
    since: str | None
    until: str | None


def _rows(connection: Connection, newest: Subquery) -> Iterable[_Row]:
    e, k = tables.events.c, newest.c
    query = select(e.code, e.status, k.day, e.since, e.until).join(tables.events, (e.document == k.document) & (e.n == k.n))
    return (_Row(code, status, date.fromisoformat(day), *period) for code, status, day, *period in map(tuple, connection.execute(query)))


def _lanes(rows: Sequence[_Row], first: date, length: int) -> Iterable[Lane]:
    """A lane for each of the common codes, and one for all others."""
    codes = [code for code, _ in Counter(row.code for row in rows).most_common()]
    own = codes if len(codes) <= LANES + 1 else codes[:LANES]
    for code in own:
        yield _lane(code, (code,), rows, first, length)
    if rare := tuple(codes[len(own) :]):
        yield _lane(None, rare, rows, first, length)


def _lane(code: str | None, codes: tuple[str, ...], rows: Sequence[_Row], first: date, length: int) -> Lane:
    among = [row for row in rows if row.code in codes]
    counts = Counter((row.day - first).days // length for row in among)
    unsure = Counter((row.day - first).days // length for row in among if row.status != "actual")
    return Lane(code, codes, len(among), tuple(_bin(first, number, length, counts[number], unsure[number]) for number in sorted(counts)))


def _bin(first: date, number: int, length: int, events: int, unsure: int) -> Bin:
    start = first + timedelta(days=number * length)
    return Bin(start.isoformat(), (start + timedelta(days=length - 1)).isoformat(), events, unsure)


def _roughly(rows: Sequence[_Row]) -> tuple[tuple[Rough, ...], int]:
    """The periods into which most events fall whose day is not known, the first one first; and how many events have others."""
    counts = Counter((row.since, row.until) for row in rows if row.since and row.until and row.since != row.until)
    most = sorted(counts, key=lambda period: (-counts[period], period))[:ROUGH]
    kept = tuple(Rough(str(since), str(until), counts[since, until]) for since, until in sorted(most))
    return kept, counts.total() - sum(one.events for one in kept)
