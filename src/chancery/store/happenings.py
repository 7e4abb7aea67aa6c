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

from sqlalchemy import Connection, and_, bindparam, delete, or_, select, update

from chancery.judging.happenings import Group, settle
from chancery.judging.judgement import Member
from chancery.store import tables
from chancery.store.bulk import insert, some
from chancery.store.judgements import live_on_happenings

M = tables.happening_members.c
Key = tuple[int, str]
"""A member by the number of its document."""


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
    before = _rows_of(connection, keys, members)
    _delete(connection, [(row.document, row.event) for row in before])
    known = [group for one in found if (group := _keyed(keys, one))]
    rows = [(*key, None, name) for group in known for name in (name_of(group),) for key in group]
    insert(connection, tables.happening_members, rows)
    _settle(connection, _called(before) | {row[3] for row in rows}, made)


def name_of(members: Mapping[Key, Member]) -> str:
    """A happening is called by its earliest report, so that it keeps its name while later ones join it."""
    id, event = members[min(members)]
    return f"hap-{hashlib.sha256(f'{id} {event}'.encode()).hexdigest()[:12]}"


def grouped(connection: Connection, documents: Iterable[str]) -> frozenset[Member]:
    """Every event of these documents that a pass grouped before."""
    d = tables.documents.c
    query = select(d.id, M.event).join(tables.documents, d.key == M.document)
    rows = (row for part in some(documents) for row in connection.execute(query.where(d.id.in_(part))))
    return frozenset((document, event) for document, event in rows)


def origins(connection: Connection, documents: Sequence[str]) -> dict[str, str]:
    """For each document the first of the copies of one text that it belongs to; itself where it is no copy."""
    d, first = tables.documents.c, tables.documents.alias()
    query = select(d.id, first.c.id.label("origin")).join(first, first.c.key == d.origin)
    return {row.id: row.origin for part in some(sorted(documents)) for row in connection.execute(query.where(d.id.in_(part)))}


def resettle(connection: Connection, members: Collection[Member], made: Pass) -> None:
    """Lay what people decided over the groups that these events are in; ones that no pass grouped yet stand alone."""
    keys = _keys(connection, {document for document, _ in members})
    _add_lone(connection, keys, members)
    _settle(connection, _called(_rows_of(connection, keys, members)), made)


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
    settled = [_keyed(keys, group) for group in settle(groups.values(), judgements)]
    home = {key: name for group in settled for name in (name_of(group),) for key in group}
    _ensure(connection, set(home.values()), made)
    _move(connection, {key: name for key, name in home.items() if before[key] != name})
    recount(connection, {*home.values(), *(name for name in before.values() if name)}, made)


def _closure(
    connection: Connection, names: set[str], tied: Sequence[Group]
) -> tuple[dict[str, Group], dict[Key, str | None]]:  # fmt: skip
    """Groups of the pass by name, and the happening that each event is in now, for all that hangs together with these names."""
    groups: dict[str, set[Member]] = defaultdict(set)
    before: dict[Key, str | None] = {}
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
        todo |= _called(_rows_of(connection, _keys(connection, {document for document, _ in linked}), linked))
        todo -= done
    return {name: frozenset(group) for name, group in groups.items()}, before


def _of_names(names: Sequence[str]) -> Any:
    d = tables.documents.c
    columns = select(M.document, d.id, M.event, M.happening, M.found).join(tables.documents, d.key == M.document)
    return columns.where(or_(M.happening.in_(names), M.found.in_(names)))


def _add_lone(connection: Connection, keys: Mapping[str, int], wanted: Collection[Member]) -> None:
    there = {(row.document, row.event) for row in _rows_of(connection, keys, wanted)}
    lone = _keyed(keys, sorted(wanted))
    insert(connection, tables.happening_members, [
        (*key, None, name_of({key: member})) for key, member in lone.items() if key not in there
    ])  # fmt: skip


def _ensure(connection: Connection, names: Collection[str], made: Pass) -> None:
    """Rows of happenings, to be counted, where there are none."""
    h = tables.happenings.c
    there = {name for part in some(sorted(names)) for name in connection.execute(select(h.id).where(h.id.in_(part))).scalars()}
    empty = {"code": "", "made_by": made.made_by, "made_at": made.made_at, "reports": 0, "independent": 0, **dict.fromkeys(_STANCES, 0)}
    insert(connection, tables.happenings, [
        tuple({**empty, "id": name}.get(column.name) for column in tables.happenings.c) for name in sorted(names) if name not in there
    ])  # fmt: skip


def _move(connection: Connection, home: Mapping[Key, str]) -> None:
    """Put members into their happenings."""
    if home:
        of_member = update(tables.happening_members).where(M.document == bindparam("its_document"), M.event == bindparam("its_event"))
        rows = [{"its_document": document, "its_event": event, "name": name} for (document, event), name in home.items()]
        connection.execute(of_member.values(happening=bindparam("name")), rows)


def _delete(connection: Connection, members: Sequence[Key]) -> None:
    if members:
        of_member = delete(tables.happening_members).where(M.document == bindparam("its_document"), M.event == bindparam("its_event"))
        connection.execute(of_member, [{"its_document": document, "its_event": event} for document, event in members])


# -- counting --------------------------------------------------------------------------------------------------------------


def recount(connection: Connection, names: Collection[str], made: Pass) -> None:
    """What the reports of happenings come to; those that no event is left of are taken away."""
    h, d = tables.happenings.c, tables.differences.c
    for part in some(sorted(names)):
        connection.execute(delete(tables.differences).where(d.happening.in_(part)))
        rows: dict[str, list[Any]] = defaultdict(list)
        for row in connection.execute(_events_of(part)):
            rows[row.happening].append(row)
        values = [{"its": name, **_summary(events), "made_by": made.made_by, "made_at": made.made_at} for name, events in rows.items()]
        if values:
            settings: dict[str, Any] = {column: bindparam(column) for column in values[0] if column != "its"}
            connection.execute(update(tables.happenings).where(h.id == bindparam("its")).values(settings), values)
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


_STANCES = ("asserted", "denied", "hedged")
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
        **{stance: len({row.origin for row in events if row._mapping[stance]}) for stance in _STANCES},
    }


def _commonest(values: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    """The commonest that is not null, the first of equals; empty where there is none."""
    return next((value for value, _ in Counter(value for value in values if value[0] is not None).most_common(1)), ())


# -- finding ---------------------------------------------------------------------------------------------------------------


def _rows_of(connection: Connection, keys: Mapping[str, int], wanted: Collection[Member]) -> list[Any]:
    """The members of groups that these events are."""
    known, query = _keyed(keys, wanted), select(M.document, M.event, M.happening, M.found)
    parts = some(sorted({document for document, _ in known}))
    return [row for part in parts for row in connection.execute(query.where(M.document.in_(part))) if (row.document, row.event) in known]


def _keyed(keys: Mapping[str, int], wanted: Iterable[Member]) -> dict[Key, Member]:
    """Members by the numbers of their documents; those whose documents the store has not are left out."""
    return {(keys[document], event): (document, event) for document, event in wanted if document in keys}


def _called(rows: Iterable[Any]) -> set[str]:
    """Groups and happenings of members."""
    return {name for row in rows for name in (row.happening, row.found) if name}


def _keys(connection: Connection, documents: Collection[str]) -> dict[str, int]:
    d = tables.documents.c
    return {row.id: row.key for part in some(sorted(documents)) for row in connection.execute(select(d.id, d.key).where(d.id.in_(part)))}
