"""One event or statement by the ids that a record gives."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import Connection, Table, select

from chancery.errors import QueryError
from chancery.store import tables
from chancery.views import events, says
from chancery.views.asking import sound
from chancery.views.choosing import Key
from chancery.views.events import EventRow
from chancery.views.says import SaidRow

T = TypeVar("T")


def event(connection: Connection, document: str, id: str) -> EventRow:
    """An event of a report. Raises QueryError where there is none."""
    return _first(document, id, events.load(connection, _keys(connection, tables.events, document, id)))


def statement(connection: Connection, document: str, id: str) -> SaidRow:
    """A statement of a report. Raises QueryError where there is none."""
    return _first(document, id, says.load(connection, _keys(connection, tables.statements, document, id)))


def _first(document: str, id: str, found: list[T]) -> T:
    if not found:
        raise QueryError(f"{document}/{id}: the store has nothing by that name; people may have judged it away")
    return found[0]


def _keys(connection: Connection, table: Table, document: str, id: str) -> list[Key]:
    query = select(table.c.document, table.c.n).join(tables.documents, tables.documents.c.key == table.c.document)
    found = connection.execute(query.where(tables.documents.c.id == sound(document), table.c.id == sound(id)).limit(1))
    return [(document, n) for document, n in map(tuple, found)]
