"""What a questioner wrote, brought into the form in which the store has it; what cannot be is said with what could be meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from sqlalchemy import ColumnElement, Connection, Exists, Select, func, literal, select

from chancery.errors import QueryError
from chancery.record.times import period
from chancery.store import tables
from chancery.store.folding import fold

ROLES = ("actor", "recipient")


def sound(text: str) -> str:
    """The text, if it is one that a database takes: no null characters, no halves of pairs."""
    if "\0" in text or text.encode("utf-8", "ignore").decode() != text:
        raise QueryError(f"{text!r}: holds characters that no report has")
    return text


def one_of(value: str | None, allowed: tuple[str, ...], what: str) -> str | None:
    """The value as the record writes it. Raises QueryError with the nearest ones.

    >>> one_of("consult", ("AGREE", "CONSULT"), "code")
    'CONSULT'
    """
    if value is None:
        return None
    found = next((one for one in allowed if one.casefold() == value.casefold()), None)
    if found is None:
        raise QueryError(f"{value!r}: is no {what}; take one of {', '.join(allowed)}")
    return found


def day_of(value: str | None, *, last: bool = False) -> str | None:
    """First day (or last) of a date as precise as it was given.

    >>> day_of("2024-02"), day_of("2024-02", last=True), day_of("2024", last=True)
    ('2024-02-01', '2024-02-29', '2024-12-31')
    """
    if value is None:
        return None
    found = period(value.strip())
    if found is None:
        raise QueryError(f"{value!r}: is no date; write it as 2024-12-11, 2024-12 or 2024")
    return found[last]


def country_of(value: str | None) -> str | None:
    """A country's code. Raises QueryError for anything else."""
    if value is not None and not (len(value) == 3 and value.isascii() and value.isalpha()):
        raise QueryError(f"{value!r}: is no country; give its code in ISO 3166-1 alpha-3, as UKR or USA")
    return value and value.upper()


def place_of(value: str | None) -> str | None:
    """A place's folded name. Raises QueryError where there is no letter in it."""
    folded = fold(value) if value is not None else None
    if folded == "":
        raise QueryError(f"{value!r}: names no place")
    return folded


def publisher_of(connection: Connection, value: str | None) -> str | None:
    """A publisher as the store writes it. Raises QueryError with near names where there is none."""
    return _listed(connection, value, tables.documents.c.publisher, "publisher")


def source_of(connection: Connection, value: str | None) -> str | None:
    """A feed or folder as the store writes it."""
    return _listed(connection, value, tables.documents.c.source, "source")


def _listed(connection: Connection, value: str | None, column: ColumnElement[str | None], what: str) -> str | None:
    if value is None or connection.execute(select(literal(1)).where(column == sound(value)).limit(1)).scalar():
        return value
    names = [name for name in connection.execute(select(column).distinct().limit(10_000)).scalars() if name]
    folded = {fold(name): name for name in names}
    if fold(value) in folded:
        return folded[fold(value)]
    near = [folded[name] for name in get_close_matches(fold(value), folded, n=3, cutoff=0.5)]
    raise QueryError(f"{value!r}: no report has this {what}{_meant(near)}")


def _meant(names: Iterable[str]) -> str:
    listed = list(names)
    return f"; did you mean {' or '.join(listed)}?" if listed else ""


def about(connection: Connection, query: Select[Any], *, most: int) -> int:
    """How many rows a query has, counted no further than ``most``."""
    counted = select(func.count()).select_from(query.order_by(None).limit(most).subquery())
    return int(connection.execute(counted).scalar_one())


def apart(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The same value where no index is to be used: the view knows better which one leads to few rows."""
    return column.concat("") if column.type.python_type is str else column + 0


def holds(*conditions: ColumnElement[bool]) -> Exists:
    """Whether there are such rows, asked for each row that is met. The offset keeps PostgreSQL from reading them all beforehand."""
    return select(literal(1)).where(*conditions).offset(0).exists()
