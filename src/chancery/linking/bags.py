"""Bags of weighted words, many to a shelf, and how alike pairs of them are."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from functools import cached_property
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
CHUNK = 100_000
"""Pairs looked at together."""
PRIOR = 300
"""Reports that the lexicon counts for against those at hand."""
UNKNOWN = 9.0
"""How rare a word is of which nothing is known."""
_HALF, _COLUMN = np.uint64(32), np.uint64(0xFFFFFFFF)


class Rarity:
    """How rare words are among the reports at hand, with what was known before as if from ``PRIOR`` more reports."""

    def __init__(self) -> None:
        self._reports, self._spread, self._before = 0, dict[int, int](), dict[int, float]()

    def add(self, bag: Mapping[str, float], before: Callable[[str], float]) -> None:
        """Count a report's words; ``before`` is how rare a word was known to be."""
        self._reports += 1
        for word in bag:
            number = crc32(word.encode())
            if number not in self._before:
                self._before[number] = before(word)
            self._spread[number] = self._spread.get(number, 0) + 1

    def __call__(self, numbers: NDArray[np.uint32]) -> Floats:
        """(words,) by their numbers."""
        kinds, where = np.unique(numbers, return_inverse=True)
        before = np.array([self._before.get(int(n), UNKNOWN) for n in kinds])
        spread = np.array([self._spread.get(int(n), 0) for n in kinds]) + PRIOR * np.exp(-before)
        rarity: Floats = np.log((self._reports + PRIOR + 1) / (spread + 1)).astype(np.float32)
        return rarity[where]


class Rows:
    """A sparse matrix: of each row the numbers of its columns, ascending, and their weights."""

    def __init__(self, ends: Ints, numbers: NDArray[np.uint32], weights: Floats) -> None:
        self.ends, self.weights = ends, weights
        rows = np.repeat(np.arange(len(ends) - 1, dtype=np.uint64), np.diff(ends))
        self.keys = (rows << _HALF) | numbers.astype(np.uint64)
        """(entries,) row and column in one number, ascending."""

    @classmethod
    def of(cls, count: int, rows: Ints, columns: Ints, weights: Floats) -> Rows:
        """From entries in any order."""
        order = np.lexsort((columns, rows))
        ends = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=count))]).astype(np.int64)
        return cls(ends, columns[order].astype(np.uint32), weights[order])

    @property
    def has(self) -> NDArray[np.bool_]:
        """(rows,) whether there is anything in it."""
        return np.diff(self.ends) > 0

    def dot(self, left: Ints, right: Ints, other: Rows | None = None) -> Floats:
        """(pairs,) product of rows ``left`` with rows ``right``, of the other rows where they are given."""
        return self.alike(left, right, other)[0]

    def alike(self, left: Ints, right: Ints, other: Rows | None = None) -> tuple[Floats, Floats]:
        """(pairs,) the product, and the most that one column adds to it."""
        parts = [self._alike(left[a : a + CHUNK], right[a : a + CHUNK], other or self) for a in range(0, len(left), CHUNK)]
        if not parts:
            return np.zeros(0, np.float32), np.zeros(0, np.float32)
        return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])

    def _alike(self, left: Ints, right: Ints, other: Rows) -> tuple[Floats, Floats]:
        sizes = self.ends[left + 1] - self.ends[left]
        pair = np.repeat(np.arange(len(left)), sizes)
        first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        entry = np.arange(len(pair)) - np.repeat(first - self.ends[left], sizes)
        wanted = (right[pair].astype(np.uint64) << _HALF) | (self.keys[entry] & _COLUMN)
        at = np.minimum(np.searchsorted(other.keys, wanted), max(len(other.keys) - 1, 0))
        hit = other.keys[at] == wanted if len(other.keys) else np.zeros(len(wanted), np.bool_)
        gain = self.weights[entry[hit]] * other.weights[at[hit]]
        most = np.zeros(len(left), np.float32)
        np.maximum.at(most, pair[hit], gain)
        return np.bincount(pair[hit], gain, len(left)).astype(np.float32), most


class Bags:
    """Rows of weighted words, added one by one; with ``rarity`` a weight is multiplied by how rare its word is."""

    def __init__(self, rarity: Rarity | None = None) -> None:
        self._ends, self._words, self._weights, self._rarity = array("q", [0]), array("I"), array("f"), rarity

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, bag: Mapping[str, float]) -> None:
        for number, weight in sorted((crc32(word.encode()), weight) for word, weight in bag.items()):
            self._words.append(number)
            self._weights.append(weight)
        self._ends.append(len(self._words))

    @cached_property
    def rows(self) -> Rows:
        """All bags, each of length one, so that products are cosines."""
        ends, numbers = np.array(self._ends, np.int64), np.array(self._words, np.uint32)
        raw = np.array(self._weights, np.float64)
        if self._rarity is not None:
            raw *= self._rarity(numbers)
        row = np.repeat(np.arange(len(self)), np.diff(ends))
        lengths = np.sqrt(np.bincount(row, raw**2, len(self)))
        return Rows(ends, numbers, (raw / np.maximum(lengths[row], 1e-9)).astype(np.float32))
