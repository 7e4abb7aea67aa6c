"""What is said of events and statements where gold has them: status, stance, act and channel, the places given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chancery.analysis.analyse import Reader
from chancery.analysis.bundle import Bundle
from chancery.analysis.runtime import run
from chancery.reading.segment import Segmentation
from training.corpora.example import Example
from training.corpora.records import example_of
from training.tasks.measures import macro_f1
from training.tasks.names import tagged
from training.tasks.record import gold_records

Pairs = list[tuple[str, str]]
HEADS = {"status": "status", "stance": "stance", "act": "cue", "channel": "channel"}
"""What is measured, and the head that it is read from."""


def evaluate(bundle: Bundle, path: Path) -> dict[str, Any]:
    """Accuracy and macro-F1 of each, and how often gold has it. Trigger words of which gold is unsure do not count."""
    examples = [example_of(record) for record in gold_records(path)]
    raws = run(bundle, [(e.words, e.sentences) for e in examples])
    readers = [Reader(bundle, e.words, Segmentation((), e.sentences), raw) for e, raw in zip(examples, raws, strict=True)]
    found: dict[str, Any] = {}
    for name, head in HEADS.items():
        found |= figures(name, [pair for e, reader in zip(examples, readers, strict=True) for pair in pairs(e, reader, head)])
    return found


def pairs(example: Example, reader: Reader, head: str) -> Pairs:
    """Gold and guess at each place that gold labels; for heads that mark spans, the best kind at the span's first word."""
    labels = reader.layout.tags[head]
    if "O" not in labels:
        return [(gold, labels[int(reader.scores(head)[word].argmax())]) for word, gold in enumerate(example.tags[head]) if gold]
    begins = [number for number, label in enumerate(labels) if label.startswith("B-")]
    return [(kind, labels[begins[int(reader.scores(head)[first, begins].argmax())]][2:])
            for first, _, kind in tagged(example.tags[head])]


def figures(name: str, found: Pairs) -> dict[str, Any]:
    """Nothing where gold has nothing."""
    if not found:
        return {}
    accuracy = 100 * sum(gold == guess for gold, guess in found) / len(found)
    return {name: accuracy, f"{name}_macro_f1": macro_f1([gold for gold, _ in found], [guess for _, guess in found]),
            f"{name}_gold": len(found)}
