"""What one asserts and another denies, each side with its words: in one report, or across the reports of one happening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, or_, select

from chancery.record.ontology import CLAIM_STANCES
from chancery.store import tables
from chancery.views import choosing, paging
from chancery.views.asking import holds
from chancery.views.choosing import Asked, Key
from chancery.views.events import EventRow, Voice, by_key, taking, voices
from chancery.views.happenings import members
from chancery.views.naming import Named, resolve
from chancery.views.paging import Page

_LOOKED_AT, _CONTESTED = 3000, 100
"""Claims of an actor, the newest, in which contradictions are sought; and events of those whose voices are compared."""


@dataclass(frozen=True)
class Dispute:
    """An event that somebody denies and another asserts. Voices of all reports of its happening, copies left out."""

    event: EventRow
    asserted: tuple[Voice, ...]
    denied: tuple[Voice, ...]
    hedged: tuple[Voice, ...]


@dataclass(frozen=True)
class Contradiction:
    """Whom an actor contradicts: how many happenings of those that were looked at, and the newest with the voices of both."""

    other: Named | None
    times: int
    event: EventRow
    own: Voice
    others: Voice


def disputed(
    connection: Connection,
    *,
    actor: str | None = None,
    code: str | None = None,
    place: str | None = None,
    country: str | None = None,
    publisher: str | None = None,
    since: str | None = None,
    until: str | None = None,
    newest: bool = True,
    limit: int | None = None,
    cursor: str | None = None,
) -> Page[Dispute]:
    """What is asserted and denied by different holders, by day. ``actor`` takes part, or is one of the voices. Raises QueryError.

    The report's own voice is a holder too. A happening of several reports stands once, as the report tells it that came first of
    those in which it is denied.
    """
    asked = choosing.asked(
        connection, code=code, place=place, country=country, publisher=publisher, since=since, until=until, stance="denies"
    )
    who = resolve(connection, actor).key if actor is not None else None
    query, order = _query(asked, who)
    limit, dated = paging.wanted(limit, most=200), since is not None or until is not None
    rows, following = paging.seek(connection, query, order, view="disputed", cursor=cursor, limit=limit, newest=newest, dated=dated)
    return Page(tuple(disputes(connection, [(document, n) for _, document, n in map(tuple, rows)])), following)


def disputes(connection: Connection, keys: Sequence[Key]) -> list[Dispute]:
    """The events with the voices of their happenings."""
    rows = by_key(connection, keys)
    heard = _heard(connection, {key: row.happening for key, row in rows.items()})
    return [Dispute(row, *(taking(stance, heard[key]) for stance in CLAIM_STANCES)) for key, row in rows.items()]


def _heard(connection: Connection, keys: Mapping[Key, str | None]) -> dict[Key, list[Voice]]:
    """The voices of each event, and of the others of its happening."""
    together = members(connection, [id for id in keys.values() if id])
    groups = {key: list(dict.fromkeys([key, *(together.get(id, ()) if id else ())])) for key, id in keys.items()}
    found = voices(connection, list(dict.fromkeys(key for group in groups.values() for key in group)))
    return {key: [voice for one in group for voice in found.get(one, ())] for key, group in groups.items()}


# -- which events ----------------------------------------------------------------------------------------------------------


def _query(asked: Asked, who: int | None) -> tuple[Select[Any], tuple[ColumnElement[Any], ...]]:
    """Denied events that another asserts, in the same report or in one of the same happening."""
    e, asked = tables.events, replace(asked, once=False)
    tests = (_contested(e), ~choosing.told_before(asked, e))
    if who is not None:
        return choosing.denials(asked, who, *tests)
    query, order = choosing.choice(asked, "denied")
    return query.where(*tests), order


def _contested(events: Any) -> ColumnElement[bool]:
    """Whether somebody else asserts it than denies it: within the report, which its row says, or in another of the happening."""
    own, other = tables.happening_members.alias(), tables.happening_members.alias()
    told, asserts, denies = tables.events.alias(), tables.claims.alias(), tables.claims.alias()
    elsewhere = holds(
        own.c.document == events.c.document, own.c.event == events.c.id, other.c.happening == own.c.happening,
        told.c.document == other.c.document, told.c.id == other.c.event, told.c.asserted > 0,
        asserts.c.document == told.c.document, asserts.c.fact == "event", asserts.c.fact_n == told.c.n, asserts.c.stance == "asserts",
        denies.c.document == events.c.document, denies.c.fact == "event", denies.c.fact_n == events.c.n, denies.c.stance == "denies",
        asserts.c.holder.is_distinct_from(denies.c.holder),
    )  # fmt: skip
    return or_(events.c.contested, elsewhere)


# -- whom an actor contradicts ---------------------------------------------------------------------------------------------


def contradictions(connection: Connection, actor: str, *, most: int = 10) -> tuple[Contradiction, ...]:
    """Whom an actor contradicts, most often first: one asserts what the other denies. Raises QueryError."""
    who = resolve(connection, actor)
    found: dict[Named | None, list[tuple[Dispute, Voice, Voice]]] = defaultdict(list)
    for dispute in disputes(connection, _candidates(connection, who.key)):
        for other, own, others in _opposed(dispute, who.id):
            found[other].append((dispute, own, others))
    rows = [Contradiction(other, len(cases), cases[0][0].event, *cases[0][1:]) for other, cases in found.items()]
    return tuple(sorted(rows, key=lambda row: (-row.times, row.other.id if row.other else "")))[:most]


def _candidates(connection: Connection, who: int) -> list[Key]:
    """Events, the newest, that the actor denies or that he asserts and somebody denies; one of each happening."""
    c, e, m, h = tables.claims.c, tables.events.c, tables.happening_members, tables.happenings
    latest = (
        select(c.document, c.fact_n, c.fact, c.stance, c.day).where(c.holder == who, c.day.is_not(None))
        .order_by(c.day.desc(), c.document.desc(), c.n.desc()).limit(_LOOKED_AT).subquery()
    ).c  # fmt: skip
    contested = or_(
        (latest.stance == "denies") & ((e.asserted > 0) | (h.c.asserted > 0)),
        (latest.stance == "asserts") & ((e.denied > 0) | (h.c.denied > 0)),
    )
    query = (
        select(latest.document, latest.fact_n, m.c.happening)
        .join(tables.events, (e.document == latest.document) & (e.n == latest.fact_n))
        .outerjoin(m, (m.c.document == e.document) & (m.c.event == e.id)).outerjoin(h, h.c.id == m.c.happening)
        .where(latest.fact == "event", contested).order_by(latest.day.desc(), latest.document.desc()).limit(_CONTESTED)
    )  # fmt: skip
    found: dict[object, Key] = {}
    for document, n, happening in connection.execute(query).all():
        found.setdefault(happening or (document, n), (document, n))
    return list(found.values())


def _opposed(dispute: Dispute, who: str) -> Iterator[tuple[Named | None, Voice, Voice]]:
    """Every other holder on the other side, with the voices of both."""
    for own, others in ((dispute.asserted, dispute.denied), (dispute.denied, dispute.asserted)):
        mine = next((voice for voice in own if voice.holder and voice.holder.id == who), None)
        against = {voice.holder: voice for voice in reversed(others) if voice.holder is None or voice.holder.id != who}
        if mine is not None:
            yield from ((holder, mine, voice) for holder, voice in against.items())
