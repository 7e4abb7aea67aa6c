"""Tellings that are compared together, in columns: each event of each report, beside what the report is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from chancery.linking.bags import Bags, Floats, Rarity
from chancery.linking.lexicon import Lexicon
from chancery.linking.taking import REPORT_BAGS, TELLING_BAGS, Taken, Taker, Telling
from chancery.record.facts import Record

PLAIN = frozenset(("days", "actor_id", "class"))
"""Bags whose words are all alike."""


@dataclass(frozen=True)
class Report:
    """A report: its id and the day on which it came out, as a number."""

    document: str
    published: int | None


class Tellings:
    """Reports and their events, added report by report. ``rarity`` is of words among all reports, be there more than those here."""

    def __init__(self, lexicon: Lexicon | None = None, rarity: Rarity | None = None) -> None:
        self.lexicon = lexicon or Lexicon.load()
        self.rarity = rarity or rarity_of(self.lexicon)
        self.all: list[Telling] = []
        self.reports: list[Report] = []
        self.bags = {name: Bags(None if name in PLAIN else self.rarity) for name in TELLING_BAGS}
        self.report_bags = {name: Bags(self.rarity) for name in REPORT_BAGS}
        self._sizes: list[int] = []

    @classmethod
    def of(cls, records: Iterable[Record]) -> Tellings:
        """All that these records tell, rarity counted in them."""
        found = cls()
        take = Taker(found.lexicon)
        for record in records:
            taken = take(record)
            found.rarity.add(taken.words)
            found.add(taken)
        return found

    def __len__(self) -> int:
        return len(self.all)

    def add(self, taken: Taken) -> None:
        """Take in a report with its events; its words are not counted."""
        self.reports.append(Report(taken.document, taken.published))
        self._sizes.append(len(taken.tellings))
        self.all.extend(taken.tellings)
        for name, shelf in zip(TELLING_BAGS, taken.bags, strict=True):
            self.bags[name].add(shelf.sizes, shelf.numbers)
        for name, bag in zip(REPORT_BAGS, taken.report, strict=True):
            self.report_bags[name].add(np.uint32(len(bag.numbers) // 4).tobytes(), bag.numbers, bag.weights)

    @cached_property
    def report_of(self) -> NDArray[np.int64]:
        """(tellings,) the number of each one's report."""
        return np.repeat(np.arange(len(self.reports), dtype=np.int64), self._sizes)

    @cached_property
    def kinds(self) -> tuple[NDArray[np.str_], NDArray[np.intp]]:
        """The different words by which events are called, and (tellings,) the number of each one's."""
        return np.unique(np.array([telling.words for telling in self.all], np.str_), return_inverse=True)

    @cached_property
    def meanings(self) -> tuple[Floats, NDArray[np.intp]]:
        """(different ones, width) what triggers mean, and (tellings,) the number of each one's."""
        different: dict[tuple[int, ...], int] = {}
        of = np.array([different.setdefault(telling.meaning, len(different)) for telling in self.all], np.intp)
        return np.array([self._meant(one) for one in different], np.float32).reshape(len(different), self.lexicon.vectors.shape[1]), of

    def _meant(self, words: tuple[int, ...]) -> Floats:
        """What words mean together, the rarer the more; zero where none is known."""
        lexicon = self.lexicon
        mean = np.zeros(lexicon.vectors.shape[1], np.float32)
        for number in words:
            mean += lexicon.vectors[number] * lexicon.rarity[number]
        return mean / max(float(np.linalg.norm(mean)), 1e-6)

    @cached_property
    def spaced(self) -> NDArray[np.bool_]:
        """(tellings,) whether several words name it."""
        kinds, of = self.kinds
        return np.array([" " in str(words) for words in kinds], np.bool_)[of]

    @cached_property
    def rareness(self) -> Floats:
        """(tellings,) how rare the rarest of the words that name it is, 1 at most."""
        kinds, of = self.kinds
        weight = self.lexicon.weight
        found = np.array([max((weight(word) for word in str(words).split()), default=0.0) for words in kinds], np.float32)
        return (found / np.float32(self.lexicon.rarest))[of]

    @cached_property
    def codes(self) -> NDArray[np.str_]:
        """(tellings,)"""
        return np.array([telling.code for telling in self.all], np.str_)

    @cached_property
    def statuses(self) -> NDArray[np.str_]:
        """(tellings,)"""
        return np.array([telling.status for telling in self.all], np.str_)

    @cached_property
    def sentences(self) -> NDArray[np.int64]:
        """(tellings,) the number of the sentence that each stands in."""
        return np.array([telling.sentence for telling in self.all], np.int64)


def rarity_of(lexicon: Lexicon) -> Rarity:
    """How rare words are before any report is counted."""
    return Rarity(*lexicon.known, lexicon.rarest)
