"""Happenings at rest: which events of which reports are one, as a pass found it and as people have it.

A pass writes its groups with `write`; what people decided is laid over them at once, and again after every pass and judgement.
`happening_members.found` keeps what the pass found, so that a withdrawn judgement leaves no trace.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, delete, or_, select, update

from chancery.judging.happenings import Group, settle
from chancery.judging.judgement import Member
from chancery.store import tables
from chancery.store.bulk import insert, some
from chancery.store.judgements import live_on_happenings

M = tables.happening_members.c
@dataclass(frozen=True)
class Pass:
    """Who made the groups, and when."""

    made_by: str
    made_at: str


def write(connection: Connection, groups: Iterable[Group], made: Pass) -> None:
    """Write what a pass grouped: each group whole, an event in one at most. Other groups stay as they are."""
    found = [group for group in groups if group]
    keys = _keys(connection, {document for group in found for document, _ in group})
    members = {member for group in found for member in group}
    touched = _names(connection, keys, members)
    for document, events in _by_document(keys, members).items():
        connection.execute(delete(tables.happening_members).where(M.document == document, M.event.in_(events)))
    rows = []
    for group in found:
        known = [(keys[document], event) for document, event in group if document in keys]
        rows += [(document, event, None, name_of(connection, known)) for document, event in known]
    insert(connection, tables.happening_members, rows)
    _settle(connection, touched | {str(row[3]) for row in rows}, made)


def name_of(connection: Connection, members: Sequence[tuple[int, str]]) -> str:
    """A happening is called by its earliest report, so that it keeps its name while later ones join it."""
    document, event = min(members)
    id = connection.execute(select(tables.documents.c.id).where(tables.documents.c.key == document)).scalar_one()
    return f"hap-{hashlib.sha256(f'{id} {event}'.encode()).hexdigest()[:12]}"


def grouped(connection: Connection) -> frozenset[Member]:
    """Every event that a pass grouped before."""
    d = tables.documents.c
    query = select(d.id, M.event).join(tables.documents, d.key == M.document)
    return frozenset((document, event) for document, event in connection.execute(query))


def origins(connection: Connection, documents: Sequence[str]) -> dict[str, str]:
    """For each document the first of the copies of one text that it belongs to; itself where it is no copy."""
    d, first = tables.documents.c, tables.documents.alias()
    query = select(d.id, first.c.id.label("origin")).join(first, first.c.key == d.origin)
    return {row.id: row.origin for part in some(sorted(documents)) for row in connection.execute(query.where(d.id.in_(part)))}


def resettle(connection: Connection, members: Collection[Member], made: Pass) -> None:
    """Lay what people decided over the groups that these events are in; ones that no pass grouped yet stand alone."""
    keys = _keys(connection, {document for document, _ in members})
    _add_lone(connection, keys, members)
    _settle(connection, _names(connection, keys, set(members)), made)


def of_documents(connection: Connection, documents: Collection[int]) -> set[str]:
    """Happenings that documents tell of."""
    names: set[str] = set()
    for part in some(sorted(documents)):
        names |= set(connection.execute(select(M.happening).where(M.document.in_(part), M.happening.is_not(None))).scalars())
    return names


def retell(connection: Connection, documents: Collection[int], made: Pass) -> None:
    """Settle and count anew the happenings of documents whose facts changed."""
    names: set[str] = set()
    for part in some(sorted(documents)):
        for row in connection.execute(select(M.happening, M.found).where(M.document.in_(part))):
            names |= {row.found, row.happening or row.found}
    if names:
        _settle(connection, names, made)


def members(connection: Connection, happening: str) -> tuple[Member, ...]:
    """The events of a happening."""
    d = tables.documents.c
    query = select(d.id, M.event).join(tables.documents, d.key == M.document).where(M.happening == happening).order_by(M.document, M.event)
    return tuple((document, event) for document, event in connection.execute(query))


# -- laying judgements over groups -----------------------------------------------------------------------------------------


def _settle(connection: Connection, names: set[str], made: Pass) -> None:
    """Settle the groups of these names, and all that judgements tie to them."""
    judgements = live_on_happenings(connection)
    groups, before = _closure(connection, names, [frozenset((*one.detail.members, *one.detail.rest)) for one in judgements])
    keys = _keys(connection, {document for group in groups.values() for document, _ in group})
    names = {name for name in before.values() if name}
    for group in settle(groups.values(), judgements):
        known = [(keys[document], event) for document, event in group]
        name = name_of(connection, known)
        moved = [member for member in known if before[member] != name]
        _ensure(connection, name, made)
        names.add(name)
        for document, events in _grouped(moved).items():
            connection.execute(update(tables.happening_members).where(M.document == document, M.event.in_(events)).values(happening=name))
    recount(connection, names, made)


def _closure(
    connection: Connection, names: set[str], tied: Sequence[Group]
) -> tuple[dict[str, Group], dict[tuple[int, str], str | None]]:  # fmt: skip
    """Groups of the pass by name, and the happening that each event is in now, for all that hangs together with these names."""
    groups: dict[str, set[Member]] = defaultdict(set)
    before: dict[tuple[int, str], str | None] = {}
    todo, done = set(names), set[str]()
    while todo:
        done |= todo
        new: set[Member] = set()
        for part in some(sorted(todo)):
            for row in connection.execute(_of_names(part)):
                groups[row.found].add((row.id, row.event))
                before[row.document, row.event] = row.happening
                new.add((row.id, row.event))
                todo |= {row.found} | ({row.happening} if row.happening else set())
        linked = {member for group in tied if group & new for member in group} - new
        todo |= _names(connection, _keys(connection, {document for document, _ in linked}), linked)
        todo -= done
    return {name: frozenset(group) for name, group in groups.items()}, before


def _of_names(names: Sequence[str]) -> Any:
    d = tables.documents.c
    columns = select(M.document, d.id, M.event, M.happening, M.found).join(tables.documents, d.key == M.document)
    return columns.where(or_(M.happening.in_(names), M.found.in_(names)))


def _add_lone(connection: Connection, keys: Mapping[str, int], wanted: Collection[Member]) -> None:
    for document, events in _by_document(keys, wanted).items():
        there = set(connection.execute(select(M.event).where(M.document == document, M.event.in_(events))).scalars())
        insert(connection, tables.happening_members, [
            (document, event, None, name_of(connection, [(document, event)])) for event in events if event not in there
        ])  # fmt: skip


def _ensure(connection: Connection, name: str, made: Pass) -> None:
    h = tables.happenings
    if connection.execute(select(h.c.id).where(h.c.id == name)).first() is None:
        counts = dict.fromkeys(("reports", "independent", "asserted", "denied", "hedged"), 0)
        connection.execute(h.insert().values(id=name, code="", made_by=made.made_by, made_at=made.made_at, **counts))


# -- counting --------------------------------------------------------------------------------------------------------------


def recount(connection: Connection, names: Collection[str], made: Pass) -> None:
    """What the reports of happenings come to; those that no event is left of are taken away."""
    h, d = tables.happenings.c, tables.differences.c
    for part in some(sorted(names)):
        connection.execute(delete(tables.differences).where(d.happening.in_(part)))
        rows: dict[str, list[Any]] = defaultdict(list)
        for row in connection.execute(_events_of(part)):
            rows[row.happening].append(row)
        for name, events in rows.items():
            values = {**_summary(events), "made_by": made.made_by, "made_at": made.made_at}
            connection.execute(update(tables.happenings).where(h.id == name).values(values))
        left = set(connection.execute(select(M.happening).where(M.happening.in_(part))).scalars())
        # Members whose events a judgement took away may come back; the happening of none but such is not shown.
        for name in set(part) & left - rows.keys():
            connection.execute(update(tables.happening_members).where(M.happening == name).values(happening=None))
        connection.execute(delete(tables.happenings).where(h.id.in_([name for name in part if name not in rows])))


def _events_of(names: Sequence[str]) -> Any:
    e, d = tables.events.c, tables.documents.c
    return (
        select(M.happening, d.key, d.origin, *(e[name] for name in _TOLD), e.asserted, e.denied, e.hedged)
        .join(tables.events, and_(e.document == M.document, e.id == M.event))
        .join(tables.documents, d.key == M.document)
        .where(M.happening.in_(names))
        .order_by(d.key, e.n)
    )


_TOLD = ("code", "since", "until", "day", "place", "country", "latitude", "longitude")


def _summary(events: Sequence[Any]) -> dict[str, object]:
    """The code, time and place that most independent reports give; how many reports there are, and how many stand for what."""
    independent = {row.origin for row in events}
    # One voice for each group of copies: its first report.
    firsts = list({row.origin: row for row in reversed(events)}.values())[::-1]
    time = _commonest((row.since, row.until) for row in firsts) or (None, None)
    place = _commonest((row.place, row.country, row.latitude, row.longitude) for row in firsts) or (None,) * 4
    days = [row.day for row in events if row.day]
    return {
        "code": _commonest((row.code,) for row in firsts)[0],
        "since": time[0],
        "until": time[1],
        "day": time[0] or min(days, default=None),
        **dict(zip(("place", "country", "latitude", "longitude"), place, strict=True)),
        "reports": len({row.key for row in events}),
        "independent": len(independent),
        **{stance: len({row.origin for row in events if row._mapping[stance]}) for stance in ("asserted", "denied", "hedged")},
    }


def _commonest(values: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    """The commonest that is not null, the first of equals; empty where there is none."""
    return next((value for value, _ in Counter(value for value in values if value[0] is not None).most_common(1)), ())


# -- finding ---------------------------------------------------------------------------------------------------------------


def _names(connection: Connection, keys: Mapping[str, int], wanted: Collection[Member]) -> set[str]:
    """Groups and happenings that these events are in."""
    names: set[str] = set()
    for document, events in _by_document(keys, wanted).items():
        query = select(M.happening, M.found).where(M.document == document, M.event.in_(events))
        names |= {name for row in connection.execute(query) for name in row if name}
    return names


def _by_document(keys: Mapping[str, int], wanted: Collection[Member]) -> dict[int, list[str]]:
    return _grouped([(keys[document], event) for document, event in wanted if document in keys])


def _grouped(wanted: Collection[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for document, event in sorted(wanted):
        found[document].append(event)
    return found


def _keys(connection: Connection, documents: Collection[str]) -> dict[str, int]:
    d = tables.documents.c
    return {row.id: row.key for part in some(sorted(documents)) for row in connection.execute(select(d.id, d.key).where(d.id.in_(part)))}
