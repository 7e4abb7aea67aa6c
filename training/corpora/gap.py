"""GAP: which of two persons an ambiguous pronoun speaks of."""

from __future__ import annotations

import csv
from pathlib import Path

from training.corpora.example import Aligned, Example, Mention


def read_gap(path: Path) -> list[Example]:
    """One example a snippet: two names and a pronoun, which belongs to one of them or to neither."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [example for row in rows if (example := _example(row))]


def _example(row: dict[str, str]) -> Example | None:
    aligned = Aligned(row["Text"])
    covers = {}
    for name in ("A", "B", "Pronoun"):
        at = int(row[f"{name}-offset"])
        cover = aligned.cover(at, at + len(row[name]))
        if cover is None:
            return None
        covers[name] = cover
    whose = "A" if row["A-coref"] == "TRUE" else "B" if row["B-coref"] == "TRUE" else "Pronoun"
    mentions = [Mention(*covers["A"], "A"), Mention(*covers["B"], "B"), Mention(*covers["Pronoun"], whose)]
    return Example("gap", aligned.words, aligned.sentences, mentions=tuple(mentions))
