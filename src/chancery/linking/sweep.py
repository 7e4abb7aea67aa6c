"""A pass over tellings in the order of their days, in bounded memory.

Some come at a time. A pair is looked at when its second telling comes, and a second time when nothing that is yet to come can be compared
with either side. What hangs together is grouped when nothing more can hang on to it. So the groups are those that all tellings compared at
once would make, however many come at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from chancery.linking.bags import Floats, Ints
from chancery.linking.candidates import OPEN, Field
from chancery.linking.clusters import NO_LIMITS, Limits, group, strands
from chancery.linking.collected import Collected
from chancery.linking.matcher import Matcher
from chancery.linking.surroundings import surroundings

BLOCK = 6_000
"""Tellings that come at a time: those of some thousand reports."""
PAIRS = 50_000
"""Pairs whose tellings are in memory together."""
Flags = NDArray[np.bool_]
NONE, NO_SCORES = np.zeros(0, np.int64), np.zeros(0, np.float32)


def sweep(
    collected: Collected, *, matcher: Matcher | None = None, limits: Limits = NO_LIMITS, block: int = BLOCK, room: int = OPEN
) -> Iterator[tuple[int, ...]]:  # fmt: skip
    """Groups of several tellings each, by their numbers; what is in none stands alone. ``limits`` are what people decided.

    ``block`` tellings come at a time, ``room`` of them at most wait for others; only where the room is too little does that change groups.
    """
    matcher, calendar = matcher or Matcher.load(), collected.calendar()
    field, looks, threads = Field(calendar, room=room), _Looks(collected, matcher), _Threads(collected, limits, matcher.least)
    for start in range(0, len(calendar), block):
        upto = min(start + block, len(calendar))
        left, right = field.meet(*collected.keys(calendar.order[start:upto]), upto=upto)
        for first in range(0, len(left), PAIRS):
            looks.add(left[first : first + PAIRS], right[first : first + PAIRS])
        threads.add(*looks.settled(field.open))
        unfinished = looks.unfinished(field.open)
        unfinished[calendar.order[upto:]] = True
        yield from threads.finished(unfinished)


class _Pairs(NamedTuple):
    """Pairs of tellings with a score of each."""

    left: Ints = NONE
    right: Ints = NONE
    scores: Floats = NO_SCORES

    def where(self, kept: Flags) -> _Pairs:
        return _Pairs(self.left[kept], self.right[kept], self.scores[kept])

    def and_also(self, others: _Pairs) -> _Pairs:
        left, right = np.concatenate([self.left, others.left]), np.concatenate([self.right, others.right])
        return _Pairs(left, right, np.concatenate([self.scores, others.scores]))


class _Looks:
    """Pairs with their first scores, until all that their second ones rest on is there."""

    def __init__(self, collected: Collected, matcher: Matcher) -> None:
        self._collected, self._matcher = collected, matcher
        self._waiting, self._shown = _Pairs(), np.zeros((0, len(matcher.first.mean)), np.float32)
        self._past = _Pairs()
        """Pairs that have their second scores, and matter for those of others."""

    def add(self, left: Ints, right: Ints) -> None:
        """Look at pairs for the first time."""
        tellings, one, other = self._collected.together(left, right)
        kept, first, shown = self._matcher.first_look(tellings, one, other)
        self._waiting = self._waiting.and_also(_Pairs(left[kept], right[kept], first))
        self._shown = np.concatenate([self._shown, shown])

    def settled(self, open: Flags) -> _Pairs:
        """Pairs that no telling to come bears on any more, with their second scores."""
        ready = ~(open[self._waiting.left] | open[self._waiting.right])
        if not ready.any():
            return _Pairs()
        pairs = self._past.and_also(self._waiting)
        names, where = np.unique(np.concatenate([pairs.left, pairs.right]), return_inverse=True)
        reports = np.unique(self._collected.report_of(names), return_inverse=True)[1].astype(np.int64)
        asked = np.concatenate([np.zeros(len(self._past.left), np.bool_), ready])
        around = surroundings(len(names), reports, where[: len(asked)], where[len(asked) :], pairs.scores, asked=asked)
        found = self._waiting.where(ready)._replace(scores=self._matcher.second_look(self._shown[ready], around))
        self._past = self._past.and_also(self._waiting.where(ready))
        self._waiting, self._shown = self._waiting.where(~ready), self._shown[~ready]
        unfinished = self.unfinished(open)
        self._past = self._past.where(unfinished[self._past.left] | unfinished[self._past.right])
        return found

    def unfinished(self, open: Flags) -> Flags:
        """(tellings,) which of them may get second scores yet."""
        found = open.copy()
        found[self._waiting.left] = found[self._waiting.right] = True
        return found


class _Threads:
    """Scored pairs, until nothing can be added to what hangs together by them, or by what people decided."""

    def __init__(self, collected: Collected, limits: Limits, least: float) -> None:
        self._collected, self._limits, self._least, self._pairs = collected, limits, least, _Pairs()
        tied = [two for members in limits.together for two in pairwise(members)]
        self._tied = np.array(tied, np.int64).reshape(len(tied), 2)

    def add(self, left: Ints, right: Ints, scores: Floats) -> None:
        self._pairs = self._pairs.and_also(_Pairs(left, right, scores))

    def finished(self, unfinished: Flags) -> Iterator[tuple[int, ...]]:
        """Groups of what is finished in all its members."""
        pairs, tied = self._pairs, self._tied
        names, where = np.unique(np.concatenate([pairs.left, pairs.right, *tied.T]), return_inverse=True)
        left, right, one, other = np.split(where, np.cumsum([len(pairs.left), len(pairs.right), len(tied)]))
        # Groups grow along strong pairs alone: the mean over two groups' pairs is never above the best of them.
        strong = pairs.scores >= self._least
        home = strands(len(names), np.concatenate([left[strong], one]), np.concatenate([right[strong], other]))
        waits = np.zeros(len(names), np.bool_)
        waits[home[unfinished[names]]] = True
        done = ~waits[home]
        inside = done[left] & (home[left] == home[right])
        self._pairs, self._tied = pairs.where(~(done[left] | done[right])), tied[~done[one]]
        yield from self._grouped(names[done], pairs.where(inside))

    def _grouped(self, names: Ints, pairs: _Pairs) -> Iterator[tuple[int, ...]]:
        order = np.lexsort((pairs.right, pairs.left))
        left, right = np.searchsorted(names, pairs.left[order]), np.searchsorted(names, pairs.right[order])
        for found in group(len(names), left, right, pairs.scores[order], least=self._least, limits=self._limited(names)):
            if len(found) > 1:
                yield tuple(names[list(found)].tolist())

    def _limited(self, names: Ints) -> Limits:
        """What people decided about these tellings, by their numbers among them, and the days that they name."""
        local = {number: at for at, number in enumerate(names.tolist())}
        together = tuple(tuple(local[member] for member in members) for members in self._limits.together if members[0] in local)
        apart = tuple((local[one], local[other]) for one, other in self._limits.apart if one in local and other in local)
        return Limits(together, apart, self._collected.windows(names))
