"""The facts of records as rows: written, taken away, written anew when people decide otherwise."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, delete, func, not_, select, update
from sqlalchemy.dialects import postgresql

from chancery.judging.apply import Judged
from chancery.record.facts import Actor, Record
from chancery.store import judgements, search, tables
from chancery.store.bulk import insert, run, some
from chancery.store.folding import fold
from chancery.store.lists import listed
from chancery.store.rows import ROWS, Filed, Row, named


def encoded(record: bytes) -> bytes:
    """Canonical JSON as it is kept."""
    return zlib.compress(record, 1)


def decoded(content: bytes) -> Record:
    """The record that was put."""
    return _DECODER.decode(zlib.decompress(content))


_DECODER = msgspec.json.Decoder(Record)


def next_key(connection: Connection, table: Table) -> int:
    """The first number that no row has; the writer's lock keeps it free."""
    return int(connection.execute(select(func.coalesce(func.max(table.c.key), 0) + 1)).scalar_one())


# -- the facts -------------------------------------------------------------------------------------------------------------


def write_facts(connection: Connection, records: Mapping[int, Record]) -> None:
    """Rows and full text of records, by the numbers of their documents, as people corrected them."""
    judged = judgements.applied(connection, records)
    found = {document: named(record) for document, record in records.items()}
    left = {document: found[document] if one.record is records[document] else named(one.record) for document, one in judged.items()}
    actors = _actor_keys(connection, judged.values(), (*found.values(), *left.values()))
    filed = [Filed(one, document, actors, left[document]) for document, one in judged.items()]
    for table, rows in ROWS:
        insert(connection, table, chain.from_iterable(map(rows, filed)))
    overruled = ((actors[id], document) for document in judged for id in found[document].keys() - left[document].keys())
    insert(connection, tables.overruled_actors, overruled)
    search.index(connection, search.entries({document: one.record for document, one in judged.items()}))


def rewrite_facts(connection: Connection, documents: Iterable[int]) -> None:
    """Write the facts of documents anew, after people decided something about them."""
    d, r = tables.documents.c, tables.records.c
    for part in some(sorted(documents)):
        query = select(d.key, d.title, r.record).join(tables.records, r.document == d.key).where(d.key.in_(part))
        found = connection.execute(query).all()
        left = clear(connection, {row.key: row.title for row in found})
        write_facts(connection, {row.key: decoded(row.record) for row in found})
        drop_actors(connection, left)


def clear(connection: Connection, documents: Mapping[int, str | None]) -> set[int]:
    """Take away what documents (number: title) said, but not the documents; the actors they named are told."""
    if not documents:
        return set()
    search.unindex(connection, _indexed(connection, documents))
    d, o = tables.document_actors.c, tables.overruled_actors.c
    left = set(connection.execute(select(d.actor).where(d.document.in_(documents))).scalars())
    left |= set(connection.execute(select(o.actor).where(o.document.in_(documents))).scalars())
    for table in (*(table for table, _ in ROWS), tables.overruled_actors):
        connection.execute(delete(table).where(table.c.document.in_(documents)))
    return left


def _indexed(connection: Connection, documents: Mapping[int, str | None]) -> dict[Table, list[search.Entry]]:
    """The texts under which documents are found now."""
    r, s, p = tables.records.c, tables.statements.c, tables.positions.c
    texts = connection.execute(select(r.document, r.text).where(r.document.in_(documents)))
    said = connection.execute(select(s.document, s.n, s.content).where(s.document.in_(documents)))
    stands = connection.execute(select(p.document, p.n, p.issue).where(p.document.in_(documents)))
    return {
        tables.document_search: [(key, 0, search.document_text(documents[key], text)) for key, text in texts],
        tables.statement_search: [(key, n, text) for key, n, text in said],
        tables.position_search: [(key, n, text) for key, n, text in stands],
    }


# -- the actors ------------------------------------------------------------------------------------------------------------


def _actor_keys(connection: Connection, judged: Iterable[Judged], named: Iterable[Mapping[str, Actor]]) -> dict[str, int]:
    """Numbers of all actors that records speak of, corrected or not; the register-wide rows are brought up to date."""
    told, called = _told(judged)
    other: dict[str, Actor] = {}
    for actors in named:
        other.update(actors)
    a = tables.actors.c
    query = select(a.id, a.key, a.name, a.kind, a.country, a.sectors, a.wikidata)
    wanted = listed(connection, a.id, dict.fromkeys((*told, *other)))
    known = {row.id: row for row in connection.execute(query.where(wanted)).all()}
    new = [told.get(id, actor) for id, actor in other.items() if id not in known]
    first = next_key(connection, tables.actors) if new else 0
    keys = {id: int(row.key) for id, row in known.items()} | {actor.id: first + n for n, actor in enumerate(new)}
    insert(connection, tables.actors, (_actor(keys[actor.id], actor) for actor in new))
    for id, row in known.items():
        if id in told:
            _update_actor(connection, row, told[id])
    # "The president" is no name to find one by.
    for actor in new:
        called[actor.id].update((actor.name, *actor.aliases))
    _note_names(connection, {(fold(name), keys[id]) for id, names in called.items() for name in names if not name[:1].islower()})
    return keys


def _told(judged: Iterable[Judged]) -> tuple[dict[str, Actor], dict[str, set[str]]]:
    """Actors whose row a record may change, and their names: not those named by their id only, or corrected for one document."""
    told: dict[str, Actor] = {}
    called: defaultdict[str, set[str]] = defaultdict(set)
    for one in judged:
        for actor in one.record.actors:
            if actor.id not in one.here:
                told[actor.id] = actor
                names = called[actor.id]
                names.add(actor.name)
                names.update(actor.aliases)
    return told, called


def _update_actor(connection: Connection, row: Any, actor: Actor) -> None:
    # What a report does not say of an actor is no reason to forget it.
    told = (actor.name, actor.kind, actor.country or row.country, " ".join(actor.sectors) or row.sectors, actor.wikidata or row.wikidata)
    if told != (row.name, row.kind, row.country, row.sectors, row.wikidata):
        fields = dict(zip(("name", "kind", "country", "sectors", "wikidata"), told, strict=True))
        connection.execute(update(tables.actors).where(tables.actors.c.key == row.key).values(folded=fold(actor.name), **fields))


def _actor(key: int, one: Actor) -> Row:
    return key, one.id, one.name, fold(one.name), one.kind, one.country, " ".join(one.sectors), one.wikidata


def _note_names(connection: Connection, names: set[tuple[str, int]]) -> None:
    rows = [(folded, key) for folded, key in sorted(names) if folded]
    if connection.dialect.name == "sqlite":
        run(connection, "INSERT OR IGNORE INTO actor_names (folded, actor) VALUES (?, ?)", rows)
    elif rows:
        added = postgresql.insert(tables.actor_names).on_conflict_do_nothing()
        connection.execute(added, [{"folded": folded, "actor": key} for folded, key in rows])


def drop_actors(connection: Connection, left: set[int]) -> None:
    """Forget those of the actors whom no document names any more."""
    a = tables.actors.c
    used = [select(t.c.document).where(t.c.actor == a.key).exists() for t in (tables.document_actors, tables.overruled_actors)]
    for part in some(left):
        gone = connection.execute(select(a.key).where(a.key.in_(part), *map(not_, used))).scalars().all()
        connection.execute(delete(tables.actor_names).where(tables.actor_names.c.actor.in_(gone)))
        connection.execute(delete(tables.actors).where(a.key.in_(gone)))
