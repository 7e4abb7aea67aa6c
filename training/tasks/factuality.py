"""Factuality: how certain it is for the author that something happened, from -3 to 3."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from chancery.analysis.bundle import Bundle
from chancery.analysis.runtime import run
from training.corpora.events import read_factuality
from training.corpora.example import Example
from training.tasks.measures import macro_f1


def evaluate(bundle: Bundle, path: Path) -> dict[str, Any]:
    """Mean absolute error and Pearson's r as such, macro-F1 over five bins on 0 to 100."""
    corpus = corpus_of(path)
    examples = read_factuality(path, corpus)
    gold = [value for example in examples for value in example.numbers[corpus].values()]
    return figures(gold, predict(bundle, examples, corpus))


def corpus_of(path: Path) -> str:
    """The corpora disagree on the future, so each has a head: ``uds`` for a file in a folder of that name, else ``uw``."""
    return "uds" if "factuality-uds" in path.resolve().parts else "uw"


def predict(bundle: Bundle, examples: Sequence[Example], corpus: str) -> list[float]:
    """The head's value at each target, held to the scale."""
    layout = bundle.config.layout
    column = layout.columns()["numbers"].start + layout.numbers.index(corpus)
    raws = run(bundle, [(e.words, e.sentences) for e in examples])
    return [float(np.clip(raw.tags[word, column], -3, 3)) for e, raw in zip(examples, raws, strict=True) for word in e.numbers[corpus]]


def figures(gold: Sequence[float], guess: Sequence[float]) -> dict[str, Any]:
    x, y = np.array(gold), np.array(guess)
    spread = float(x.std() * y.std())
    pearson = float(((x - x.mean()) * (y - y.mean())).mean() / spread) if spread else 0.0
    return {"mae": float(np.abs(x - y).mean()), "pearson": pearson,
            "macro_f1": macro_f1([bin_of(v) for v in gold], [bin_of(v) for v in guess]), "targets": len(gold)}


def bin_of(value: float) -> str:
    """Happened [2, 3], probably (.5, 2), open [-.5, .5], probably not (-2, -.5), did not [-3, -2]."""
    if abs(value) <= 0.5:
        return "open"
    certain = abs(value) >= 2
    return ("yes" if certain else "likely") if value > 0 else ("no" if certain else "unlikely")
