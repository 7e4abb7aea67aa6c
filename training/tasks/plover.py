"""PLOVER classes of what passes between a given source and target."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from chancery.analysis.bundle import Bundle
from chancery.analysis.features import build, split
from chancery.analysis.runtime import look
from training.corpora.events import lines, plover_example
from training.corpora.example import Example
from training.marking import LONGEST, mark_pair
from training.tasks.measures import macro_f1

QUADS = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "COOPERATE": 2, "AID": 2, "YIELD": 2, "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
    "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
"""PLOVER's quad classes: verbal and material cooperation, verbal and material conflict."""


def evaluate(bundle: Bundle, path: Path) -> dict[str, Any]:
    """Macro-F1 over binary, quad and root classes."""
    items = list(lines(path))
    guess = predict(bundle, [plover_example(item) for item in items])
    return figures([item["root"] for item in items], guess)


def figures(gold: list[str], guess: list[str]) -> dict[str, Any]:
    quads = [QUADS[root] for root in gold], [QUADS[root] for root in guess]
    binary = macro_f1(*([quad > 2 for quad in side] for side in quads))
    return {"binary": binary, "quad": macro_f1(*quads), "root": macro_f1(gold, guess), "sentences": len(gold)}


def predict(bundle: Bundle, examples: list[Example]) -> list[str]:
    """The best root class of each example."""
    layout = bundle.config.layout
    columns = layout.columns()["pair"]
    windows = [mark_pair(build(e.words, split(bundle.tokenizer, e.words), e.sentences, LONGEST), e) for e in examples]
    found = []
    for window in windows:
        parts = look(bundle, window)["tags"][-3:, columns].reshape(3, 3, -1)
        found.append(layout.pair[int(np.sum([parts[k, k] for k in range(3)], axis=0).argmax())])
    return found
