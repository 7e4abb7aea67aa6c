"""What a searcher types finds the same on both databases."""

from __future__ import annotations

import pytest
from hypothesis import given
from sqlalchemy import Table, select

from chancery.errors import QueryError
from chancery.store import tables
from chancery.store.folding import fold, words
from chancery.store.search import matching, parse
from chancery.store.store import Store
from tests.store.make import CALL, DENIAL, renamed
from tests.strategies import texts


def found(store: Store, query: str, table: Table = tables.document_search) -> list[str]:
    d = tables.documents.c
    with store.reading() as connection:
        keys = matching(connection, table, query).subquery()
        return sorted(connection.execute(select(d.id).join(keys, keys.c.document == d.key)).scalars())


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("graustark", ["doc-call", "doc-denial"]),
        ("GRAUSTARK convoy", ["doc-denial"]),
        ("Orban", ["doc-call"]),
        ("orbán", ["doc-call"]),
        ("lodz", ["doc-denial"]),
        ("łódź", ["doc-denial"]),
        ("convoy OR orban", ["doc-call", "doc-denial"]),
        ("graustark -convoy", ["doc-call"]),
        ("graustark -orban -convoy", []),
        ('"prisoner exchange"', ["doc-call"]),
        ('"exchange prisoner"', []),
        ('"prisoner exch"*', ["doc-call"]),
        ("prison*", ["doc-call"]),
        ("prison", []),
        ("hu* gr*", ["doc-call"]),
        ("l'Orbán", []),
        ("NEAR AND NOT", []),
        ('"unclosed', []),
        ("graustark's", []),
        ("(graustark) & 'convoy':*", ["doc-denial"]),
        ("words:graustark", []),
    ],
)
def test_words_find_documents(store: Store, query: str, answer: list[str]) -> None:
    store.put_many([DENIAL, CALL])
    assert found(store, query) == answer


@pytest.mark.parametrize("query", ["", "  ", '""', "-convoy", "*", "… —", "OR"])
def test_a_query_without_a_word_to_find_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="names no word to look for"):
        parse(query)


def test_words_find_statements_and_positions(store: Store) -> None:
    store.put_many([DENIAL, CALL])
    assert found(store, "prisoner", tables.statement_search) == ["doc-call"]
    assert found(store, "called", tables.statement_search) == []
    assert found(store, "truce", tables.position_search) == ["doc-denial"]
    with store.reading() as connection:
        rows = connection.execute(matching(connection, tables.statement_search, "truce")).all()
        statement = connection.execute(select(tables.statements.c.content).where(tables.statements.c.n == rows[0].n)).scalar_one()
    assert statement == "a truce"


def test_what_was_replaced_or_forgotten_is_not_found(store: Store) -> None:
    store.put_many([renamed(DENIAL, "doc-1", title="Orbán denies"), CALL])
    store.put(renamed(CALL, "doc-1"))
    assert (found(store, "denies"), found(store, "convoy"), found(store, "prisoner")) == ([], [], ["doc-1", "doc-call"])
    store.forget("doc-1")
    assert found(store, "prisoner") == ["doc-call"]
    assert found(store, "prisoner", tables.statement_search) == ["doc-call"]


def test_a_text_longer_than_an_index_entry_is_kept(store: Store) -> None:
    many = " ".join(f"{n:x}zzz" for n in range(200_000))
    store.put(renamed(CALL, "doc-long", title=f"first {many}"))
    assert found(store, "first prisoner OR first") == ["doc-long"]


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert all(word and word == fold(word) for word in words(text))
