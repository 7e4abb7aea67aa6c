"""How many reprints are recognised: reports with another headline, edited at random places and cut.

    python -m benchmarks.reprints ARTICLES.jsonl

Prints, for each share of the text that is left and each share of words changed, how many in a hundred are taken for copies of their
original, and which pairs of different reports are. The texts are those of a JSON Lines file with ``text``. Deterministic by seed.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from chancery.linking import copies

LEAST = 150
"""Words of a report that is edited and cut."""
SHORTEST = 60
LEFT, CHANGED = (1.0, 0.7, 0.5, 0.3), (0.0, 0.02, 0.04, 0.06)


def edited(words: Sequence[str], share: float, chance: random.Random) -> Iterator[str]:
    """The words, some of them left out, misspelt or with an article."""
    for word in words:
        yield chance.choice(("", word + "x", "the " + word)) if chance.random() < share else word


def found(text: str, original: copies.Sketch) -> bool:
    """Whether a text is taken for a copy, as ingest would: it shares a band with the original and enough phrases."""
    made = copies.sketch(text)
    return made is not None and copied(made, original)


def copied(one: copies.Sketch, other: copies.Sketch) -> bool:
    return bool({*copies.bands(one)} & {*copies.bands(other)}) and copies.are_copies(one, other)


def recognised(texts: Sequence[str], left: float, changed: float, chance: random.Random) -> float:
    """How many in a hundred."""
    hits = []
    for text in texts:
        words, original = text.split(" "), copies.sketch(text)
        if len(words) >= LEAST and original is not None:
            kept = edited(words[: max(SHORTEST, int(len(words) * left))], changed, chance)
            hits.append(found("Another headline that says it\nBy Staff\n" + " ".join(kept), original))
    return 100 * sum(hits) / max(len(hits), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    texts = [json.loads(line)["text"] for line in parser.parse_args().articles.read_text(encoding="utf-8").splitlines()]
    chance = random.Random(1)
    print("| of the text is left | " + " | ".join(f"{changed:.0%} of words changed" for changed in CHANGED) + " |")
    print("|---" * (len(CHANGED) + 1) + "|")
    for left in LEFT:
        print(f"| {left:.0%} | " + " | ".join(f"{recognised(texts, left, changed, chance):.0f}" for changed in CHANGED) + " |")
    sketches = [made for text in texts if (made := copies.sketch(text)) is not None]
    pairs = list(combinations(sketches, 2))
    print(f"{sum(copied(*pair) for pair in pairs):,} of {len(pairs):,} pairs of different reports taken for copies")


if __name__ == "__main__":
    main()
