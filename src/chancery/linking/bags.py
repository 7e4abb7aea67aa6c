"""Bags of weighted words, many to a shelf, and how alike pairs of them are. A word is a number: the CRC of its stem."""

from __future__ import annotations

from functools import cached_property
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Words = NDArray[np.uint32]
CHUNK = 4_000
"""Pairs looked at together: of each all words of one side are."""
PRIOR = 300
"""Reports that the lexicon counts for against those at hand."""
UNKNOWN = 9.0
"""How rare a word is of which nothing is known."""
WAITING = 1_000_000
"""Words that are counted together."""
_HALF, _COLUMN = np.uint64(32), np.uint64(0xFFFFFFFF)


def number_of(word: str) -> int:
    """The number by which a word is known here."""
    return crc32(word.encode())


class Rarity:
    """How rare words are among the reports at hand, with what was known before as if from ``PRIOR`` more reports.

    ``known`` are words with how rare they were known to be, ascending; any other word was as rare as ``rarest``.
    """

    def __init__(self, known: Words, before: Floats, rarest: float) -> None:
        self._known, self._before, self._rarest = known, before, rarest
        self._reports, self._waiting, self._size = 0, list[bytes](), 0
        self._kinds, self._spread = np.zeros(0, np.uint32), np.zeros(0, np.int64)

    def add(self, words: bytes) -> None:
        """Count a report's words, each given once."""
        self._reports += 1
        self._waiting.append(words)
        self._size += len(words) // 4
        if self._size >= WAITING:
            self._count()

    def _count(self) -> None:
        new, counts = np.unique(np.frombuffer(b"".join(self._waiting), np.uint32), return_counts=True)
        kinds = np.union1d(self._kinds, new)
        spread = np.zeros(len(kinds), np.int64)
        spread[np.searchsorted(kinds, self._kinds)] = self._spread
        spread[np.searchsorted(kinds, new)] += counts
        self._kinds, self._spread, self._waiting, self._size = kinds, spread, [], 0

    def __call__(self, words: Words) -> Floats:
        """(words,) by their numbers."""
        if self._waiting:
            self._count()
        kinds, where = np.unique(words, return_inverse=True)
        spread, seen = _found(self._kinds, self._spread, kinds)
        before, told = _found(self._known, self._before, kinds)
        before = np.where(seen, np.where(told, before, self._rarest), UNKNOWN).astype(np.float64)
        rarity: Floats = np.log((self._reports + PRIOR + 1) / (spread + PRIOR * np.exp(-before) + 1)).astype(np.float32)
        return rarity[where]


def _found(kinds: Words, values: NDArray[np.generic], wanted: Words) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """(wanted,) values of words, 0 for those that are not there, and which are."""
    if not len(kinds):
        return np.zeros(len(wanted)), np.zeros(len(wanted), np.bool_)
    at = np.minimum(np.searchsorted(kinds, wanted), len(kinds) - 1)
    there = kinds[at] == wanted
    return np.where(there, values[at], 0).astype(np.float64), there


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
    """Rows of weighted words, added shelf by shelf; with ``rarity`` a weight is multiplied by how rare its word is."""

    def __init__(self, rarity: Rarity | None = None) -> None:
        self._sizes, self._words, self._weights, self._rarity = list[bytes](), list[bytes](), list[bytes](), rarity

    def add(self, sizes: bytes, words: bytes, weights: bytes | None = None) -> None:
        """Some bags: how many words each has, the words of one after the other, ascending; all weigh 1 where no weights are given."""
        self._sizes.append(sizes)
        self._words.append(words)
        if weights is not None:
            self._weights.append(weights)

    @cached_property
    def rows(self) -> Rows:
        """All bags, each of length one, so that products are cosines."""
        sizes = np.frombuffer(b"".join(self._sizes), np.uint32).astype(np.int64)
        numbers = np.frombuffer(b"".join(self._words), np.uint32)
        given = np.frombuffer(b"".join(self._weights), np.float32) if self._weights else np.ones(len(numbers), np.float32)
        raw = given.astype(np.float64)
        if self._rarity is not None:
            raw *= self._rarity(numbers)
        row = np.repeat(np.arange(len(sizes)), sizes)
        lengths = np.sqrt(np.bincount(row, raw**2, len(sizes)))
        ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
        return Rows(ends, numbers, (raw / np.maximum(lengths[row], 1e-9)).astype(np.float32))

