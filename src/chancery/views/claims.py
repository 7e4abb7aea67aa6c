"""Who stands behind which event, claim by claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, select

from chancery.store import tables
from chancery.views import choosing, events, paging
from chancery.views.asking import apart
from chancery.views.choosing import Asked, Key
from chancery.views.events import EventRow, Report, Voice, among
from chancery.views.naming import Named, resolve
from chancery.views.paging import Page


@dataclass(frozen=True)
class Claim:
    """One chain of voices behind one event of one report."""

    event: str
    code: str
    day: str | None
    status: str
    voice: Voice
    actors: tuple[Named, ...]
    recipients: tuple[Named, ...]
    happening: str | None
    report: Report


def claims(
    connection: Connection,
    *,
    holder: str | None = None,
    stance: str | None = None,
    code: str | None = None,
    status: str | None = None,
    publisher: str | None = None,
    since: str | None = None,
    until: str | None = None,
    copies: bool = False,
    newest: bool = True,
    limit: int | None = None,
    cursor: str | None = None,
) -> Page[Claim]:
    """Claims by the day of their event; ``holder`` is the last of the chain. Raises QueryError."""
    asked = choosing.asked(
        connection, code=code, status=status, stance=stance, publisher=publisher, since=since, until=until, copies=copies, once=False
    )
    who = resolve(connection, holder).key if holder is not None else None
    query, order = _query(asked, who)
    limit = paging.wanted(limit, most=1000)
    view = "claims" if who is None else "claims-of"
    rows, following = paging.seek(connection, query, order, view=view, cursor=cursor, limit=limit, newest=newest)
    return Page(tuple(load(connection, [(document, n) for _, document, *_, n in map(tuple, rows)])), following)


def _query(asked: Asked, who: int | None) -> tuple[Select[Any], tuple[ColumnElement[Any], ...]]:
    c, e = tables.claims.c, tables.events.c
    # An actor's claims are walked in the order of his index, all claims in that of the events' days.
    order: tuple[ColumnElement[Any], ...] = (e.day, e.document, e.n, c.n) if who is None else (c.day, c.document, c.n)
    days = [*([order[0] >= asked.since] if asked.since else []), *([order[0] <= asked.until] if asked.until else [])]
    tests = list(choosing.conditions(_without_stance(asked), tables.events, leading="day"))
    tests += [c.stance == asked.stance] if asked.stance else []
    if who is None:
        joined = (c.document == e.document) & (c.fact == "event") & (c.fact_n == e.n)
        return select(*order).join_from(tables.events, tables.claims, joined).where(*days, *tests), order
    fits = exists().where(e.document == c.document, e.n == c.fact_n, *tests)
    return select(*order).where(c.holder == who, apart(c.fact) == "event", *days, fits), order


def _without_stance(asked: Asked) -> Asked:
    """The stance is asked of the claim itself."""
    return Asked(code=asked.code, status=asked.status, publisher=asked.publisher, copies=asked.copies, once=False)


def load(connection: Connection, keys: Sequence[Key]) -> list[Claim]:
    """The claims with these numbers (document, claim), in this order."""
    c = tables.claims.c
    query = select(c.document, c.n, c.fact_n)
    event_of = {(row.document, row.n): (row.document, row.fact_n) for row in among(connection, query, (c.document, c.n), keys)}
    about = list(dict.fromkeys(event_of[key] for key in keys if key in event_of))
    told, places = events.by_key(connection, about), _places(connection, about)
    heard = ((told[event_of[key]], places[key]) for key in keys if key in event_of and event_of[key] in told)
    return [_row(event, event.voices[place]) for event, place in heard]


def _places(connection: Connection, about: Sequence[Key]) -> dict[Key, int]:
    """Which voice of its event each claim is: voices stand in the order of claims."""
    c = tables.claims.c
    query = select(c.document, c.fact_n, c.n).where(c.fact == "event").order_by(c.document, c.n)
    found: dict[Key, list[int]] = defaultdict(list)
    for row in among(connection, query, (c.document, c.fact_n), about):
        found[row.document, row.fact_n].append(row.n)
    return {(document, n): place for (document, _), listed in found.items() for place, n in enumerate(listed)}


def _row(event: EventRow, voice: Voice) -> Claim:
    return Claim(
        event.id, event.code, event.day, event.status, voice, event.actors, event.recipients, event.happening, event.report
    )  # fmt: skip
