"""Where reports were met, and which version of an address was fetched last: so that nothing is fetched or read twice."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from chancery.record.text import Capture, Document
from chancery.store import tables
from chancery.store.putting import capture_sha, clean


def marks(connection: Connection, url: str) -> tuple[str | None, str | None] | None:
    """ETag and date of change of the version of an address that was fetched last; null where there are none."""
    a = tables.addresses.c
    found = connection.execute(select(a.etag, a.modified).where(a.url == clean(url))).one_or_none()
    return (found.etag, found.modified) if found and (found.etag or found.modified) else None


def mark(connection: Connection, url: str, etag: str | None, modified: str | None, now: str) -> None:
    """Keep what an address said of its version."""
    connection.execute(delete(tables.addresses).where(tables.addresses.c.url == clean(url)))
    row = {"url": clean(url), "etag": etag and clean(etag), "modified": modified and clean(modified), "at": now}
    connection.execute(insert(tables.addresses).values(row))


def met(connection: Connection, name: str, bundle: str) -> bool:
    """Whether a report of that name was put as that bundle reads it, whatever its content was."""
    c, d = tables.captures.c, tables.documents.c
    query = select(d.key).join(tables.captures, c.document == d.key).where(c.name == clean(name), d.bundle == bundle)
    return connection.execute(query).first() is not None


def is_reprint(connection: Connection, document: Document, name: str, bundle: str) -> bool:
    """Whether the store has this text, word for word, from elsewhere and not later: then the record it has stands."""
    c, d = tables.captures.c, tables.documents.c
    met_here = select(c.name).where(c.document == d.key, c.name == clean(name)).exists()
    query = select(d.published, met_here.label("here")).where(d.id == document.id, d.bundle == bundle)
    found = connection.execute(query).one_or_none()
    if found is None or found.here:
        return False
    return document.published is None or (found.published is not None and found.published <= document.published)


def meet(connection: Connection, known: Iterable[tuple[Document, Capture, str | None]], now: str) -> None:
    """Note where documents were met that the store has already."""
    for document, capture, source in known:
        key = connection.execute(select(tables.documents.c.key).where(tables.documents.c.id == document.id)).scalar()
        if key is None:
            continue
        connection.execute(delete(tables.captures).where(tables.captures.c.name == clean(capture.name)))
        row = {
            "name": clean(capture.name), "sha": capture_sha(capture), "document": key, "publisher": document.publisher,
            "url": document.url, "source": source, "at": now,
        }  # fmt: skip
        connection.execute(insert(tables.captures).values(row))
