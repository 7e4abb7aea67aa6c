"""What goes in comes out, once, whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import func, select, text

from chancery.errors import StoreError
from chancery.record.facts import BundleRef, Record, Rejection
from chancery.record.text import Capture
from chancery.store import tables
from chancery.store.rows import ROWS
from chancery.store.store import Arrival, Put, Store, open_store
from tests.store.conftest import fresh
from tests.store.make import CALL, DENIAL, dump, renamed
from tests.strategies import records

replace = msgspec.structs.replace


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store that a property fills example after example."""
    with tempfile.TemporaryDirectory() as folder:
        where = str(Path(folder) / "chancery.db") if request.param == "sqlite" else fresh(request.getfixturevalue("postgres"), "shared")
        with open_store(where) as store:
            yield store


@given(records())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_store_then_load_changes_nothing(shared: Store, record: Record) -> None:
    shared.put(record)
    assert shared.record(record.document.id) == record
    assert shared.put(record) == Put(record.document.id, "unchanged")


@given(records(), records())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_a_document_said_before_leaves_no_trace(shared: Store, before: Record, now: Record) -> None:
    for held in list(shared.documents()):
        shared.forget(held.id)
    assert not any(dump(shared).values())
    shared.put(now)
    fresh_rows = dump(shared)
    shared.put(renamed(before, now.document.id))
    shared.put(now)
    # What a report told of an actor whom this one names too is kept; everything else is as if it had never been.
    assert dump(shared, "actors", "actor_names") == {k: v for k, v in fresh_rows.items() if k not in ("actors", "actor_names")}
    assert len(dump(shared)["actors"]) == len(fresh_rows["actors"])


def test_ingesting_twice_is_ingesting_once(store: Store) -> None:
    first = store.put_many([DENIAL, CALL])
    rows = dump(store)
    again = store.put_many([CALL, DENIAL, CALL])
    assert [put.outcome for put in (*first, *again)] == ["new"] * 2 + ["unchanged"] * 3
    assert dump(store) == rows


def test_spans_of_the_rows_quote_their_text(store: Store) -> None:
    store.put(DENIAL)
    query = text(
        "SELECT a.name, substr(r.text, m.start + 1, m.stop - m.start) FROM mentions m "
        "JOIN document_actors d ON d.document = m.document AND d.n = m.n JOIN actors a ON a.key = d.actor "
        "JOIN records r ON r.document = m.document ORDER BY m.start, m.stop"
    )
    with store.reading() as connection:
        found = [tuple(row) for row in connection.execute(query)]
    assert found[:3] == [("Graustark", "Graustark"), ("Graustark", "its"), ("its jets", "its jets")]


def test_an_event_is_a_row_that_can_be_asked_for(store: Store) -> None:
    store.put(DENIAL)
    event = tables.events.c
    with store.reading() as connection:
        row = connection.execute(select(event.code, event.status, event.day, event.place_folded, event.asserted, event.denied)).one()
        sides = connection.execute(select(tables.participants.c.role, tables.actors.c.name).join(tables.actors).order_by("role")).all()
        claim = connection.execute(select(tables.claims.c.stance, tables.claims.c.chain, tables.actors.c.name).join(tables.actors)).one()
    assert tuple(row) == ("ASSAULT", "negated", "2024-12-09", "lodz", 0, 1)
    assert [tuple(side) for side in sides] == [("actor", "its jets"), ("recipient", "convoy")]
    assert claim.stance == "denies" and claim.name == "Graustark" and claim.chain == DENIAL.events[0].claims[0].by[0]


def test_a_statement_knows_whom_it_speaks_of(store: Store) -> None:
    store.put(DENIAL)
    about, actors = tables.statement_actors.c, tables.actors.c
    with store.reading() as connection:
        found = select(about.statement, actors.name).join(tables.actors, about.actor == actors.key).order_by(actors.name)
        assert [tuple(row) for row in connection.execute(found)] == [(0, "convoy"), (0, "its jets")]


def test_a_new_bundle_replaces_the_record_and_keeps_the_document(store: Store) -> None:
    store.put(DENIAL)
    read_anew = replace(DENIAL, events=(), bundle=BundleRef("bundle-new", "1"))
    assert store.put(read_anew).outcome == "replaced"
    assert store.record(DENIAL.document.id) == read_anew
    assert [held.bundle for held in store.documents()] == ["bundle-new"]
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(tables.events)).scalar() == 0


def test_a_document_need_not_be_read_twice_by_one_bundle(store: Store) -> None:
    store.put(DENIAL)
    assert store.has(DENIAL.document, bundle=DENIAL.bundle.id)
    assert not store.has(DENIAL.document, bundle="bundle-new")
    assert not store.has(replace(DENIAL.document, title="Another"), bundle=DENIAL.bundle.id)


def test_bytes_need_not_be_read_twice_under_one_name(store: Store) -> None:
    capture = Capture("wire/1.txt\udcff", b"text")
    store.put(DENIAL, source="wire", capture=capture)
    store.put(DENIAL, source="wire", capture=capture)
    bundle = DENIAL.bundle.id
    assert store.seen(capture, bundle=bundle)
    assert not store.seen(replace(capture, content=b"new"), bundle=bundle)
    assert not store.seen(replace(capture, name="wire/2.txt"), bundle=bundle)
    assert not store.seen(capture, bundle="bundle-new")
    assert [held.source for held in store.documents()] == ["wire"]


def test_forgetting_takes_everything(store: Store) -> None:
    store.put_many([Arrival(DENIAL, "wire", Capture("a", b"a")), CALL])
    store.forget(CALL.document.id)
    assert store.forget(DENIAL.document.id) is True
    assert store.forget(DENIAL.document.id) is False
    assert not any(dump(store).values())
    with pytest.raises(StoreError, match="no such document"):
        store.record(DENIAL.document.id)


def test_an_actor_stays_while_a_document_names_him(store: Store) -> None:
    store.put_many([DENIAL, CALL])
    store.forget(DENIAL.document.id)
    assert [row[1] for row in dump(store)["actors"]] == ["Viktor Orbán", "Graustark"] or len(dump(store)["actors"]) == 2


def test_documents_come_in_the_order_in_which_they_first_came(store: Store) -> None:
    many = [renamed(CALL, f"doc-{n}", published=f"2024-12-{n + 1:02}") for n in (3, 1, 2)]
    store.put_many(many)
    store.put(renamed(CALL, "doc-1", title="changed"))
    assert [held.id for held in store.documents()] == ["doc-3", "doc-1", "doc-2"]
    assert [record.document.id for record in store.records()] == ["doc-3", "doc-1", "doc-2"]
    assert [record.document.title for record in store.records(["doc-1"])] == ["changed"]


def test_many_records_come_back_in_order(store: Store) -> None:
    many = [renamed(CALL, f"doc-{n:03}") for n in range(530)]
    assert len(store.put_many(iter(many))) == 530
    assert list(store.records()) == many


def test_the_ledger_counts_what_came(where: str) -> None:
    with open_store(where, clock=lambda: datetime(2026, 3, 1, 12, tzinfo=UTC)) as store:
        run = store.start_run("ingest wire/", bundle="bundle-test")
        store.put_many([DENIAL, CALL, DENIAL], run=run)
        store.reject(run, [Rejection("wire/3.txt", "reading", "empty: no words in it")])
        store.reject(run, [Rejection("wire/\udcff", "source", "not found")])
        store.skip(run, 2)
        store.end_run(run)
        (told,) = store.runs()
        assert (told.found, told.read, told.unchanged, told.rejected) == (7, 2, 3, 2)
        assert (told.command, told.started_at, told.ended_at) == ("ingest wire/", "2026-03-01T12:00:00.000Z", "2026-03-01T12:00:00.000Z")
        assert [(one.name, one.stage) for one in store.rejections(run)] == [("wire/3.txt", "reading"), ("wire/\\udcff", "source")]


def test_reading_sees_one_state_while_another_writes(where: str) -> None:
    with open_store(where) as writer, open_store(where, readonly=True) as reader:
        writer.put(DENIAL)
        count = select(func.count()).select_from(tables.documents)
        with reader.reading() as connection:
            assert connection.execute(count).scalar() == 1
            writer.put(CALL)
            assert connection.execute(count).scalar() == 1
        assert len(list(reader.documents())) == 2


def test_a_store_for_reading_takes_nothing(where: str) -> None:
    open_store(where).close()
    with open_store(where, readonly=True) as store, pytest.raises(StoreError, match=r"written to|reading only"):
        store.put(CALL)


def test_every_table_of_facts_is_filled_and_cleared() -> None:
    cleared = {table for table, _ in ROWS} | {tables.records, tables.overruled_actors}
    per_document = {table for table in tables.metadata.sorted_tables if "document" in table.c}
    kept = {tables.captures, tables.sketches, tables.bands, tables.happening_members, tables.judgements}
    assert cleared | kept == per_document
