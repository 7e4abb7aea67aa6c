"""Who met, called or wrote to whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from sqlalchemy import Connection, select

from chancery.store import tables
from chancery.views import choosing, events
from chancery.views.asking import one_of
from chancery.views.choosing import Asked, Key
from chancery.views.events import EventRow, among
from chancery.views.naming import Named, names, resolve
from chancery.views.paging import Page, wanted

CONTACT = "CONSULT"
WAYS = ("visit", "phone", "multilateral", "third-party")
COUNTED = 5000
"""Contacts, the newest, that a matrix counts."""
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
    keys = choosing.newest(connection, asked, most=COUNTED)
    pairs = _pairs(connection, keys)
    return _matrix(pairs, wanted(size, most=100), len(keys), complete=len(keys) < COUNTED)


def partners(connection: Connection, actor: str, *, most: int = 10) -> tuple[Partner, ...]:
    """With whom an actor was in contact, most often first. Raises QueryError."""
    who = resolve(connection, actor)
    asked = choosing.asked(connection, actor=who.id, code=CONTACT, status="actual")
    pairs = _pairs(connection, choosing.newest(connection, asked, most=COUNTED))
    found = (pair for pair in pairs if who.id in (pair.one.id, pair.other.id))
    sides = (Partner(pair.other if pair.one.id == who.id else pair.one, pair.contacts, pair.last) for pair in found)
    return tuple(sides)[:most]


def _asked(connection: Connection, *, way: str | None, status: str | None, **filters: str | None) -> Asked:
    status = one_of(status, _STATUS, "status")
    return choosing.asked(
        connection, code=CONTACT, mode=one_of(way, WAYS, "way"), status=None if status == "any" else status, **filters  # type: ignore[arg-type]
    )  # fmt: skip


# -- counting --------------------------------------------------------------------------------------------------------------


def _pairs(connection: Connection, keys: Sequence[Key]) -> list[Pair]:
    """The pairs of actors in some contacts, those with most first."""
    sides = _sides(connection, keys)
    together: dict[tuple[int, int], list[Key]] = defaultdict(list)
    for key in keys:
        for pair in met(*sides.get(key, ((), ()))):
            together[pair].append(key)
    how = _how(connection, keys)
    known = names(connection, {actor for pair in together for actor in pair})
    pairs = [_pair(known[one], known[other], [how[key] for key in found if key in how]) for (one, other), found in together.items()]
    return sorted(pairs, key=lambda pair: (-pair.contacts, pair.one.id, pair.other.id))


def _sides(connection: Connection, keys: Sequence[Key]) -> dict[Key, tuple[list[int], list[int]]]:
    p = tables.participants.c
    found: dict[Key, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    query = select(p.document, p.event, p.role, p.actor)
    for document, event, role, actor in map(tuple, among(connection, query, (p.document, p.event), keys)):
        found[document, event][role != "actor"].append(actor)
    return found


def _how(connection: Connection, keys: Sequence[Key]) -> dict[Key, tuple[str, str | None]]:
    e = tables.events.c
    rows = map(tuple, among(connection, select(e.document, e.n, e.modes, e.day), (e.document, e.n), keys))
    return {(document, n): (modes, day) for document, n, modes, day in rows}


def met(actors: Iterable[int], recipients: Iterable[int]) -> set[tuple[int, int]]:
    """Who was in contact with whom: who came with who was visited; where nobody was, all with each other.

    >>> sorted(met([2, 1], [3])), sorted(met([2, 1], []))
    ([(1, 3), (2, 3)], [(1, 2)])
    """
    own, given = list(dict.fromkeys(actors))[:_MOST_OF_ONE], list(dict.fromkeys(recipients))[:_MOST_OF_ONE]
    pairs: Iterator[tuple[int, int]] = product(own, given) if given else combinations(own, 2)
    return {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}


def _pair(one: Named, other: Named, found: Sequence[tuple[str, str | None]]) -> Pair:
    one, other = sorted((one, other), key=lambda actor: (actor.name, actor.id))
    days = sorted(day for _, day in found if day)
    ways = Counter(way for modes, _ in found for way in modes.split())
    return Pair(one, other, len(found), tuple(way for way, _ in ways.most_common()), *((days[0], days[-1]) if days else (None, None)))


def _matrix(pairs: Sequence[Pair], size: int, counted: int, *, complete: bool) -> Matrix:
    sums: Counter[Named] = Counter()
    for pair in pairs:
        sums[pair.one] += pair.contacts
        sums[pair.other] += pair.contacts
    actors = tuple(sorted(sums, key=lambda actor: (-sums[actor], actor.name, actor.id)))[:size]
    counts = {(a, b): pair.contacts for pair in pairs for a, b in ((pair.one, pair.other), (pair.other, pair.one))}
    return Matrix(actors, tuple(tuple(counts.get((a, b), 0) for b in actors) for a in actors), tuple(pairs), counted, complete)
