"""All facts of one report, as rows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Table, select

from chancery.errors import QueryError
from chancery.store import tables
from chancery.views import events, mentioned, positions, relations, says
from chancery.views.asking import sound
from chancery.views.choosing import Key
from chancery.views.events import EventRow
from chancery.views.mentioned import MentionedRow
from chancery.views.positions import Stand
from chancery.views.relations import RelationRow
from chancery.views.says import SaidRow


@dataclass(frozen=True)
class Inside:
    """What one report says, in the order of its record, as people corrected it."""

    events: tuple[EventRow, ...]
    statements: tuple[SaidRow, ...]
    relations: tuple[RelationRow, ...]
    positions: tuple[Stand, ...]
    actors: tuple[MentionedRow, ...]


def inside(connection: Connection, document: str) -> Inside:
    """The facts of a report. Raises QueryError where the store has none of the id."""
    d = tables.documents.c
    key = connection.execute(select(d.key).where(d.id == sound(document))).scalar()
    if key is None:
        raise QueryError(f"{document}: the store has no such report")
    return Inside(
        tuple(events.load(connection, _of(connection, tables.events, key))),
        tuple(says.load(connection, _of(connection, tables.statements, key))),
        tuple(relations.load(connection, _of(connection, tables.relations, key))),
        tuple(positions.load(connection, _of(connection, tables.positions, key))),
        tuple(mentioned.load(connection, _of(connection, tables.document_actors, key))),
    )


def _of(connection: Connection, table: Table, document: int) -> list[Key]:
    query = select(table.c.document, table.c.n).where(table.c.document == document).order_by(table.c.n)
    return [(row[0], row[1]) for row in connection.execute(query)]
