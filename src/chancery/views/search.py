"""Reports that hold some words, and tell of some deeds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from chancery.store import tables
from chancery.store.lists import listed
from chancery.store.search import Query, matching, parse
from chancery.views import choosing, paging
from chancery.views.asking import about, apart, holds, sound
from chancery.views.choosing import Asked
from chancery.views.events import Report
from chancery.views.naming import Named, names
from chancery.views.quoting import Stretch
from chancery.views.snippets import window

_FEW, _COMMON = 3000, 20_000
FACETED = 1000
"""Reports whose facets are counted: the newest that answer."""
_LISTED = 20


@dataclass(frozen=True)
class Hit:
    """A report that answers. ``evidence`` is a part of its text, ``marks`` are the words in it that were looked for."""

    report: Report
    evidence: tuple[Stretch, ...]
    marks: tuple[Stretch, ...]


@dataclass(frozen=True)
class Count:
    """How many reports have a value; ``id`` is what to filter by."""

    id: str
    name: str
    reports: int


@dataclass(frozen=True)
class Facets:
    """What the newest reports that answer have in common. ``complete`` says whether those are all that answer."""

    reports: int
    complete: bool
    publishers: tuple[Count, ...]
    codes: tuple[Count, ...]
    countries: tuple[Count, ...]
    actors: tuple[Count, ...]
    months: tuple[Count, ...]


@dataclass(frozen=True)
class SearchPage:
    """Reports, the newest first, the cursor of those after them, and facets where they were asked for."""

    rows: tuple[Hit, ...]
    next: str | None
    facets: Facets | None


def search(
    connection: Connection,
    words: str | None = None,
    *,
    actor: str | None = None,
    code: str | None = None,
    status: str | None = None,
    stance: str | None = None,
    publisher: str | None = None,
    source: str | None = None,
    since: str | None = None,
    until: str | None = None,
    place: str | None = None,
    country: str | None = None,
    copies: bool = False,
    facets: bool = False,
    newest: bool = True,
    limit: int | None = None,
    cursor: str | None = None,
) -> SearchPage:
    """Reports that hold the words, by the day on which they were published.

    Words are as in `chancery.store.search.parse`: all of them, "phrases", prefix*, one OR other, -without; accents and case do not
    matter. ``actor`` is one whom the report names. ``code``, ``status``, ``stance``, ``place`` and ``country`` hold of one event that
    it tells, in which the actor then takes part or for which he is a voice (with that stance). Raises QueryError.
    """
    asked = choosing.asked(
        connection, actor=actor, code=code, status=status, stance=stance, place=place, country=country, publisher=publisher,
        source=source, since=since, until=until, copies=copies, once=False,
    )  # fmt: skip
    query = parse(sound(words)) if words is not None and words.strip() else None
    keyed, order = _documents(connection, asked, words if query else None)
    limit, dated = paging.wanted(limit, most=1000), since is not None or until is not None
    rows, following = paging.seek(connection, keyed, order, view="search", cursor=cursor, limit=limit, newest=newest, dated=dated)
    hits = _hits(connection, [row[1] for row in map(tuple, rows)], query)
    return SearchPage(tuple(hits), following, count(connection, keyed, order) if facets else None)


# -- which reports ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Set:
    """Numbers of the reports that something which is asked for leaves. ``whole``: that is all that is asked of events and actors."""

    documents: Select[Any]
    whole: bool = False


def _documents(connection: Connection, asked: Asked, words: str | None) -> tuple[Select[Any], tuple[ColumnElement[Any], ...]]:
    """The query for keys (day, document) and what it is sorted by; few reports are sorted, of many the newest are walked through."""
    d = tables.documents.c
    sets = list(_sets(connection, asked, words))
    counts = [about(connection, one.documents, most=_COMMON) for one in sets]
    few = min(counts, default=_COMMON)
    lead = counts.index(few) if few < _FEW else None
    published = d.published if lead is None else apart(d.published)
    # Words are tested by their set, however many reports have them; other common things by a look at each report that is met.
    used = [n for n in range(len(sets)) if n == lead or counts[n] < _COMMON or (n == 0 and words is not None)]
    where = [(d.key if n == lead else d.key + 0).in_(sets[n].documents) for n in used]
    order = (published, d.key)
    tests = [*_of_report(asked, published), *_of_copies(asked, sets[0].documents if words else None)]
    if not any(sets[n].whole for n in used):
        tests += [*_of_events(asked), *_named(asked)]
    return select(*order).where(*where, *tests), order


def _sets(connection: Connection, asked: Asked, words: str | None) -> Iterator[_Set]:
    """What leads to reports, words first."""
    a, e, n = tables.document_actors.c, tables.events.c, tables.denied_actors.c
    if words is not None:
        yield _Set(select(matching(connection, tables.document_search, words).subquery().c.document))
    if having := _having(asked):
        yield _Set(select(e.document).where(*having), whole=not (asked.actor or asked.stance or asked.status))
    if asked.stance == "denies" and asked.actor is not None:
        yield _Set(select(n.document).where(n.actor == asked.actor, n.denies), whole=not (having or asked.status))
    elif asked.stance == "denies":
        yield _Set(select(e.document).where(e.denied > 0), whole=not (having or asked.status))
    elif asked.actor is not None:
        yield _Set(select(a.document).where(a.actor == asked.actor))


def _having(asked: Asked) -> list[ColumnElement[bool]]:
    """What is asked of the code and the place of an event; the index of the place, or the country, has the code too."""
    e = tables.events.c
    wanted = [pair for pair in ((e.place_folded, asked.place), (e.country, asked.country), (e.code, asked.code)) if pair[1]]
    return [(apart(column) if number else column) == value for number, (column, value) in enumerate(wanted)]


def _of_report(asked: Asked, published: ColumnElement[Any]) -> Iterator[ColumnElement[bool]]:
    d = tables.documents.c
    if asked.publisher is not None:
        yield d.publisher == asked.publisher
    if asked.source is not None:
        yield d.source == asked.source
    if asked.since:
        yield published >= asked.since
    if asked.until:
        yield published <= asked.until


def _of_copies(asked: Asked, words: Select[Any] | None) -> Iterator[ColumnElement[bool]]:
    """A copy is left out where the report that it is a copy of has the words too."""
    d = tables.documents.c
    if not asked.copies:
        yield d.origin == d.key if words is None else or_(d.origin == d.key, (d.origin + 0).not_in(words))


def _named(asked: Asked) -> Iterator[ColumnElement[bool]]:
    a = tables.document_actors.c
    if asked.actor is not None:
        yield holds(a.document == tables.documents.c.key, apart(a.actor) == asked.actor)


def _of_events(asked: Asked) -> Iterator[ColumnElement[bool]]:
    """Whether the report tells one event that has all that is asked of events."""
    e = tables.events.c
    tests = [apart(c) == v for c, v in ((e.code, asked.code), (e.country, asked.country), (e.place_folded, asked.place)) if v is not None]
    tests += [e.status == asked.status] if asked.status else []
    tests += list(_stance(asked))
    if tests:
        yield holds(e.document == tables.documents.c.key, *tests, *_part(asked))


def _stance(asked: Asked) -> Iterator[ColumnElement[bool]]:
    e = tables.events.c
    if asked.stance:
        yield {"asserts": e.asserted, "denies": e.denied, "hedges": e.hedged}[asked.stance] > 0


def _part(asked: Asked) -> Iterator[ColumnElement[bool]]:
    """Whether the actor has to do with the event: as one who took part, or as a voice."""
    if asked.actor is None:
        return
    e, p, c = tables.events.c, tables.participants.c, tables.claims.c
    stance = [c.stance == asked.stance] if asked.stance else []
    claim = holds(c.document == e.document, c.fact == "event", c.fact_n == e.n, apart(c.holder) == asked.actor, *stance)
    yield claim if stance else claim | holds(p.document == e.document, p.event == e.n, apart(p.actor) == asked.actor)


# -- what they look like ---------------------------------------------------------------------------------------------------


def _hits(connection: Connection, keys: Sequence[int], query: Query | None) -> Iterator[Hit]:
    d, r, copy = tables.documents.c, tables.records.c, tables.documents.alias()
    copies = select(func.count()).where(copy.c.origin == d.origin).scalar_subquery()
    rows = select(d.key, d.id, d.title, d.publisher, d.published, d.url, copies, r.text).join(tables.records, r.document == d.key)
    found = {row[0]: row for row in map(tuple, connection.execute(rows.where(listed(connection, d.key, keys))).all())}
    for _, *report, text in (found[key] for key in keys if key in found):
        shown = window(text, query)
        marks = tuple(Stretch(report[0], *mark) for mark in shown.marks)
        yield Hit(Report(*report), (Stretch(report[0], shown.start, shown.end),), marks)


# -- facets ----------------------------------------------------------------------------------------------------------------


def count(connection: Connection, query: Select[Any], order: tuple[ColumnElement[Any], ...]) -> Facets:
    """The facets of a search."""
    rows = paging.seek(connection, query, order, view="", cursor=None, limit=FACETED)
    keys = [row[1] for row in map(tuple, rows[0])]
    d, e, a = tables.documents.c, tables.events.c, tables.document_actors.c
    each: Any = func.count(e.document.distinct())
    own, told, naming = (listed(connection, column, keys) for column in (d.key, e.document, a.document))
    actors = _counted(connection, select(a.actor, func.count(a.document.distinct())).where(naming).group_by(a.actor))
    known = names(connection, [key for key, _ in actors])
    return Facets(
        len(keys), rows[1] is None,
        _plain(_counted(connection, select(d.publisher, func.count()).where(own).group_by(d.publisher))),
        _plain(_counted(connection, select(e.code, each).where(told).group_by(e.code))),
        _plain(_counted(connection, select(e.country, each).where(told).group_by(e.country))),
        tuple(Count(*_both(known[key]), number) for key, number in actors if key in known),
        _plain(_counted(connection, _monthly(own), most=60)),
    )  # fmt: skip


def _monthly(own: ColumnElement[bool]) -> Select[Any]:
    month: Any = func.substr(tables.documents.c.published, 1, 7)
    months = select(month.label("month")).where(own).subquery()
    return select(months.c.month, func.count()).group_by(months.c.month)


def _counted(connection: Connection, query: Select[Any], *, most: int = _LISTED) -> list[tuple[Any, int]]:
    value, number = query.selected_columns
    rows = connection.execute(query.where(value.is_not(None)).order_by(number.desc(), value).limit(most))
    return [(row[0], int(row[1])) for row in rows]


def _plain(pairs: Sequence[tuple[str, int]]) -> tuple[Count, ...]:
    return tuple(Count(value, value, number) for value, number in pairs)


def _both(actor: Named) -> tuple[str, str]:
    return actor.id, actor.name
