"""Many values in one parameter: a thousand of them, each bound for itself, take longer to write down and to count than to look up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Connection, Integer, Text, any_, func, literal, select, tuple_

_BITS = 20
"""Pairs are packed for SQLite as ``document << 20 | n``: no report has a million facts."""


def listed(connection: Connection, column: ColumnElement[Any], values: Iterable[int] | Iterable[str]) -> ColumnElement[bool]:
    """Whether a column has one of the values."""
    given = list(values)
    if connection.dialect.name == "postgresql":
        return column == any_(literal(given, ARRAY(Integer() if column.type.python_type is int else Text())))
    return column.in_(select(func.json_each(json.dumps(given)).table_valued("value").c.value))


def paired(
    connection: Connection, columns: Sequence[ColumnElement[Any]], pairs: Iterable[tuple[int, int]]
) -> ColumnElement[bool]:
    """Whether two columns, a document and a number in it, have one of the pairs."""
    given = list(pairs)
    if connection.dialect.name == "postgresql":
        parts = (literal([pair[place] for pair in given], ARRAY(Integer())) for place in (0, 1))
        rows = func.unnest(*parts).table_valued("document", "n").render_derived().c
        return tuple_(*columns).in_(select(rows.document, rows.n))
    packed = func.json_each(json.dumps([document << _BITS | n for document, n in given])).table_valued("value").c.value
    return tuple_(*columns).in_(select(packed.op(">>")(_BITS), packed.op("&")((1 << _BITS) - 1)))
