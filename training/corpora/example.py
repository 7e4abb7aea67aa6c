"""One labelled text, whatever corpus it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from chancery.reading.segment import Bounds, segment, words_of

UNKNOWN = -100
"""The label of a word that a corpus says nothing about; losses skip it."""


@dataclass(frozen=True)
class Link:
    """From a word to the words that play a role for it (``actor`` of a trigger, ``content`` of a cue …)."""

    word: int
    role: str
    targets: tuple[int, ...]


@dataclass(frozen=True)
class Mention:
    """Words ``first`` up to and with ``last`` that speak of the entity ``cluster``."""

    first: int
    last: int
    cluster: str


@dataclass(frozen=True)
class Example:
    """Words in sentences with what a corpus knows of them.

    ``tags``: per head one label a word. ``several``: per head the set of labels of some words. ``numbers``: per head a
    value of some words. ``heads``/``rels``: the tree of each sentence, heads as word numbers, -1 for the root. ``asked``:
    for a word, the link roles that are annotated there, so that a missing link is a negative one. ``pair``: a source and a
    target span with the class of what passes between them.
    """

    corpus: str
    words: tuple[str, ...]
    sentences: tuple[Bounds, ...]
    tags: dict[str, list[str | None]] = field(default_factory=dict)
    several: dict[str, dict[int, frozenset[str]]] = field(default_factory=dict)
    numbers: dict[str, dict[int, float]] = field(default_factory=dict)
    heads: tuple[int, ...] | None = None
    rels: tuple[str, ...] | None = None
    links: tuple[Link, ...] = ()
    asked: dict[int, frozenset[str]] = field(default_factory=dict)
    mentions: tuple[Mention, ...] | None = None
    pair: tuple[int, int, str] | None = None

    def cut(self, first: int, last: int) -> Example:
        """The sentences ``first`` up to ``last`` alone, with every word number moved."""
        a, b = self.sentences[first][0], self.sentences[last - 1][1]
        within = range(a, b)
        return replace(
            self,
            words=self.words[a:b],
            sentences=tuple((x - a, y - a) for x, y in self.sentences[first:last]),
            tags={head: labels[a:b] for head, labels in self.tags.items()},
            several={head: {w - a: v for w, v in at.items() if w in within} for head, at in self.several.items()},
            numbers={head: {w - a: v for w, v in at.items() if w in within} for head, at in self.numbers.items()},
            heads=None if self.heads is None else tuple(h - a if h >= 0 else -1 for h in self.heads[a:b]),
            rels=None if self.rels is None else self.rels[a:b],
            links=tuple(Link(k.word - a, k.role, tuple(t - a for t in k.targets if t in within)) for k in self.links if k.word in within),
            asked={w - a: roles for w, roles in self.asked.items() if w in within},
            mentions=None if self.mentions is None else tuple(
                Mention(m.first - a, m.last - a, m.cluster) for m in self.mentions if m.first in within and m.last in within),
        )


def bio(length: int, spans: Iterable[tuple[int, int, str]]) -> list[str | None]:
    """Tags over ``length`` words from (first, last, label) spans; the earlier span of two that overlap stays."""
    tags: list[str | None] = ["O"] * length
    for first, last, label in spans:
        if all(tags[w] == "O" for w in range(first, last + 1)):
            tags[first : last + 1] = [f"B-{label}", *[f"I-{label}"] * (last - first)]
    return tags


class Aligned:
    """A raw text in words, and the way from its characters to them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.bounds, self.sentences = segment(text)
        self.words = tuple(text[a:b] for a, b in self.bounds)
        self._owner = [0] * (len(text) + 1)
        for number, (a, b) in enumerate(self.bounds):
            self._owner[a:b] = [number + 1] * (b - a)

    def cover(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last word that ``text[start:end]`` touches."""
        touched = [w for w in self._owner[start:end] if w]
        return (touched[0] - 1, touched[-1] - 1) if touched else None

    def words_in(self, start: int, end: int) -> tuple[int, ...]:
        span = self.cover(start, end)
        return tuple(range(span[0], span[1] + 1)) if span else ()


def sentence_ranges(lengths: Sequence[int]) -> tuple[Bounds, ...]:
    """Word ranges of sentences that follow each other."""
    ranges, at = [], 0
    for length in lengths:
        ranges.append((at, at + length))
        at += length
    return tuple(ranges)


__all__ = ["UNKNOWN", "Aligned", "Example", "Link", "Mention", "bio", "sentence_ranges", "words_of"]
