"""How well chains of mentions match: MUC, B-cubed and CEAF with entity similarity, as the CoNLL-2012 scorer counts them.

Hits and sizes add up over documents, precision and recall are taken at the end. A mention that only one side has stands
alone on the other side for MUC and is a miss for B-cubed. Chains of one mention are dropped before.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Chain = frozenset[Hashable]
Chains = Sequence[Chain]
Floats = NDArray[np.float64]


class Share(NamedTuple):
    """What was found out of what."""

    found: float = 0.0
    whole: float = 0.0

    def plus(self, other: Share) -> Share:
        return Share(self.found + other.found, self.whole + other.whole)

    def value(self) -> float:
        return self.found / self.whole if self.whole else 0.0


def figures(documents: Iterable[tuple[Chains, Chains]]) -> dict[str, float]:
    """F1 of each measure over (gold, guess) chains of all documents, ``conll`` their mean."""
    pairs = [(linked(gold), linked(guess)) for gold, guess in documents]
    measures: dict[str, Callable[[Chains, Chains], Share]] = {"muc": muc, "b3": b3, "ceafe": ceafe}
    scores = {name: f1_over(measure, pairs) for name, measure in measures.items()}
    return {"conll": sum(scores.values()) / len(scores), **scores}


def linked(chains: Chains) -> list[Chain]:
    """The chains of two mentions and more."""
    return [chain for chain in chains if len(chain) > 1]


def f1_over(measure: Callable[[Chains, Chains], Share], pairs: Iterable[tuple[Chains, Chains]]) -> float:
    """F1 in percent of a measure over all pairs of gold and guess taken together."""
    recall = precision = Share()
    for gold, guess in pairs:
        recall, precision = recall.plus(measure(gold, guess)), precision.plus(measure(guess, gold))
    both = recall.value() + precision.value()
    return 200 * recall.value() * precision.value() / both if both else 0.0


def muc(gold: Chains, guess: Chains) -> Share:
    """Links of gold that guess has: a chain of n mentions in p pieces keeps n - p of its n - 1."""
    home = _home(guess)
    found = sum(len(chain) - _pieces(chain, home) for chain in gold)
    return Share(found, sum(len(chain) - 1 for chain in gold))


def _home(chains: Chains) -> dict[Hashable, int]:
    """The number of each mention's chain."""
    return {mention: number for number, chain in enumerate(chains) for mention in chain}


def _pieces(chain: Chain, home: dict[Hashable, int]) -> int:
    """The chains, and mentions without a chain, over which a chain is spread."""
    return len({home[m] for m in chain if m in home}) + sum(m not in home for m in chain)


def b3(gold: Chains, guess: Chains) -> Share:
    """For each gold mention the part of its chain that guess puts with it."""
    shared = sum(len(a & b) ** 2 / len(a) for a in gold for b in guess)
    return Share(shared, sum(len(chain) for chain in gold))


def ceafe(gold: Chains, guess: Chains) -> Share:
    """Likeness (Dice) of chains under the best one-to-one pairing, out of the number of gold chains."""
    likeness = np.array([[2 * len(a & b) / (len(a) + len(b)) for b in guess] for a in gold]).reshape(len(gold), len(guess))
    return Share(best_total(likeness), len(gold))


def best_total(gain: Floats) -> float:
    """The largest sum of gains with one column a row and one row a column."""
    rows, columns = gain.shape
    if not rows or not columns:
        return 0.0
    cost = -gain if rows <= columns else -gain.T
    return float(-sum(cost[row, column] for column, row in enumerate(_assign(cost)) if row >= 0))


def _assign(cost: Floats) -> list[int]:
    """For each column its row or -1: the cheapest assignment of all rows (Hungarian method, potentials; rows <= columns).

    Row and column 0 are no row and no column; ``back`` is the column before each one on the path that frees a row.
    """
    rows, columns = cost.shape
    up, down = np.zeros(rows + 1), np.zeros(columns + 1)
    owner = np.zeros(columns + 1, np.int64)
    for row in range(1, rows + 1):
        owner[0], at = row, 0
        least, back = np.full(columns + 1, np.inf), np.zeros(columns + 1, np.int64)
        used = np.zeros(columns + 1, np.bool_)
        while owner[at]:
            used[at] = True
            slack = np.concatenate([[np.inf], cost[owner[at] - 1] - up[owner[at]] - down[1:]])
            better = ~used & (slack < least)
            least[better], back[better] = slack[better], at
            nearest = int(np.where(used, np.inf, least).argmin())
            step = least[nearest]
            up[owner[used]] += step
            down[used] -= step
            least[~used] -= step
            at = nearest
        while at:
            owner[at] = owner[back[at]]
            at = int(back[at])
    return [int(row) - 1 for row in owner[1:]]
