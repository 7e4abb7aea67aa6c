"""`store.copies` for many documents at once: what an ingest does with each batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection, bindparam, delete, select, update

from chancery.store import tables
from chancery.store.bulk import insert
from chancery.store.copies import Near

_Value = TypeVar("_Value")
_CHUNK = 500
"""Values in one list of a query."""


class Filing(NamedTuple):
    """A document's sketch (null: too short for one) with its bands, its group, and the groups that proved to be one with that."""

    document: str
    sketch: bytes | None
    bands: Sequence[int]
    group: str
    merged: Sequence[str] = ()


def near_all(connection: Connection, bands: Mapping[str, Sequence[int]]) -> dict[str, list[Near]]:
    """For each new document, by its bands, those of the store that share one, oldest first."""
    b = tables.bands.c
    sharing: defaultdict[int, list[int]] = defaultdict(list)
    wanted = sorted({band for keys in bands.values() for band in keys})
    for chunk in _chunks(wanted):
        for band, key in connection.execute(select(b.band, b.document).where(b.band.in_(chunk))):
            sharing[band].append(key)
    known = _near(connection, sorted({key for keys in sharing.values() for key in keys}))
    found = {document: {key for band in keys for key in sharing.get(band, ())} for document, keys in bands.items()}
    return {document: [known[key] for key in sorted(keys) if key in known] for document, keys in found.items()}


def _near(connection: Connection, keys: Sequence[int]) -> dict[int, Near]:
    d, s = tables.documents.c, tables.sketches.c
    origin = tables.documents.alias()
    query = select(d.key, d.id, origin.c.id, s.sketch).join(tables.sketches, s.document == d.key).join(origin, origin.c.key == d.origin)
    query = query.where(s.sketch.is_not(None))
    return {key: Near(*rest) for chunk in _chunks(keys) for key, *rest in connection.execute(query.where(d.key.in_(chunk)))}


def file_all(connection: Connection, filings: Sequence[Filing]) -> None:
    """File documents in order; the groups that one merges are as those before it left them."""
    keys = _keys(connection, {name for one in filings for name in (one.document, one.group, *one.merged)})
    filed = [keys[one.document] for one in filings]
    for table in (tables.sketches, tables.bands):
        connection.execute(delete(table).where(table.c.document.in_(filed)))
    insert(connection, tables.sketches, [(keys[one.document], one.sketch) for one in filings])
    insert(connection, tables.bands, [(band, keys[one.document]) for one in filings for band in dict.fromkeys(one.bands)])
    d = tables.documents.c
    own = [{"its": keys[one.document], "group": keys[one.group]} for one in filings]
    connection.execute(update(tables.documents).where(d.key == bindparam("its")).values(origin=bindparam("group")), own)
    for one in filings:
        if one.merged:
            joining = d.origin.in_([keys[name] for name in one.merged])
            connection.execute(update(tables.documents).where(joining).values(origin=keys[one.group]))


def _keys(connection: Connection, documents: Iterable[str]) -> dict[str, int]:
    d = tables.documents.c
    return {id: key for chunk in _chunks(sorted(documents)) for id, key in connection.execute(select(d.id, d.key).where(d.id.in_(chunk)))}


def _chunks(values: Sequence[_Value]) -> Iterable[Sequence[_Value]]:
    return (values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK))
