"""What is known of words: how rare they are, what they mean beside each other, and whether they are names.

`data/lexicon.npz` is made by `training.linking.lexicon`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from chancery.linking.bags import number_of
from chancery.linking.words import stem

NAMELIKE = 0.5


@dataclass(frozen=True)
class Lexicon:
    """Stems with their number; ``rarity`` is an inverse document frequency, ``capital`` how often a stem is written with a capital."""

    number: dict[str, int]
    rarity: NDArray[np.float32]
    vectors: NDArray[np.float32]
    capital: NDArray[np.float32]
    rarest: float
    classes: dict[str, frozenset[int]]

    @classmethod
    def load(cls) -> Lexicon:
        """The lexicon of this release."""
        return _load()

    def weight(self, word: str) -> float:
        """How much it tells that two texts share a word."""
        return self.rarity_of(stem(word))

    def rarity_of(self, name: str) -> float:
        """How rare a stem is."""
        number = self.number.get(name)
        return self.rarest if number is None else float(self.rarity[number])

    @cached_property
    def known(self) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
        """All stems by the numbers that bags have for them, ascending, and how rare they are."""
        numbers = np.array([number_of(name) for name in self.number], np.uint32)
        kinds, first = np.unique(numbers, return_index=True)
        return kinds, self.rarity[np.fromiter(self.number.values(), np.int64, len(numbers))[first]]

    def classes_of(self, words: Iterable[str]) -> frozenset[int]:
        """The classes of words that hold one of these, or a form of it."""
        return frozenset(number for word in words for number in self.classes.get(stem(word), ()))

    def is_name(self, word: str) -> bool:
        """Whether a word as it is written in a text is likely a name or part of one, be it a headline's."""
        if not word[:1].isupper() or len(word) < 2:
            return False
        number = self.number.get(stem(word))
        return number is None or float(self.capital[number]) >= NAMELIKE


@cache
def _load() -> Lexicon:
    with (files("chancery.linking") / "data" / "lexicon.npz").open("rb") as file, np.load(file, allow_pickle=False) as stored:
        stems = bytes(stored["stems"]).decode().split("\n")
        vectors = _unpacked(stored["vectors"])
        rarity, capital = stored["rarity"].astype(np.float32), stored["capital"].astype(np.float32) / 255
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return Lexicon({name: number for number, name in enumerate(stems)}, rarity, vectors, capital, float(rarity.max()), _classes())


def _classes() -> dict[str, frozenset[int]]:
    """The numbers of the classes of each stem, from `data/classes.txt`."""
    lines = (files("chancery.linking") / "data" / "classes.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(line for line in lines if line and not line.startswith("#")):
        for word in line.split():
            found[stem(word)].add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def _unpacked(packed: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Two numbers of four bits a byte."""
    steps = np.stack([packed >> 4, packed & 15], -1).reshape(len(packed), -1)
    return steps.astype(np.float32) - 8
