"""Whole records written in one transaction: what changed goes, what is new comes, nothing half."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Table, delete, func, insert, not_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from chancery.record.facts import Actor, Record
from chancery.record.text import Capture, Document
from chancery.store import copies, search, tables
from chancery.store.bulk import insert as bulk_insert
from chancery.store.folding import fold
from chancery.store.rows import ROWS, Filed, Row, named


@dataclass(frozen=True)
class Arrival:
    """A record with where it came from: ``source`` is the feed or folder, ``capture`` the bytes it was read from."""

    record: Record
    source: str | None = None
    capture: Capture | None = None


@dataclass(frozen=True)
class Put:
    """What became of a record: ``new``, ``replaced`` or ``unchanged``."""

    document: str
    outcome: str


def document_sha(document: Document) -> str:
    """Tells whether a document is the one that was put before."""
    return content_sha(msgspec.json.encode(document))


def content_sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def capture_sha(capture: Capture) -> str:
    """Tells whether a capture is the one that was met before: its bytes, and what its giver says of them."""
    told = (capture.title, capture.publisher, capture.url, capture.published, capture.content_type)
    found = hashlib.sha256(capture.content)
    found.update(repr(told).encode("utf-8", "backslashreplace"))
    return found.hexdigest()[:32]


@dataclass(frozen=True)
class _Known:
    key: int
    sha: str
    title: str | None
    document_sha: str


def put(connection: Connection, arrivals: Sequence[Arrival], now: str) -> list[Put]:
    """Write records of different documents. The transaction is the caller's, and he holds the writer's lock."""
    encoded = {a.record.document.id: msgspec.json.encode(a.record) for a in arrivals}
    known = _known(connection, encoded)
    outcomes = {id: _outcome(known.get(id), content) for id, content in encoded.items()}
    changed = [a for a in arrivals if outcomes[a.record.document.id] != "unchanged"]
    if changed:
        keys = _keys(connection, known, changed)
        _write(connection, changed, keys, known, encoded, now)
    _note_captures(connection, arrivals, now)
    return [Put(id, outcome) for id, outcome in outcomes.items()]


def _known(connection: Connection, ids: Iterable[str]) -> dict[str, _Known]:
    d = tables.documents.c
    found = connection.execute(select(d.id, d.key, d.record_sha, d.title, d.sha).where(d.id.in_(list(ids))))
    return {row.id: _Known(row.key, row.record_sha, row.title, row.sha) for row in found}


def _outcome(known: _Known | None, content: bytes) -> str:
    if known is None:
        return "new"
    return "unchanged" if known.sha == content_sha(content) else "replaced"


def _keys(connection: Connection, known: Mapping[str, _Known], changed: Sequence[Arrival]) -> dict[str, int]:
    """A number for each document; new ones are counted on, which the writer's lock makes safe."""
    new = [a.record.document.id for a in changed if a.record.document.id not in known]
    first = next_key(connection, tables.documents)
    return {id: k.key for id, k in known.items()} | {id: first + n for n, id in enumerate(new)}


def next_key(connection: Connection, table: Table) -> int:
    """The first number that no row has."""
    return int(connection.execute(select(func.coalesce(func.max(table.c.key), 0) + 1)).scalar_one())


def _write(
    connection: Connection, changed: Sequence[Arrival], keys: Mapping[str, int], known: Mapping[str, _Known],
    encoded: Mapping[str, bytes], now: str,
) -> None:  # fmt: skip
    new = [a for a in changed if a.record.document.id not in known]
    old = [a for a in changed if a.record.document.id in known]
    left = clear(connection, {known[a.record.document.id].key: known[a.record.document.id].title for a in old})
    bulk_insert(connection, tables.documents, [_document(a, keys[a.record.document.id], encoded, now) for a in new])
    for a in old:
        _update(connection, known[a.record.document.id], _document(a, keys[a.record.document.id], encoded, now))
    bulk_insert(connection, tables.records, [_record(a, keys, encoded) for a in changed])
    write_facts(connection, [(keys[a.record.document.id], a.record) for a in changed])
    drop_actors(connection, left)


def _update(connection: Connection, known: _Known, row: Row) -> None:
    values = dict(zip((column.name for column in tables.documents.c), row, strict=True))
    if values["sha"] != known.document_sha:
        copies.leave(connection, known.key)
    del values["origin"]
    connection.execute(update(tables.documents).where(tables.documents.c.key == known.key).values(values))


def _document(arrival: Arrival, key: int, encoded: Mapping[str, bytes], now: str) -> Row:
    d, bundle = arrival.record.document, arrival.record.bundle
    return (
        key, d.id, d.title, d.publisher, d.url, d.published, d.language, document_sha(d), content_sha(encoded[d.id]), bundle.id,
        arrival.source, now, len(d.text), key,
    )  # fmt: skip


def _record(arrival: Arrival, keys: Mapping[str, int], encoded: Mapping[str, bytes]) -> Row:
    document = arrival.record.document
    return keys[document.id], document.text, zlib.compress(encoded[document.id], 1)


def decoded(content: bytes) -> Record:
    """The record that was put."""
    return _DECODER.decode(zlib.decompress(content))


_DECODER = msgspec.json.Decoder(Record)


# -- the facts -------------------------------------------------------------------------------------------------------------


def write_facts(connection: Connection, records: Sequence[tuple[int, Record]]) -> None:
    """Rows and full text of records whose documents have numbers."""
    actors = _actor_keys(connection, [record for _, record in records])
    filed = [Filed(record, document, actors, actors) for document, record in records]
    for table, rows in ROWS:
        bulk_insert(connection, table, [row for one in filed for row in rows(one)])
    texts: dict[Table, list[search.Entry]] = {}
    for document, record in records:
        for table, found in search.entries(document, record).items():
            texts.setdefault(table, []).extend(found)
    search.index(connection, texts)


def clear(connection: Connection, replaced: Mapping[int, str | None]) -> set[int]:
    """Take away what documents (number: title) said, but not the documents; the actors they named are told."""
    if not replaced:
        return set()
    search.unindex(connection, _indexed(connection, replaced))
    d = tables.document_actors.c
    left = {key for row in connection.execute(select(d.actor, d.given).where(d.document.in_(replaced))) for key in row}
    for table in (*(table for table, _ in ROWS), tables.records):
        connection.execute(delete(table).where(table.c.document.in_(replaced)))
    return left


def _indexed(connection: Connection, replaced: Mapping[int, str | None]) -> dict[Table, list[search.Entry]]:
    """The texts under which documents are found now."""
    r, s, p = tables.records.c, tables.statements.c, tables.positions.c
    texts = connection.execute(select(r.document, r.text).where(r.document.in_(replaced)))
    said = connection.execute(select(s.document, s.n, s.content).where(s.document.in_(replaced)))
    stands = connection.execute(select(p.document, p.n, p.issue).where(p.document.in_(replaced)))
    return {
        tables.document_search: [(key, 0, search.document_text(replaced[key], text)) for key, text in texts],
        tables.statement_search: [(key, n, text) for key, n, text in said],
        tables.position_search: [(key, n, text) for key, n, text in stands],
    }


# -- the actors ------------------------------------------------------------------------------------------------------------


def _actor_keys(connection: Connection, records: Sequence[Record]) -> dict[str, int]:
    """Numbers of all actors that records speak of; the register-wide rows are brought up to date."""
    found = {id: actor for record in records for id, actor in named(record).items()}
    a = tables.actors.c
    query = select(a.id, a.key, a.name, a.kind, a.country, a.sectors, a.wikidata).where(a.id.in_(list(found)))
    known = {row.id: row for row in connection.execute(query)}
    new = [actor for id, actor in found.items() if id not in known]
    first = next_key(connection, tables.actors) if new else 0
    bulk_insert(connection, tables.actors, [_actor(first + n, one) for n, one in enumerate(new)])
    keys = {id: int(row.key) for id, row in known.items()} | {one.id: first + n for n, one in enumerate(new)}
    for id, row in known.items():
        one = found[id]
        # What a report does not say of an actor is no reason to forget it.
        told = (one.name, one.kind, one.country or row.country, " ".join(one.sectors) or row.sectors, one.wikidata or row.wikidata)
        if told != tuple(row[2:]):
            fields = dict(zip(("name", "kind", "country", "sectors", "wikidata"), told, strict=True))
            connection.execute(update(tables.actors).where(a.key == row.key).values(folded=fold(one.name), **fields))
    _note_names(connection, {(fold(name), keys[id]) for record in records for id, name in _names(record)})
    return keys


def _actor(key: int, one: Actor) -> Row:
    return key, one.id, one.name, fold(one.name), one.kind, one.country, " ".join(one.sectors), one.wikidata


def _names(record: Record) -> Iterable[tuple[str, str]]:
    """What actors are called; "the president" is no name to find one by."""
    for actor in record.actors:
        yield from ((actor.id, name) for name in (actor.name, *actor.aliases) if not name[:1].islower())


def _note_names(connection: Connection, names: set[tuple[str, int]]) -> None:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    rows = [{"folded": folded, "actor": key} for folded, key in sorted(names) if folded]
    if rows:
        connection.execute(dialect.insert(tables.actor_names).on_conflict_do_nothing(), rows)


def drop_actors(connection: Connection, left: set[int]) -> None:
    """Forget those of the actors whom no document names any more."""
    if not left:
        return
    a, d = tables.actors.c, tables.document_actors.c
    named_still = select(d.document).where(or_(d.actor == a.key, d.given == a.key)).exists()
    gone = connection.execute(select(a.key).where(a.key.in_(left), not_(named_still))).scalars().all()
    connection.execute(delete(tables.actor_names).where(tables.actor_names.c.actor.in_(gone)))
    connection.execute(delete(tables.actors).where(a.key.in_(gone)))


# -- where it was met ------------------------------------------------------------------------------------------------------


def _note_captures(connection: Connection, arrivals: Sequence[Arrival], now: str) -> None:
    met = {a.capture.name: (a, a.capture) for a in arrivals if a.capture is not None}
    if not met:
        return
    c = tables.captures.c
    keys = {row.id: row.key for row in connection.execute(select(tables.documents.c.id, tables.documents.c.key).where(
        tables.documents.c.id.in_([a.record.document.id for a, _ in met.values()])))}  # fmt: skip
    connection.execute(delete(tables.captures).where(c.name.in_([clean(name) for name in met])))
    rows = [
        {"name": clean(name), "sha": capture_sha(capture), "document": keys[a.record.document.id],
         "publisher": capture.publisher or a.record.document.publisher, "url": capture.url or a.record.document.url,
         "source": a.source, "at": now}
        for name, (a, capture) in met.items()
    ]  # fmt: skip
    connection.execute(insert(tables.captures), rows)


def clean(name: str) -> str:
    """A name that any database takes: a file's may hold bytes that are no characters."""
    return name.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")
