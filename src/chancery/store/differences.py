"""Where the reports of a happening differ, at rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from chancery.judging.judgement import Member
from chancery.record.text import Span
from chancery.store import tables
from chancery.store.bulk import some


class Side(NamedTuple):
    """What one report has, with the words for it."""

    member: Member
    value: str
    span: Span | None


class Differ(NamedTuple):
    """Two reports that do not agree on the ``aspect``: stance, date, place, number or actor."""

    aspect: str
    left: Side
    right: Side


TOGETHER = 1000
"""Differences that are written at once."""


def write(connection: Connection, found: Iterable[Differ]) -> None:
    """Put differences in the place of all that were there; those whose sides are in no common happening are left out."""
    connection.execute(delete(tables.differences))
    waiting = iter(found)
    while part := list(islice(waiting, TOGETHER)):
        _add(connection, part)


def _add(connection: Connection, found: Sequence[Differ]) -> None:
    keys = _keys(connection, {side.member[0] for one in found for side in (one.left, one.right)})
    home = _homes(connection, keys)
    rows = [
        {"happening": home[one.left.member], "aspect": one.aspect, **_side("left", one.left, keys), **_side("right", one.right, keys)}
        for one in found
        if one.left.member in home and home[one.left.member] == home.get(one.right.member)
    ]
    if rows:
        connection.execute(insert(tables.differences), rows)


def _side(name: str, side: Side, keys: dict[str, int]) -> dict[str, object]:
    document, event = side.member
    start, stop = (side.span.start, side.span.end) if side.span else (None, None)
    return {f"{name}_document": keys[document], f"{name}_event": event, f"{name}_value": side.value,
            f"{name}_start": start, f"{name}_stop": stop}


def _keys(connection: Connection, documents: set[str]) -> dict[str, int]:
    d = tables.documents.c
    return {row.id: row.key for part in some(sorted(documents)) for row in connection.execute(select(d.id, d.key).where(d.id.in_(part)))}


def _homes(connection: Connection, keys: dict[str, int]) -> dict[Member, str]:
    """The happening of each event of these documents."""
    m, names = tables.happening_members.c, {key: document for document, key in keys.items()}
    return {
        (names[row.document], row.event): row.happening
        for part in some(sorted(names))
        for row in connection.execute(select(m.document, m.event, m.happening).where(m.document.in_(part), m.happening.is_not(None)))
    }
