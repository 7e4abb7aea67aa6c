"""Linked pairs of source and content in a PolNeAR part: who says what, as the network's links tie them to a cue.

Gold are the attributions with both. A guess takes each cue that the attribution head sees, of its sources the one that the
``speaker`` link likes best, and the words that the ``content`` link likes. A pair is right when the words of both sides
share at least half of what they have together; pairs that share most are matched first, one to one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from chancery.analysis.analyse import Reader
from chancery.analysis.bundle import Bundle
from chancery.analysis.runtime import run
from chancery.reading.segment import Segmentation
from chancery.record.marks import Mark
from training.corpora.attribution import read_polnear
from training.corpora.example import Example
from training.tasks.measures import f1

SHARED, LIKED, SAID = 0.5, 0.1, 0.5
"""Jaccard from which a side is right; mean chance from which a source speaks, and chance from which a word is said."""


class Pair(NamedTuple):
    """Words of a source and of what it says."""

    source: frozenset[int]
    content: frozenset[int]


def evaluate(bundle: Bundle, path: Path) -> dict[str, Any]:
    """F1 of linked pairs over a part's articles."""
    examples = read_polnear(path)
    hits = guessed = wanted = 0
    for example in examples:
        raw = run(bundle, [(example.words, example.sentences)])[0]
        guess = list(guessed_pairs(Reader(bundle, example.words, Segmentation((), example.sentences), raw)))
        gold = gold_pairs(example)
        hits, guessed, wanted = hits + matches(gold, guess), guessed + len(guess), wanted + len(gold)
    return {**f1(hits, guessed, wanted), "pairs": wanted}


def gold_pairs(example: Example) -> list[Pair]:
    sides: dict[int, dict[str, set[int]]] = {}
    for link in example.links:
        sides.setdefault(link.word, {}).setdefault(link.role, set()).update(link.targets)
    return [Pair(frozenset(s["speaker"]), frozenset(s["content"])) for s in sides.values() if len(s) == 2]


def guessed_pairs(reader: Reader) -> Iterator[Pair]:
    marks = reader.marks("attribution")
    cues, sources = [m for m in marks if m.label == "cue"], [m for m in marks if m.label == "source"]
    speaker, content = (reader.layout.roles.index(role) for role in ("speaker", "content"))
    for cue, near in sorted(reader.links({cue.first for cue in cues}).items()):
        said = frozenset((np.flatnonzero(near.chances[content] >= SAID) + near.first).tolist())
        ranked = [(_mean(near.chances[speaker], source, near.first), -abs(source.first - cue), source) for source in sources
                  if near.first <= source.first and source.last < near.first + near.chances.shape[1]]
        best = max(ranked, key=lambda r: r[:2], default=None)
        if best and best[0] >= LIKED and said:
            yield Pair(frozenset(range(best[2].first, best[2].last + 1)), said)


def _mean(chances: Any, mark: Mark, first: int) -> float:
    return float(chances[mark.first - first : mark.last - first + 1].mean())


def matches(gold: list[Pair], guess: list[Pair]) -> int:
    """How many are right, one to one, those that share most first."""
    ranked = sorted(((min(share(a.source, b.source), share(a.content, b.content)), i, j)
                     for i, a in enumerate(gold) for j, b in enumerate(guess)), reverse=True)
    left, right = set(range(len(gold))), set(range(len(guess)))
    for likeness, i, j in ranked:
        if likeness >= SHARED and i in left and j in right:
            left.remove(i)
            right.remove(j)
    return len(gold) - len(left)


def share(a: frozenset[int], b: frozenset[int]) -> float:
    """Jaccard."""
    return len(a & b) / len(a | b) if a or b else 0.0
