"""What happened when: events by day, each happening once."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from chancery.views import choosing, events
from chancery.views.events import EventRow
from chancery.views.paging import Page, wanted

COUNTED = 20_000
"""Events, the newest, that `density` counts."""


@dataclass(frozen=True)
class DayCount:
    """How many events begin on a day."""

    day: str
    events: int


@dataclass(frozen=True)
class Density:
    """How many events there are, day by day with the oldest first. ``complete`` says whether all that answer were counted."""

    days: tuple[DayCount, ...]
    events: int
    complete: bool


def timeline(
    connection: Connection,
    *,
    actor: str | None = None,
    other: str | None = None,
    role: str | None = None,
    code: str | None = None,
    mode: str | None = None,
    status: str | None = None,
    stance: str | None = None,
    place: str | None = None,
    country: str | None = None,
    publisher: str | None = None,
    source: str | None = None,
    since: str | None = None,
    until: str | None = None,
    copies: bool = False,
    once: bool = True,
    newest: bool = True,
    limit: int | None = None,
    cursor: str | None = None,
) -> Page[EventRow]:
    """Events by their first day, with whom they happened to and who says so.

    ``actor`` and ``other`` take part (``role`` says as what), by id or name. ``stance`` is one that somebody takes. A happening that
    several reports tell stands once, as the report tells it that came first of those that fit; ``once=False`` gives every report's
    event. Copies of a report are left out, unless ``copies`` or a publisher or source is asked for. Raises QueryError.
    """
    asked = choosing.asked(
        connection, actor=actor, other=other, role=role, code=code, mode=mode, status=status, stance=stance, place=place,
        country=country, publisher=publisher, source=source, since=since, until=until, copies=copies, once=once,
    )  # fmt: skip
    keys, following = choosing.keys(connection, asked, view="timeline", cursor=cursor, limit=wanted(limit), newest=newest)
    return Page(tuple(events.load(connection, keys)), following)


def density(
    connection: Connection,
    *,
    actor: str | None = None,
    code: str | None = None,
    status: str | None = None,
    stance: str | None = None,
    place: str | None = None,
    country: str | None = None,
    publisher: str | None = None,
    since: str | None = None,
    until: str | None = None,
    once: bool = True,
) -> Density:
    """How many events a timeline has on each day: what is drawn before anything is read. Raises QueryError."""
    asked = choosing.asked(
        connection, actor=actor, code=code, status=status, stance=stance, place=place, country=country, publisher=publisher,
        since=since, until=until, once=once,
    )  # fmt: skip
    newest = choosing.newest(connection, asked, most=COUNTED).c
    query = select(newest.day, func.count()).group_by(newest.day).order_by(newest.day)
    days = tuple(DayCount(day, int(count)) for day, count in map(tuple, connection.execute(query)))
    counted = sum(day.events for day in days)
    return Density(days, counted, counted < COUNTED)
