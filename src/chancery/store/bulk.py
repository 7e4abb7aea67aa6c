"""Many rows into one table, as fast as each database takes them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite


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
    from psycopg.sql import SQL, Identifier

    columns = SQL(", ").join(Identifier(column.name) for column in table.columns)
    order = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table.name), columns)
    cursor = connection.connection.cursor()
    with cursor.copy(order) as copy:
        for row in rows:
            copy.write_row(row)
