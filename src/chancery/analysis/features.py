"""Words to what the network reads: word pieces, word shapes and windows.

A window is ``[CLS] sentence [SEP] sentence [SEP] …``; the state of a word is that of its first piece. Training and
inference both build their input here, so ``FEATURES`` changes whenever this file or `coreference` changes what it makes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

FEATURES = 3
CLS, SEP, UNK, PAD = 101, 102, 100, 0
SOURCE_MARK, TARGET_MARK = 1, 2
"""``[unused0]`` and ``[unused1]`` of the BERT vocabulary stand before a marked source and target."""
SHAPES = 10
LONGEST_WORD = 12
"""Pieces of a word beyond this many are left out: they are addresses and noise."""

Bounds = tuple[int, int]


class Pieces(NamedTuple):
    """Word-piece ids of a text's words: those of word ``w`` are ``ids[starts[w]:starts[w + 1]]``."""

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]


class Window(NamedTuple):
    """Input of one pass: piece ids and shapes, and the place of each word's first piece."""

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    first: NDArray[np.int64]
    sentence: NDArray[np.int64]


def split(tokenizer: Tokenizer, words: Sequence[str]) -> Pieces:
    """The word pieces of ``words``; a word that the vocabulary cannot spell is one unknown piece."""
    encoding = tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
    owner = np.array(encoding.word_ids, dtype=np.int64)
    ids = np.array(encoding.ids, dtype=np.int64)
    if len(owner):
        rank = np.arange(len(owner)) - np.searchsorted(owner, owner)
        ids, owner = ids[rank < LONGEST_WORD], owner[rank < LONGEST_WORD]
    missing = np.setdiff1d(np.arange(len(words)), owner)
    if len(missing):
        order = np.argsort(np.concatenate([owner, missing]), kind="stable")
        ids = np.concatenate([ids, np.full(len(missing), UNK)])[order]
        owner = np.concatenate([owner, missing])[order]
    return Pieces(ids, np.searchsorted(owner, np.arange(len(words) + 1)))


@lru_cache(maxsize=1 << 15)
def shape_of(word: str) -> int:
    """The casing and kind of a word, which the uncased encoder does not see.

    >>> [shape_of(w) for w in ("peace", "Kyiv", "NATO", "iPhone", "2024", "1990s", ".")]
    [1, 2, 4, 5, 6, 7, 9]
    """
    if word.isalpha() or (word.replace(".", "").replace("'", "").replace("’", "").isalpha()):
        letters = word.replace(".", "")
        return _letter_shape(letters)
    if any(c.isdigit() for c in word):
        return 7 if any(c.isalpha() for c in word) else 6
    return 8 if any(c.isalpha() for c in word) else 9


def _letter_shape(word: str) -> int:
    if word.islower():
        return 1
    if word[:1].isupper() and (len(word) == 1 or word[1:].islower()):
        return 3 if len(word) == 1 else 2
    return 4 if word.isupper() else 5


def windows(sizes: Sequence[int], budget: int) -> list[Bounds]:
    """Ranges of consecutive sentences whose pieces fit ``budget``; as even as can be, so that none is left with a stub.

    ``sizes`` are the sentences' piece counts with their separator. A longer sentence has a window of its own.
    """
    total = sum(sizes)
    if not sizes:
        return []
    aim = total / -(-total // budget)
    ranges: list[Bounds] = []
    start, load = 0, 0
    for at, size in enumerate(sizes):
        if at > start and (load + size > budget or load + size / 2 > aim):
            ranges.append((start, at))
            start, load = at, 0
        load += size
    return [*ranges, (start, len(sizes))]


def build(words: Sequence[str], pieces: Pieces, sentences: Sequence[Bounds], longest: int) -> Window:
    """The window over ``sentences`` (word ranges, adjacent); pieces past ``longest`` are cut at the end of their sentence."""
    ids, shapes, first, owner = [CLS], [0], [], []
    for number, (a, b) in enumerate(sentences):
        for word in range(a, b):
            span = pieces.ids[pieces.starts[word] : pieces.starts[word + 1]].tolist()
            room = longest - 1 - len(ids)
            first.append(min(len(ids), longest - 2))
            owner.append(number)
            span = span[: max(room, 0)]
            ids.extend(span)
            shapes.extend([shape_of(words[word])] * len(span))
        if len(ids) < longest:
            ids.append(SEP)
            shapes.append(0)
    return Window(*(np.array(part, dtype=np.int64) for part in (ids, shapes, first, owner)))
