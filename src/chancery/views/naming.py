"""Actors by what people call them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from chancery.errors import QueryError
from chancery.store import tables
from chancery.store.folding import fold, words
from chancery.store.lists import listed
from chancery.views.asking import sound

_LETTERS, _NEAR = 3, 500


@dataclass(frozen=True)
class Named:
    """An actor's id and name."""

    id: str
    name: str


@dataclass(frozen=True)
class Known:
    """An actor as the store numbers it."""

    key: int
    id: str
    name: str


def resolve(connection: Connection, text: str) -> Known:
    """The actor with this id, or else this name. Raises QueryError that suggests near names, or tells apart who shares it."""
    a = tables.actors.c
    query = select(a.key, a.id, a.name)
    found = connection.execute(query.where(a.id == sound(text))).first()
    if found:
        return Known(*found)
    folded = fold(text)
    called = [Known(*row) for row in connection.execute(query.where(a.folded == folded).limit(_NEAR))] if folded else []
    called = called or [Known(*row) for row in connection.execute(_aliased(folded))]
    if len(called) == 1:
        return called[0]
    raise QueryError(_several(connection, text, called) if called else _unknown(connection, text))


def resolved(connection: Connection, text: str | None) -> int | None:
    """The number of the actor that is meant, if any is."""
    return None if text is None else resolve(connection, text).key


def _aliased(folded: str) -> Select[Any]:
    a, n = tables.actors.c, tables.actor_names.c
    return select(a.key, a.id, a.name).join(tables.actor_names, n.actor == a.key).where(n.folded == folded).limit(_NEAR)


def _several(connection: Connection, text: str, called: Sequence[Known]) -> str:
    first = by_reports(connection, called)[:5]
    return f"{text!r}: names {len(called)} actors; give the id of one: {', '.join(f'{one.id} ({one.name})' for one in first)}"


def _unknown(connection: Connection, text: str) -> str:
    names = [f"{one.name} ({one.id})" for one in near(connection, text)]
    return f"{text!r}: no report names such an actor" + (f"; did you mean {' or '.join(names)}?" if names else "")


def near(connection: Connection, text: str, *, most: int = 3) -> list[Known]:
    """Actors whose names look like these words, the likest first."""
    a, n = tables.actors.c, tables.actor_names.c
    found: dict[str, Known] = {}
    for word in words(text)[:8]:
        start = word[:_LETTERS]
        query = select(n.folded, a.key, a.id, a.name).join(tables.actors, n.actor == a.key).where(begins(n.folded, start))
        found |= {row[0]: Known(*row[1:]) for row in connection.execute(query.order_by(n.folded).limit(_NEAR))}
    likely = get_close_matches(fold(text), found, n=most * 3, cutoff=0.6)
    return list({found[name].key: found[name] for name in likely}.values())[:most]


def begins(column: ColumnElement[str], start: str) -> ColumnElement[bool]:
    """Whether a text begins so, as a range that an index answers."""
    return (column >= start) & (column < f"{start}\U0010ffff")


def by_reports(connection: Connection, actors: Iterable[Known]) -> list[Known]:
    """The same actors, those first whom most reports name."""
    found = list(actors)
    counts = reports(connection, [one.key for one in found])
    return sorted(found, key=lambda one: (-counts.get(one.key, 0), one.name, one.id))


def reports(connection: Connection, keys: Iterable[int]) -> dict[int, int]:
    """How many reports name each actor, by number."""
    d = tables.document_actors.c
    query = select(d.actor, func.count()).where(listed(connection, d.actor, keys)).group_by(d.actor)
    return {row[0]: row[1] for row in connection.execute(query).all()}


def names(connection: Connection, keys: Iterable[int | None]) -> dict[int, Named]:
    """Actors by number."""
    a, wanted = tables.actors.c, sorted({key for key in keys if key is not None})
    query = select(a.key, a.id, a.name).where(listed(connection, a.key, wanted))
    return {key: Named(id, name) for key, id, name in connection.execute(query).all()} if wanted else {}


def named(connection: Connection, ids: Iterable[str]) -> dict[str, Named]:
    """Actors by id; one that the store does not know is called by its id."""
    a, wanted = tables.actors.c, sorted(set(ids))
    query = select(a.id, a.name).where(listed(connection, a.id, wanted))
    found = {id: Named(id, name) for id, name in connection.execute(query).all()} if wanted else {}
    return {id: found.get(id) or Named(id, id) for id in wanted}
