"""What a person should look at first: facts that reports contradict or doubt, or that lack what they should have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, func, select

from chancery.store import tables
from chancery.views import events, paging, says
from chancery.views.asking import one_of
from chancery.views.events import EventRow
from chancery.views.paging import Page
from chancery.views.says import SaidRow

REASONS = {
    "contradicted": "Some assert it and others deny it.",
    "doubted": "Somebody speaks of it without committing to it.",
    "nobody": "Nobody does it and nobody has it done to them.",
    "speakerless": "Nobody was found who says it.",
}
"""Why a fact may be wrong, the gravest first."""
COUNTED = 1000


@dataclass(frozen=True)
class Suggestion:
    """A fact to decide about, with the reason. ``fact`` is an event or a statement."""

    kind: str
    reason: str
    fact: EventRow | SaidRow

    @property
    def document(self) -> str:
        return self.fact.report.id


def suggestions(
    connection: Connection, reason: str = "contradicted", *, limit: int | None = None, cursor: str | None = None
) -> Page[Suggestion]:
    """Facts that nobody judged yet and that one reason speaks against, the newest first. Raises QueryError."""
    reason = one_of(reason, tuple(REASONS), "reason") or ""
    limit = paging.wanted(limit, most=200)
    order, where = _choice(reason)
    rows, following = paging.seek(connection, select(*order).where(*where), order, view=f"review-{reason}", cursor=cursor, limit=limit)
    return Page(tuple(_loaded(connection, reason, [(document, n) for _, document, n in map(tuple, rows)])), following)


def waiting(connection: Connection) -> dict[str, int]:
    """How many facts wait for each reason, counted no further than `COUNTED`."""
    found = {}
    for reason in REASONS:
        order, where = _choice(reason)
        some = select(order[1]).where(*where).limit(COUNTED).subquery()
        found[reason] = int(connection.execute(select(func.count()).select_from(some)).scalar_one())
    return found


def suggestion(connection: Connection, kind: str, document: str, id: str) -> Suggestion | None:
    """One fact, judged or not; null where there is none."""
    table = {"event": tables.events, "statement": tables.statements}.get(kind)
    if table is None or "\0" in document + id:
        return None
    d = tables.documents.c
    query = select(table.c.document, table.c.n).join(tables.documents, d.key == table.c.document).where(d.id == document, table.c.id == id)
    keys = [(row[0], row[1]) for row in connection.execute(query)]
    return next(iter(_loaded(connection, "contradicted" if kind == "event" else "speakerless", keys)), None)


def _loaded(connection: Connection, reason: str, keys: Sequence[tuple[int, int]]) -> list[Suggestion]:
    if reason == "speakerless":
        return [Suggestion("statement", reason, row) for row in says.load(connection, keys)]
    return [Suggestion("event", reason, row) for row in events.load(connection, keys)]


def _choice(reason: str) -> tuple[tuple[ColumnElement[Any], ...], list[ColumnElement[bool]]]:
    """The columns by which the facts are sorted, and what holds of them."""
    e, s = tables.events.c, tables.statements.c
    if reason == "speakerless":
        return (s.published, s.document, s.n), [s.judged.is_(None), s.speaker.is_(None)]
    order = (e.day, e.document, e.n)
    if reason == "contradicted":
        return order, [e.judged.is_(None), e.denied > 0, e.asserted > 0]
    if reason == "doubted":
        return order, [e.judged.is_(None), e.hedged > 0, e.denied == 0]
    p = tables.participants.c
    return order, [e.judged.is_(None), ~exists().where(p.document == e.document, p.event == e.n)]
