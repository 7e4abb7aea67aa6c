"""Where actors stand on issues, and when they changed their minds. An empty cell means that no statement was found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, func, literal, select, tuple_

from chancery.store import tables
from chancery.store.folding import fold
from chancery.store.search import matching
from chancery.views import paging
from chancery.views.asking import SIDES, about, apart, day_of, one_of, publisher_of, sound
from chancery.views.choosing import Key
from chancery.views.events import REPORT, Report, among
from chancery.views.naming import Named, resolve
from chancery.views.paging import Page
from chancery.views.quoting import Stretch

LOOKED_AT = 5000
"""Positions, the newest that answer, from which a board is made."""
_FEW, _COMMON = 3000, 20_000
_CHANGES, _HOLDERS, _BEFORE = 500, 50, 50
"""For changes: positions that may be one, holders whose earlier positions are compared, and how many of each."""


@dataclass(frozen=True)
class Stand:
    """A position that one report finds. ``issue`` is the name under which it is filed, ``words`` are the report's."""

    id: str
    holder: Named
    stance: str
    issue: str
    words: str
    day: str | None
    time: str | None
    report: Report
    judged: str | None
    evidence: tuple[Stretch, ...]


@dataclass(frozen=True)
class Change:
    """A stance that differs from the one which the actor had taken before."""

    before: Stand
    after: Stand


@dataclass(frozen=True)
class Cell:
    """Where an actor stands on an issue: the latest stance, all that were found with the oldest first, and each change."""

    holder: Named
    issue: str
    stance: str
    since: str | None
    stands: tuple[Stand, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Board:
    """Actors by issues, those with most positions first. An actor and an issue without a cell: no statement was found.

    ``complete`` says whether all positions that answer are in it; else the newest of them are.
    """

    actors: tuple[Named, ...]
    issues: tuple[str, ...]
    cells: tuple[Cell, ...]
    complete: bool


def issue_of(text: str) -> str:
    """The name under which an issue is filed: a canonical one, else its words folded."""
    return _canonical()(text) or fold(text)


@lru_cache(1)
def _canonical() -> Callable[[str], str | None]:
    """How issues are named, where this release has a list of them."""
    if find_spec("chancery.knowledge.issues") is None:
        return lambda _: None
    return lru_cache(1 << 16)(import_module("chancery.knowledge.issues").canonical)


def positions(
    connection: Connection,
    words: str | None = None,
    *,
    actor: str | Iterable[str] = (),
    issue: str | Iterable[str] = (),
    stance: str | None = None,
    publisher: str | None = None,
    since: str | None = None,
    until: str | None = None,
    changed: bool = False,
    size: int = 40,
) -> Board:
    """Actors by issues. ``words`` are looked for in what positions are about; ``issue`` names issues as they are filed.

    ``changed`` leaves the cells in which a stance changed. Copies of a report count once. Raises QueryError.
    """
    actors = [resolve(connection, name).key for name in ([actor] if isinstance(actor, str) else actor)]
    stance = one_of(stance, SIDES, "stance")
    issues = {issue_of(name) for name in ([issue] if isinstance(issue, str) else issue)}
    asked = _asked(connection, actors, words, stance=None, publisher=publisher, since=since, until=until)
    keys, more = _keys(connection, asked, view="", cursor=None, limit=LOOKED_AT, newest=True)
    stands = [one for one in load(connection, keys) if not issues or one.issue in issues]
    cells = [cell for cell in _cells(stands) if (cell.changes or not changed) and stance in (None, cell.stance)]
    return _board(cells, paging.wanted(size, most=500), complete=more is None)


def changes(
    connection: Connection, *, actor: str | None = None, since: str | None = None, until: str | None = None
) -> tuple[Change, ...]:
    """Stances, the newest first, that differ from what the actor had held before. Raises QueryError."""
    first = day_of(since)
    actors = [resolve(connection, actor).key] if actor is not None else []
    recent = _asked(connection, actors, None, stance=None, publisher=None, since=since, until=until)
    keys, _ = _keys(connection, recent, view="", cursor=None, limit=_CHANGES, newest=True)
    cells = _cells(_with_history(connection, load(connection, keys)))
    found = [change for cell in cells for change in cell.changes if first is None or (change.after.day or "") >= first]
    return tuple(sorted(found, key=lambda change: (change.after.day or "", change.after.report.id), reverse=True))


def stands(
    connection: Connection,
    words: str | None = None,
    *,
    actor: str | None = None,
    stance: str | None = None,
    publisher: str | None = None,
    since: str | None = None,
    until: str | None = None,
    newest: bool = True,
    limit: int | None = None,
    cursor: str | None = None,
) -> Page[Stand]:
    """Positions by day, as the reports find them. Raises QueryError."""
    actors = [resolve(connection, actor).key] if actor is not None else []
    asked = _asked(connection, actors, words, stance=stance, publisher=publisher, since=since, until=until)
    limit = paging.wanted(limit, most=1000)
    keys, following = _keys(connection, asked, view="stands", cursor=cursor, limit=limit, newest=newest)
    return Page(tuple(load(connection, keys)), following)


# -- which positions -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Asked:
    actors: tuple[int, ...]
    words: str | None
    stance: str | None
    publisher: str | None
    since: str | None
    until: str | None


def _asked(connection: Connection, actors: Sequence[int], words: str | None, *, stance: str | None, **rest: str | None) -> _Asked:
    return _Asked(
        tuple(actors), sound(words) if words and words.strip() else None, one_of(stance, SIDES, "stance"),
        publisher_of(connection, rest["publisher"]), day_of(rest["since"]), day_of(rest["until"], last=True),
    )  # fmt: skip


def _keys(
    connection: Connection, asked: _Asked, *, view: str, cursor: str | None, limit: int, newest: bool
) -> tuple[list[Key], str | None]:
    p = tables.positions.c
    few = _leading(connection, asked)
    day = apart(p.day) if few == "words" else p.day
    order = (day, p.document, p.n)
    query = select(*order).where(*_tests(connection, asked, day, few))
    if few == "words":
        found = matching(connection, tables.position_search, asked.words or "").subquery()
        query = query.join(found, (p.document == found.c.document) & (p.n == found.c.n))
    dated = asked.since is not None or asked.until is not None
    rows, following = paging.seek(connection, query, order, view=view, cursor=cursor, limit=limit, newest=newest, dated=dated)
    return [(document, n) for _, document, n in map(tuple, rows)], following


def _leading(connection: Connection, asked: _Asked) -> str:
    p = tables.positions.c
    if asked.words is not None:
        found = about(connection, matching(connection, tables.position_search, asked.words), most=_FEW)
        held = about(connection, select(literal(1)).where(p.holder.in_(asked.actors)), most=_COMMON) if asked.actors else _COMMON
        if found < min(_FEW, held + 1):
            return "words"
    return "holder" if asked.actors else "day"


def _tests(connection: Connection, asked: _Asked, day: ColumnElement[Any], leading: str) -> Iterator[ColumnElement[bool]]:
    p, d = tables.positions.c, tables.documents.c
    if asked.actors:
        yield (p.holder if leading == "holder" else apart(p.holder)).in_(asked.actors)
    if asked.words is not None and leading != "words":
        yield tuple_(p.document + 0, p.n + 0).in_(matching(connection, tables.position_search, asked.words))
    if asked.stance:
        yield p.stance == asked.stance
    if asked.since:
        yield day >= asked.since
    if asked.until:
        yield day <= asked.until
    own = apart(d.publisher) == asked.publisher if asked.publisher is not None else d.origin == d.key
    yield exists().where(d.key == p.document, own)


def load(connection: Connection, keys: Sequence[Key]) -> list[Stand]:
    """The positions with these numbers, in this order."""
    found = {(row.document, row.n): _stand(row) for row in among(connection, _query(), (_P.document, _P.n), keys)}
    return [found[key] for key in keys if key in found]


_P = tables.positions.c


def _with_history(connection: Connection, recent: Sequence[Stand]) -> list[Stand]:
    """Positions, and what their holders said of the same issues before."""
    issues = {(one.holder.id, one.issue) for one in recent}
    ids = sorted({one.holder.id for one in recent})
    a = tables.actors.c
    keys = {row.id: row.key for row in connection.execute(select(a.id, a.key).where(a.id.in_(ids)))}
    found = list(recent)
    oldest = min((one.day for one in recent if one.day), default=None)
    for id in ids[:_HOLDERS]:
        asked = _Asked((keys[id],), None, None, None, None, oldest)
        before, _ = _keys(connection, asked, view="", cursor=None, limit=_BEFORE, newest=True)
        found += [one for one in load(connection, before) if (id, one.issue) in issues]
    return list(dict.fromkeys(found))


def _query() -> Select[Any]:
    d, a, copy = tables.documents.c, tables.actors.c, tables.documents.alias()
    copies = select(func.count()).where(copy.c.origin == d.origin).scalar_subquery()
    return (
        select(tables.positions, a.id.label("holder_id"), a.name.label("holder_name"), *REPORT, copies.label("reports"))
        .join(tables.documents, d.key == _P.document).join(tables.actors, a.key == _P.holder)
    )  # fmt: skip


def _stand(row: Row[Any]) -> Stand:
    report = Report(row.report, row.title, row.publisher, row.published, row.url, row.reports)
    evidence = (Stretch(row.report, row.start, row.stop),)
    holder = Named(row.holder_id, row.holder_name)
    return Stand(row.id, holder, row.stance, issue_of(row.issue), row.issue, row.day, row.time, report, row.judged, evidence)


# -- the board -------------------------------------------------------------------------------------------------------------


def _cells(found: Iterable[Stand]) -> Iterator[Cell]:
    together: dict[tuple[Named, str], list[Stand]] = defaultdict(list)
    for one in found:
        together[one.holder, one.issue].append(one)
    for (holder, issue), listed in together.items():
        listed.sort(key=lambda one: (one.day or "", one.report.published or "", one.report.id, one.evidence))
        changes = tuple(Change(before, after) for before, after in pairwise(listed) if before.stance != after.stance)
        since = changes[-1].after.day if changes else listed[0].day
        yield Cell(holder, issue, listed[-1].stance, since, tuple(listed), changes)


def _board(cells: Sequence[Cell], size: int, *, complete: bool) -> Board:
    by_actor, by_issue = Counter[Named](), Counter[str]()
    for cell in cells:
        by_actor[cell.holder] += len(cell.stands)
        by_issue[cell.issue] += len(cell.stands)
    actors = sorted(by_actor, key=lambda actor: (-by_actor[actor], actor.name, actor.id))[:size]
    issues = sorted(by_issue, key=lambda issue: (-by_issue[issue], issue))[:size]
    places = {actor: n for n, actor in enumerate(actors)}, {issue: n for n, issue in enumerate(issues)}
    shown = [cell for cell in cells if cell.holder in places[0] and cell.issue in places[1]]
    shown.sort(key=lambda cell: (places[0][cell.holder], places[1][cell.issue]))
    return Board(tuple(actors), tuple(issues), tuple(shown), complete and len(shown) == len(cells))


