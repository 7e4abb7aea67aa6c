"""What was run and what people decided, page by page."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from chancery.errors import QueryError
from chancery.judging.judgement import Detail
from chancery.record.facts import Rejection
from chancery.store import judgements, tables
from chancery.store.judgements import J, Kept
from chancery.store.ledger import Run
from chancery.views import paging
from chancery.views.asking import one_of, sound
from chancery.views.paging import Page

_KINDS = ("event", "statement", "relation", "position", "actor", "happening")


@dataclass(frozen=True)
class JudgementRow:
    """A judgement; ``orphaned`` says why it changes nothing."""

    id: str
    verb: str
    kind: str
    target: str
    document: str | None
    detail: Detail
    who: str
    made_at: str
    why: str | None
    withdrawn_at: str | None
    withdrawn_by: str | None
    orphaned: str | None


def _row(kept: Kept) -> JudgementRow:
    made = kept.judgement
    return JudgementRow(
        made.id, made.verb, made.kind, made.target, made.document, made.detail, made.who, made.made_at, made.why, made.withdrawn_at,
        made.withdrawn_by, kept.orphaned,
    )  # fmt: skip


def runs(
    connection: Connection, *, newest: bool = True, limit: int | None = None, cursor: str | None = None
) -> Page[Run]:
    """Runs by number. Raises QueryError."""
    order = (tables.runs.c.key,)
    names = [name for name in Run.__dataclass_fields__ if name != "key"]
    query = select(*order, *(tables.runs.c[name] for name in names))
    limit = paging.wanted(limit, most=1000)
    rows, following = paging.seek(connection, query, order, view="runs", cursor=cursor, limit=limit, newest=newest)
    return Page(tuple(Run(*row) for row in map(tuple, rows)), following)


def run(connection: Connection, number: int) -> Run:
    """One run. Raises QueryError where there is none."""
    columns = [tables.runs.c[name] for name in Run.__dataclass_fields__]
    row = connection.execute(select(*columns).where(tables.runs.c.key == number)).one_or_none()
    if row is None:
        raise QueryError(f"{number}: no run has this number")
    return Run(*row)


def rejections(
    connection: Connection, number: int, *, limit: int | None = None, cursor: str | None = None
) -> Page[Rejection]:
    """What a run could not read, in its order. Raises QueryError."""
    run(connection, number)
    r = tables.rejections.c
    query = select(r.n, r.name, r.stage, r.reason).where(r.run == number)
    limit = paging.wanted(limit, most=1000)
    rows, following = paging.seek(connection, query, (r.n,), view=f"rejections-{number}", cursor=cursor, limit=limit, newest=False)
    return Page(tuple(Rejection(*row[1:]) for row in map(tuple, rows)), following)


def judged(
    connection: Connection,
    *,
    document: str | None = None,
    kind: str | None = None,
    target: str | None = None,
    who: str | None = None,
    withdrawn: bool = False,
    newest: bool = True,
    limit: int | None = None,
    cursor: str | None = None,
) -> Page[JudgementRow]:
    """Judgements by the time at which they were made; ``withdrawn`` gives those too that were taken back. Raises QueryError."""
    asked = ((J.document, document), (J.kind, one_of(kind, _KINDS, "kind")), (J.target, target), (J.who, who))
    where = [column == sound(value) for column, value in asked if value is not None]
    where += [] if withdrawn else [J.withdrawn_at.is_(None)]
    order, limit = (J.made_at, J.key), paging.wanted(limit, most=1000)
    query = select(*order, J.id).where(*where)
    rows, following = paging.seek(connection, query, order, view="judgements", cursor=cursor, limit=limit, newest=newest)
    ids = [row[2] for row in map(tuple, rows)]
    found = {kept.judgement.id: kept for kept in judgements.kept(connection, J.id.in_(ids))}
    return Page(tuple(_row(found[id]) for id in ids), following)


def judgement(connection: Connection, id: str) -> JudgementRow:
    """One judgement. Raises QueryError where there is none."""
    found = judgements.kept(connection, J.id == sound(id))
    if not found:
        raise QueryError(f"{id}: there is no such judgement")
    return _row(found[0])
