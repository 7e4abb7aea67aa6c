"""Which reports there are, and where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from chancery.errors import QueryError
from chancery.store import tables
from chancery.views import paging
from chancery.views.asking import day_of, publisher_of, source_of
from chancery.views.paging import Page


@dataclass(frozen=True)
class DocumentRow:
    """A report. ``copy_of`` is the document that it reprints; ``reports`` counts it and its copies."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    source: str | None
    language: str | None
    length: int
    put_at: str
    copy_of: str | None
    reports: int
    events: int
    statements: int


@dataclass(frozen=True)
class SourceRow:
    """A publisher with what the store has of him. ``independent`` leaves out reports that are copies of another's."""

    publisher: str | None
    reports: int
    independent: int
    first: str | None
    last: str | None


def documents(
    connection: Connection,
    *,
    publisher: str | None = None,
    source: str | None = None,
    since: str | None = None,
    until: str | None = None,
    copies: bool = True,
    newest: bool = True,
    limit: int | None = None,
    cursor: str | None = None,
) -> Page[DocumentRow]:
    """Reports by the day on which they were published; those without one stand last. Raises QueryError."""
    d = tables.documents.c
    publisher, source = publisher_of(connection, publisher), source_of(connection, source)
    where = [column == value for column, value in ((d.publisher, publisher), (d.source, source)) if value is not None]
    where += [d.published >= day_of(since)] if since else []
    where += [d.published <= day_of(until, last=True)] if until else []
    where += [] if copies else [d.origin == d.key]
    order = (d.published, d.key)
    limit, dated, query = paging.wanted(limit), since is not None or until is not None, select(*order).where(*where)
    rows, following = paging.seek(connection, query, order, view="documents", cursor=cursor, limit=limit, newest=newest, dated=dated)
    return Page(tuple(load(connection, [key for _, key in map(tuple, rows)])), following)


def load(connection: Connection, keys: Sequence[int]) -> list[DocumentRow]:
    """The documents with these numbers, in this order."""
    found: dict[int, DocumentRow] = {}
    for start in range(0, len(keys), 1000):
        query = _query().where(tables.documents.c.key.in_(keys[start : start + 1000]))
        found |= {row[0]: DocumentRow(*row[1:]) for row in map(tuple, connection.execute(query))}
    return [found[key] for key in keys if key in found]


def document(connection: Connection, id: str) -> DocumentRow:
    """One report. Raises QueryError where there is none."""
    row = connection.execute(_query().where(tables.documents.c.id == id)).first() if "\0" not in id else None
    if row is None:
        raise QueryError(f"{id!r}: no such document in the store; `chancery search` finds some")
    return DocumentRow(*tuple(row)[1:])


def _query() -> Any:
    d = tables.documents.c
    same, origin = tables.documents.alias(), tables.documents.alias()

    def counted(column: ColumnElement[int]) -> Any:
        return select(func.count()).where(column == d.key).scalar_subquery()

    first = select(origin.c.id).where(origin.c.key == d.origin).scalar_subquery()
    copies = select(func.count()).where(same.c.origin == d.origin).scalar_subquery()
    return select(
        d.key, d.id, d.title, d.publisher, d.published, d.url, d.source, d.language, d.length, d.put_at,
        case((d.origin != d.key, first)), copies, counted(tables.events.c.document), counted(tables.statements.c.document),
    )  # fmt: skip


def sources(connection: Connection) -> tuple[SourceRow, ...]:
    """Publishers, those with most reports first."""
    d = tables.documents.c
    count = func.count()
    alone = func.sum(case((d.origin == d.key, 1), else_=0))
    query = select(d.publisher, count, alone, func.min(d.published), func.max(d.published)).group_by(d.publisher)
    rows = [SourceRow(*row) for row in map(tuple, connection.execute(query))]
    return tuple(sorted(rows, key=lambda row: (-row.reports, row.publisher or "")))
