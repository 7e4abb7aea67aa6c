"""Many rows into one table, as fast as each database takes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice
from typing import TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite

from chancery.store.database import NAME, told

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


Row = tuple[object, ...]


def insert(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Insert rows whose values are in the order of the columns. They are made one after the other: many need not be held at once."""
    waiting = iter(rows)
    first = next(waiting, None)
    if first is None:
        return
    if connection.dialect.name == "postgresql":
        _copy(connection, table, chain([first], waiting))
    else:
        run(connection, _statement(table), chain([first], waiting))


def run(connection: Connection, statement: str, rows: Iterable[Row]) -> None:
    """A statement of SQLite's, once for each row."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    try:
        raw.executemany(statement, rows)
    except sqlite3.Error as reason:  # SQLAlchemy, which tells errors in our words, would want all rows in a list
        raise told(reason, str(connection.get_execution_options()[NAME])) or reason from reason


@cache
def _statement(table: Table) -> str:
    return str(table.insert().compile(dialect=sqlite.dialect()))


def _copy(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
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
        raise told(reason, str(connection.get_execution_options()[NAME])) or reason from reason
