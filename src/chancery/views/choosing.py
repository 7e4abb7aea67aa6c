"""Which events answer a question, in the order of their days, without looking at the others.

A store may hold millions of events. So the rarest of the things that are asked for leads: its index is walked in the order
of days, the rest is tested on the way, and the walk ends where the page is full. How rare something is, is counted, no
further than `_COMMON`; databases only guess it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Alias, ColumnElement, Connection, FromClause, Select, Subquery, Table, literal, or_, select

from chancery.errors import QueryError
from chancery.record.ontology import CLAIM_STANCES, CODES, STATUSES
from chancery.store import tables
from chancery.views import paging
from chancery.views.asking import ROLES, about, apart, country_of, day_of, holds, one_of, place_of, publisher_of, source_of
from chancery.views.naming import resolved

_COMMON = 20_000
_EVENTS_OF_A_REPORT = 10
Key = tuple[int, int]
"""Number of a document, number of an event in it."""
Events = Table | Alias | FromClause


@dataclass(frozen=True)
class Asked:
    """What events have to be, in the store's terms; null where it does not matter."""

    actor: int | None = None
    other: int | None = None
    role: str | None = None
    code: str | None = None
    mode: str | None = None
    status: str | None = None
    stance: str | None = None
    place: str | None = None
    country: str | None = None
    publisher: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None
    copies: bool = False
    once: bool = True


def asked(
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
) -> Asked:
    """What a questioner asks for. Raises QueryError where the store knows no such thing."""
    publisher, source = publisher_of(connection, publisher), source_of(connection, source)
    first, last = day_of(since), day_of(until, last=True)
    if first and last and first > last:
        raise QueryError(f"since {since} until {until}: ends before it begins")
    return Asked(
        resolved(connection, actor), resolved(connection, other), one_of(role, ROLES, "role"), one_of(code, CODES, "code"),
        mode, one_of(status, STATUSES, "status"), one_of(stance, CLAIM_STANCES, "stance"), place_of(place), country_of(country),
        publisher, source, first, last,
        # Who asks for a publisher's reports wants his copies as well.
        copies or publisher is not None or source is not None, once,
    )  # fmt: skip


def keys(
    connection: Connection, wanted: Asked, *, view: str, cursor: str | None, limit: int, newest: bool
) -> tuple[list[Key], str | None]:
    """The events that answer, and the cursor of those after them."""
    query, order = choice(wanted, _leading(connection, wanted))
    dated = wanted.since is not None or wanted.until is not None
    rows, following = paging.seek(connection, query, order, view=view, cursor=cursor, limit=limit, newest=newest, dated=dated)
    return [(document, n) for _, document, n in map(tuple, rows)], following


def newest(connection: Connection, wanted: Asked, *, most: int) -> Subquery:
    """The newest of the events that answer, as columns ``day``, ``document`` and ``n``; those without a day are left out."""
    query, order = choice(wanted, _leading(connection, wanted))
    dated = query.where(order[0].is_not(None)).order_by(*(column.desc() for column in order)).limit(most).subquery()
    return select(*(column.label(name) for column, name in zip(dated.c, ("day", "document", "n"), strict=True))).subquery()


def undated(connection: Connection, wanted: Asked, *, most: int) -> int:
    """How many of the events that answer have no day, counted no further than ``most``."""
    if wanted.since is not None or wanted.until is not None:
        return 0
    query, order = choice(wanted, _leading(connection, wanted))
    return about(connection, query.where(order[0].is_(None)), most=most)


# -- what leads ------------------------------------------------------------------------------------------------------------


def _leading(connection: Connection, wanted: Asked) -> str:
    """The rarest thing that is asked for."""
    counts = {name: about(connection, query, most=_COMMON) * each for name, query, each in _leaders(wanted)}
    # Reports of a common publisher are met on the way; those of a rare one are sorted.
    if counts.get("publisher", 0) >= _COMMON:
        counts.pop("publisher", None)
    return min(counts, key=lambda name: counts[name]) if counts else "day"


def _leaders(wanted: Asked) -> Iterator[tuple[str, Select[Any], int]]:
    e, p, d = tables.events.c, tables.participants.c, tables.documents.c
    for name, actor in (("actor", wanted.actor), ("other", wanted.other)):
        if actor is not None:
            code = [p.code == wanted.code] if wanted.code else []
            yield name, select(literal(1)).where(p.actor == actor, *code, *_within(p.day, wanted)), 1
    for name, column in (("code", e.code), ("country", e.country), ("place", e.place_folded)):
        if (value := getattr(wanted, name)) is not None:
            yield name, select(literal(1)).where(column == value, *_within(e.day, wanted)), 1
    if wanted.stance == "denies" and wanted.actor is not None:
        n = tables.denied_actors.c
        yield "denials", select(literal(1)).where(n.actor == wanted.actor, *_within(n.day, wanted)), 1
    if wanted.stance == "denies":
        yield "denied", select(literal(1)).where(e.denied > 0, *_within(e.day, wanted)), 1
    if wanted.publisher is not None:
        yield "publisher", select(literal(1)).where(d.publisher == wanted.publisher), _EVENTS_OF_A_REPORT


def _within(day: ColumnElement[Any], wanted: Asked) -> list[ColumnElement[bool]]:
    return [*([day >= wanted.since] if wanted.since else []), *([day <= wanted.until] if wanted.until else [])]


def choice(wanted: Asked, leading: str) -> tuple[Select[Any], tuple[ColumnElement[Any], ...]]:
    """The query for keys (day, document, number), and the columns that it is sorted by."""
    if leading in ("actor", "other"):
        return _by_actor(wanted, leading)
    if leading == "denials":
        return denials(wanted, wanted.actor)
    e = tables.events.c
    if leading == "publisher":
        order: tuple[ColumnElement[Any], ...] = (apart(e.day), e.document, e.n)
        d = tables.documents.c
        lead = [e.document.in_(select(d.key).where(d.publisher == wanted.publisher))]
    else:
        order, lead = (e.day, e.document, e.n), []
    tests = conditions(wanted, tables.events, leading=leading)
    return select(*order).where(*lead, *_within(order[0], wanted), *tests), order


def _by_actor(wanted: Asked, leading: str) -> tuple[Select[Any], tuple[ColumnElement[Any], ...]]:
    p, e = tables.participants, tables.events
    order = (p.c.day, p.c.document, p.c.event)
    actor = getattr(wanted, leading)
    role = wanted.role if leading == "actor" else None
    earlier = p.alias()
    before = holds(
        earlier.c.document == p.c.document, earlier.c.event == p.c.event, earlier.c.n < p.c.n, apart(earlier.c.actor) == actor,
        *([earlier.c.role == role] if role else []),
    )  # fmt: skip
    own = [p.c.actor == actor, *([p.c.role == role] if role else []), *([p.c.code == wanted.code] if wanted.code else [])]
    rest = list(conditions(replace(wanted, code=None), e, leading=leading))
    fits = [holds(e.c.document == p.c.document, e.c.n == p.c.event, *rest)] if rest else []
    return select(*order).where(*own, *_within(p.c.day, wanted), *fits, ~before), order


def denials(wanted: Asked, who: int | None, *tests: ColumnElement[bool]) -> tuple[Select[Any], tuple[ColumnElement[Any], ...]]:
    """The same for events that somebody denies and with which an actor has to do, as a part or as a voice."""
    n, e = tables.denied_actors.c, tables.events
    order = (n.day, n.document, n.event)
    fits = holds(e.c.document == n.document, e.c.n == n.event, *conditions(wanted, e), *tests)
    return select(*order).where(n.actor == who, *_within(n.day, wanted), fits), order


# -- what is tested --------------------------------------------------------------------------------------------------------


def conditions(wanted: Asked, events: Events, *, leading: str = "") -> Iterator[ColumnElement[bool]]:
    """What holds of an event that answers; that by which it was found is left to its index."""
    yield from _of_event(wanted, events, leading)
    yield from _of_participants(wanted, events, leading)
    yield from _of_report(wanted, events)
    if wanted.once:
        yield ~told_before(replace(wanted, once=False), events)


def _of_event(wanted: Asked, events: Events, leading: str) -> Iterator[ColumnElement[bool]]:
    e = events.c
    for name, column in (("code", e.code), ("country", e.country), ("place", e.place_folded)):
        if (value := getattr(wanted, name)) is not None:
            yield (column if name == leading else apart(column)) == value
    if wanted.status:
        yield e.status == wanted.status
    if wanted.stance:
        yield {"asserts": e.asserted, "denies": e.denied, "hedges": e.hedged}[wanted.stance] > 0
    if wanted.mode:
        yield (literal(" ") + e.modes + literal(" ")).contains(f" {wanted.mode} ", autoescape=True)


def _of_participants(wanted: Asked, events: Events, leading: str) -> Iterator[ColumnElement[bool]]:
    for name, actor, role in (("actor", wanted.actor, wanted.role), ("other", wanted.other, None)):
        if actor is not None and name != leading:
            p = tables.participants.alias()
            sides = [p.c.role == role] if role else []
            yield holds(p.c.document == events.c.document, p.c.event == events.c.n, apart(p.c.actor) == actor, *sides)


def _of_report(wanted: Asked, events: Events) -> Iterator[ColumnElement[bool]]:
    d = tables.documents.alias()
    asked_for = ((d.c.publisher, wanted.publisher), (d.c.source, wanted.source))
    tests = [apart(column) == value for column, value in asked_for if value is not None]
    if not wanted.copies:
        tests.append(d.c.origin == d.c.key)
    if tests:
        yield holds(d.c.key == events.c.document, *tests)


def told_before(wanted: Asked, events: Events) -> ColumnElement[bool]:
    """Whether a report that came earlier tells of the same happening in an event that answers too.

    Earlier by the number of its document, so that reports which come in meanwhile move nothing.
    """
    own, same, other = tables.happening_members.alias(), tables.happening_members.alias(), tables.events.alias()
    earlier = or_(same.c.document < events.c.document, (same.c.document == events.c.document) & (other.c.n < events.c.n))
    return holds(
        own.c.document == events.c.document, own.c.event == events.c.id, same.c.happening == own.c.happening,
        same.c.document <= events.c.document, other.c.document == same.c.document, other.c.id == same.c.event, earlier,
        *_within(other.c.day, wanted), *conditions(wanted, other),
    )  # fmt: skip
