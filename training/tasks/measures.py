"""Figures that several tasks use, on a scale of 0 to 100."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence


def f1(hits: int, guessed: int, wanted: int) -> dict[str, float]:
    """Micro-averaged F1 with precision and recall."""
    precision, recall = hits / guessed if guessed else 0.0, hits / wanted if wanted else 0.0
    both = precision + recall
    return {"f1": 200 * precision * recall / both if both else 0.0, "precision": 100 * precision, "recall": 100 * recall}


def set_f1(gold: Iterable[Hashable], guess: Iterable[Hashable]) -> dict[str, float]:
    wanted, guessed = set(gold), set(guess)
    return f1(len(wanted & guessed), len(guessed), len(wanted))


def macro_f1(gold: Sequence[Hashable], guess: Sequence[Hashable]) -> float:
    """Mean F1 over the classes that gold or guess use."""
    classes = sorted({*gold, *guess}, key=str)
    scores = []
    for label in classes:
        hits = sum(a == b == label for a, b in zip(gold, guess, strict=True))
        scores.append(f1(hits, sum(b == label for b in guess), sum(a == label for a in gold))["f1"])
    return sum(scores) / len(scores) if scores else 0.0
