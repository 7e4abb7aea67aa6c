"""Where things happened: places with how much is told of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Subquery, select

from chancery.store import tables
from chancery.views import choosing
from chancery.views.events import Spot

LOOKED_AT = 5000
"""Events, the newest that answer, whose places are counted."""


@dataclass(frozen=True)
class PlaceRow:
    """A place, what happened there by code with the commonest first, and the first and last day."""

    place: Spot
    events: int
    codes: tuple[tuple[str, int], ...]
    first: str | None
    last: str | None


@dataclass(frozen=True)
class Places:
    """Places, those of most events first. ``complete`` says whether all events that answer were looked at, else the newest ``events``."""

    rows: tuple[PlaceRow, ...]
    events: int
    complete: bool


def places(
    connection: Connection,
    *,
    actor: str | None = None,
    other: str | None = None,
    code: str | None = None,
    status: str | None = None,
    stance: str | None = None,
    country: str | None = None,
    publisher: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Places:
    """The places of events, each happening once. Raises QueryError."""
    asked = choosing.asked(
        connection, actor=actor, other=other, code=code, status=status, stance=stance, country=country, publisher=publisher, since=since,
        until=until,
    )  # fmt: skip
    told, events = _told(connection, choosing.newest(connection, asked, most=LOOKED_AT))
    rows = sorted((_row(place, here) for place, here in told.items()), key=lambda row: (-row.events, row.place.name))
    return Places(tuple(rows), events, events < LOOKED_AT)


def _told(connection: Connection, newest: Subquery) -> tuple[dict[Spot, list[tuple[str, str | None]]], int]:
    """Codes and days of what happened at each place, and how many events were looked at, with a place or without."""
    e, k = tables.events.c, newest.c
    spot = (e.place, e.country, e.latitude, e.longitude, e.geonames)
    query = select(e.code, k.day, *spot).join(tables.events, (e.document == k.document) & (e.n == k.n))
    found: dict[Spot, list[tuple[str, str | None]]] = defaultdict(list)
    rows = connection.execute(query).all()
    for code, day, *where in map(tuple, rows):
        if where[0] is not None:
            found[Spot(*where)].append((code, day))
    return found, len(rows)


def _row(place: Spot, told: Sequence[tuple[str, str | None]]) -> PlaceRow:
    days = sorted(day for _, day in told if day)
    codes = Counter(code for code, _ in told).most_common()
    return PlaceRow(place, len(told), tuple(codes), *((days[0], days[-1]) if days else (None, None)))
