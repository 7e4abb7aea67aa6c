"""What earlier runs left in the store, for whoever fetches."""

from __future__ import annotations

from collections import Counter

from chancery.record.facts import Rejection
from chancery.record.text import Capture, Document
from chancery.sources.online import Marks
from chancery.store import visits
from chancery.store.store import Store

_MOST_TRIES = 3
"""A page that cannot be had is tried so often; one that was had and cannot be read, once."""


class StoreMemory:
    """Marks of addresses and names of reports. With ``again`` nothing is remembered, and everything fetched and read anew."""

    def __init__(self, store: Store, *, bundle: str, again: bool = False) -> None:
        self._store, self._bundle, self._again = store, bundle, again
        self._tries: Counter[str] = Counter()

    def marks(self, url: str) -> Marks | None:
        if self._again:
            return None
        with self._store.reading() as connection:
            found = visits.marks(connection, url)
        return Marks(*found) if found else None

    def mark(self, url: str, marks: Marks) -> None:
        """Keep what a server said of the version that was fetched."""
        with self._store.writing() as connection:
            visits.mark(connection, url, marks.etag, marks.modified, self._store.now())

    def has(self, name: str) -> bool:
        if self._tries[name] >= _MOST_TRIES:
            return True
        if self._again:
            return False
        with self._store.reading() as connection:
            return visits.met(connection, name, self._bundle)

    def is_known(self, capture: Capture, document: Document) -> bool:
        """Whether a document was read before, under this name or another, so that its record stands."""
        if self._again:
            return False
        if self._store.has(document, bundle=self._bundle):
            return True
        with self._store.reading() as connection:
            return visits.is_reprint(connection, document, capture.name, self._bundle)

    def rejected(self, rejection: Rejection) -> None:
        """Remember that a report could not be read, for as long as this program runs: a feed names it again each time it is fetched."""
        self._tries[rejection.name] += 1 if rejection.stage == "source" else _MOST_TRIES
