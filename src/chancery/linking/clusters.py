"""Scored pairs to groups: average linkage over a sparse graph, under what people decided and what days allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

from chancery.linking.bags import Floats, Ints

Window = tuple[int | None, int | None]
ANY: Window = (None, None)


@dataclass(frozen=True)
class Limits:
    """What grouping may not do, by the numbers of what is grouped.

    ``together`` and ``apart`` are people's decisions; ``windows`` the first and last day that each may mean.
    """

    together: tuple[tuple[int, ...], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    windows: Sequence[Window] = ()


NO_LIMITS = Limits()


def group(count: int, left: Ints, right: Ints, scores: Floats, *, least: float, limits: Limits = NO_LIMITS) -> list[tuple[int, ...]]:
    """Groups of the numbers 0 to ``count``, each ascending, ordered by their first.

    Two groups are joined while the mean score over all pairs across them is at least ``least``, the best first; a pair without a score
    counts as 0. What people keep together is joined first, whatever else holds; what they keep apart never is.

    >>> import numpy as np
    >>> group(3, np.array([0, 1]), np.array([1, 2]), np.array([0.9, 0.8], np.float32), least=0.5)
    [(0, 1), (2,)]
    """
    work = _Work(count, limits)
    for members in limits.together:
        for member in members[1:]:
            work.join(work.home[members[0]], work.home[member])
    for one, other in limits.apart:
        work.part(one, other)
    work.connect(left, right, scores)
    work.run(least)
    return sorted(tuple(sorted(members)) for members in work.members.values())


class _Work:
    """Groups while they grow: their members, days, whom they avoid, and the summed scores between them."""

    def __init__(self, count: int, limits: Limits) -> None:
        self.members = {number: [number] for number in range(count)}
        self.home = list(range(count))
        self.windows = dict(enumerate(limits.windows))
        self.avoid: dict[int, set[int]] = {}
        self.sums: dict[int, dict[int, float]] = {}

    def part(self, one: int, other: int) -> None:
        a, b = self.home[one], self.home[other]
        if a != b:
            self.avoid.setdefault(a, set()).add(b)
            self.avoid.setdefault(b, set()).add(a)

    def connect(self, left: Ints, right: Ints, scores: Floats) -> None:
        for one, other, score in zip(left.tolist(), right.tolist(), scores.tolist(), strict=True):
            a, b = self.home[one], self.home[other]
            if a != b:
                self.sums.setdefault(a, {})[b] = self.sums.setdefault(b, {})[a] = self.sums.get(a, {}).get(b, 0.0) + score

    def run(self, least: float) -> None:
        queue = [(-self.mean(a, b), a, b) for a, near in self.sums.items() for b in near if a < b and self.mean(a, b) >= least]
        heapify(queue)
        while queue:
            score, a, b = heappop(queue)
            if b not in self.sums.get(a, ()) or -score != self.mean(a, b) or not self.may_join(a, b):
                continue  # one of them has grown since: its pairs are in the queue again
            kept = self.join(a, b)
            for near in self.sums.get(kept, {}):
                if self.mean(kept, near) >= least:
                    heappush(queue, (-self.mean(kept, near), min(kept, near), max(kept, near)))

    def mean(self, a: int, b: int) -> float:
        return self.sums[a][b] / (len(self.members[a]) * len(self.members[b]))

    def may_join(self, a: int, b: int) -> bool:
        return b not in self.avoid.get(a, ()) and overlap(self.windows.get(a, ANY), self.windows.get(b, ANY))

    def join(self, a: int, b: int) -> int:
        """Join two groups under the smaller number, which is returned."""
        if a == b:
            return a
        a, b = min(a, b), max(a, b)
        for member in self.members[b]:
            self.home[member] = a
        self.members[a] += self.members.pop(b)
        self.windows[a] = narrowed(self.windows.get(a, ANY), self.windows.pop(b, ANY))
        for other in self.avoid.pop(b, ()):
            self.avoid[other].discard(b)
            self.avoid[other].add(a)
            self.avoid.setdefault(a, set()).add(other)
        for other, score in self.sums.pop(b, {}).items():
            del self.sums[other][b]
            if other != a:
                self.sums.setdefault(a, {})[other] = self.sums[other][a] = self.sums[a].get(other, 0.0) + score
        return a


def overlap(one: Window, other: Window) -> bool:
    """Whether two stretches of days share one; where days are not known, they may."""
    (a, b), (c, d) = one, other
    return a is None or b is None or c is None or d is None or (a <= d and c <= b)


def narrowed(one: Window, other: Window) -> Window:
    """The days that both allow. Stretches that overlap two by two share a day, so it is enough to keep what all share."""
    (a, b), (c, d) = one, other
    if a is None or b is None:
        return other
    if c is None or d is None:
        return one
    return max(a, c), min(b, d)


def strands(count: int, left: Ints, right: Ints) -> Ints:
    """(count,) of each number the smallest that it hangs together with, directly or through others.

    >>> import numpy as np
    >>> strands(5, np.array([0, 3]), np.array([3, 4])).tolist()
    [0, 1, 2, 0, 0]
    """
    home = np.arange(count, dtype=np.int64)
    while True:
        low = np.minimum(home[left], home[right])
        before = home.copy()
        np.minimum.at(home, left, low)
        np.minimum.at(home, right, low)
        home = home[home]
        if np.array_equal(home, before):
            return home


def matrix(groups: Iterable[Sequence[int]], count: int) -> NDArray[np.int64]:
    """(count,) the number of each one's group."""
    home = np.zeros(count, np.int64)
    for number, members in enumerate(groups):
        home[list(members)] = number
    return home
