"""Coreference of a folder of OntoGUM documents: MUC, B-cubed, CEAFe and their mean, predicted mentions.

The network marks mentions of actors, OntoGUM whatever is spoken of twice; so candidates are the noun phrases of the
network's own trees. Words and sentences are gold, nothing else is. Each candidate goes to the antecedent that the pair scores
like best, if they like one better than none; who stays alone is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chancery.analysis.analyse import Reader
from chancery.analysis.bundle import Bundle
from chancery.analysis.runtime import run
from chancery.reading.segment import Segmentation
from chancery.record.marks import Bounds
from training.corpora.example import Mention
from training.corpora.library import gum
from training.phrases import noun_phrases
from training.tasks.chains import Chain, figures

Floats = NDArray[np.float32]
NEVER = -1e4


def evaluate(bundle: Bundle, path: Path) -> dict[str, Any]:
    """F1 of the measures over all documents of the folder; ``mentions`` is gold's number of them."""
    examples = gum(path)
    raws = run(bundle, [(e.words, e.sentences) for e in examples])
    readers = [Reader(bundle, e.words, Segmentation((), e.sentences), raw) for e, raw in zip(examples, raws, strict=True)]
    pairs = [(gold_chains(e.mentions or ()), chains(reader)) for e, reader in zip(examples, readers, strict=True)]
    return {**figures(pairs), "mentions": sum(len(chain) for gold, _ in pairs for chain in gold)}


def gold_chains(mentions: Sequence[Mention]) -> list[Chain]:
    """The clusters of two mentions and more."""
    names = sorted({m.cluster for m in mentions})
    chains = (frozenset((m.first, m.last) for m in mentions if m.cluster == name) for name in names)
    return [chain for chain in chains if len(chain) > 1]


def chains(reader: Reader) -> list[Chain]:
    """The chains that the network sees among the noun phrases of its trees."""
    bounds = noun_phrases(reader.words, reader.tree())
    return join(bounds, scores(reader, bounds))


def scores(reader: Reader, bounds: Sequence[Bounds]) -> Floats:
    """(mentions, mentions) score that the second is an antecedent of the first, windows apart or not."""
    return np.where(overlaps(bounds), np.float32(NEVER), reader.coreference(bounds))


def overlaps(bounds: Sequence[Bounds]) -> NDArray[np.bool_]:
    """(mentions, mentions) whether two share a word: "his" of "his army" is not the army."""
    first, last = np.array(bounds, np.int64).reshape(-1, 2).T
    shared: NDArray[np.bool_] = (first[:, None] <= last[None]) & (first[None] <= last[:, None])
    return shared


def join(bounds: Sequence[Bounds], liked: Floats) -> list[Chain]:
    """Chains from each mention's best antecedent: the highest score over 0 among the mentions before it."""
    chain: list[list[Bounds]] = []
    home: list[int] = []
    for number, mention in enumerate(bounds):
        best = int(liked[number, :number].argmax()) if number else -1
        if best >= 0 and liked[number, best] > 0:
            home.append(home[best])
        else:
            home.append(len(chain))
            chain.append([])
        chain[home[number]].append(mention)
    return [frozenset(members) for members in chain if len(members) > 1]
