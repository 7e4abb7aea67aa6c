"""Groups of copies, as the store keeps them."""

from __future__ import annotations

from sqlalchemy import select

from chancery.store import copies, tables
from chancery.store.store import Store
from tests.store.make import CALL, renamed


def filled(store: Store, *documents: str) -> None:
    store.put_many(renamed(CALL, id) for id in documents)


def groups(store: Store) -> dict[str, str]:
    d, origin = tables.documents.c, tables.documents.alias()
    with store.reading() as connection:
        return dict(iter(connection.execute(select(d.id, origin.c.id).join(origin, origin.c.key == d.origin).order_by(d.key)).all()))


def test_a_document_without_copies_is_a_group_of_its_own(store: Store) -> None:
    filled(store, "a", "b")
    assert groups(store) == {"a": "a", "b": "b"}
    with store.reading() as connection:
        assert copies.unfiled(connection) == ["a", "b"]


def test_documents_that_share_a_band_are_near_oldest_first(store: Store) -> None:
    filled(store, "a", "b", "c", "d")
    with store.writing() as connection:
        copies.file(connection, "b", sketch=b"B", bands=[-(2**63), 2])
        copies.file(connection, "a", sketch=b"A", bands=[2, 3, 3])
        copies.file(connection, "c", sketch=None)
        assert copies.near(connection, [2, 9]) == [copies.Near("a", "a", b"A"), copies.Near("b", "b", b"B")]
        assert copies.near(connection, [-(2**63)]) == [copies.Near("b", "b", b"B")]
        assert copies.near(connection, []) == []
        assert copies.unfiled(connection) == ["d"]


def test_groups_that_prove_to_be_one_are_joined(store: Store) -> None:
    filled(store, "a", "b", "c", "d")
    with store.writing() as connection:
        copies.file(connection, "b", sketch=b"B", bands=[1], group="a")
        copies.file(connection, "c", sketch=b"C", bands=[1], group="c")
        copies.file(connection, "d", sketch=b"D", bands=[1], group="a", merged=["c"])
    assert groups(store) == {"a": "a", "b": "a", "c": "a", "d": "a"}


def test_a_group_outlives_the_document_that_it_is_called_by(store: Store) -> None:
    filled(store, "a", "b", "c")
    with store.writing() as connection:
        copies.file(connection, "b", sketch=b"B", bands=[1], group="a")
        copies.file(connection, "c", sketch=b"C", bands=[1], group="a")
    store.forget("a")
    assert groups(store) == {"b": "b", "c": "b"}


def test_a_document_with_another_text_is_sketched_anew(store: Store) -> None:
    filled(store, "a", "b")
    with store.writing() as connection:
        copies.file(connection, "a", sketch=b"A", bands=[1])
        copies.file(connection, "b", sketch=b"B", bands=[1], group="a")
    store.put(renamed(CALL, "b", title="another"))
    assert groups(store) == {"a": "a", "b": "b"}
    with store.reading() as connection:
        assert copies.unfiled(connection) == ["b"]
        assert [near.document for near in copies.near(connection, [1])] == ["a"]
