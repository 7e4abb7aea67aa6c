"""Attribution: exact source, cue and content spans."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chancery.analysis.bundle import Bundle
from training.corpora.attribution import read_instances, read_polnear
from training.tasks.measures import set_f1
from training.tasks.names import spans_of

LABELS = ("source", "cue", "content")


def evaluate(bundle: Bundle, path: Path) -> dict[str, Any]:
    """F1 of exact spans over a part's articles or a file's instances."""
    examples = read_polnear(path) if path.is_dir() else read_instances(path)
    gold, guess = spans_of(bundle, examples, "attribution")
    scores = {label: set_f1((g for g in gold if g[3] == label), (g for g in guess if g[3] == label)) for label in LABELS}
    return {**{label: score["f1"] for label, score in scores.items()}, "detail": scores, "spans": len(gold)}
