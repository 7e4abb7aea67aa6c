"""Reprints in a store are grouped as they are in memory, however they are spread over batches and runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chancery.ingest.copying import catch_up, file
from chancery.linking.copies import Copies
from chancery.pipeline import Reader
from chancery.store.store import Store, open_store
from tests.ingest.texts import text
from tests.stub import stub_engine

READER = Reader(engine=stub_engine)


def report(n: int) -> str:
    return f"{text(n)} {text(n + 1000)} {text(n + 2000)}"


TEXTS = [
    version for n in range(5) for version in (report(n), f"A headline of number {n}\n\n{report(n)}", report(n)[: len(report(n)) // 2])
] + [f"{report(1)}\n\n{report(2)}", "The envoy said no."]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "chancery.db") as opened:
        yield opened


def put(store: Store, texts: Sequence[str]) -> list[tuple[str, str]]:
    """The texts as documents of the store: id and text."""
    records = [READER.read(text) for text in texts]
    store.put_many(records)
    return [(record.document.id, record.document.text) for record in records]


def groups(store: Store) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    with store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT d.id, o.id FROM documents d JOIN documents o ON o.key = d.origin").all()
    for document, origin in rows:
        found.setdefault(origin, set()).add(document)
    return {frozenset(group) for group in found.values() if len(group) > 1}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(TEXTS), st.lists(st.integers(1, len(TEXTS) - 1), max_size=4))
def test_groups_do_not_depend_on_order_and_batches(tmp_path_factory: pytest.TempPathFactory, texts: list[str], cuts: list[int]) -> None:
    copies, edges = Copies(), [0, *sorted(cuts), len(texts)]
    with open_store(tmp_path_factory.mktemp("copies") / "chancery.db") as store:
        for start, end in pairwise(edges):
            documents = put(store, texts[start:end])
            file(store, documents)
            for document, content in documents:
                copies.add(document, content)
        assert groups(store) == {frozenset(group) for group in copies.groups()}


def test_how_many_are_copies_is_told(store: Store) -> None:
    assert file(store, put(store, [report(1), report(1) + "\n\nOur readers may write to us.", report(2)])) == 1


def test_what_a_killed_run_left_is_grouped_by_the_next(store: Store) -> None:
    put(store, [report(1), f"A headline\n\n{report(1)}", "The envoy said no."])
    assert not groups(store)
    catch_up(store)
    assert len(groups(store)) == 1
    catch_up(store)


def test_a_form_letter_that_comes_often_is_found_by_the_first_ones(store: Store) -> None:
    documents = put(store, [f"{report(1)}\n\nYours, number {n}." for n in range(120)])
    file(store, documents[:70])
    assert file(store, documents[70:]) == 50
    with store.reading() as connection:
        banded = connection.exec_driver_sql("SELECT count(DISTINCT document) FROM bands").scalar()
    assert (len(groups(store)), banded) == (1, 50)
