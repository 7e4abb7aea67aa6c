"""Reprints found as reports come in: each new report is put into the group of those it copies."""

from __future__ import annotations

from collections.abc import Iterable

from chancery.linking.copies import Known, Sketch, bands, place, sketch
from chancery.store import copies
from chancery.store.store import Store

_MANY = 200
"""Reports that share a transaction."""


def file(store: Store, texts: Iterable[tuple[str, str]]) -> int:
    """Group documents (id and text) that the store has; how many of them are copies of others."""
    found = 0
    with store.writing() as connection:
        for document, text in texts:
            made = sketch(text)
            if made is None:
                copies.file(connection, document, sketch=None)
                continue
            keys = bands(made)
            near = (Known(one.document, one.group, Sketch.unpacked(one.sketch)) for one in copies.near(connection, keys))
            placed = place(document, made, (known for known in near if known.document != document))
            copies.file(connection, document, sketch=made.packed(), bands=keys, group=placed.group, merged=placed.merged)
            found += placed.group != document
    return found


def catch_up(store: Store) -> None:
    """Group the documents that a run had put and not yet grouped when it was killed."""
    while True:
        with store.reading() as connection:
            left = copies.unfiled(connection, _MANY)
        if not left:
            return
        file(store, [(record.document.id, record.document.text) for record in store.records(left)])
