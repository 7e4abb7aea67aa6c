"""Near copies: what is kept of texts to find their reprints, and the groups that were found.

A document's group is called by its first document, ``documents.origin``; one without copies is a group of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from chancery.store import tables
from chancery.store.bulk import insert as bulk_insert


@dataclass(frozen=True)
class Near:
    """A document that may be a copy: its group and the sketch that was filed for it."""

    document: str
    group: str
    sketch: bytes


def near(connection: Connection, bands: Iterable[int]) -> list[Near]:
    """Documents that share a band, oldest first."""
    d, s, b = tables.documents.c, tables.sketches.c, tables.bands.c
    origin = tables.documents.alias()
    sharing = select(b.document).where(b.band.in_(list(bands)))
    query = (
        select(d.id, origin.c.id, s.sketch)
        .join(tables.sketches, s.document == d.key)
        .join(origin, origin.c.key == d.origin)
        .where(d.key.in_(sharing), s.sketch.is_not(None))
        .order_by(d.key)
    )
    return [Near(*row) for row in connection.execute(query)]


def file(
    connection: Connection,
    document: str,
    *,
    sketch: bytes | None,
    bands: Sequence[int] = (),
    group: str | None = None,
    merged: Iterable[str] = (),
) -> None:
    """Keep a document's sketch (null: too short for one) and put it into a group, with the groups that proved to be one with that."""
    keys = _keys(connection, [document, *merged, *([group] if group else [])])
    key = keys[document]
    _forget(connection, key)
    connection.execute(insert(tables.sketches).values(document=key, sketch=sketch))
    bulk_insert(connection, tables.bands, [(band, key) for band in dict.fromkeys(bands)])
    origin = keys[group or document]
    d = tables.documents.c
    joining = (d.key == key) | d.origin.in_([keys[name] for name in merged])
    connection.execute(update(tables.documents).where(joining).values(origin=origin))


def unfiled(connection: Connection, most: int = 1000) -> list[str]:
    """Ids of documents that have no sketch filed yet, oldest first: a run that was killed leaves some."""
    d, s = tables.documents.c, tables.sketches.c
    query = select(d.id).outerjoin(tables.sketches, s.document == d.key).where(s.document.is_(None)).order_by(d.key).limit(most)
    return list(connection.execute(query).scalars())


def leave(connection: Connection, key: int) -> None:
    """Take a document out of its group; where the group was called by it, by the next one from now on."""
    _forget(connection, key)
    d = tables.documents.c
    following = connection.execute(select(func.min(d.key)).where(d.origin == key, d.key != key)).scalar()
    if following is not None:
        connection.execute(update(tables.documents).where(d.origin == key, d.key != key).values(origin=following))
    connection.execute(update(tables.documents).where(d.key == key).values(origin=key))


def _forget(connection: Connection, key: int) -> None:
    for table in (tables.sketches, tables.bands):
        connection.execute(delete(table).where(table.c.document == key))


def _keys(connection: Connection, documents: Iterable[str]) -> dict[str, int]:
    d = tables.documents.c
    return {row.id: row.key for row in connection.execute(select(d.id, d.key).where(d.id.in_(set(documents))))}
