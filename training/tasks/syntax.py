"""UPOS and dependencies on gold tokens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from chancery.analysis.analyse import Reader
from chancery.analysis.bundle import Bundle
from chancery.analysis.runtime import run
from chancery.reading.segment import Segmentation
from training.corpora.treebanks import read_trees


def evaluate(bundle: Bundle, path: Path) -> dict[str, Any]:
    """Share of words with the right UPOS, head, and head with relation (subtypes included; ``las_universal`` without)."""
    examples = read_trees(path, "gold")
    raws = run(bundle, [(e.words, e.sentences) for e in examples])
    right = np.zeros(4)
    for example, raw in zip(examples, raws, strict=True):
        tree = Reader(bundle, example.words, Segmentation((), example.sentences), raw).tree()
        assert example.heads is not None and example.rels is not None
        head = np.array(tree.heads) == np.array(example.heads)
        rel = np.array([a == b for a, b in zip(tree.rels, example.rels, strict=True)])
        base = np.array([a.split(":")[0] == b.split(":")[0] for a, b in zip(tree.rels, example.rels, strict=True)])
        upos = np.array([a == b for a, b in zip(tree.upos, example.tags["upos"], strict=True)])
        right += [upos.sum(), head.sum(), (head & rel).sum(), (head & base).sum()]
    words = sum(len(e.words) for e in examples)
    return dict(zip(("upos", "uas", "las", "las_universal"), map(float, 100 * right / words), strict=True)) | {"words": words}
