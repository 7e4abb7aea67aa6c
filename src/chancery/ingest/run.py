"""One run: reports drawn from sources, read by a crew, written to a store, all accounted for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext

from chancery.ingest import copying
from chancery.ingest.batch import Batch
from chancery.ingest.crew import Crew
from chancery.ingest.memory import StoreMemory
from chancery.ingest.ready import is_ready, ready
from chancery.ingest.tally import Tally
from chancery.record.facts import Rejection
from chancery.record.text import Capture
from chancery.sources.online import Found, Same, Visit
from chancery.store.putting import Arrival
from chancery.store.store import Store

FLUSH_SECONDS = 1.0
"""Between two batches that are written, unless much is in hand."""

Aside = Rejection | Same | Visit | Arrival
"""What comes from a source and is not for the crew to read."""


Told = Callable[[Tally], None]


def _nobody(_: Tally) -> None:
    pass


class Ingest:
    """Runs into one store, with one crew."""

    def __init__(
        self,
        store: Store,
        crew: Crew[Aside],
        memory: StoreMemory,
        *,
        bundle: str,
        again: bool = False,
        held: Callable[[], AbstractContextManager[None]] = nullcontext,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``held`` keeps Ctrl-C from what must be done whole; with ``again`` all is read anew."""
        self._store, self._crew, self._memory, self._bundle = store, crew, memory, bundle
        self._again, self._held, self._clock = again, held, clock

    def run(self, found: Iterable[Found], command: str, *, told: Told | None = None, quiet: bool = False) -> Tally:
        """Read everything that is found into the store; ``told`` hears of every change.

        A ``quiet`` run that meets nothing new leaves no trace in the ledger.

        Ctrl-C ends a run like its end: what was read is in the store, and the ledger is closed. Raises StoreError where the store fails.
        """
        copying.catch_up(self._store)
        batch = Batch(self._store, self._memory, Tally(command, self._bundle))
        if not quiet:
            batch.begin()
        told = told or _nobody
        try:
            self._read(found, batch, told)
        except KeyboardInterrupt:
            batch.tally.interrupted = True
        with self._held():
            batch.flush()
            if batch.tally.run is not None:
                self._store.end_run(batch.tally.run)
        told(batch.tally)
        return batch.tally

    def _read(self, found: Iterable[Found], batch: Batch, told: Told) -> None:
        flushed = self._clock()
        for event in self._crew.read(self._drawn(found, batch.sources)):
            batch.take(event)
            told(batch.tally)
            if batch.is_full() or (event is None and self._clock() - flushed >= FLUSH_SECONDS):
                with self._held():
                    batch.flush()
                flushed = self._clock()

    def _drawn(self, found: Iterable[Found], sources: dict[str, str]) -> Iterator[Capture | Aside]:
        """What has to be read, and what has not. The thread that draws from the sources runs this."""
        for source, item in found:
            if not isinstance(item, Capture):
                yield item
            elif not self._again and self._store.seen(item, bundle=self._bundle):
                yield Same(item.name)
            elif is_ready(item):
                outcome = ready(item)
                yield outcome if isinstance(outcome, Rejection) else Arrival(outcome, source, item)
            else:
                sources[item.name] = source
                yield item
