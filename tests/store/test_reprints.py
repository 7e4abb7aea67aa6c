"""Groups of copies, filed many at a time."""

from __future__ import annotations

from chancery.store.copies import Near, near
from chancery.store.reprints import Filing, file_all, near_all
from chancery.store.store import Store
from tests.store.make import DENIAL, renamed


def put(store: Store, *names: str) -> None:
    store.put_many([renamed(DENIAL, name) for name in names])


def test_documents_that_share_a_band_are_near_oldest_first(store: Store) -> None:
    put(store, "a", "b", "c", "d")
    with store.writing() as connection:
        file_all(connection, [Filing("b", b"B", (2, -(2**63)), "b"), Filing("a", b"A", (2, 3, 3), "a"), Filing("c", None, (), "c")])
        found = near_all(connection, {"x": (2, 9), "y": (-(2**63),), "z": ()})
    assert found == {"x": [Near("a", "a", b"A"), Near("b", "b", b"B")], "y": [Near("b", "b", b"B")], "z": []}


def test_groups_are_joined_in_the_order_of_the_filings(store: Store) -> None:
    put(store, "a", "b", "c", "d")
    with store.writing() as connection:
        file_all(connection, [Filing("b", b"B", (1,), "b"), Filing("c", b"C", (1,), "b")])
        file_all(connection, [Filing("a", b"A", (1,), "a", ("b",)), Filing("d", b"D", (1,), "a")])
        assert {one.document: one.group for one in near(connection, [1])} == dict.fromkeys("abcd", "a")


def test_filing_again_changes_nothing(store: Store) -> None:
    put(store, "a")
    with store.writing() as connection:
        for _ in range(2):
            file_all(connection, [Filing("a", b"A", (1,), "a")])
        assert near(connection, [1]) == [Near("a", "a", b"A")]
