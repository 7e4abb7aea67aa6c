"""Many values in one parameter find what they would find one by one."""

from __future__ import annotations

from sqlalchemy import select

from chancery.store import tables
from chancery.store.lists import listed, paired
from chancery.store.store import Store
from tests.store.make import CALL, DENIAL, renamed

ODD = 'doc-"1\\\', [2]'


def test_values_are_found_whatever_they_hold(store: Store) -> None:
    store.put_many([renamed(CALL, ODD), renamed(CALL, "doc-Ł"), renamed(CALL, "doc-2")])
    d = tables.documents.c
    with store.reading() as connection:
        for wanted in ([ODD, "doc-Ł", "doc-3"], []):
            found = connection.execute(select(d.id).where(listed(connection, d.id, wanted))).scalars()
            assert set(found) == set(wanted) - {"doc-3"}
        keys = list(connection.execute(select(d.key)).scalars())
        assert set(connection.execute(select(d.key).where(listed(connection, d.key, [*keys[:2], 999]))).scalars()) == set(keys[:2])


def test_pairs_are_found_and_not_what_their_parts_would_be(store: Store) -> None:
    store.put_many([DENIAL, CALL])
    m = tables.mentions.c
    with store.reading() as connection:
        there = [tuple(row) for row in connection.execute(select(m.document, m.n).distinct())]
        wanted = [(1, 0), (2, 1), (7, 7)]
        found = connection.execute(select(m.document, m.n).where(paired(connection, (m.document, m.n), wanted)).distinct())
        assert {tuple(row) for row in found} == set(wanted) & set(there) == {(1, 0), (2, 1)}
