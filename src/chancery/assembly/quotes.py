"""Which words stand between quotation marks, whatever marks the report uses and where it forgets one.

A mark is read by its shape and by what it touches: “ opens, but closes what „ opened; " opens before a word and closes behind one.
Single marks are apostrophes too, so they count only in pairs. What is left open ends with its paragraph where the next one goes on
quoting, else with its sentence; what was never opened starts with its sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chancery.record.marks import Analysis

_CLOSERS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‚": "‘’", '"': '"', "'": "'", "`": "'"}
"""Marks that open, each with those that close it."""
MARKS = frozenset("".join((*_CLOSERS, *_CLOSERS.values())))
_SINGLE = frozenset("‘‚'’")


@dataclass(frozen=True)
class Sign:
    """A quotation mark of one or two characters: the number of its word, and what it touches on either side."""

    word: int
    mark: str
    before: bool
    after: bool


def in_quotes(analysis: Analysis) -> NDArray[np.bool_]:
    """(words,) whether a word stands between quotation marks."""
    inside = np.zeros(len(analysis.words), np.bool_)
    paragraphs = list(_paragraphs(analysis))
    for number, (start, end) in enumerate(paragraphs):
        signs = list(_signs(analysis, start, end))
        goes_on = number + 1 < len(paragraphs) and analysis.word(paragraphs[number + 1][0]) in _CLOSERS
        for first, last in _stretches(analysis, signs, start, end, goes_on):
            inside[first : last + 1] = True
    for word in map(int, np.flatnonzero(inside)):
        inside[word] = analysis.word(word) not in MARKS
    return inside


def _paragraphs(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """Words from a line's first up to, not including, the next line's."""
    text, start = analysis.document.text, 0
    for word in range(1, len(analysis.words) + 1):
        if word == len(analysis.words) or "\n" in text[analysis.words[word - 1][1] : analysis.words[word][0]]:
            yield start, word
            start = word


def _signs(analysis: Analysis, start: int, end: int) -> Iterator[Sign]:
    """The quotation marks of a paragraph; doubled ones are one."""
    text = analysis.document.text
    word = start
    while word < end:
        mark = analysis.word(word)
        last = word
        if mark in MARKS:
            while last + 1 < end and analysis.word(last + 1) == mark and analysis.words[last][1] == analysis.words[last + 1][0]:
                last += 1
            a, b = analysis.words[word][0], analysis.words[last][1]
            doubled = last > word and mark in "`'"
            yield Sign(word, '"' if doubled else mark, a > 0 and not text[a - 1].isspace(), b < len(text) and not text[b].isspace())
        word = last + 1


def _stretches(analysis: Analysis, signs: list[Sign], start: int, end: int, goes_on: bool) -> Iterator[tuple[int, int]]:
    """First and last word of each quotation of a paragraph, inner ones left to the outer."""
    opened: list[Sign] = []
    for number, sign in enumerate(signs):
        if opened and _closes(sign, opened[-1]):
            yield opened.pop().word, sign.word
        elif _opens(sign, opened) and _has_end(sign, signs[number + 1 :]):
            opened.append(sign)
        elif not opened and sign.mark in "”»" and sign.before:
            yield _sentence(analysis, sign.word - 1)[0], sign.word
    for sign in opened[:1]:
        yield sign.word, end - 1 if goes_on else min(end, _sentence(analysis, min(sign.word + 1, end - 1))[1]) - 1


def _opens(sign: Sign, opened: list[Sign]) -> bool:
    """Whether a mark can open here: not one that touches only what stands before it."""
    if sign.mark not in _CLOSERS:
        return False
    if sign.mark in "\"'»":
        touches_mark = bool(opened) and opened[-1].word == sign.word - 1
        return sign.after and (not sign.before or touches_mark or sign.mark == '"')
    return True


def _closes(sign: Sign, opening: Sign) -> bool:
    if sign.mark not in _CLOSERS[opening.mark]:
        return False
    return sign.before if sign.mark in "\"'" or sign.mark in "“«‘" else True


def _has_end(sign: Sign, later: list[Sign]) -> bool:
    """Whether a single mark is closed again in its paragraph; others need not be."""
    return sign.mark not in _SINGLE or any(_closes(other, sign) and other.word > sign.word + 1 for other in later)


def _sentence(analysis: Analysis, word: int) -> tuple[int, int]:
    return analysis.sentences[analysis.sentence_of(word)]
