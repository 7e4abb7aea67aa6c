"""Canonical issues: how often the table gives what we read by hand from the words of a position's issue."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chancery.knowledge.issues import canonical
from training.codebook import parse
from training.corpora.library import CODEBOOK
from training.corpora.records import read_records
from training.tasks.measures import f1

LABELS = Path(__file__).parent.parent / "codebook" / "issues.jsonl"
"""A position a line: document, first and last character of its issue, the canonical issue or null."""


def evaluate(path: Path) -> dict[str, Any]:
    """F1 and accuracy (null counts) over labelled issues of the records and of our own reports; all are of development parts."""
    own = (record for file in sorted(CODEBOOK.glob("*.txt")) for record in parse.read(file.read_text(encoding="utf-8"))[0])
    texts = {record["document"]["id"]: record["document"]["text"] for record in (*read_records(path), *own)}
    pairs = list(_pairs(texts))
    hit = sum(gold == guess for gold, guess in pairs if guess)
    figures = f1(hit, sum(guess is not None for _, guess in pairs), sum(gold is not None for gold, _ in pairs))
    return {**figures, "accuracy": 100 * sum(gold == guess for gold, guess in pairs) / len(pairs), "issues": len(pairs)}


def _pairs(texts: dict[str, str]) -> Iterator[tuple[str | None, str | None]]:
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        if label["document"] in texts:
            start, end = label["at"]
            yield label["issue"], canonical(texts[label["document"]][start:end])
