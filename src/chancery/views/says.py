"""Who says what, about whom or what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, literal, select, tuple_

from chancery.store import tables
from chancery.store.search import matching
from chancery.views import paging
from chancery.views.asking import about as counted
from chancery.views.asking import apart, day_of, holds, one_of, publisher_of, sound
from chancery.views.choosing import Key
from chancery.views.events import REPORT, Report, among, statements
from chancery.views.naming import Named, names, resolved
from chancery.views.paging import Page
from chancery.views.quoting import Stretch

ACTS = (
    "say", "deny", "accuse", "promise", "demand", "propose", "threaten", "warn", "praise", "refuse", "ask", "suggest", "think",
)  # fmt: skip
_FEW, _COMMON = 3000, 20_000


@dataclass(frozen=True)
class SaidRow:
    """A statement. ``about`` are the actors whom its words mention; ``content`` are the words, a dot for what stands between."""

    id: str
    speaker: Named | None
    act: str
    negated: bool
    form: str
    channel: str | None
    channel_name: str | None
    addressee: Named | None
    about: tuple[Named, ...]
    content: str
    within: str | None
    report: Report
    judged: str | None
    evidence: tuple[Stretch, ...]


@dataclass(frozen=True)
class _Asked:
    speaker: int | None
    about: int | None
    addressee: int | None
    words: str | None
    act: str | None
    publisher: str | None
    since: str | None
    until: str | None
    copies: bool


def says(
    connection: Connection,
    words: str | None = None,
    *,
    speaker: str | None = None,
    about: str | None = None,
    addressee: str | None = None,
    act: str | None = None,
    publisher: str | None = None,
    since: str | None = None,
    until: str | None = None,
    copies: bool = False,
    newest: bool = True,
    limit: int | None = None,
    cursor: str | None = None,
) -> Page[SaidRow]:
    """Statements by the day of their report; ``words`` are looked for in what was said (see `search`). Raises QueryError."""
    publisher = publisher_of(connection, publisher)
    asked = _Asked(
        resolved(connection, speaker), resolved(connection, about), resolved(connection, addressee),
        sound(words) if words and words.strip() else None, one_of(act, ACTS, "act"), publisher, day_of(since),
        day_of(until, last=True), copies or publisher is not None,
    )  # fmt: skip
    query, order = _choice(connection, asked, _leading(connection, asked))
    limit, dated = paging.wanted(limit, most=1000), since is not None or until is not None
    rows, following = paging.seek(connection, query, order, view="says", cursor=cursor, limit=limit, newest=newest, dated=dated)
    return Page(tuple(load(connection, [(document, n) for _, document, n in map(tuple, rows)])), following)


# -- which statements ------------------------------------------------------------------------------------------------------


def _leading(connection: Connection, asked: _Asked) -> str:
    s, a = tables.statements.c, tables.statement_actors.c
    queries: dict[str, Select[Any]] = {}
    if asked.words is not None:
        queries["words"] = matching(connection, tables.statement_search, asked.words)
    for name, column in (("speaker", s.speaker), ("about", a.actor), ("addressee", s.addressee)):
        if (actor := getattr(asked, name)) is not None:
            queries[name] = select(literal(1)).where(column == actor)
    counts = {name: counted(connection, query, most=_COMMON) for name, query in queries.items()}
    # Matches of many words come in no order; they are better met on the way through the days.
    if counts.get("words", 0) >= _FEW:
        counts.pop("words", None)
    return min(counts, key=lambda name: counts[name]) if counts else "day"


def _choice(connection: Connection, asked: _Asked, leading: str) -> tuple[Select[Any], tuple[ColumnElement[Any], ...]]:
    s, a = tables.statements.c, tables.statement_actors.c
    if leading == "about":
        order: tuple[ColumnElement[Any], ...] = (a.published, a.document, a.statement)
        fits = list(_tests(connection, asked, leading))
        lead = [a.actor == asked.about, holds(s.document == a.document, s.n == a.statement, *fits)]
        return select(*order).where(*lead, *_within(a.published, asked)), order
    order = (apart(s.published) if leading == "words" else s.published, s.document, s.n)
    query = select(*order).where(*_within(order[0], asked), *_tests(connection, asked, leading))
    if leading == "words":
        found = matching(connection, tables.statement_search, asked.words or "").subquery()
        query = query.join(found, (s.document == found.c.document) & (s.n == found.c.n))
    return query, order


def _within(day: ColumnElement[Any], asked: _Asked) -> list[ColumnElement[bool]]:
    return [*([day >= asked.since] if asked.since else []), *([day <= asked.until] if asked.until else [])]


def _tests(connection: Connection, asked: _Asked, leading: str) -> Iterator[ColumnElement[bool]]:
    s, a, d = tables.statements.c, tables.statement_actors.c, tables.documents.c
    for name, column in (("speaker", s.speaker), ("addressee", s.addressee)):
        if (actor := getattr(asked, name)) is not None:
            yield (column if name == leading else apart(column)) == actor
    if asked.about is not None and leading != "about":
        yield holds(a.document == s.document, a.statement == s.n, apart(a.actor) == asked.about)
    if asked.words is not None and leading != "words":
        yield tuple_(s.document + 0, s.n + 0).in_(matching(connection, tables.statement_search, asked.words))
    if asked.act:
        yield s.act == asked.act
    report = [apart(d.publisher) == asked.publisher] if asked.publisher is not None else []
    report += [] if asked.copies else [d.origin == d.key]
    if report:
        yield holds(d.key == s.document, *report)


# -- what they look like ---------------------------------------------------------------------------------------------------


def load(connection: Connection, keys: Sequence[Key]) -> list[SaidRow]:
    """The statements with these numbers, in this order."""
    s, d, copy, outer = tables.statements.c, tables.documents.c, tables.documents.alias(), tables.statements.alias()
    copies = select(func.count()).where(copy.c.origin == d.origin).scalar_subquery()
    within = select(outer.c.id).where(outer.c.document == s.document, outer.c.n == s.within).scalar_subquery()
    query = select(tables.statements, within.label("outer"), *REPORT, copies.label("reports")).join(tables.documents, d.key == s.document)
    found = {(row.document, row.n): row for row in among(connection, query, (s.document, s.n), keys)}
    mentioned = _mentioned(connection, keys)
    actors = {key for row in found.values() for key in (row.speaker, row.addressee)} | {key for keys in mentioned.values() for key in keys}
    known = names(connection, actors)
    places = {key: said.evidence for key, said in statements(connection, keys).items()}
    return [_row(found[key], known, mentioned.get(key, ()), places.get(key, ())) for key in keys if key in found]


def _mentioned(connection: Connection, keys: Sequence[Key]) -> dict[Key, list[int]]:
    a = tables.statement_actors.c
    found: dict[Key, list[int]] = defaultdict(list)
    for row in among(connection, select(a.document, a.statement, a.actor), (a.document, a.statement), keys):
        found[row.document, row.statement].append(row.actor)
    return found


def _row(row: Row[Any], known: dict[int, Named], mentioned: Sequence[int], places: tuple[Stretch, ...]) -> SaidRow:
    report = Report(row.report, row.title, row.publisher, row.published, row.url, row.reports)
    about = tuple(sorted((known[key] for key in mentioned if key in known), key=lambda actor: (actor.name, actor.id)))
    return SaidRow(
        row.id, known.get(row.speaker or 0), row.act, bool(row.negated), row.form, row.channel, row.channel_name,
        known.get(row.addressee or 0), about, row.content, row.outer, report, row.judged, places,
    )  # fmt: skip
