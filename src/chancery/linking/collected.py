"""The reports of a pass, taken apart once and put aside on disk; in memory stay the days of each event, and how rare words are."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

import numpy as np

from chancery.linking.aside import Aside
from chancery.linking.bags import Ints
from chancery.linking.candidates import FAR, Calendar
from chancery.linking.clusters import ANY, Window
from chancery.linking.happenings import Member
from chancery.linking.lexicon import Lexicon
from chancery.linking.taking import Taken, Taker
from chancery.linking.tellings import Tellings, rarity_of
from chancery.record.facts import Record


class Collected:
    """All reports of a pass. Their tellings are numbered in the order in which the reports came."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or Lexicon.load()
        self.rarity = rarity_of(self.lexicon)
        self._take, self._aside = Taker(self.lexicon), Aside(Taken)
        self._since, self._until, self._named, self._starts = array("q"), array("q"), array("b"), array("q", [0])

    @classmethod
    def of(cls, records: Iterable[Record]) -> Self:
        found = cls()
        for record in records:
            found.add(record)
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, reason: BaseException | None, trace: TracebackType | None) -> None:
        self._aside.__exit__(kind, reason, trace)

    def __len__(self) -> int:
        """How many tellings there are."""
        return self._starts[-1]

    @property
    def reports(self) -> int:
        return len(self._aside)

    def add(self, record: Record) -> tuple[Member, ...]:
        """Take in a report; its events, which are numbered on from those before. Raises StoreFullError where there is no space on disk."""
        taken = self._take(record)
        self._aside.add(taken)
        self.rarity.add(taken.words)
        self._starts.append(self._starts[-1] + len(taken.tellings))
        for telling in taken.tellings:
            since, until = (taken.published, taken.published) if telling.since is None else (telling.since, telling.until)
            self._since.append(-FAR if since is None else since)
            self._until.append(FAR if until is None else until)
            self._named.append(telling.since is not None)
        return _members(taken)

    def calendar(self) -> Calendar:
        """The days that each telling is about: those it names, else the day of its report."""
        return Calendar(np.array(self._since, np.int64), np.array(self._until, np.int64))

    def windows(self, numbers: Ints) -> list[Window]:
        """Of each telling the days that it names."""
        return [(self._since[number], self._until[number]) if self._named[number] else ANY for number in numbers.tolist()]

    def report(self, number: int) -> int:
        """The number of a telling's report."""
        return bisect_right(self._starts, number) - 1

    def report_of(self, numbers: Ints) -> Ints:
        """(tellings,) the number of each one's report."""
        return np.searchsorted(np.frombuffer(self._starts, np.int64), numbers, side="right") - 1

    def keys(self, numbers: Ints) -> tuple[Ints, Ints]:
        """The keys of tellings, and the number of the telling that each is one of."""
        keys, of = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for report in np.unique(self.report_of(numbers)).tolist():
            shelf = self._aside[report].keys
            keys.append(np.frombuffer(shelf.numbers, np.int64))
            of.append(np.repeat(np.arange(self._starts[report], self._starts[report + 1]), np.frombuffer(shelf.sizes, np.uint32)))
        found = np.concatenate(of)
        wanted = np.isin(found, numbers)
        return np.concatenate(keys)[wanted], found[wanted]

    def together(self, left: Ints, right: Ints) -> tuple[Tellings, Ints, Ints]:
        """The reports of pairs of tellings, in memory, and the numbers that the pairs' sides have there."""
        reports = np.unique(self.report_of(np.concatenate([left, right])))
        found = Tellings(self.lexicon, self.rarity)
        for report in reports.tolist():
            found.add(self._aside[report])
        starts = np.frombuffer(self._starts, np.int64)
        # What a number there is less than here, by report.
        less = starts[reports] - np.cumsum(np.concatenate([np.zeros(1, np.int64), starts[reports + 1] - starts[reports]]))[:-1]
        one, other = (side - less[np.searchsorted(reports, self.report_of(side))] for side in (left, right))
        return found, one, other

    def members(self, numbers: Iterable[int]) -> dict[int, Member]:
        """Which events tellings are."""
        found: dict[int, Member] = {}
        for report in sorted({self.report(number) for number in numbers}):
            found.update(enumerate(_members(self._aside[report]), self._starts[report]))
        return found

    def parts(self, reports: int) -> Iterator[dict[Member, int]]:
        """The numbers of all events, some reports at a time."""
        for first in range(0, self.reports, reports):
            here = range(first, min(first + reports, self.reports))
            yield {member: number for report in here for number, member in enumerate(_members(self._aside[report]), self._starts[report])}


def _members(taken: Taken) -> tuple[Member, ...]:
    return tuple((telling.document, telling.event) for telling in taken.tellings)
