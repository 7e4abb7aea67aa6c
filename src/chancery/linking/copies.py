"""Near-duplicates: reprints of one text, so that ten papers that print one agency's report count as one independent source.

A text is known by a sketch of some 800 bytes: MinHash over its shingles of five words, once over the whole and once over the
lead. Copies of agency reports are cut from the end, edited here and there and given another headline; the lead survives that, and
the sketch of the whole tells how much of the shorter text stands in the longer one. Two sketches can be copies only if they share a
band, so whoever keeps sketches finds the few to compare by an index over `bands`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple, Self
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

SHINGLE = 5
"""Words."""
LEAD = 120
"""Shingles of the beginning that have a sketch of their own."""
FEWEST = 20
"""Shingles under which a text is too short to tell a copy from a coincidence."""
_HASHES, _LEAD_HASHES = 128, 64
# Of pairs whose leads agree in four shingles of five, 99.9 in 100 share a band; of pairs that agree in one of five, 3 in 100.
_LEAD_BANDS, _LEAD_ROWS = 16, 4
_WHOLE_BANDS, _WHOLE_ROWS = 12, 5
COPIED = 0.7
"""Share of the shorter text, estimated, that must stand in the longer; of two reports on one happening it is under 0.2."""
_SHORTEST = 0.15
"""Times the length of the longer that the shorter must have: a line in a survey of the week is no reprint."""
_STEP = 1024
"""Shingles looked at together: as many as a processor keeps near it."""

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*\s*$")
_DATELINE = re.compile(r"[A-Z][^.!?\n]{0,80}?\s[-–—]{1,2}\s")
_MOST_HEADS, _LONGEST_HEAD = 3, 20
"""Lines, and words of one."""


class Sketch(msgspec.Struct, frozen=True):
    """What is kept of a text to find its copies: the same in every release, so it may be stored."""

    lead: bytes
    whole: bytes
    shingles: int

    def packed(self) -> bytes:
        """The sketch in the bytes that a store keeps."""
        return self.shingles.to_bytes(4, "little") + self.lead + self.whole

    @classmethod
    def unpacked(cls, raw: bytes) -> Self:
        """The sketch that was packed."""
        return cls(raw[4 : 4 + 4 * _LEAD_HASHES], raw[4 + 4 * _LEAD_HASHES :], int.from_bytes(raw[:4], "little"))


class Known(NamedTuple):
    """A document that was placed before: its group and its sketch."""

    document: str
    group: str
    sketch: Sketch


class Placed(NamedTuple):
    """The group of a document, the groups that turned out to be one with it, and how many copies were seen."""

    group: str
    merged: frozenset[str]
    copies: int


def sketch(text: str) -> Sketch | None:
    """The sketch of a text; null where it is too short to tell a copy from a coincidence.

    Headline, byline and dateline are left out, as they differ between copies.
    """
    shingles = _shingles(_body(text))
    if len(shingles) < FEWEST:
        return None
    lead = _minima(shingles[:LEAD], _LEAD_HASHES)
    return Sketch(lead.astype("<u4").tobytes(), _minima(shingles).astype("<u4").tobytes(), len(np.unique(shingles)))


def bands(sketched: Sketch) -> tuple[int, ...]:
    """Keys of 64 bits with a sign; sketches without one in common are no copies of each other, as far as sketches can tell."""
    return (*_keys(b"lead", sketched.lead, _LEAD_BANDS, _LEAD_ROWS), *_keys(b"whole", sketched.whole, _WHOLE_BANDS, _WHOLE_ROWS))


def _keys(kind: bytes, minima: bytes, many: int, rows: int) -> Iterator[int]:
    for number in range(many):
        values = minima[number * rows * 4 : (number + 1) * rows * 4]
        yield int.from_bytes(blake2b(b"%s%d:%s" % (kind, number, values), digest_size=8).digest(), "big", signed=True)


def share(one: Sketch, other: Sketch) -> float:
    """How much of the shorter text stands in the longer, estimated, 0 to 1."""
    alike = float(np.mean(np.frombuffer(one.whole, "<u4") == np.frombuffer(other.whole, "<u4")))
    common = alike * (one.shingles + other.shingles) / (1 + alike)
    return min(1.0, common / min(one.shingles, other.shingles))


def are_copies(one: Sketch, other: Sketch) -> bool:
    """Whether one text is a reprint of the other, whole or with its end cut off."""
    shorter, longer = sorted((one.shingles, other.shingles))
    return shorter >= _SHORTEST * longer and share(one, other) >= COPIED


def place(document: str, sketched: Sketch, near: Iterable[Known]) -> Placed:
    """The group of a new document among those that share a band with it, given oldest first.

    A group is called by its first document and keeps that name; a document that is a copy of members of several groups makes them
    one, under the name of the oldest. Which documents are together does not depend on the order in which they came.
    """
    groups = [known.group for known in near if are_copies(sketched, known.sketch)]
    return Placed(groups[0], frozenset(groups) - {groups[0]}, len(groups)) if groups else Placed(document, frozenset(), 0)


class Copies:
    """Groups of copies, kept in memory.

    >>> wire = "The foreign minister of Graustark said on Monday that nobody had left the table, and that the talks would go on. " * 3
    >>> copies = Copies()
    >>> copies.add("a", "Graustark denies it\\n\\n" + wire), copies.add("b", "KYIV (Wire) - " + wire), copies.add("c", "Rain is expected.")
    ('a', 'a', 'c')
    """

    def __init__(self) -> None:
        self._known: dict[str, Known] = {}
        self._order: dict[str, int] = {}
        self._banded: defaultdict[int, list[str]] = defaultdict(list)
        self._members: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, document: str, text: str) -> str:
        """The group of the document, as of now."""
        if document in self._known:
            return self._known[document].group
        made = sketch(text)
        if made is None:
            return document
        keys = bands(made)
        near = {name for key in keys for name in self._banded[key]}
        placed = place(document, made, (self._known[name] for name in sorted(near, key=self._order.__getitem__)))
        self._join(placed)
        self._order[document] = len(self._order)
        self._known[document] = Known(document, placed.group, made)
        self._members[placed.group].append(document)
        for key in keys:
            self._banded[key].append(document)
        return placed.group

    def _join(self, placed: Placed) -> None:
        for group in sorted(placed.merged, key=self._order.__getitem__):
            for name in self._members.pop(group):
                self._known[name] = self._known[name]._replace(group=placed.group)
                self._members[placed.group].append(name)

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The groups of more than one document, the group's name first."""
        return tuple(tuple(group) for group in self._members.values() if len(group) > 1)


def _body(text: str) -> str:
    """The text without headline, byline and dateline."""
    lines = [line for line in text.splitlines() if line.strip()]
    heads = 0
    while heads < min(_MOST_HEADS, len(lines) - 1) and _is_head(lines[heads]):
        heads += 1
    body = "\n".join(lines[heads:])
    return _DATELINE.sub("", body[:100], count=1) + body[100:]


def _is_head(line: str) -> bool:
    """Whether a line is a headline, byline or date by the look of it: short, and no sentence."""
    return len(line.split()) <= _LONGEST_HEAD and not _SENTENCE_END.search(line)


def _shingles(text: str) -> NDArray[np.uint64]:
    """A number for every five words in a row, in the text's order."""
    # CRC is no strong hash and need not be: what tells shingles apart comes of the mixing.
    words = _stirred(np.array([crc32(word.encode("utf-8", "replace")) for word in _WORD.findall(text.casefold())], np.uint64))
    count = len(words) - SHINGLE + 1
    if count <= 0:
        return np.zeros(0, np.uint64)
    mixed = np.zeros(count, np.uint64)
    for place in range(SHINGLE):
        mixed = mixed * _MULTIPLIER + words[place : place + count]
    return _stirred(mixed)


def _stirred(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Every bit made to depend on every other (the last steps of SplitMix64)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
with np.errstate(over="ignore"):
    _DRAWN = _stirred(np.arange(1, 2 * _HASHES + 1, dtype=np.uint64) * _MULTIPLIER)
_TIMES, _PLUS = _DRAWN[:_HASHES] | np.uint64(1), _DRAWN[_HASHES:]


def _minima(shingles: NDArray[np.uint64], hashes: int = _HASHES) -> NDArray[np.uint32]:
    """MinHash: for each of the hash functions the least value over all shingles."""
    least = np.full(hashes, np.iinfo(np.uint64).max, np.uint64)
    times, plus = _TIMES[:hashes, None], _PLUS[:hashes, None]
    for start in range(0, len(shingles), _STEP):
        values = shingles[start : start + _STEP] * times  # (hashes, shingles)
        values += plus
        np.minimum(least, values.min(axis=1), out=least)
    return (least >> np.uint64(32)).astype(np.uint32)
