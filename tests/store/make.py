"""Small records for the store's tests, and what a store holds in a form that can be compared."""

from __future__ import annotations

import msgspec
from sqlalchemy import select

from chancery.record.facts import Record
from chancery.store import tables
from chancery.store.store import Store
from tests.make import make_record

DENIAL = make_record(
    "[Graustark #G,s1s] [denied #s1] that [[[its #G] jets #J,e1a] had [bombed #e1] [a convoy #C,e1r] in [Łódź #e1p] "
    "on [Monday #e1t] #s1c]. [Graustark #G] is against [a truce #i1,s2c], [its #G,s2s] envoy [said #s2].",
    """
    G state - "Graustark"
    J government - "Graustark Air Force"
    C other - "a convoy"
    e1 ASSAULT/aerial negated t=2024-12-09 p="Łódź" : G denies
    s1 deny indirect
    s2 say indirect
    i1 G against
    """,
)
CALL = make_record(
    "[Viktor Orbán #O,e1a] [called #e1] [Graustark #G,e1r] on [Tuesday #e1t]. [The Hungarian prime minister #O,s1s] [said #s1] that "
    "[the prisoner exchange is near #s1c].",
    """
    O person HUN "Viktor Orbán"
    G state - "Graustark"
    e1 CONSULT/phone actual t=2024-12-10 : - asserts
    s1 say indirect
    """,
)


def renamed(record: Record, document: str, **changes: str | None) -> Record:
    """The record as another document's, or with other terms."""
    return msgspec.structs.replace(record, document=msgspec.structs.replace(record.document, id=document, **changes))


DENIAL, CALL = renamed(DENIAL, "doc-denial"), renamed(CALL, "doc-call")


def dump(store: Store, *leave_out: str) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, sorted, with ids in the place of numbers that another store may give otherwise."""
    found = {}
    with store.reading() as connection:
        named = (tables.documents, tables.actors)
        ids = {table.name: {row.key: row.id for row in connection.execute(select(table.c.key, table.c.id))} for table in named}
        for table in tables.metadata.sorted_tables:
            columns = [column for column in table.c if column.name not in ("key", "put_at", "origin")]
            known = [next((ids.get(key.column.table.name, {}) for key in column.foreign_keys), {}) for column in columns]
            rows = connection.execute(select(*columns))
            found[table.name] = sorted((tuple(k.get(v, v) for k, v in zip(known, row, strict=True)) for row in rows), key=repr)
    return {name: rows for name, rows in found.items() if name not in leave_out}
