"""What is new since a day: happenings, disputes, changed positions."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Subquery, func, select

from chancery.store import tables
from chancery.views import choosing, events
from chancery.views.asking import day_of
from chancery.views.choosing import Key
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
    most = _most_reported(connection, choosing.newest(connection, asked, most=_LOOKED_AT), limit)
    return Brief(
        str(day_of(since)), *_reports(connection, str(asked.since), asked.until), tuple(events.load(connection, most)),
        disputed(connection, actor=actor, country=country, since=since, until=until, limit=limit).rows,
        changes(connection, actor=actor, since=since, until=until)[:limit],
    )  # fmt: skip


def _most_reported(connection: Connection, newest: Subquery, limit: int) -> list[Key]:
    k, e, m, h = newest.c, tables.events.c, tables.happening_members.c, tables.happenings.c
    query = (
        select(k.document, k.n)
        .join(tables.events, (e.document == k.document) & (e.n == k.n))
        .outerjoin(tables.happening_members, (m.document == e.document) & (m.event == e.id))
        .outerjoin(tables.happenings, h.id == m.happening)
        .order_by(func.coalesce(h.independent, 1).desc(), k.day.desc(), k.document.desc(), k.n.desc()).limit(limit)
    )  # fmt: skip
    return [(document, n) for document, n in map(tuple, connection.execute(query))]


def _reports(connection: Connection, since: str, until: str | None) -> tuple[int, int]:
    d = tables.documents.c
    query = select(func.count(), func.count(d.origin.distinct())).where(d.published >= since, *([d.published <= until] if until else []))
    found = connection.execute(query).one()
    return int(found[0]), int(found[1])
