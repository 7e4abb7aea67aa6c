"""Actors as one report names them: as whom it has them, and by which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from chancery.store import tables
from chancery.views.choosing import Key
from chancery.views.events import REPORT, Report, among
from chancery.views.quoting import Stretch

SHOWN = 6
"""Mentions whose words are given."""
_A, _D = tables.document_actors.c, tables.documents.c


@dataclass(frozen=True)
class MentionedRow:
    """An actor in one report. ``name`` and ``title`` are as the report has them; ``evidence`` are the first of its ``mentions``."""

    id: str
    name: str
    title: str | None
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    wikidata: str | None
    mentions: int
    report: Report
    judged: str | None
    evidence: tuple[Stretch, ...]


def load(connection: Connection, keys: Sequence[Key]) -> list[MentionedRow]:
    """The actors of these documents with these numbers, in this order; those that went meanwhile are left out."""
    found = {(row.document, row.n): row for row in among(connection, _query(), (_A.document, _A.n), keys)}
    m = tables.mentions.c
    spans: dict[Key, list[tuple[int, int]]] = defaultdict(list)
    query = select(m.document, m.n, m.start, m.stop).where(m.mention < SHOWN).order_by(m.document, m.n, m.mention)
    for row in among(connection, query, (m.document, m.n), list(found)):
        spans[row.document, row.n].append((row.start, row.stop))
    return [_row(found[key], spans[key]) for key in keys if key in found]


def _query() -> Select[Any]:
    a, copy = tables.actors.c, tables.documents.alias()
    copies = select(func.count()).where(copy.c.origin == _D.origin).scalar_subquery()
    own = (_A.document, _A.n, _A.name.label("called"), _A.title.label("office"), _A.mentions, _A.judged)
    return (
        select(*own, a.id.label("actor_id"), a.kind, a.country, a.sectors, a.wikidata, *REPORT, copies.label("reports"))
        .join(tables.documents, _D.key == _A.document).join(tables.actors, a.key == _A.actor)
    )  # fmt: skip


def _row(row: Row[Any], spans: Sequence[tuple[int, int]]) -> MentionedRow:
    report = Report(row.report, row.title, row.publisher, row.published, row.url, row.reports)
    evidence = tuple(Stretch(row.report, *span) for span in spans)
    return MentionedRow(
        row.actor_id, row.called, row.office, row.kind, row.country, tuple(row.sectors.split()), row.wikidata, row.mentions, report,
        row.judged, evidence,
    )  # fmt: skip
