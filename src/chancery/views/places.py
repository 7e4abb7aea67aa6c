"""Where it happened: events gathered by place, for a map."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from chancery.store import tables
from chancery.views import choosing

COUNTED = 3000
"""Events, the newest, that are gathered."""


@dataclass(frozen=True)
class PlaceRow:
    """A place with coordinates, and what happened there."""

    name: str
    country: str | None
    latitude: float
    longitude: float
    geonames: int | None
    events: int
    first: str
    last: str


@dataclass(frozen=True)
class Places:
    """Places, those with most events first. ``complete`` says whether all events that answer were looked at; some have no place."""

    rows: tuple[PlaceRow, ...]
    events: int
    complete: bool


def places(
    connection: Connection,
    *,
    actor: str | None = None,
    code: str | None = None,
    status: str | None = None,
    stance: str | None = None,
    country: str | None = None,
    publisher: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Places:
    """Where events happened that answer; each place can be asked for in the timeline. Raises QueryError."""
    asked = choosing.asked(
        connection, actor=actor, code=code, status=status, stance=stance, country=country, publisher=publisher, since=since, until=until
    )
    newest = choosing.newest(connection, asked, most=COUNTED)
    e, k = tables.events.c, newest.c
    where = (e.place, e.country, e.latitude, e.longitude, e.geonames)
    query = (
        select(*where, func.count(), func.min(k.day), func.max(k.day))
        .join(newest, (e.document == k.document) & (e.n == k.n))
        .where(e.latitude.is_not(None), e.longitude.is_not(None)).group_by(*where)
    )  # fmt: skip
    rows = [PlaceRow(*row) for row in map(tuple, connection.execute(query))]
    looked_at = int(connection.execute(select(func.count()).select_from(newest)).scalar_one())
    return Places(tuple(sorted(rows, key=lambda row: (-row.events, row.name))), looked_at, looked_at < COUNTED)
