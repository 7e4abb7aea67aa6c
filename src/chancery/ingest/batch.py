"""What a run has in hand: read and not yet in the store, and the addresses whose marks wait until it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from chancery.ingest import copying
from chancery.ingest.crew import Read
from chancery.ingest.memory import StoreMemory
from chancery.ingest.tally import Tally
from chancery.record.facts import Record, Rejection
from chancery.record.text import Capture, Document
from chancery.sources.online import Same, Visit
from chancery.store import visits
from chancery.store.putting import Arrival
from chancery.store.store import Store

REPORTS, BYTES = 256, 50_000_000
"""As much as is kept in hand."""


@dataclass
class _Open:
    """An address that was fetched: its marks are kept once all that it gave is safe, and not if some could not be had."""

    visit: Visit
    left: set[str] = field(init=False)
    failed: bool = False

    def __post_init__(self) -> None:
        self.left = set(self.visit.names)


class Batch:
    """Takes what happens in a run, and at `flush` makes it last."""

    def __init__(self, store: Store, memory: StoreMemory, tally: Tally) -> None:
        self.tally = tally
        self.sources: dict[str, str] = {}
        self._store, self._memory = store, memory
        self._arrivals: list[Arrival] = []
        self._known: list[tuple[Document, Capture, str | None]] = []
        self._rejections: list[Rejection] = []
        self._same = 0
        self._awaited: defaultdict[str, list[_Open]] = defaultdict(list)
        self._bytes = 0

    def is_full(self) -> bool:
        return len(self._arrivals) + len(self._known) >= REPORTS or len(self._rejections) + self._same >= 1000 or self._bytes >= BYTES

    def take(self, event: Read | Arrival | Rejection | Same | Visit | None) -> None:
        """Note one thing that has happened."""
        if isinstance(event, Read):
            self._take_read(event)
        elif isinstance(event, Arrival):
            self._arrive(event)
        elif isinstance(event, Rejection):
            self._reject(event)
        elif isinstance(event, Same):
            self._same += 1
            self.tally.unchanged += 1
            self._settle(event.name)
        elif isinstance(event, Visit):
            self._open(event)

    def _take_read(self, read: Read) -> None:
        capture, outcome = read
        source = self.sources.pop(capture.name, None)
        if isinstance(outcome, Record):
            self._arrive(Arrival(outcome, source, capture))
        elif isinstance(outcome, Document):
            self._known.append((outcome, capture, source))
            self.tally.unchanged += 1
        else:
            self._reject(outcome)

    def _arrive(self, arrival: Arrival) -> None:
        self._arrivals.append(arrival)
        self._bytes += len(arrival.capture.content) if arrival.capture else 0
        self.tally.in_hand += 1

    def _reject(self, rejection: Rejection) -> None:
        self._rejections.append(rejection)
        self.tally.reject(rejection)
        for opened in self._awaited.get(rejection.name, ()):
            opened.failed = opened.failed or rejection.stage == "source" or not opened.visit.is_feed
        self._memory.rejected(rejection)
        self._settle(rejection.name)

    def _open(self, visit: Visit) -> None:
        if not visit.is_feed:
            self.tally.pages.add(visit.url)
        opened = _Open(visit)
        for name in visit.names:
            self._awaited[name].append(opened)
        if not visit.names:
            self._memory.mark(visit.url, visit.marks)

    def _settle(self, name: str) -> None:
        """A report is safe, or will never be: the address that gave it may be marked as fetched."""
        for opened in self._awaited.pop(name, ()):
            opened.left.discard(name)
            if not opened.left and not opened.failed:
                self._memory.mark(opened.visit.url, opened.visit.marks)

    def flush(self) -> None:
        """Put everything in hand into the store. What was put by then stays, whatever happens."""
        if self._arrivals or self._known or self._rejections or (self._same and self.tally.run is not None):
            run = self.begin()
            self._put(run)
            self._meet()
            self._store.skip(run, self._same + len(self._known))
            self._store.reject(run, self._rejections)
            self._known, self._rejections, self._same = [], [], 0

    def begin(self) -> int:
        """The number of the run, which is in the ledger from now on."""
        if self.tally.run is None:
            self.tally.run = self._store.start_run(self.tally.command, bundle=self.tally.bundle)
        return self.tally.run

    def _meet(self) -> None:
        with self._store.writing() as connection:
            visits.meet(connection, self._known, self._store.now())
        for _, capture, _ in self._known:
            self._settle(capture.name)

    def _put(self, run: int) -> None:
        arrivals, self._arrivals, self._bytes = self._arrivals, [], 0
        puts = self._store.put_many(arrivals, run=run)
        changed = {put.document for put in puts if put.outcome != "unchanged"}
        texts = {a.record.document.id: a.record.document.text for a in arrivals if a.record.document.id in changed}
        self.tally.copies += copying.file(self._store, texts.items())
        self.tally.count(put.outcome for put in puts)
        self.tally.in_hand = 0
        for arrival in arrivals:
            if arrival.capture is not None:
                self._settle(arrival.capture.name)
