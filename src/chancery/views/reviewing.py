"""What a person should look at first: facts that are contradicted or doubted, do not fit together, or lack what they should have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, and_, func, select

from chancery.errors import QueryError
from chancery.store import tables
from chancery.views import doubts, events, mentioned, paging, positions, relations, says
from chancery.views.asking import one_of
from chancery.views.choosing import Key
from chancery.views.doubts import KINDS, REASONS
from chancery.views.events import EventRow
from chancery.views.mentioned import MentionedRow
from chancery.views.naming import Named
from chancery.views.paging import Page
from chancery.views.positions import Stand
from chancery.views.quoting import Stretch
from chancery.views.relations import RelationRow
from chancery.views.says import SaidRow

__all__ = ["KINDS", "REASONS", "Suggestion", "Waiting", "chosen", "decided", "suggestion", "suggestions", "told", "waiting"]
Fact = EventRow | SaidRow | RelationRow | Stand | MentionedRow
DECIDED = 10_000
"""Judgements, the newest, that are counted."""
_TOLD = 3


@dataclass(frozen=True)
class Suggestion:
    """A fact to decide about. ``because`` says in words what speaks against it, ``against`` where that stands.

    One of ``event``, ``statement``, ``relation``, ``position`` and ``actor`` is the fact; ``kind`` says which.
    """

    kind: str
    reason: str
    because: str
    event: EventRow | None = None
    statement: SaidRow | None = None
    relation: RelationRow | None = None
    position: Stand | None = None
    actor: MentionedRow | None = None
    against: tuple[Stretch, ...] = ()

    @property
    def fact(self) -> Fact:
        found: Fact = getattr(self, self.kind)
        return found

    @property
    def document(self) -> str:
        return self.fact.report.id


@dataclass(frozen=True)
class Waiting:
    """How many facts wait for a reason; where not all were looked through, among the newest."""

    facts: int
    complete: bool


def suggestions(
    connection: Connection, why: str | None = None, *, kind: str | None = None, limit: int | None = None, cursor: str | None = None
) -> Page[Suggestion]:
    """Facts that nobody judged yet and that one reason speaks against, the newest first. Raises QueryError.

    Without a reason it is that of the cursor, or else the gravest one of the kind for which any wait. A page may have fewer facts than
    there is room for, and yet others after it: no more than some thousands are looked through for each.
    """
    reason = chosen(connection, why, kind=kind, cursor=cursor)
    keys, following = doubts.walk(connection, reason, limit=paging.wanted(limit, most=200), cursor=cursor)
    return Page(tuple(_suggested(connection, reason, keys)), following)


def chosen(connection: Connection, why: str | None = None, *, kind: str | None = None, cursor: str | None = None) -> str:
    """The reason that is asked for, see `suggestions`. Raises QueryError."""
    kind, why = one_of(kind, KINDS, "kind"), one_of(why, tuple(REASONS), "reason")
    of_kind = [name for name, one in REASONS.items() if kind in (None, one.kind)]
    if why is not None and why not in of_kind:
        raise QueryError(f"{why!r}: is no reason to doubt a fact of the kind {kind}; take one of {', '.join(of_kind)}")
    if why is not None or cursor is not None:
        return why or next((name for name in of_kind if doubts.is_cursor(name, cursor or "")), of_kind[0])
    # Among the newest first: what was contradicted long ago can wait for what is doubted now, and is further to look for.
    looks = ((name, most) for most in (doubts.COUNTED, doubts.LOOKED_AT) for name in of_kind)
    return next((name for name, most in looks if doubts.walk(connection, name, limit=1, cursor=None, most=most)[0]), of_kind[0])


def waiting(connection: Connection, reasons: Iterable[str] = tuple(REASONS)) -> dict[str, Waiting]:
    """How many facts wait for each reason."""
    return {reason: Waiting(*doubts.count(connection, reason)) for reason in reasons}


def decided(connection: Connection, kinds: Iterable[str] = KINDS) -> int:
    """How many judgements stand on facts of these kinds, counted no further than `DECIDED`."""
    j = tables.judgements.c
    some = select(j.key).where(j.kind.in_(list(kinds)), j.withdrawn_at.is_(None)).order_by(j.key.desc()).limit(DECIDED).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one())


def suggestion(connection: Connection, kind: str, document: str, id: str) -> Suggestion | None:
    """One fact, judged or not, that nothing need speak against; null where there is none."""
    if kind not in _TABLES or "\0" in document + id:
        return None
    d = tables.documents.c
    if kind == "actor":
        here, a = tables.document_actors.c, tables.actors.c
        query = select(here.document, here.n).join(tables.actors, a.key == here.actor).join(tables.documents, d.key == here.document)
        query = query.where(d.id == document, a.id == id)
    else:
        fact = _TABLES[kind].c
        query = select(fact.document, fact.n).join(tables.documents, d.key == fact.document).where(d.id == document, fact.id == id)
    keys = [(row[0], row[1]) for row in connection.execute(query)]
    return next((Suggestion(kind, "", "", **{kind: row}) for row in _LOADED[kind](connection, keys)), None)


_TABLES: Mapping[str, Table] = {
    "event": tables.events, "statement": tables.statements, "relation": tables.relations, "position": tables.positions,
    "actor": tables.document_actors,
}  # fmt: skip
_LOADED: Mapping[str, Callable[[Connection, Sequence[Key]], Sequence[Any]]] = {
    "event": events.load, "statement": says.load, "relation": relations.load, "position": positions.load, "actor": mentioned.load,
}  # fmt: skip


def told(fact: Fact) -> str:
    """A fact on one line.

    >>> from chancery.views.naming import Named
    >>> from chancery.views.events import Report
    >>> report = Report("doc-1", None, None, None, None, 1)
    >>> told(Stand("pos-1", Named("state:rus", "Russia"), "for", "peace talks", "talks", None, None, report, None, ()))
    'Russia for talks'
    """
    if isinstance(fact, EventRow):
        whom = f" > {_names(fact.recipients)}" if fact.recipients else ""
        return f"{_names(fact.actors)} {fact.code}{whom}{'' if fact.status == 'actual' else f' ({fact.status})'}"
    if isinstance(fact, SaidRow):
        return f"{fact.speaker.name if fact.speaker else 'somebody'} {'not ' if fact.negated else ''}{fact.act}: {fact.content}"
    if isinstance(fact, RelationRow):
        return f"{fact.subject.name} {fact.predicate} {fact.object.name}{f' as {fact.title}' if fact.title else ''}"
    return f"{fact.holder.name} {fact.stance} {fact.words}" if isinstance(fact, Stand) else f"{fact.name} ({fact.kind})"


def _names(actors: Iterable[Named]) -> str:
    return ", ".join(actor.name for actor in actors) or "somebody"


# -- what speaks against them ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Case:
    """What speaks against one fact: in words, and where it stands."""

    words: str
    against: tuple[Stretch, ...] = ()


def _suggested(connection: Connection, reason: str, keys: Sequence[Key]) -> list[Suggestion]:
    kind, words = REASONS[reason].kind, REASONS[reason].words
    cases = _CASES[reason](connection, keys) if reason in _CASES else {}
    told_of = ((row, cases.get(key) or _Case(words)) for key, row in _rows(connection, kind, keys))
    return [Suggestion(kind, reason, case.words, **{kind: row}, against=case.against) for row, case in told_of]


def _rows(connection: Connection, kind: str, keys: Sequence[Key]) -> list[tuple[Key, Any]]:
    """The facts of these numbers, with them."""
    rows = _LOADED[kind](connection, keys)
    if len(rows) == len(keys):
        return list(zip(keys, rows, strict=True))
    # Some went meanwhile with a document that was put anew; rows do not know their numbers.
    return [(key, row) for key in keys for row in _LOADED[kind](connection, [key])]


def _opposed(connection: Connection, keys: Sequence[Key]) -> dict[Key, _Case]:
    """The other positions of the same report."""
    p, d, other = tables.positions.c, tables.documents.c, tables.positions.alias()
    query = select(p.document, p.n, p.stance, other.c.stance.label("otherwise"), other.c.start, other.c.stop, d.id)
    query = query.select_from(tables.positions).join(other, and_(*doubts.same_issue(other.c))).join(tables.documents, d.key == p.document)
    found: dict[Key, list[Any]] = defaultdict(list)
    for row in events.among(connection, query.order_by(other.c.n), (p.document, p.n), keys):
        found[row.document, row.n].append(row)
    return {key: _opposing(rows) for key, rows in found.items()}


def _opposing(rows: Sequence[Any]) -> _Case:
    others = " and ".join(dict.fromkeys(row.otherwise for row in rows))
    words = f"{REASONS['opposed'].words} Here it is {rows[0].stance}, there {others}."
    return _Case(words, tuple(Stretch(row.id, row.start, row.stop) for row in rows[:_TOLD]))


def _ambiguous(connection: Connection, keys: Sequence[Key]) -> dict[Key, _Case]:
    """What assembly said of it: who it may be."""
    p, queue = tables.problems.c, doubts.ambiguous()
    query = select(p.document, queue.number, p.reason).where(*queue.where, p.document.in_({document for document, _ in keys}))
    rows = map(tuple, connection.execute(query.order_by(p.document, p.n.desc())))
    return {(document, number): _Case(f"{REASONS['ambiguous'].words} {reason}.") for document, number, reason in rows}


def _namesake(connection: Connection, keys: Sequence[Key]) -> dict[Key, _Case]:
    """Who else is called so."""
    here, a, other = tables.document_actors.c, tables.actors.c, tables.actors.alias()
    query = select(here.document, here.n, other.c.id).select_from(tables.document_actors).join(tables.actors, a.key == here.actor)
    query = query.join(other, and_(*doubts.namesakes(other.c))).order_by(other.c.key)
    found: dict[Key, list[str]] = defaultdict(list)
    for row in events.among(connection, query, (here.document, here.n), keys):
        found[row.document, row.n].append(row.id)
    return {key: _Case(f"{REASONS['namesake'].words} It is {_listed(ids)}.") for key, ids in found.items()}


def _listed(ids: Sequence[str]) -> str:
    return " or ".join((*ids[:_TOLD], *(["others"] if len(ids) > _TOLD else [])))


def _unknown(connection: Connection, keys: Sequence[Key]) -> dict[Key, _Case]:
    """How often it is named, and whether by a name."""
    here = tables.document_actors.c
    query = select(here.document, here.n, here.name, here.mentions)
    rows = events.among(connection, query, (here.document, here.n), keys)
    return {(row.document, row.n): _Case(_strange(row.name, row.mentions)) for row in rows}


def _strange(name: str, mentions: int) -> str:
    if name[:1].islower():
        return f"The report speaks of it {mentions} times, and no name of it was found."
    return f"The report names it {mentions} times, and the register does not know it."


_CASES: Mapping[str, Callable[[Connection, Sequence[Key]], Mapping[Key, _Case]]] = {
    "opposed": _opposed, "ambiguous": _ambiguous, "namesake": _namesake, "unknown": _unknown,
}  # fmt: skip
