"""Where a text has the words that were looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from chancery.store.folding import words
from chancery.store.search import Query, Term

AROUND = 110
"""Characters before and after the words."""
MOST_MARKS = 20
_WORD = re.compile(r"[^\W_]+")
_LOOKED_AT = 200_000
"""Characters of a text that are looked through; behind them its beginning is shown."""


@dataclass(frozen=True)
class Window:
    """A part of a text, and where in the text the words stand that were looked for."""

    start: int
    end: int
    marks: tuple[tuple[int, int], ...]


def window(text: str, query: Query | None) -> Window:
    """The part of a text around the first of the words; its beginning, where it has none of them.

    >>> from chancery.store.search import parse
    >>> text = "Talks were held. " * 20 + "Then came the convoy."
    >>> found = window(text, parse("conv*"))
    >>> text[slice(*found.marks[0])]
    'convoy'
    """
    terms = [term for group in query.wanted for term in group] if query else []
    at = _sight(text, terms)
    start, end = _edge(text, max(0, at - AROUND), -1), _edge(text, min(len(text), max(at + AROUND, 2 * AROUND)), 1)
    marks = _marks(text[start:end], terms) if terms else []
    return Window(start, end, tuple((start + first, start + last) for first, last in marks))


def _sight(text: str, terms: Sequence[Term]) -> int:
    """Where the first of the terms stands: as it was typed, which is quick to find, else as it is folded."""
    if not terms:
        return 0
    if found := _typed(tuple(terms)).search(text, 0, _LOOKED_AT):
        return found.start()
    marks = _marks(text[:_LOOKED_AT], terms)
    return marks[0][0] if marks else 0


@lru_cache(64)
def _typed(terms: tuple[Term, ...]) -> re.Pattern[str]:
    between, end = r"[\W_]+", r"(?![^\W_])"
    said = "|".join(between.join(map(re.escape, term.words)) + ("" if term.prefix else end) for term in terms)
    return re.compile(rf"(?<![^\W_])(?:{said})", re.IGNORECASE)


def _edge(text: str, at: int, step: int) -> int:
    """The next place at which no word is cut; given up after some characters."""
    for place in range(at, max(-1, min(len(text) + 1, at + step * 20)), step):
        if place in (0, len(text)) or text[place - (step < 0)].isspace():
            return place
    return max(0, min(len(text), at))


def _marks(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where terms stand, in order."""
    folded: list[str] = []
    places: list[tuple[int, int]] = []
    for found in _WORD.finditer(text):
        for word in _folded(found[0]):
            folded.append(word)
            places.append(found.span())
    at = _index(folded, terms)
    standing = {_place(places, start, len(term.words)) for term in terms for start in at[term] if _stands(folded, start, term)}
    return sorted(standing)[:MOST_MARKS]


@lru_cache(1 << 16)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(words(word))


def _index(folded: Sequence[str], terms: Iterable[Term]) -> dict[Term, list[int]]:
    """Where each term might begin."""
    found: dict[Term, list[int]] = {term: [] for term in terms}
    for n, word in enumerate(folded):
        for term, starts in found.items():
            if word == term.words[0] or (len(term.words) == 1 and term.prefix and word.startswith(term.words[0])):
                starts.append(n)
    return found


def _stands(folded: Sequence[str], start: int, term: Term) -> bool:
    here = folded[start : start + len(term.words)]
    if len(here) < len(term.words) or list(here[:-1]) != list(term.words[:-1]):
        return False
    return here[-1].startswith(term.words[-1]) if term.prefix else here[-1] == term.words[-1]


def _place(places: Sequence[tuple[int, int]], start: int, count: int) -> tuple[int, int]:
    return places[start][0], places[start + count - 1][1]
