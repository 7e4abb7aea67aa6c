"""The words that rows rest on: where they stand, and the words themselves with what stands around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from itertools import islice
from typing import get_args, get_type_hints

from sqlalchemy import Connection, case, func, select

from chancery.store import tables
from chancery.store.lists import listed

CONTEXT = 120
LONGEST = 4000
"""Characters of a quotation; where more were said, the text is cut and ``end`` says where."""
_CHUNK, _LONG = 400, 50_000


@dataclass(frozen=True)
class Stretch:
    """Characters ``start`` up to, not including, ``end`` of a document's text (code points)."""

    document: str
    start: int
    end: int


@dataclass(frozen=True)
class Quotation:
    """The exact words of a stretch, with the words around them. ``document``, ``start`` and ``end`` say where they stand."""

    document: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    start: int
    end: int
    text: str
    before: str
    after: str


def quotations(connection: Connection, rows: Iterable[object], *, context: int = CONTEXT) -> dict[Stretch, Quotation]:
    """The quotations of every stretch that rows hold, at whatever depth.

    Where one stretch lies in a document that was replaced meanwhile and is shorter now, it is left out.
    """
    found: dict[Stretch, Quotation] = {}
    waiting = iter(dict.fromkeys(stretches(rows)))
    while chunk := list(islice(waiting, _CHUNK)):
        found |= _fetched(connection, chunk, max(0, context))
    return found


def stretches(rows: object) -> Iterator[Stretch]:
    """Every stretch in a row, a page of rows, or several.

    >>> list(stretches([{"evidence": (Stretch("doc-1", 3, 9),)}]))
    [Stretch(document='doc-1', start=3, end=9)]
    """
    # Thousands of rows may be looked through, most of them names and numbers: no generator for each.
    waiting: list[object] = [rows]
    while waiting:
        row = waiting.pop()
        kind = type(row)
        if kind is Stretch:
            yield row  # type: ignore[misc]
        elif (names := _fields(kind)) is not None:  # type: ignore[arg-type]  # a type can be hashed
            waiting.extend([getattr(row, name) for name in reversed(names)])
        elif isinstance(row, Mapping):
            waiting.extend(reversed(list(row.values())))
        elif isinstance(row, Iterable) and not isinstance(row, str | bytes):
            waiting.extend(reversed(list(row)))


_PLAIN = (str, int, float, bool, bytes, type(None))


@cache
def _fields(kind: type) -> tuple[str, ...] | None:
    """The fields of a dataclass that may hold stretches; none of what holds no others, null of what may be a collection."""
    if is_dataclass(kind):
        return _holding(kind, frozenset())
    return () if kind in _PLAIN else None


def _holding(kind: type, within: frozenset[type]) -> tuple[str, ...]:
    hints = get_type_hints(kind)
    return tuple(one.name for one in fields(kind) if _may_hold(hints[one.name], within | {kind}))


def _may_hold(hint: object, within: frozenset[type]) -> bool:
    """Whether a value of this type may hold a stretch; a matrix of thousands of names and counts, say, holds none."""
    if isinstance(hint, type) and is_dataclass(hint):
        return hint is Stretch or (hint not in within and bool(_holding(hint, within)))
    parts = get_args(hint)
    return any(_may_hold(part, within) for part in parts if part is not ...) if parts else hint not in _PLAIN


def _fetched(connection: Connection, chunk: Sequence[Stretch], context: int) -> dict[Stretch, Quotation]:
    d, r = tables.documents.c, tables.records.c
    # Whole reports are fetched and cut here, which is one question; of a text as long as a book only what is quoted.
    text = case((d.length <= _LONG, r.text))
    query = select(d.id, d.title, d.publisher, d.published, d.url, text, d.key).join(tables.records, r.document == d.key)
    found: dict[Stretch, Quotation] = {}
    rows = connection.execute(query.where(listed(connection, d.id, {stretch.document for stretch in chunk}))).all()
    reports = {row[0]: row[1:] for row in map(tuple, rows)}
    for stretch in chunk:
        if (report := reports.get(stretch.document)) is not None:
            *known, whole, key = report
            first, last = max(0, stretch.start - context), min(stretch.end, stretch.start + LONGEST) + context
            part = whole[first:last] if whole is not None else _part(connection, key, first, last)
            if (quotation := _quotation(stretch, known, part, first)) is not None:
                found[stretch] = quotation
    return found


def _part(connection: Connection, document: int, first: int, last: int) -> str:
    r = tables.records.c
    part = connection.execute(select(func.substr(r.text, first + 1, last - first)).where(r.document == document))
    return str(part.scalar_one())


def _quotation(stretch: Stretch, known: Sequence[str | None], part: str, first: int) -> Quotation | None:
    """The quotation in a part of the text that begins at ``first``; null where the text ends before it."""
    start, end = stretch.start - first, min(stretch.end, stretch.start + LONGEST) - first
    if end > len(part):
        return None
    title, publisher, published, url = known
    return Quotation(
        stretch.document, title, publisher, published, url, stretch.start, end + first, part[start:end], part[:start], part[end:]
    )  # fmt: skip


def of(evidence: Iterable[Stretch], found: Mapping[Stretch, Quotation]) -> tuple[Quotation, ...]:
    """The quotations of some evidence, in its order."""
    return tuple(found[stretch] for stretch in evidence if stretch in found)


def joined(document: str, pieces: Iterable[tuple[int, int] | None], *, gap: int = 60) -> tuple[Stretch, ...]:
    """Pieces of one document as stretches; those that stand close to each other become one.

    >>> joined("doc-1", [(20, 29), None, (0, 10), (11, 19)])
    (Stretch(document='doc-1', start=0, end=29),)
    """
    found: list[list[int]] = []
    for start, end in sorted(piece for piece in pieces if piece is not None):
        if found and start - found[-1][1] <= gap:
            found[-1][1] = max(found[-1][1], end)
        else:
            found.append([start, end])
    return tuple(Stretch(document, start, end) for start, end in found)


