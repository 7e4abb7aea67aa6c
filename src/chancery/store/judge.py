"""Deciding: judgements taken, withdrawn, brought in from elsewhere, each with all that follows from it in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, func, or_, select, update

from chancery.errors import JudgementError
from chancery.judging.apply import apply
from chancery.judging.judgement import NO_DETAIL, Detail, Judgement, check, judgement
from chancery.record.facts import Record
from chancery.store import filing, happenings, judgements, tables
from chancery.store.bulk import insert, some
from chancery.store.happenings import Pass
from chancery.store.judgements import NO_DOCUMENT, J, Kept

replace = msgspec.structs.replace
MADE_BY = "judgement"


@dataclass(frozen=True)
class Brought:
    """What came of judgements brought in: new ones, known ones, known ones now withdrawn; of the new ones those that are orphans."""

    new: int
    known: int
    withdrawn: int
    orphaned: int


def decide(
    connection: Connection,
    verb: str,
    kind: str,
    target: str,
    *,
    document: str | None,
    detail: Detail = NO_DETAIL,
    who: str,
    why: str | None,
    now: str,
) -> Judgement:
    """Take a judgement. Raises JudgementError where it does not fit what the store holds."""
    if document is None and kind in ("event", "statement"):
        document = _only_document(connection, kind, target)
    detail = _filled(connection, verb, kind, target, detail)
    made = judgement(verb, kind, target, document=document, detail=detail, who=who, made_at=_later(connection, now), why=why)
    _fits(connection, made)
    insert(connection, tables.judgements, [judgements.row_of(made, filing.next_key(connection, tables.judgements), None)])
    _follow(connection, [made], now)
    return made


def withdraw(connection: Connection, id: str, *, who: str, now: str) -> Judgement:
    """Take a judgement back. What was decided after it stands, as far as it still fits. Raises JudgementError where there is none."""
    found = judgements.kept(connection, J.id == id)
    if not found:
        raise JudgementError(f"{id}: there is no such judgement; `chancery judgements list` shows them")
    made = found[0].judgement
    if not made.is_live:
        raise JudgementError(f"{id}: was withdrawn before, by {made.withdrawn_by}")
    _withdraw(connection, id, now, who)
    _follow(connection, [made], now)
    return replace(made, withdrawn_at=now, withdrawn_by=who)


def bring_in(connection: Connection, given: Iterable[Judgement], *, now: str) -> Brought:
    """Take judgements that were exported elsewhere, or here before. Those on documents that are not here wait for them."""
    offered = list({made.id: made for made in given}.values())
    for made in offered:
        check(made)
    known = {kept.judgement.id: kept.judgement for kept in _known(connection, offered)}
    new = [made for made in offered if made.id not in known]
    gone = [made for made in offered if made.id in known and known[made.id].is_live and not made.is_live]
    first = filing.next_key(connection, tables.judgements)
    insert(connection, tables.judgements, [judgements.row_of(made, first + n, _waits(connection, made)) for n, made in enumerate(new)])
    for made in gone:
        _withdraw(connection, made.id, made.withdrawn_at, made.withdrawn_by)
    _follow(connection, [*(made for made in new if made.is_live), *gone], now)
    orphaned = sum(kept.orphaned is not None for kept in _known(connection, new))
    return Brought(len(new), len(known), len(gone), orphaned)


def _known(connection: Connection, offered: Iterable[Judgement]) -> list[Kept]:
    """Those of the judgements that the store has."""
    return [kept for part in some(made.id for made in offered) for kept in judgements.kept(connection, J.id.in_(part))]


def _withdraw(connection: Connection, id: str, at: str | None, who: str | None) -> None:
    connection.execute(update(tables.judgements).where(J.id == id).values(withdrawn_at=at, withdrawn_by=who, orphaned=None))


def _later(connection: Connection, now: str) -> str:
    """The time of a judgement: no two have the same, so that their order is one for everybody."""
    last = connection.execute(select(func.max(J.made_at))).scalar()
    if last is None or last < now:
        return now
    return (datetime.fromisoformat(last) + timedelta(milliseconds=1)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


# -- what it is about ------------------------------------------------------------------------------------------------------


def _only_document(connection: Connection, kind: str, target: str) -> str:
    table = tables.events if kind == "event" else tables.statements
    d = tables.documents.c
    query = select(d.id).join(table, table.c.document == d.key).where(table.c.id == target).order_by(d.key).limit(3)
    found = connection.execute(query).scalars().all()
    if len(found) > 1:
        raise JudgementError(f"{target}: is in several documents ({', '.join(found[:2])} …); say which with --document")
    if not found:
        raise JudgementError(f"{target}: there is no such {kind} in the store")
    return str(found[0])


def _filled(connection: Connection, verb: str, kind: str, target: str, detail: Detail) -> Detail:
    """The detail with what the store knows: who an actor is, which reports a happening has."""
    if kind == "actor" and verb == "merge":
        return replace(detail, changes=_actor(connection, target) | detail.changes)
    if kind == "actor" and "id" in detail.changes:
        return replace(detail, changes=_actor(connection, str(detail.changes["id"])) | detail.changes)
    if kind != "happening":
        return detail
    own = happenings.members(connection, target)
    if verb == "split":
        if strange := [f"{document}:{event}" for document, event in detail.members if (document, event) not in own]:
            raise JudgementError(f"{target}: {strange[0]} is none of its events")
        return replace(detail, rest=tuple(member for member in own if member not in detail.members))
    of_others = [member for other in detail.others for member in happenings.members(connection, other)]
    return replace(detail, members=tuple(dict.fromkeys((*own, *of_others, *detail.members))))


def _actor(connection: Connection, id: str) -> dict[str, Any]:
    """What the store knows of an actor, as fields of a record."""
    a = tables.actors.c
    row = connection.execute(select(a.name, a.kind, a.country, a.sectors, a.wikidata).where(a.id == id)).one_or_none()
    if row is None:
        return {}
    return {"name": row.name, "kind": row.kind, "country": row.country, "sectors": row.sectors.split(), "wikidata": row.wikidata}


def _fits(connection: Connection, made: Judgement) -> None:
    """That the store holds what a judgement is about. Raises JudgementError."""
    if made.document is not None:
        record = _record(connection, made.document)
        if record is None:
            raise JudgementError(f"{made.document}: {NO_DOCUMENT}")
        about = judgements.kept(connection, J.withdrawn_at.is_(None), or_(J.document.is_(None), J.document == made.document))
        reasons = {one.id: reason for one, reason in apply(record, [*(kept.judgement for kept in about), made]).orphans}
        if made.id in reasons:
            raise JudgementError(reasons[made.id])
    elif made.kind == "actor":
        a = tables.actors.c
        wanted = {made.target, *made.detail.others}
        if missing := wanted - set(connection.execute(select(a.id).where(a.id.in_(wanted))).scalars()):
            raise JudgementError(f"{', '.join(sorted(missing))}: there is no such actor in the store")
        if made.verb == "correct":
            _fits_somewhere(connection, made)


def _fits_somewhere(connection: Connection, made: Judgement) -> None:
    """That a correction of an actor in all documents changes one of those that name him. Raises JudgementError."""
    d, reasons = tables.documents.c, set[str | None]()
    for document in connection.execute(select(d.id).where(d.key.in_(sorted(_touched(connection, made))[:_TRIED]))).scalars():
        if (record := _record(connection, document)) is not None:
            about = judgements.kept(connection, J.withdrawn_at.is_(None), or_(J.document.is_(None), J.document == document))
            here = replace(made, document=document)
            orphans = apply(record, [*(kept.judgement for kept in about), here]).orphans
            reasons.add(next((reason for one, reason in orphans if one.id == made.id), None))
    if reasons and None not in reasons:
        raise JudgementError(sorted(map(str, reasons))[0])


_TRIED = 5
"""Documents in which a correction is tried: what does not fit there fits nowhere."""


def _record(connection: Connection, document: str) -> Record | None:
    d, r = tables.documents.c, tables.records.c
    found = connection.execute(select(r.record).join(tables.documents, d.key == r.document).where(d.id == document)).scalar()
    return None if found is None else filing.decoded(found)


def _waits(connection: Connection, made: Judgement) -> str | None:
    if made.document is None or not made.is_live or _record(connection, made.document) is not None:
        return None
    return NO_DOCUMENT


# -- what follows from it --------------------------------------------------------------------------------------------------


def _follow(connection: Connection, decided: Sequence[Judgement], now: str) -> None:
    """Write anew all that judgements change, whether they came or went."""
    touched = {key for made in decided for key in _touched(connection, made)}
    filing.rewrite_facts(connection, touched)
    made = Pass(MADE_BY, now)
    happenings.retell(connection, touched, made)
    about = {member for one in decided if one.kind == "happening" for member in (*one.detail.members, *one.detail.rest)}
    if about:
        happenings.resettle(connection, about, made)


def _touched(connection: Connection, made: Judgement) -> set[int]:
    """Numbers of the documents whose facts a judgement may change."""
    d = tables.documents.c
    if made.document is not None:
        return set(connection.execute(select(d.key).where(d.id == made.document)).scalars())
    if made.kind != "actor":
        return set()
    a = tables.actors.c
    # Documents that name only the actor whom others are merged into have nothing to change.
    ids = made.detail.others if made.verb == "merge" else (made.target,)
    keys = select(a.key).where(a.id.in_(ids))
    return {
        key for table in (tables.document_actors, tables.overruled_actors)
        for key in connection.execute(select(table.c.document).where(table.c.actor.in_(keys))).scalars()
    }  # fmt: skip
