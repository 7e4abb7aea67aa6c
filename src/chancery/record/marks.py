"""What the network saw in a document: marks over words, each with its score. Assembly turns them into facts.

Words are counted through the whole document; a mark covers words ``first`` up to and with ``last``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from chancery.record.text import Document, Span

Bounds = tuple[int, int]


@dataclass(frozen=True)
class Mark:
    """Words with a label; ``score`` is the mean probability of its words' labels."""

    first: int
    last: int
    label: str
    score: float

    def holds(self, other: Mark) -> bool:
        return self.first <= other.first and other.last <= self.last


@dataclass(frozen=True)
class Trigger:
    """Words that name a happening, with what is read at them: modes, status, and the nearest voice's stance."""

    mark: Mark
    modes: tuple[str, ...]
    status: str
    stance: str
    stances: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Tree:
    """Universal Dependencies of all words: UPOS, head (-1 for a root) and relation."""

    upos: tuple[str, ...]
    heads: tuple[int, ...]
    rels: tuple[str, ...]


class Near(NamedTuple):
    """Probabilities (roles, words) for the words from ``first`` on; with words further off nothing was compared."""

    first: int
    chances: NDArray[np.float32]


@dataclass(frozen=True)
class Analysis:
    """All marks of one document.

    ``links``: from a word (start of a trigger, cue or issue; end of a mention) the probability that each word near it
    plays each role for it. ``same_actor`` (mentions, mentions): score that the second is an earlier mention of the
    first's actor, against 0 for none. ``topics`` (words, labels): how much of each of ``topic_labels`` a word shows, if it is
    part of what somebody stands for or against, the first label for none of them; no labels where the bundle does not know them.
    """

    document: Document
    words: tuple[Bounds, ...]
    sentences: tuple[Bounds, ...]
    tree: Tree
    names: tuple[Mark, ...]
    mentions: tuple[Mark, ...]
    triggers: tuple[Trigger, ...]
    cues: tuple[Mark, ...]
    attributions: tuple[Mark, ...]
    channels: tuple[Mark, ...]
    titles: tuple[Mark, ...]
    issues: tuple[Mark, ...]
    links: dict[int, Near]
    roles: tuple[str, ...]
    same_actor: NDArray[np.float32]
    topics: NDArray[np.float32]
    topic_labels: tuple[str, ...]

    @cached_property
    def mention_bounds(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(mentions,) first words, and words after the last."""
        return (np.array([m.first for m in self.mentions], np.int64), np.array([m.last + 1 for m in self.mentions], np.int64))

    def span(self, first: int, last: int) -> Span:
        """The characters of words ``first`` up to and with ``last``."""
        return Span.over(self.document.text, self.words[first][0], self.words[last][1])

    @cached_property
    def spelt(self) -> tuple[str, ...]:
        """Every word as the text has it."""
        text = self.document.text
        return tuple(text[start:end] for start, end in self.words)

    def word(self, number: int) -> str:
        return self.spelt[number]

    def sentence_of(self, word: int) -> int:
        """Number of the sentence that holds a word."""
        low, high = 0, len(self.sentences) - 1
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if word < self.sentences[middle][1] else (middle + 1, high)
        return low

    def role(self, word: int, role: str) -> NDArray[np.float32]:
        """(words,) probability of playing ``role`` for ``word``."""
        near = self.near(word, role)
        row = np.zeros(len(self.words), np.float32)
        row[near.first : near.first + len(near.chances)] = near.chances
        return row

    def near(self, word: int, role: str) -> Near:
        """The same for the words near ``word`` alone: (words,) chances from a first word on."""
        first, chances = self.links[word]
        return Near(first, chances[self.roles.index(role)])

    @cached_property
    def peaks(self) -> dict[int, list[float]]:
        """From a word the highest probability of each role, in the order of ``roles``: who is over it nowhere need not be sought."""
        return {word: near.chances.max(1, initial=0.0).tolist() for word, near in self.links.items()}

    def chance(self, word: int, role: str, target: int) -> float:
        """Probability that one word plays ``role`` for ``word``."""
        first, chances = self.near(word, role)
        return float(chances[target - first]) if 0 <= target - first < len(chances) else 0.0
