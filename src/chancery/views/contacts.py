"""Who met, called or wrote to whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from sqlalchemy import Connection, Subquery, select

from chancery.store import tables
from chancery.views import choosing, events
from chancery.views.asking import one_of
from chancery.views.choosing import Asked, Key
from chancery.views.events import EventRow
from chancery.views.naming import Named, names, resolve
from chancery.views.paging import Page, wanted

CONTACT = "CONSULT"
WAYS = ("visit", "phone", "multilateral", "third-party")
COUNTED, _OF_ONE = 3000, 1000
"""Contacts, the newest, that a matrix counts, and those that the partners of an actor are counted from."""
_STATUS = ("actual", "negated", "future", "hypothetical", "any")
_MOST_OF_ONE = 12
"""Participants of a contact whose pairs are counted: a summit of fifty is no thousand meetings."""


@dataclass(frozen=True)
class Pair:
    """Two actors and their contacts: how many, in which ways, the first and the last day."""

    one: Named
    other: Named
    contacts: int
    ways: tuple[str, ...]
    first: str | None
    last: str | None


@dataclass(frozen=True)
class Matrix:
    """The actors with most contacts, and how often each was in contact with each, in their order.

    ``pairs`` has all pairs that were counted, those with most contacts first. ``complete`` says whether all contacts that answer were
    counted; else they are the newest ``contacts`` of them.
    """

    actors: tuple[Named, ...]
    counts: tuple[tuple[int, ...], ...]
    pairs: tuple[Pair, ...]
    contacts: int
    complete: bool


@dataclass(frozen=True)
class Partner:
    """With whom an actor was in contact."""

    actor: Named
    contacts: int
    last: str | None


def contacts(
    connection: Connection,
    *,
    actor: str | None = None,
    other: str | None = None,
    way: str | None = None,
    status: str | None = "actual",
    place: str | None = None,
    country: str | None = None,
    publisher: str | None = None,
    since: str | None = None,
    until: str | None = None,
    newest: bool = True,
    limit: int | None = None,
    cursor: str | None = None,
) -> Page[EventRow]:
    """Contacts by day, each happening once. ``status`` is what the report makes of them; null or "any" is whatever. Raises QueryError."""
    asked = _asked(
        connection, actor=actor, other=other, way=way, status=status, place=place, country=country, publisher=publisher,
        since=since, until=until,
    )  # fmt: skip
    keys, following = choosing.keys(connection, asked, view="contacts", cursor=cursor, limit=wanted(limit), newest=newest)
    return Page(tuple(events.load(connection, keys)), following)


def matrix(
    connection: Connection,
    *,
    actor: str | None = None,
    way: str | None = None,
    status: str | None = "actual",
    place: str | None = None,
    country: str | None = None,
    publisher: str | None = None,
    since: str | None = None,
    until: str | None = None,
    size: int = 12,
) -> Matrix:
    """Who was in contact with whom how often; with ``actor``, those with whom he was. Raises QueryError."""
    asked = _asked(
        connection, actor=actor, way=way, status=status, place=place, country=country, publisher=publisher, since=since, until=until
    )
    pairs, counted = _pairs(connection, asked)
    return _matrix(pairs, wanted(size, most=100), counted, complete=counted < COUNTED)


def partners(connection: Connection, actor: str, *, most: int = 10) -> tuple[Partner, ...]:
    """With whom an actor was in contact, of his newest contacts, most often first. Raises QueryError."""
    who = resolve(connection, actor)
    asked = choosing.asked(connection, actor=who.id, code=CONTACT, status="actual")
    pairs, _ = _pairs(connection, asked, most=_OF_ONE)
    found = (pair for pair in pairs if who.id in (pair.one.id, pair.other.id))
    sides = (Partner(pair.other if pair.one.id == who.id else pair.one, pair.contacts, pair.last) for pair in found)
    return tuple(sides)[:most]


def _asked(connection: Connection, *, way: str | None, status: str | None, **filters: str | None) -> Asked:
    status = one_of(status, _STATUS, "status")
    return choosing.asked(
        connection, code=CONTACT, mode=one_of(way, WAYS, "way"), status=None if status == "any" else status, **filters  # type: ignore[arg-type]
    )  # fmt: skip


# -- counting --------------------------------------------------------------------------------------------------------------


@dataclass
class _Met:
    """A contact as it is counted."""

    day: str
    modes: str
    actors: list[int]
    recipients: list[int]


def _pairs(connection: Connection, asked: Asked, *, most: int = COUNTED) -> tuple[list[Pair], int]:
    """The pairs of actors in contacts, those with most first; and how many contacts were counted."""
    found = _contacts(connection, choosing.newest(connection, asked, most=most))
    together: dict[tuple[int, int], list[_Met]] = defaultdict(list)
    for one in found:
        for pair in met(one.actors, one.recipients):
            together[pair].append(one)
    known = names(connection, {actor for pair in together for actor in pair})
    pairs = [_pair(known[one], known[other], listed) for (one, other), listed in together.items()]
    return sorted(pairs, key=lambda pair: (-pair.contacts, pair.one.id, pair.other.id)), len(found)


def _contacts(connection: Connection, newest: Subquery) -> list[_Met]:
    k, e, p = newest.c, tables.events.c, tables.participants.c
    query = (
        select(k.document, k.n, k.day, e.modes, p.role, p.actor)
        .join(tables.events, (e.document == k.document) & (e.n == k.n))
        .outerjoin(tables.participants, (p.document == k.document) & (p.event == k.n))
    )  # fmt: skip
    found: dict[Key, _Met] = {}
    for document, n, day, modes, role, actor in connection.execute(query).all():
        if (one := found.get((document, n))) is None:
            one = found[document, n] = _Met(day, modes, [], [])
        if actor is not None:
            (one.actors if role == "actor" else one.recipients).append(actor)
    return list(found.values())


def met(actors: Iterable[int], recipients: Iterable[int]) -> set[tuple[int, int]]:
    """Who was in contact with whom: who came with who was visited; where nobody was, all with each other.

    >>> sorted(met([2, 1], [3])), sorted(met([2, 1], []))
    ([(1, 3), (2, 3)], [(1, 2)])
    """
    own, given = list(dict.fromkeys(actors))[:_MOST_OF_ONE], list(dict.fromkeys(recipients))[:_MOST_OF_ONE]
    pairs: Iterator[tuple[int, int]] = product(own, given) if given else combinations(own, 2)
    return {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}


def _pair(one: Named, other: Named, listed: Sequence[_Met]) -> Pair:
    if (other.name, other.id) < (one.name, one.id):
        one, other = other, one
    if len(listed) == 1:  # as most are
        (met,) = listed
        return Pair(one, other, 1, tuple(dict.fromkeys(met.modes.split())), met.day, met.day)
    days = [met.day for met in listed]
    ways = Counter(way for met in listed for way in met.modes.split())
    return Pair(one, other, len(listed), tuple(way for way, _ in ways.most_common()), min(days), max(days))


def _matrix(pairs: Sequence[Pair], size: int, counted: int, *, complete: bool) -> Matrix:
    sums: Counter[str] = Counter()
    known: dict[str, Named] = {}
    for pair in pairs:
        for actor in (pair.one, pair.other):
            sums[actor.id] += pair.contacts
            known[actor.id] = actor
    actors = tuple(sorted(known.values(), key=lambda actor: (-sums[actor.id], actor.name, actor.id)))[:size]
    places = {actor.id: place for place, actor in enumerate(actors)}
    counts = [[0] * len(actors) for _ in actors]
    for pair in pairs:
        if (one := places.get(pair.one.id)) is not None and (other := places.get(pair.other.id)) is not None:
            counts[one][other] = counts[other][one] = pair.contacts
    return Matrix(actors, tuple(map(tuple, counts)), tuple(pairs), counted, complete)
