"""Where actors stand on issues, and when they changed their minds. An empty cell means that no statement was found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, func, literal, select, tuple_

from chancery.record.ontology import POSITION_STANCES
from chancery.store import tables
from chancery.store.search import matching
from chancery.store.topics import called, topic_of
from chancery.views import paging
from chancery.views.asking import about, apart, day_of, holds, one_of, publisher_of, sound
from chancery.views.choosing import Key
from chancery.views.events import REPORT, Report, among
from chancery.views.naming import Named, names, resolve
from chancery.views.paging import Page
from chancery.views.quoting import Stretch

LOOKED_AT = 3000
"""Positions, the newest that answer, from which a board is made."""
_FEW, _COMMON = 3000, 20_000
_CHANGES, _HOLDERS, _TURNS = 500, 100, 10
"""For changes: positions that may be one, holders whose earlier positions are compared; and changes that a cell tells."""


@dataclass(frozen=True)
class Stand:
    """A position that one report finds. ``issue`` is the name of what it is about, ``words`` are the report's."""

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
    """Where an actor stands on an issue: the latest stance, since when, and in how many independent reports any was found.

    ``stands`` are the first and the last position and those at a change, the oldest first; `stands` lists all.
    """

    holder: Named
    issue: str
    stance: str
    since: str | None
    reports: int
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
    stance = one_of(stance, POSITION_STANCES, "stance")
    topics = tuple(sorted({topic_of(name) for name in ([issue] if isinstance(issue, str) else issue)}))
    asked = replace(_asked(connection, actors, words, stance=None, publisher=publisher, since=since, until=until), topics=topics)
    found, complete = _glances(connection, asked, LOOKED_AT)
    series = _series(found)
    kept = [one for one in series if (not changed or one.turns) and stance in (None, one.listed[-1].stance)]
    return _board(connection, kept, paging.wanted(size, most=500), complete=complete)


def changes(connection: Connection, *, actor: str | None = None, since: str | None = None, until: str | None = None) -> tuple[Change, ...]:
    """Stances, the newest first, that differ from what the actor had held before. Raises QueryError."""
    actors = [resolve(connection, actor).key] if actor is not None else []
    recent, _ = _glances(connection, _asked(connection, actors, None, stance=None, publisher=None, since=since, until=until), _CHANGES)
    first, kept = day_of(since) or "", {(one.holder, one.issue) for one in recent}
    history = [one for one in _with_history(connection, recent) if (one.holder, one.issue) in kept]
    turns = [turn for one in _series(history) for turn in one.turns if (turn[1].day or "") >= first]
    turns = sorted(turns, key=lambda turn: (turn[1].day or "", turn[1].key), reverse=True)[:_CHANGES]
    told = by_key(connection, [one.key for turn in turns for one in turn])
    return tuple(Change(told[before.key], told[after.key]) for before, after in turns if {before.key, after.key} <= told.keys())


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
    dated = since is not None or until is not None
    query, order = _choice(connection, asked)
    rows, following = paging.seek(connection, query, order, view="stands", cursor=cursor, limit=limit, newest=newest, dated=dated)
    return Page(tuple(load(connection, [(document, n) for _, document, n in map(tuple, rows)])), following)


# -- which positions -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Asked:
    actors: tuple[int, ...]
    words: str | None
    stance: str | None
    publisher: str | None
    since: str | None
    until: str | None
    topics: tuple[str, ...] = ()


def _asked(connection: Connection, actors: Sequence[int], words: str | None, *, stance: str | None, **rest: str | None) -> _Asked:
    return _Asked(
        tuple(actors), sound(words) if words and words.strip() else None, one_of(stance, POSITION_STANCES, "stance"),
        publisher_of(connection, rest["publisher"]), day_of(rest["since"]), day_of(rest["until"], last=True),
    )  # fmt: skip


def _choice(connection: Connection, asked: _Asked) -> tuple[Select[Any], tuple[ColumnElement[Any], ...]]:
    """The query for keys (day, document, number), and the columns that it is sorted by."""
    p = tables.positions.c
    leading = _leading(connection, asked)
    day = apart(p.day) if leading == "words" else p.day
    order = (day, p.document, p.n)
    query = select(*order).where(*_tests(connection, asked, day, leading))
    if leading == "words":
        found = matching(connection, tables.position_search, asked.words or "").subquery()
        query = query.join(found, (p.document == found.c.document) & (p.n == found.c.n))
    return query, order


def _leading(connection: Connection, asked: _Asked) -> str:
    p = tables.positions.c
    if asked.words is not None:
        found = about(connection, matching(connection, tables.position_search, asked.words), most=_FEW)
        held = about(connection, select(literal(1)).where(p.holder.in_(asked.actors)), most=_COMMON) if asked.actors else _COMMON
        if found < min(_FEW, held + 1):
            return "words"
    return "holder" if asked.actors else "topic" if asked.topics else "day"


def _tests(connection: Connection, asked: _Asked, day: ColumnElement[Any], leading: str) -> Iterator[ColumnElement[bool]]:
    p, d = tables.positions.c, tables.documents.c
    if asked.actors:
        yield (p.holder if leading == "holder" else apart(p.holder)).in_(asked.actors)
    if asked.topics:
        topic = p.topic if leading == "topic" else apart(p.topic)
        yield topic == asked.topics[0] if len(asked.topics) == 1 else topic.in_(asked.topics)
    if asked.words is not None and leading != "words":
        yield tuple_(p.document + 0, p.n + 0).in_(matching(connection, tables.position_search, asked.words))
    if asked.stance:
        yield p.stance == asked.stance
    if asked.since:
        yield day >= asked.since
    if asked.until:
        yield day <= asked.until
    own = apart(d.publisher) == asked.publisher if asked.publisher is not None else d.origin == d.key
    yield holds(d.key == p.document, own)


def load(connection: Connection, keys: Sequence[Key]) -> list[Stand]:
    """The positions with these numbers, in this order."""
    found = by_key(connection, keys)
    return [found[key] for key in keys if key in found]


def by_key(connection: Connection, keys: Sequence[Key]) -> dict[Key, Stand]:
    """The same, with their numbers."""
    return {(row.document, row.n): _stand(row) for row in among(connection, _query(), (_P.document, _P.n), list(dict.fromkeys(keys)))}


_P, _D = tables.positions.c, tables.documents.c


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
    return Stand(row.id, holder, row.stance, called(row.topic, row.issue), row.issue, row.day, row.time, report, row.judged, evidence)


# -- over time -------------------------------------------------------------------------------------------------------------


class _Glance(NamedTuple):
    """As much of a position as comparing takes; thousands are compared."""

    holder: int
    issue: str
    words: str
    stance: str
    day: str | None
    key: Key


@dataclass(frozen=True)
class _Series:
    """The positions of one actor on one issue, the oldest first, and where the stance changed."""

    holder: int
    issue: str
    name: str
    listed: tuple[_Glance, ...]

    @property
    def turns(self) -> list[tuple[_Glance, _Glance]]:
        dated = [one for one in self.listed if one.day]  # of what has no day nobody knows what came first
        return [(before, after) for before, after in pairwise(dated) if before.stance != after.stance]


def _glances(connection: Connection, asked: _Asked, most: int) -> tuple[list[_Glance], bool]:
    """The newest positions that answer, those without a day last, and whether those are all."""
    query, order = _choice(connection, asked)
    newest_first = query.order_by(*(column.desc() for column in order))
    found = _told(connection, newest_first.where(order[0].is_not(None)).limit(most))
    if len(found) < most and asked.since is None and asked.until is None:
        found += _told(connection, newest_first.where(order[0].is_(None)).limit(most - len(found)))
    return found, len(found) < most


def _told(connection: Connection, chosen: Select[Any]) -> list[_Glance]:
    day, document, n = (keys := chosen.subquery()).c
    told = select(_P.holder, _P.topic, _P.issue, _P.stance, day, document, n).join(keys, (_P.document == document) & (_P.n == n))
    return _seen(connection.execute(told).all())


def _seen(rows: Iterable[Sequence[Any]]) -> list[_Glance]:
    return [_Glance(holder, topic, words, stance, day, (document, n)) for holder, topic, words, stance, day, document, n in rows]


def _with_history(connection: Connection, recent: Sequence[_Glance]) -> list[_Glance]:
    """Positions, and what their holders said before."""
    found, oldest = list(recent), min((one.day for one in recent if one.day), default="")
    for holder in sorted({one.holder for one in recent})[:_HOLDERS]:
        found += _seen(connection.execute(_BEFORE, {"holder": holder, "oldest": oldest}).all())
    return list({one.key: one for one in found}.values())


_BEFORE = (
    select(_P.holder, _P.topic, _P.issue, _P.stance, _P.day, _P.document, _P.n)
    .where(_P.holder == bindparam("holder"), _P.day <= bindparam("oldest"), holds(_D.key == _P.document, _D.origin == _D.key))
    .order_by(_P.day.desc(), _P.document.desc(), _P.n.desc()).limit(50)
)  # fmt: skip
"""The positions of a holder before a day, the newest; asked for many holders, so it is put together once."""


def _series(found: Iterable[_Glance]) -> list[_Series]:
    together: dict[tuple[int, str], list[_Glance]] = defaultdict(list)
    words: dict[str, str] = {}
    for one in sorted(found, key=lambda one: (one.day or "", one.key)):
        together[one.holder, one.issue].append(one)
        words[one.issue] = one.words
    names = {issue: called(issue, last) for issue, last in words.items()}
    return [_Series(holder, issue, names[issue], tuple(listed)) for (holder, issue), listed in together.items()]


def _board(connection: Connection, series: Sequence[_Series], size: int, *, complete: bool) -> Board:
    by_holder, by_issue = Counter[int](), Counter[str]()
    for one in series:
        by_holder[one.holder] += len(one.listed)
        by_issue[one.name] += len(one.listed)
    # Only of those who may be among the first are the names wanted.
    least = min((count for _, count in by_holder.most_common(size)), default=0)
    known = names(connection, [holder for holder, count in by_holder.items() if count >= least])
    holders = sorted(known, key=lambda key: (-by_holder[key], known[key].name, known[key].id))[:size]
    issues = sorted(by_issue, key=lambda issue: (-by_issue[issue], issue))[:size]
    places = {key: n for n, key in enumerate(holders)}, {issue: n for n, issue in enumerate(issues)}
    shown = [one for one in series if one.holder in places[0] and one.name in places[1]]
    shown.sort(key=lambda one: (places[0][one.holder], places[1][one.name]))
    cells = _cells(connection, shown, known)
    return Board(tuple(known[key] for key in holders), tuple(issues), cells, complete and len(shown) == len(series))


def _cells(connection: Connection, shown: Sequence[_Series], known: Mapping[int, Named]) -> tuple[Cell, ...]:
    told = by_key(connection, [one.key for series in shown for one in _telling(series)])
    return tuple(_cell(series, known[series.holder], told) for series in shown)


def _telling(series: _Series) -> list[_Glance]:
    turns = series.turns[-_TURNS:]
    return sorted({series.listed[0], series.listed[-1], *(one for turn in turns for one in turn)}, key=lambda one: (one.day or "", one.key))


def _cell(series: _Series, holder: Named, told: Mapping[Key, Stand]) -> Cell:
    turns = series.turns
    since = (turns[-1][1] if turns else series.listed[0]).day
    stands = tuple(told[one.key] for one in _telling(series) if one.key in told)
    changed = tuple(Change(told[a.key], told[b.key]) for a, b in turns[-_TURNS:] if {a.key, b.key} <= told.keys())
    return Cell(holder, series.name, series.listed[-1].stance, since, len(series.listed), stands, changed)
