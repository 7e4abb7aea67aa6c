"""What speaks against facts, and which facts it speaks against: the newest are looked through along an index, no table from end to end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, func, null, or_, select, true

from chancery.errors import QueryError
from chancery.knowledge.register import Register
from chancery.store import tables
from chancery.views import paging
from chancery.views.choosing import Key

LOOKED_AT = 20_000
"""Facts that are looked through for one page; its cursor leads on behind them."""
COUNTED = 1_000
"""Facts, the newest, that are looked through for a count."""
FIRST, MANY = 100, 4
"""Facts that are looked through at first; and from how many mentions on it matters that nobody knows an actor."""
WEAK_ACTS = ("suggest", "think")


@dataclass(frozen=True)
class Reason:
    """Why facts of one kind may be wrong."""

    kind: str
    words: str


REASONS = {
    "contradicted": Reason("event", "Some assert it and others deny it."),
    "opposed": Reason("position", "The same report has the actor on another side of the same issue."),
    "ambiguous": Reason("actor", "The register knows several who fit equally well."),
    "disowned": Reason("relation", "The report does not commit to it, or somebody denies it."),
    "doubted": Reason("event", "Somebody speaks of it without committing to it."),
    "misplaced": Reason("relation", "An office is held by somebody who is no person, or an actor stands to itself."),
    "tentative": Reason("position", "It rests on words that are only thought or suggested, or that were not said."),
    "nobody": Reason("event", "Nobody does it and nobody has it done to them."),
    "speakerless": Reason("statement", "Nobody was found who says it."),
    "untitled": Reason("relation", "Somebody holds an office, and no title of it was found."),
    "namesake": Reason("actor", "Another actor of the same kind has the same name."),
    "unknown": Reason("actor", "The report names it often, and the register does not know it."),
}
"""Why a fact may be wrong, the gravest first."""
KINDS = ("event", "statement", "relation", "position", "actor")


@dataclass(frozen=True)
class Queue:
    """Facts in the order in which they are looked through, each with its number where the reason speaks against it, else null.

    ``dated`` says that the first column that they are sorted by is never null. ``known`` tells of an actor's id whether it is out of doubt.
    """

    order: tuple[ColumnElement[Any], ...]
    where: tuple[ColumnElement[bool], ...]
    number: ColumnElement[Any]
    id: ColumnElement[Any] | None = None
    dated: bool = False
    known: Callable[[str], bool] | None = None

    @property
    def query(self) -> Select[Any]:
        id = null() if self.id is None else self.id
        return select(*self.order, self.number.label("number"), id.label("actor_id")).where(*self.where)

    def found(self, row: Sequence[Any]) -> Key | None:
        """The fact of a row, if the reason speaks against it."""
        number, id = row[-2], row[-1]
        if number is None or (self.known is not None and self.known(id)):
            return None
        return row[len(self.order) - 2], number


def walk(connection: Connection, reason: str, *, limit: int, cursor: str | None, most: int = LOOKED_AT) -> tuple[list[Key], str | None]:
    """The next facts that the reason speaks against, and the cursor of those after them; it is there, too, where the walk was given up."""
    queue, view = _QUEUES[reason](), f"review-{reason}"
    found: list[Key] = []
    size, last = min(max(FIRST, limit), most), ""
    while True:
        rows, following = paging.seek(connection, queue.query, queue.order, view=view, cursor=cursor, limit=size, dated=queue.dated)
        for row in rows:
            if (key := queue.found(tuple(row))) is None or key in found[-1:]:
                continue
            if len(found) == limit:
                return found, last
            found.append(key)
            last = paging.encode(view, tuple(row[: len(queue.order)]))
        most -= len(rows)
        if following is None or most <= 0:
            # With a full page nobody knows whether there are more.
            return found, following
        cursor, size = following, min(size * 4, most)


def is_cursor(reason: str, cursor: str) -> bool:
    """Whether a page of facts for this reason gave the cursor."""
    try:
        paging.decode(f"review-{reason}", cursor, [column.type.python_type for column in _QUEUES[reason]().order])
    except QueryError:
        return False
    return True


def count(connection: Connection, reason: str) -> tuple[int, bool]:
    """How many facts of the newest the reason speaks against, and whether all were looked through."""
    found, following = walk(connection, reason, limit=COUNTED, cursor=None, most=COUNTED)
    return len(found), following is None


# -- the queues ------------------------------------------------------------------------------------------------------------

_E, _S, _R, _P = tables.events.c, tables.statements.c, tables.relations.c, tables.positions.c
_A, _M = tables.document_actors.c, tables.actors.c


def _events(doubt: ColumnElement[bool]) -> Queue:
    return Queue((_E.day, _E.document, _E.n), (), _numbered(_E, doubt))


def _relations(doubt: ColumnElement[bool]) -> Queue:
    return Queue((_R.document, _R.n), (), _numbered(_R, doubt), dated=True)


def _positions(doubt: ColumnElement[bool]) -> Queue:
    return Queue((_P.day, _P.document, _P.n), (), _numbered(_P, doubt))


def _numbered(facts: Any, doubt: ColumnElement[bool]) -> ColumnElement[Any]:
    return case((and_(facts.judged.is_(None), doubt), facts.n))


def _nobody() -> Queue:
    p = tables.participants.c
    return _events(~exists().where(p.document == _E.document, p.event == _E.n))


def _speakerless() -> Queue:
    return Queue((_S.published, _S.document, _S.n), (_S.speaker.is_(None),), _numbered(_S, true()))


def _disowned() -> Queue:
    c = tables.claims.c
    said = exists().where(c.document == _R.document, c.fact == "relation", c.fact_n == _R.n, c.stance != "asserts")
    return _relations(or_(_R.hedged, said))


def _misplaced() -> Queue:
    person = exists().where(_M.key == _R.subject, _M.kind == "person")
    return _relations(or_(_R.subject == _R.object, and_(_R.predicate == "holds-office", ~person)))


def _opposed() -> Queue:
    return _positions(exists().where(*same_issue(tables.positions.alias().c)))


def same_issue(other: Any) -> Iterator[ColumnElement[bool]]:
    """What holds of another position of the same report: same holder, same issue, another side."""
    yield from (other.document == _P.document, other.holder == _P.holder, other.topic == _P.topic, other.stance != _P.stance)


def _tentative() -> Queue:
    weak = or_(_S.negated, _S.act.in_(WEAK_ACTS))
    return _positions(exists().where(_S.document == _P.document, _S.n == _P.statement, weak))


def ambiguous() -> Queue:
    """Actors of whom assembly said as a problem that it knows several who fit."""
    p, m, r = tables.problems.c, tables.mentions.c, tables.records.c
    length = m.stop - m.start
    same = func.substr(r.text, m.start + 1, length) == func.substr(p.reason, 2, length)
    # The problem begins with the words of a mention, quoted. Where the quotation ends elsewhere, no text is cut for a comparison.
    quoted = case((func.substr(p.reason, length + 2, 1) == "”", same))
    actor = (
        select(func.min(_A.n))
        .where(_A.document == p.document, _A.judged.is_(None), m.document == p.document, m.n == _A.n, r.document == p.document, quoted)
        .scalar_subquery()
    )  # fmt: skip
    return Queue((p.document, p.n), (p.stage == "actors",), actor, dated=True)


def _namesake() -> Queue:
    # A description ("business owners") is no name: it has no capital.
    shared = exists().where(_M.key == _A.actor, _M.name != _M.folded, *namesakes(tables.actors.alias().c))
    return Queue((_A.document, _A.n), (), _numbered(_A, shared), dated=True)


def namesakes(other: Any) -> Iterator[ColumnElement[bool]]:
    """What holds of another actor of the same kind and name."""
    yield from (other.folded == _M.folded, other.kind == _M.kind, other.key != _M.key)


def _unknown() -> Queue:
    # Groups of people are nobody whom a register could know.
    strange = exists().where(_M.key == _A.actor, _M.wikidata.is_(None), _M.kind.not_in(("people", "other")))
    often, id = _A.mentions >= MANY, select(_M.id).where(_M.key == _A.actor).scalar_subquery()
    return Queue((_A.document, _A.n), (), _numbered(_A, and_(often, strange)), case((often, id)), dated=True, known=_registered)


def _registered(id: str) -> bool:
    return _register().entry(id) is not None


def _register() -> Register:
    # Many pages are made at once; one of them loads it for all.
    with _LOADING:
        return _packaged()


@cache
def _packaged() -> Register:
    return Register.load()


_LOADING = Lock()


_QUEUES: dict[str, Callable[[], Queue]] = {
    "contradicted": lambda: _events(and_(_E.denied > 0, _E.asserted > 0)),
    "opposed": _opposed,
    "ambiguous": ambiguous,
    "disowned": _disowned,
    "doubted": lambda: _events(and_(_E.hedged > 0, _E.denied == 0)),
    "misplaced": _misplaced,
    "tentative": _tentative,
    "nobody": _nobody,
    "speakerless": _speakerless,
    "untitled": lambda: _relations(and_(_R.predicate == "holds-office", _R.title.is_(None))),
    "namesake": _namesake,
    "unknown": _unknown,
}
