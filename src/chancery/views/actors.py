"""Actors found, and one actor as the reports show him."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, or_, select

from chancery.errors import QueryError
from chancery.record.ontology import KINDS
from chancery.store import tables
from chancery.store.folding import fold
from chancery.store.lists import listed
from chancery.views import paging
from chancery.views.asking import country_of, one_of
from chancery.views.contacts import Partner, partners
from chancery.views.disputes import Contradiction, contradictions
from chancery.views.naming import Known, Named, begins, by_reports, names, near, reports, resolve
from chancery.views.paging import Page
from chancery.views.quoting import Stretch
from chancery.views.says import SaidRow, says

_LOOKED_AT = 2000
"""Reports, the newest, from which the names are counted."""
_RELATIONS = 300
"""Relations of each kind, the newest, from which offices are told."""
_PREDICATES = ("holds-office", "member-of", "represents", "controls", "ally-of", "adversary-of", "depends-on")


@dataclass(frozen=True)
class ActorRow:
    """An actor of the store. ``reports`` counts those that name him."""

    id: str
    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    wikidata: str | None
    reports: int


@dataclass(frozen=True)
class Name:
    """What an actor is called, and in how many reports of those that were looked at."""

    name: str
    title: str | None
    reports: int


@dataclass(frozen=True)
class Office:
    """What an actor is said to be: an office, a membership. ``first`` and ``last`` are days of facts or reports that say so."""

    predicate: str
    title: str | None
    towards: Named
    first: str | None
    last: str | None
    reports: int
    hedged: bool
    evidence: tuple[Stretch, ...]


@dataclass(frozen=True)
class ActorPage:
    """One actor. Lists hold the newest; the views of the same names have the rest."""

    actor: ActorRow
    names: tuple[Name, ...]
    offices: tuple[Office, ...]
    statements: tuple[SaidRow, ...]
    contacts: tuple[Partner, ...]
    contradictions: tuple[Contradiction, ...]


def actors(
    connection: Connection,
    words: str | None = None,
    *,
    kind: str | None = None,
    country: str | None = None,
    limit: int | None = None,
    cursor: str | None = None,
) -> Page[ActorRow]:
    """Actors one of whose names has these words (the last may be only begun), by name. Raises QueryError."""
    a = tables.actors.c
    kind, country = one_of(kind, KINDS, "kind"), country_of(country)
    where = [a.kind == kind] if kind else []
    where += [a.country == country] if country else []
    where += [a.key.in_(_called(fold(words)))] if words and words.strip() else []
    order = (a.folded, a.key)
    rows, following = paging.seek(
        connection, select(*order).where(*where), order, view="actors", cursor=cursor, limit=paging.wanted(limit, most=1000), newest=False
    )  # fmt: skip
    return Page(tuple(load(connection, [key for _, key in map(tuple, rows)])), following)


def _called(folded: str) -> Select[Any]:
    n = tables.actor_names.c
    if not folded:
        raise QueryError("give a name with a letter or a digit in it")
    return select(n.actor).where(or_(begins(n.folded, folded), n.folded.contains(f" {folded}", autoescape=True)))


def suggest(connection: Connection, words: str, *, most: int = 10) -> tuple[ActorRow, ...]:
    """Actors for whom these words may stand, those first whom most reports name: for a box in which somebody types."""
    folded = fold(words)
    if not folded:
        return ()
    a = tables.actors.c
    query = select(a.key, a.id, a.name).where(a.key.in_(_called(folded))).limit(500)
    found = [Known(*row) for row in map(tuple, connection.execute(query))] or near(connection, words, most=most)
    return tuple(load(connection, [one.key for one in by_reports(connection, found)[:most]]))


def load(connection: Connection, keys: Sequence[int]) -> list[ActorRow]:
    """The actors with these numbers, in this order."""
    a, counts = tables.actors.c, reports(connection, keys)
    query = select(a.key, a.id, a.name, a.kind, a.country, a.sectors, a.wikidata).where(listed(connection, a.key, keys))
    found = {row.key: _row(row, counts.get(row.key, 0)) for row in connection.execute(query)}
    return [found[key] for key in keys if key in found]


def _row(row: Any, count: int) -> ActorRow:
    return ActorRow(row.id, row.name, row.kind, row.country, tuple(row.sectors.split()), row.wikidata, count)


# -- one actor -------------------------------------------------------------------------------------------------------------


def actor(connection: Connection, text: str, *, limit: int = 10) -> ActorPage:
    """An actor by id or name: names, offices over time, latest statements, contacts, whom he contradicts. Raises QueryError."""
    who = resolve(connection, text)
    limit = paging.wanted(limit, most=100)
    return ActorPage(
        load(connection, [who.key])[0], tuple(_names(connection, who.key)), tuple(_offices(connection, who.key)),
        says(connection, speaker=who.id, limit=limit).rows, partners(connection, who.id, most=limit),
        contradictions(connection, who.id, most=limit),
    )  # fmt: skip


def _names(connection: Connection, key: int) -> list[Name]:
    a, d = tables.document_actors.c, tables.documents.c
    query = select(a.name, a.title, d.origin).join(tables.documents, d.key == a.document).where(a.actor == key)
    rows = map(tuple, connection.execute(query.order_by(a.published.desc(), a.document.desc()).limit(_LOOKED_AT)).all())
    counted = Counter((name, title) for name, title, _ in dict.fromkeys(rows))
    return [Name(name, title, count) for (name, title), count in counted.most_common(20)]


def _offices(connection: Connection, key: int) -> list[Office]:
    """Relations of the actor, kind by kind, the newest first, told together where they say the same."""
    together: dict[tuple[str, str, int], list[Row[Any]]] = defaultdict(list)
    for predicate in _PREDICATES:
        for row in connection.execute(_relations(key, predicate)).all():
            together[predicate, fold(row.title or ""), row.object].append(row)
    known = names(connection, [object for _, _, object in together])
    return [_office(rows, known[object]) for (_, _, object), rows in together.items() if object in known]


def _relations(key: int, predicate: str) -> Select[Any]:
    r, d = tables.relations.c, tables.documents.c
    query = select(r.predicate, r.title, r.object, r.day, r.since, r.until, r.hedged, r.start, r.stop, d.id, d.origin)
    query = query.join(tables.documents, d.key == r.document).where(r.subject == key, r.predicate == predicate, r.day.is_not(None))
    return query.order_by(r.day.desc()).limit(_RELATIONS)


def _office(rows: Sequence[Row[Any]], towards: Named) -> Office:
    days = sorted(day for row in rows for day in (row.since or row.day, row.until or row.day) if day)
    copied = {row.origin for row in rows}
    return Office(
        rows[0].predicate, rows[0].title, towards, days[0] if days else None, days[-1] if days else None, len(copied),
        all(row.hedged for row in rows), tuple(Stretch(row.id, row.start, row.stop) for row in rows[:3]),
    )  # fmt: skip


