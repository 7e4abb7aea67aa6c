"""Numbers of things in a text: "26 Palestinians", "at least two dozen soldiers"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chancery.linking.words import is_empty, stem, words
from chancery.record.text import Span

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NAMES = {name: float(n) for n, name in enumerate(_ONES)} | {name: 10.0 * n for n, name in enumerate(_TENS, 2)} | {"dozen": 12.0}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
MONTHS = frozenset("january february march april may june july august september october november december".split())
_UNITS = "percent per cent years months weeks days hours minutes seconds times am pm".split()
NOT_COUNTED = frozenset(map(stem, (*_UNITS, *MONTHS)))
"""What stands after a number that is a date, a length of time or a share: reports that differ in it rarely speak of the same."""
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
FOLLOWING = 2
"""Words after a number that may say of what."""


@dataclass(frozen=True)
class Quantity:
    """So many of something: the stems of the words after the number, the nearest first."""

    value: float
    of: tuple[str, ...]
    span: Span


def quantities(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """The numbers of things between two places of a text.

    >>> [(q.value, q.of, q.span.text) for q in quantities("At least twenty-six people and 1,200 horses died in 2024.")]
    [(26.0, ('person',), 'twenty-six'), (1200.0, ('hors', 'die'), '1,200')]
    """
    found = [(start + at, word) for at, word in words(text[start:end])]
    at = 0
    while at < len(found):
        value, after = _number(found, at)
        if value is None:
            at += 1
            continue
        of = tuple(stem(word) for _, word in found[after : after + FOLLOWING] if not is_empty(word) and word.isalpha())
        if of and not NOT_COUNTED & set(of) and not _YEAR.fullmatch(found[at][1]) and _touching(text, found, after):
            last_at, last = found[after - 1]
            yield Quantity(value, of, Span.over(text, found[at][0], last_at + len(last)))
        at = after


def _number(found: list[tuple[int, str]], at: int) -> tuple[float | None, int]:
    """The number that starts at a word and the word after it; null where none starts."""
    total, part, seen = 0.0, 0.0, at
    for _, word in found[at:]:
        low = word.lower()
        if _DIGITS.fullmatch(low) and seen == at:
            part = float(low.replace(",", ""))
        elif low in NAMES:
            part = part * NAMES[low] if low == "dozen" and part else part + NAMES[low]
        elif low in SCALES and seen > at:
            total, part = (total + part * SCALES[low], 0.0) if SCALES[low] > 100 else (total, part * SCALES[low])
        else:
            break
        seen += 1
    return (total + part if seen > at else None), seen


def _touching(text: str, found: list[tuple[int, str]], after: int) -> bool:
    """Whether the word after a number stands right behind it, with no mark between."""
    if after >= len(found):
        return False
    at, word = found[after - 1]
    return not text[at + len(word) : found[after][0]].strip("- \u00a0")
