"""What is new since a day: happenings, disputes, changed positions."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from chancery.store import tables
from chancery.views import choosing, events
from chancery.views.asking import day_of
from chancery.views.disputes import Dispute, disputed
from chancery.views.events import EventRow
from chancery.views.paging import wanted
from chancery.views.positions import Change, changes

_LOOKED_AT = 1000
"""Events, the newest, from which the most reported are taken."""


@dataclass(frozen=True)
class Brief:
    """What the store has of the days since ``since``: the most reported events first, disputes and changes with the newest first."""

    since: str
    reports: int
    independent: int
    events: tuple[EventRow, ...]
    disputes: tuple[Dispute, ...]
    changes: tuple[Change, ...]


def brief(
    connection: Connection,
    *,
    since: str,
    until: str | None = None,
    actor: str | None = None,
    country: str | None = None,
    limit: int | None = None,
) -> Brief:
    """What happened since a day, what is disputed, and who changed his mind. Raises QueryError."""
    limit = wanted(limit, most=200)
    asked = choosing.asked(connection, actor=actor, country=country, since=since, until=until)
    newest = events.load(connection, choosing.newest(connection, asked, most=_LOOKED_AT))
    newest.sort(key=lambda event: -event.independent)
    return Brief(
        str(day_of(since)), *_reports(connection, str(asked.since), asked.until), tuple(newest[:limit]),
        disputed(connection, actor=actor, country=country, since=since, until=until, limit=limit).rows,
        changes(connection, actor=actor, since=since, until=until)[:limit],
    )  # fmt: skip


def _reports(connection: Connection, since: str, until: str | None) -> tuple[int, int]:
    d = tables.documents.c
    query = select(func.count(), func.count(d.origin.distinct())).where(d.published >= since, *([d.published <= until] if until else []))
    found = connection.execute(query).one()
    return int(found[0]), int(found[1])
