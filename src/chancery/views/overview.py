"""The store at a glance: how much it holds, and the reports that came last."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from chancery.store import tables
from chancery.views import documents
from chancery.views.documents import DocumentRow


@dataclass(frozen=True)
class Overview:
    """Counts of what is kept, and the newest reports by day."""

    reports: int
    events: int
    statements: int
    positions: int
    actors: int
    happenings: int
    judgements: int
    documents: tuple[DocumentRow, ...]


def overview(connection: Connection, *, limit: int = 12) -> Overview:
    """What the store holds."""
    return Overview(
        _count(connection, tables.documents), _count(connection, tables.events), _count(connection, tables.statements),
        _count(connection, tables.positions), _count(connection, tables.actors), _count(connection, tables.happenings),
        _count(connection, tables.judgements), documents.documents(connection, copies=False, limit=limit).rows,
    )  # fmt: skip


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
