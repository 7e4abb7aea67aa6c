"""Pages of rows that follow each other by their sort key, so that rows which come in meanwhile make none skipped or repeated."""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, literal, tuple_

from chancery.errors import QueryError

T = TypeVar("T")
U = TypeVar("U")
Key = tuple[Any, ...]
"""What rows are sorted by. Its first part may be null; such rows stand last."""

USUAL, MOST = 50, 10_000
"""Rows of a page, unless another number is asked for, and the largest that may be."""
_LARGEST = 2**63


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows, and the cursor of the rows after them; null at the end."""

    rows: tuple[T, ...]
    next: str | None


def encode(view: str, key: Key) -> str:
    """A cursor: opaque to whoever passes it on.

    >>> decode("timeline", encode("timeline", ("2024-12-09", 4, 2)), (str, int, int))
    ('2024-12-09', 4, 2)
    """
    return urlsafe_b64encode(json.dumps([view, *key], ensure_ascii=False, separators=(",", ":")).encode()).decode().rstrip("=")


def decode(view: str, cursor: str, kinds: Sequence[type]) -> Key:
    """The sort key that a cursor of this view holds. Raises QueryError where it is none."""
    try:
        held = json.loads(urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError) as reason:
        raise _bad(cursor) from reason
    if not isinstance(held, list) or not held or held[0] != view or not _fits(held[1:], kinds):
        raise _bad(cursor)
    return tuple(held[1:])


def _fits(key: list[Any], kinds: Sequence[type]) -> bool:
    if len(key) != len(kinds):
        return False
    parts, known = (key[1:], kinds[1:]) if key[0] is None and len(key) > 1 else (key, kinds)
    return all(map(_is, parts, known))


def _is(part: Any, kind: type) -> bool:
    if kind is int:
        return type(part) is int and abs(part) < _LARGEST
    # Neither a null character nor half of a pair is text that a database takes.
    return isinstance(part, str) and "\0" not in part and part.encode("utf-8", "ignore").decode() == part


def _bad(cursor: str) -> QueryError:
    shown = cursor if len(cursor) <= 40 else f"{cursor[:40]}…"
    return QueryError(f"{shown!r}: is no cursor of this view and order; take the one that the page before gave, or leave it out")


def wanted(limit: int | None, *, most: int = MOST) -> int:
    """How many rows to give. Raises QueryError where that is no number of rows."""
    if limit is None:
        return min(USUAL, most)
    if not 1 <= limit <= most:
        raise QueryError(f"limit {limit}: ask for 1 to {most} rows at a time")
    return limit


def seek(
    connection: Connection,
    query: Select[Any],
    order: Sequence[ColumnElement[Any]],
    *,
    view: str,
    cursor: str | None,
    limit: int,
    newest: bool = True,
    dated: bool = False,
) -> tuple[list[Row[Any]], str | None]:
    """The rows after a cursor. The first columns of the query have to be ``order``, whose first may be null: nulls come last.

    ``dated`` says that the query has no such rows, since it asks for days.
    """
    view = f"{view}{'' if newest else '-up'}"
    after = decode(view, cursor, [column.type.python_type for column in order]) if cursor else None
    rows = _rows(connection, query, order, after=after, limit=limit + 1, newest=newest, dated=dated)
    following = encode(view, tuple(rows[limit - 1][: len(order)])) if len(rows) > limit else None
    return rows[:limit], following


def _rows(
    connection: Connection,
    query: Select[Any],
    order: Sequence[ColumnElement[Any]],
    *,
    after: Key | None,
    limit: int,
    newest: bool,
    dated: bool,
) -> list[Row[Any]]:
    """Rows whose first column is known, then those where it is null: databases disagree on where nulls stand."""
    found: list[Row[Any]] = []
    if after is None or after[0] is not None:
        known = query.where(order[0].is_not(None), *_past(order, after, newest))
        found = list(connection.execute(known.order_by(*_sorted(order, newest)).limit(limit)).all())
        after = None
    if len(found) < limit and len(order) > 1 and not dated:
        unknown = query.where(order[0].is_(None), *_past(order[1:], after and after[1:], newest))
        found += connection.execute(unknown.order_by(*_sorted(order[1:], newest)).limit(limit - len(found))).all()
    return found


def _past(order: Sequence[ColumnElement[Any]], after: Key | None, newest: bool) -> list[ColumnElement[bool]]:
    if after is None:
        return []
    here = tuple_(*(literal(part, column.type) for part, column in zip(after, order, strict=True)))
    return [tuple_(*order) < here if newest else tuple_(*order) > here]


def _sorted(order: Sequence[ColumnElement[Any]], newest: bool) -> list[ColumnElement[Any]]:
    return [column.desc() if newest else column.asc() for column in order]
