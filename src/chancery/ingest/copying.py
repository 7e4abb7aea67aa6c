"""Reprints found as reports come in: each new report is put into the group of those it copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from chancery.linking.copies import Known, Placed, Sketch, bands, place, sketch
from chancery.store import copies
from chancery.store.copies import Near
from chancery.store.reprints import Filing, file_all, near_all
from chancery.store.store import Store

_MANY = 200
"""Reports that share a transaction."""
_ENOUGH = 50
"""Copies of a text by which further ones are found; of a form letter that came ten thousand times, the first are enough."""


def file(store: Store, texts: Iterable[tuple[str, str]]) -> int:
    """Group documents (id and text) that the store has; how many of them are copies of others."""
    made = {document: sketch(text) for document, text in texts}
    if not made:
        return 0
    banded = {document: bands(one) for document, one in made.items() if one is not None}
    with store.writing() as connection:
        filings = _placed(made, banded, near_all(connection, banded))
        file_all(connection, filings)
    return sum(filing.group != filing.document for filing in filings)


def _placed(
    made: Mapping[str, Sketch | None], banded: Mapping[str, Sequence[int]], near: Mapping[str, Sequence[Near]]
) -> list[Filing]:
    """Where the documents of a batch belong: they may be copies of what the store has, and of each other."""
    placing = _Placing()
    return [
        Filing(document, None, (), document)
        if one is None
        else placing.place(document, one, banded[document], [item for item in near.get(document, ()) if item.document not in made])
        for document, one in made.items()
    ]


class _Placing:
    """Documents placed so far in a batch, which the store does not know yet."""

    def __init__(self) -> None:
        self._banded: defaultdict[int, list[Known]] = defaultdict(list)
        self._joined: dict[str, str] = {}

    def place(self, document: str, made: Sketch, keys: Sequence[int], stored: Iterable[Near]) -> Filing:
        older = [Known(one.document, self._now(one.group), Sketch.unpacked(one.sketch)) for one in stored]
        here = {known.document: known._replace(group=self._now(known.group)) for key in keys for known in self._banded[key]}
        placed = place(document, made, [*older, *here.values()])
        self._joined |= dict.fromkeys(placed.merged, placed.group)
        if placed.copies >= _ENOUGH:
            keys = ()
        for key in keys:
            self._banded[key].append(Known(document, placed.group, made))
        return _filing(document, made, keys, placed)

    def _now(self, group: str) -> str:
        """What a group is called after it was joined to others."""
        while group in self._joined:
            group = self._joined[group]
        return group


def _filing(document: str, made: Sketch, keys: Sequence[int], placed: Placed) -> Filing:
    return Filing(document, made.packed(), tuple(keys), placed.group, tuple(sorted(placed.merged)))


def catch_up(store: Store) -> None:
    """Group the documents that a run had put and not yet grouped when it was killed."""
    while True:
        with store.reading() as connection:
            left = copies.unfiled(connection, _MANY)
        if not left:
            return
        file(store, [(record.document.id, record.document.text) for record in store.records(left)])
