"""Relations of actors as rows that stand by themselves, with who stands behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from chancery.store import tables
from chancery.views.choosing import Key
from chancery.views.events import REPORT, Report, Voice, among, statements
from chancery.views.naming import Named, named
from chancery.views.quoting import Stretch

_R, _D = tables.relations.c, tables.documents.c


@dataclass(frozen=True)
class RelationRow:
    """What stands between two actors, as one report says. ``day`` is the first day of ``time``, else that of the report."""

    id: str
    subject: Named
    predicate: str
    object: Named
    title: str | None
    hedged: bool
    day: str | None
    time: str | None
    voices: tuple[Voice, ...]
    report: Report
    judged: str | None
    evidence: tuple[Stretch, ...]


def load(connection: Connection, keys: Sequence[Key]) -> list[RelationRow]:
    """The relations with these numbers, in this order; those that went meanwhile are left out."""
    found = {(row.document, row.n): row for row in among(connection, _query(), (_R.document, _R.n), keys)}
    heard = _voices(connection, list(found))
    return [_row(found[key], heard.get(key, ())) for key in keys if key in found]


def _query() -> Select[Any]:
    one, other, copy = tables.actors.alias(), tables.actors.alias(), tables.documents.alias()
    copies = select(func.count()).where(copy.c.origin == _D.origin).scalar_subquery()
    names = (one.c.id.label("one"), one.c.name.label("one_name"), other.c.id.label("other"), other.c.name.label("other_name"))
    own = (
        _R.document, _R.n, _R.id.label("relation"), _R.predicate, _R.title.label("office"), _R.hedged, _R.day, _R.time, _R.start, _R.stop,
        _R.judged,
    )  # fmt: skip
    return (
        select(*own, *names, *REPORT, copies.label("reports"))
        .join(tables.documents, _D.key == _R.document).join(one, one.c.key == _R.subject).join(other, other.c.key == _R.object)
    )  # fmt: skip


def _row(row: Row[Any], heard: Sequence[Voice]) -> RelationRow:
    report = Report(row.report, row.title, row.publisher, row.published, row.url, row.reports)
    sides = Named(row.one, row.one_name), Named(row.other, row.other_name)
    evidence = (Stretch(row.report, row.start, row.stop),)
    return RelationRow(
        row.relation, sides[0], row.predicate, sides[1], row.office, bool(row.hedged), row.day, row.time, tuple(heard), report, row.judged,
        evidence,
    )  # fmt: skip


def _voices(connection: Connection, keys: Sequence[Key]) -> dict[Key, list[Voice]]:
    """Who stands behind each relation, with the statement in which he says so."""
    c = tables.claims.c
    query = select(c.document, c.fact_n, c.chain, c.stance, c.statement, _D.id).join(tables.documents, _D.key == c.document)
    rows = list(among(connection, query.where(c.fact == "relation").order_by(c.document, c.n), (c.document, c.fact_n), keys))
    said = statements(connection, [(row.document, row.statement) for row in rows if row.statement is not None])
    known = named(connection, {id for row in rows for id in row.chain.split()})
    found: dict[Key, list[Voice]] = defaultdict(list)
    for row in rows:
        own, chain = said.get((row.document, row.statement)), tuple(known[id] for id in row.chain.split())
        voice = Voice(chain, row.stance, row.id, own.id if own else None, own.evidence if own else ())
        found[row.document, row.fact_n].append(voice)
    return found
