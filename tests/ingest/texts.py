"""Reports that are English, short, and no copies of each other."""

from __future__ import annotations

import random

NOUNS = (
    "envoy minister border treaty table army river government port village letter court judge winter summit speech police market bridge "
    "radio queen valley paper school castle forest mayor farmer station guard island museum"
).split()


def text(n: int) -> str:
    """The report of that number."""
    draw = random.Random(n)
    told = [draw.sample(NOUNS, 4) for _ in range(5)]
    return " ".join(f"The {a} said to the {b} that it was not in the {c} and that the {d} would be there." for a, b, c, d in told)
