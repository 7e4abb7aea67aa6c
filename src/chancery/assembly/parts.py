"""Links to parts: which mention or stretch of words plays a role for a trigger, a cue or an issue."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from chancery.record.marks import Analysis, Bounds, Mark

Floats = NDArray[np.float32]
WHOLE = 0.25


def mention_scores(analysis: Analysis, word: int, role: str, least: float = 0.05) -> list[tuple[float, int]]:
    """How well each mention plays the role for the word, best first: the mean over its words, where that is over ``least``."""
    if analysis.peaks[word][analysis.roles.index(role)] < least:
        return []
    start, chances = analysis.near(word, role)
    sums = np.concatenate([[0.0], np.cumsum(chances, dtype=np.float64)])
    first, after = analysis.mention_bounds
    a, b = np.searchsorted(first, (start, start + len(chances)))  # who starts before the window reaches into it at most in part
    means = (sums[np.minimum(after[a:b] - start, len(chances))] - sums[first[a:b] - start]) / (after[a:b] - first[a:b])
    good = np.flatnonzero(means >= least)
    return sorted(((float(means[n]), int(a + n)) for n in good), key=lambda s: (-s[0], s[1]))


def players(analysis: Analysis, word: int, role: str, least: float) -> list[tuple[float, int]]:
    """The mentions that play the role with at least that probability; of nested ones the likelier, no word twice."""
    taken: list[Mark] = []
    found = []
    # No mean is over the highest of its words, so most questions end here.
    ranked = mention_scores(analysis, word, role) if analysis.peaks[word][analysis.roles.index(role)] >= least else []
    for score, number in ranked:
        if score < least:
            break
        number = _whole(analysis, score, number, ranked)
        mark = analysis.mentions[number]
        if not any(m.first <= mark.last and mark.first <= m.last for m in taken):
            taken.append(mark)
            found.append((score, number))
    return found


def _whole(analysis: Analysis, score: float, number: int, ranked: list[tuple[float, int]]) -> int:
    """The mention around a mention where it plays the role nearly as well: "a British diplomat", not "British"."""
    mark = analysis.mentions[number]
    around = [n for s, n in ranked if n != number and s >= score - WHOLE and analysis.mentions[n].holds(mark)]
    return min(around, key=lambda n: analysis.mentions[n].first - analysis.mentions[n].last, default=number)


def subject_of(analysis: Analysis, verb: int) -> int | None:
    """The largest mention before a verb that depends on it."""
    found = [(m.last - m.first, -n) for n, m in enumerate(analysis.mentions)
             if m.last < verb and any(analysis.tree.heads[w] == verb for w in range(m.first, m.last + 1))]
    return -max(found)[1] if found else None


def stretches(chances: Floats, least: float, gap: int = 0) -> list[Bounds]:
    """Runs of words (first, last) at or over ``least``; runs at most ``gap`` words apart are one."""
    runs: list[Bounds] = []
    for word in map(int, np.flatnonzero(chances >= least)):
        if runs and word - runs[-1][1] <= gap + 1:
            runs[-1] = (runs[-1][0], word)
        else:
            runs.append((word, word))
    return runs


def best_stretch(chances: Floats, least: float) -> Bounds | None:
    """The run with the highest mean."""
    return max(stretches(chances, least), key=lambda r: float(chances[r[0] : r[1] + 1].mean()), default=None)


def glued(analysis: Analysis, bounds: Bounds) -> Bounds:
    """The stretch with what hyphens tie to it: "Mar-a-Lago", not "Mar-"."""
    first, last = bounds
    while last + 1 < len(analysis.words) and "-" in (analysis.word(last), analysis.word(last + 1)) and _touch(analysis, last):
        last += 1
    while first > 0 and "-" in (analysis.word(first - 1), analysis.word(first)) and _touch(analysis, first - 1):
        first -= 1
    return first, last


def _touch(analysis: Analysis, word: int) -> bool:
    return analysis.words[word][1] == analysis.words[word + 1][0]


def words_between(analysis: Analysis, first: Mark, second: Mark) -> list[str] | None:
    """The word or two between a mark and a later one, null when they stand further apart or the other way round."""
    if not 0 < second.first - first.last <= 3:
        return None
    return [analysis.word(w) for w in range(first.last + 1, second.first)]


def trim(analysis: Analysis, bounds: Bounds, marks: Iterable[str]) -> Bounds | None:
    """The stretch without words of ``marks`` at its ends."""
    first, last = bounds
    drop = frozenset(marks)
    while first <= last and analysis.word(first) in drop:
        first += 1
    while last >= first and analysis.word(last) in drop:
        last -= 1
    return (first, last) if first <= last else None
