"""Many rows into one table, as fast as each database takes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite

from chancery.store.database import told

T = TypeVar("T")


SOME = 500
"""Values that go into one question; no database takes any number."""


def some(values: Iterable[T]) -> Iterator[list[T]]:
    """Values by the hundred, each once, in order.

    >>> [len(part) for part in some(range(1200))]
    [500, 500, 200]
    """
    rest = iter(dict.fromkeys(values))
    while part := list(islice(rest, SOME)):
        yield part


def insert(connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert rows whose values are in the order of the columns."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        _copy(connection, table, rows)
    else:
        connection.exec_driver_sql(_statement(table), list(rows))


@cache
def _statement(table: Table) -> str:
    return str(table.insert().compile(dialect=sqlite.dialect()))


def _copy(connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    from psycopg import Error
    from psycopg.sql import SQL, Identifier

    columns = SQL(", ").join(Identifier(column.name) for column in table.columns)
    order = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table.name), columns)
    cursor = connection.connection.cursor()
    try:
        with cursor.copy(order) as copy:
            for row in rows:
                copy.write_row(row)
    except Error as reason:  # SQLAlchemy, which tells errors in our words, does not know of this order
        raise told(reason, connection.engine.url.render_as_string(hide_password=True)) or reason from reason
