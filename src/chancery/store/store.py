"""A store of records: opened, filled, read. One program writes at a time, any number read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, delete, select, text

from chancery.errors import StoreError
from chancery.judging.judgement import NO_DETAIL, Detail, Judgement
from chancery.record.facts import Record, Rejection
from chancery.record.text import Capture, Document
from chancery.store import copies, filing, happenings, judge, judgements, ledger, putting, tables
from chancery.store.bulk import some
from chancery.store.database import ALONE, WAIT, WRITES, Memory, engine_of, name_of
from chancery.store.judge import Brought
from chancery.store.judgements import Kept
from chancery.store.putting import Arrival, Put
from chancery.store.schema import LOCK, prepare

BATCH, BATCH_CHARACTERS = 1000, 5_000_000
"""Documents that share a transaction, unless they are long."""


@dataclass(frozen=True)
class Held:
    """A document of the store, without its text."""

    id: str
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None
    language: str | None
    bundle: str
    source: str | None
    put_at: str


def open_store(
    where: str | Path, *, readonly: bool = False, create: bool = True, wait: float = WAIT,
    clock: Callable[[], datetime] | None = None, memory: Memory = ALONE,
) -> Store:  # fmt: skip
    """The store at a path (SQLite) or a ``postgresql://`` address, brought up to date where it is older.

    One that is not there is made, unless ``readonly`` or not ``create``. ``wait`` is how many seconds somebody else's lock is
    borne, ``memory`` what a connection to SQLite may hold. Raises StoreError, which says what to do.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "chancery.db") as store:
    ...     len(list(store.documents()))
    0
    """
    engine = engine_of(where, readonly=readonly, create=create, wait=wait, memory=memory)
    try:
        prepare(engine, readonly=readonly, create=create, name=name_of(where))
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, clock=clock or _now)


def _now() -> datetime:
    return datetime.now(UTC)


class Store:
    """Records at rest. Use it in a ``with`` statement, or call ``close``."""

    def __init__(self, engine: Engine, *, clock: Callable[[], datetime] = _now) -> None:
        self.engine, self._clock = engine, clock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, reason: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self.engine.dispose()

    def now(self) -> str:
        """The time, as the store writes it down."""
        return self._clock().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store, for questions."""
        with self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: committed at the end, undone when anything fails. One at a time."""
        with self.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            yield connection

    # -- filling ---------------------------------------------------------------------------------------------------------

    def put(self, record: Record, *, source: str | None = None, capture: Capture | None = None) -> Put:
        """Put a record whole, in place of the one that its document had.

        >>> import tempfile, chancery
        >>> with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "chancery.db") as store:
        ...     record = chancery.read("The Kremlin said talks were held with Kyiv.", published="2024-12-11")
        ...     store.put(record).outcome, store.put(record).outcome, store.record(record.document.id) == record
        ('new', 'unchanged', True)
        """
        return self.put_many([Arrival(record, source, capture)])[0]

    def put_many(self, arrivals: Iterable[Arrival | Record], *, run: int | None = None) -> list[Put]:
        """Put many records, a thousand in each transaction; those of transactions that are done stay, whatever happens.

        With ``run``, a number from ``start_run``, they are counted in its ledger.
        """
        done: list[Put] = []
        for batch in batches(arrivals):
            with self.writing() as connection:
                outcomes = putting.put(connection, batch, self.now())
                if run is not None:
                    ledger.count(connection, run, outcomes)
            done.extend(outcomes)
        return done

    def forget(self, document: str) -> bool:
        """Take a document with all it said out of the store; false where there is none."""
        with self.writing() as connection:
            d = tables.documents.c
            found = connection.execute(select(d.key, d.title).where(d.id == document)).one_or_none()
            if found is None:
                return False
            told_of = happenings.of_documents(connection, [found.key])
            left = filing.clear(connection, {found.key: found.title})
            copies.leave(connection, found.key)
            judgements.mark_forgotten(connection, document)
            connection.execute(delete(tables.documents).where(d.key == found.key))
            filing.drop_actors(connection, left)
            happenings.recount(connection, told_of, happenings.Pass("forget", self.now()))
            return True

    # -- reading ---------------------------------------------------------------------------------------------------------

    def record(self, document: str) -> Record:
        """The record of a document, as it was put. Raises StoreError where there is none."""
        for record in self.records([document]):
            return record
        raise StoreError(f"{document}: no such document in the store")

    def records(self, documents: Iterable[str] | None = None) -> Iterator[Record]:
        """Records of the documents with these ids, else of all, in the order in which they first came."""
        r = tables.records.c
        for part in some(self._keys(documents)):
            with self.reading() as connection:
                rows = connection.execute(select(r.record).where(r.document.in_(part)).order_by(r.document)).scalars().all()
            yield from map(filing.decoded, rows)

    def _keys(self, documents: Iterable[str] | None) -> list[int]:
        """Numbers of documents, in order."""
        d = tables.documents.c
        with self.reading() as connection:
            if documents is None:
                return list(connection.execute(select(d.key).order_by(d.key)).scalars())
            return sorted(key for part in some(documents) for key in connection.execute(select(d.key).where(d.id.in_(part))).scalars())

    def documents(self) -> Iterator[Held]:
        """All documents, in the order in which they first came."""
        d = tables.documents.c
        query = select(*(d[name] for name in Held.__dataclass_fields__)).order_by(d.key)
        with self.reading() as connection:
            yield from (Held(*row) for row in connection.execution_options(yield_per=1000).execute(query))

    def has(self, document: Document, *, bundle: str) -> bool:
        """Whether this very document was put as that bundle reads it, so that it need not be read again."""
        d = tables.documents.c
        with self.reading() as connection:
            found = connection.execute(select(d.sha, d.bundle).where(d.id == document.id)).one_or_none()
        return found is not None and tuple(found) == (putting.document_sha(document), bundle)

    def judged(self, document: str) -> Record:
        """The record of a document as people corrected it. Raises StoreError where there is none."""
        record = self.record(document)
        with self.reading() as connection:
            return judgements.looked_at(connection, record).record

    def corrected(self) -> Iterator[Record]:
        """The records of all documents that people judged, as they corrected them: to train with, or to measure."""
        documents = dict.fromkeys(kept.judgement.document for kept in self.judgements() if kept.orphaned is None)
        yield from (self.judged(document) for document in documents if document is not None)

    # -- judgements ------------------------------------------------------------------------------------------------------

    def judge(
        self, verb: str, kind: str, target: str, *, document: str | None = None, detail: Detail = NO_DETAIL, who: str,
        why: str | None = None,
    ) -> Judgement:  # fmt: skip
        """Take what a person decided; all rows follow at once. Raises JudgementError where it does not fit."""
        with self.writing() as connection:
            return judge.decide(connection, verb, kind, target, document=document, detail=detail, who=who, why=why, now=self.now())

    def withdraw(self, judgement: str, *, who: str) -> Judgement:
        """Take a judgement back. Raises JudgementError where there is no live one of that id."""
        with self.writing() as connection:
            return judge.withdraw(connection, judgement, who=who, now=self.now())

    def judgements(self, *, document: str | None = None, withdrawn: bool = False) -> list[Kept]:
        """Judgements in the order in which they were made, with the reason where one changes nothing."""
        conditions = [judgements.J.document == document] if document else []
        conditions += [] if withdrawn else [judgements.J.withdrawn_at.is_(None)]
        with self.reading() as connection:
            return judgements.kept(connection, *conditions)

    def bring_in(self, given: Iterable[Judgement]) -> Brought:
        """Take judgements that were exported; those known already are not taken twice."""
        with self.writing() as connection:
            return judge.bring_in(connection, given, now=self.now())

    # -- the ledger ------------------------------------------------------------------------------------------------------

    def start_run(self, command: str, *, bundle: str | None = None) -> int:
        """Open the ledger of a run; its number."""
        with self.writing() as connection:
            return ledger.start(connection, command, bundle, self.now())

    def reject(self, run: int, rejections: Iterable[Rejection]) -> None:
        """Keep what could not be read."""
        with self.writing() as connection:
            ledger.reject(connection, run, rejections, self.now())

    def skip(self, run: int, reports: int) -> None:
        """Count reports that `seen` told not to read again."""
        with self.writing() as connection:
            ledger.add(connection, run, unchanged=reports)

    def end_run(self, run: int) -> None:
        with self.writing() as connection:
            ledger.end(connection, run, self.now())

    def runs(self) -> list[ledger.Run]:
        """All runs, the last first."""
        with self.reading() as connection:
            return ledger.runs(connection)

    def rejections(self, run: int) -> list[Rejection]:
        """What a run could not read, in its order."""
        with self.reading() as connection:
            return ledger.rejections(connection, run)

    def seen(self, capture: Capture, *, bundle: str) -> bool:
        """Whether these very bytes were met under this name, and their document put as that bundle reads it."""
        with self.reading() as connection:
            return ledger.seen(connection, capture, bundle)


def batches(arrivals: Iterable[Arrival | Record]) -> Iterator[list[Arrival]]:
    """Groups that go into one transaction each, no document twice in a group."""
    batch: dict[str, Arrival] = {}
    size = 0
    for item in arrivals:
        arrival = Arrival(item) if isinstance(item, Record) else item
        document = arrival.record.document
        if document.id in batch or len(batch) >= BATCH or size >= BATCH_CHARACTERS:
            yield list(batch.values())
            batch, size = {}, 0
        batch[document.id] = arrival
        size += len(document.text)
    if batch:
        yield list(batch.values())
