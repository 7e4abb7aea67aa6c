"""What people decided, as the store keeps it: a log that is only ever added to, and withdrawn from by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, or_, select, update

from chancery.judging.apply import Judged, apply, unjudged
from chancery.judging.judgement import Detail, Judgement
from chancery.record.facts import Record
from chancery.store import tables

J = tables.judgements.c
NO_DOCUMENT = "the store has no such document"


@dataclass(frozen=True)
class Kept:
    """A judgement of the store; ``orphaned`` says why it changes nothing."""

    judgement: Judgement
    orphaned: str | None


def applied(connection: Connection, records: Mapping[int, Record]) -> dict[int, Judged]:
    """Records, by the numbers of their documents, as people have them; judgements that no longer fit are marked as orphans."""
    found = _about(connection, [record.document.id for record in records.values()])
    if not found:
        return {key: unjudged(record) for key, record in records.items()}
    judged = {key: apply(record, _of(record, found)) for key, record in records.items()}
    reasons = {made.id: reason for one in judged.values() for made, reason in one.orphans}
    for kept in found:
        reason = reasons.get(kept.judgement.id)
        if kept.judgement.document is not None and reason != kept.orphaned:
            mark(connection, [kept.judgement.id], reason)
    return judged


def _of(record: Record, found: Iterable[Kept]) -> list[Judgement]:
    return [kept.judgement for kept in found if kept.judgement.document in (None, record.document.id)]


def _about(connection: Connection, documents: list[str]) -> list[Kept]:
    """Live judgements on documents, and on actors everywhere."""
    return kept(connection, J.kind != "happening", J.withdrawn_at.is_(None), or_(J.document.is_(None), J.document.in_(documents)))


def kept(connection: Connection, *conditions: ColumnElement[bool]) -> list[Kept]:
    """Judgements in the order in which they were made."""
    query = select(tables.judgements).where(*conditions).order_by(J.made_at, J.key)
    return [_kept(row) for row in connection.execute(query)]


def _kept(row: Any) -> Kept:
    detail = msgspec.json.decode(row.detail, type=Detail)
    made = Judgement(
        row.id, row.verb, row.kind, row.target, row.document, detail, row.who, row.made_at, row.why, row.withdrawn_at, row.withdrawn_by
    )
    return Kept(made, row.orphaned)


def row_of(made: Judgement, key: int, orphaned: str | None) -> tuple[object, ...]:
    """The judgement in the order of the columns."""
    detail = msgspec.json.encode(made.detail).decode()
    return (
        key, made.id, made.verb, made.kind, made.target, made.document, detail, made.who, made.made_at, made.why, made.withdrawn_at,
        made.withdrawn_by, orphaned,
    )  # fmt: skip


def mark(connection: Connection, ids: Iterable[str], orphaned: str | None) -> None:
    """Note why judgements change nothing; null where they do."""
    connection.execute(update(tables.judgements).where(J.id.in_(list(ids))).values(orphaned=orphaned))


def mark_forgotten(connection: Connection, document: str) -> None:
    """A document is no more; what was decided about it is kept."""
    connection.execute(update(tables.judgements).where(J.document == document).values(orphaned=NO_DOCUMENT))


def live_on_happenings(connection: Connection) -> list[Judgement]:
    """What a pass over many reports has to heed: see `chancery.judging.happenings`."""
    return [one.judgement for one in kept(connection, J.kind == "happening", J.withdrawn_at.is_(None))]
