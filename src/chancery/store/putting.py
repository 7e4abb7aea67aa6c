"""Whole records written in one transaction: what changed goes, what is new comes, nothing half."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from chancery.record.facts import Record
from chancery.record.text import Capture, Document
from chancery.store import copies, filing, happenings, tables
from chancery.store.bulk import insert as bulk_insert
from chancery.store.happenings import Pass
from chancery.store.lists import listed
from chancery.store.rows import Row


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
    found = connection.execute(select(d.id, d.key, d.record_sha, d.title, d.sha).where(listed(connection, d.id, ids)))
    return {row.id: _Known(row.key, row.record_sha, row.title, row.sha) for row in found}


def _outcome(known: _Known | None, content: bytes) -> str:
    if known is None:
        return "new"
    return "unchanged" if known.sha == content_sha(content) else "replaced"


def _keys(connection: Connection, known: Mapping[str, _Known], changed: Sequence[Arrival]) -> dict[str, int]:
    """A number for each document; new ones are counted on, which the writer's lock makes safe."""
    new = [a.record.document.id for a in changed if a.record.document.id not in known]
    first = filing.next_key(connection, tables.documents)
    return {id: k.key for id, k in known.items()} | {id: first + n for n, id in enumerate(new)}


def _write(
    connection: Connection, changed: Sequence[Arrival], keys: Mapping[str, int], known: Mapping[str, _Known],
    encoded: Mapping[str, bytes], now: str,
) -> None:  # fmt: skip
    new = [a for a in changed if a.record.document.id not in known]
    old = [a for a in changed if a.record.document.id in known]
    left = filing.clear(connection, {known[a.record.document.id].key: known[a.record.document.id].title for a in old})
    connection.execute(delete(tables.records).where(tables.records.c.document.in_([known[a.record.document.id].key for a in old])))
    bulk_insert(connection, tables.documents, [_document(a, keys[a.record.document.id], encoded, now) for a in new])
    for a in old:
        _update(connection, known[a.record.document.id], _document(a, keys[a.record.document.id], encoded, now))
    bulk_insert(connection, tables.records, [_record(a, keys, encoded) for a in changed])
    filing.write_facts(connection, {keys[a.record.document.id]: a.record for a in changed})
    filing.drop_actors(connection, left)
    happenings.retell(connection, [known[a.record.document.id].key for a in old], Pass("ingest", now))


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
    return keys[document.id], document.text, filing.encoded(encoded[document.id])


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
