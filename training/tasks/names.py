"""Names: exact spans with their type."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chancery.analysis import decode
from chancery.analysis.bundle import Bundle
from chancery.analysis.runtime import Raw, run
from chancery.record.marks import Mark
from training.corpora.example import Example
from training.corpora.names import head_of, read_names
from training.tasks.measures import set_f1

Found = set[tuple[int, int, int, str]]


def evaluate(bundle: Bundle, path: Path) -> dict[str, Any]:
    """Entity F1 over the file, with F1 a type."""
    examples, head = read_names(path), head_of(path)
    gold, guess = spans_of(bundle, examples, head)
    kinds = sorted({item[3] for item in gold})
    by_kind = {kind: set_f1((g for g in gold if g[3] == kind), (g for g in guess if g[3] == kind))["f1"] for kind in kinds}
    return {**set_f1(gold, guess), "names": len(gold), "by_type": by_kind}


def spans_of(bundle: Bundle, examples: Sequence[Example], head: str) -> tuple[Found, Found]:
    """Gold and guessed spans of a tag head: example, first and last word, label."""
    raws = run(bundle, [(e.words, e.sentences) for e in examples])
    gold = {(n, *span) for n, e in enumerate(examples) for span in tagged(e.tags[head])}
    guess = {(n, m.first, m.last, m.label) for n, raw in enumerate(raws) for m in marks(bundle, raw, head)}
    return gold, guess


def marks(bundle: Bundle, raw: Raw, head: str) -> tuple[Mark, ...]:
    layout = bundle.config.layout
    return decode.spans(raw.tags[:, layout.columns()[head]], layout.tags[head], bundle.config.biases.get(head, 0.0))


def tagged(tags: Sequence[str | None]) -> list[tuple[int, int, str]]:
    """Spans of a gold tag sequence."""
    found: list[tuple[int, int, str]] = []
    for word, tag in enumerate(tags):
        tag = tag or "O"
        if tag[0] == "I" and found and found[-1][1] == word - 1 and found[-1][2] == tag[2:]:
            found[-1] = (found[-1][0], word, tag[2:])
        elif tag != "O":
            found.append((word, word, tag[2:]))
    return found
