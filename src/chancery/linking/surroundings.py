"""What all scored pairs together say of each: rivals in the same report, and friends that two tellings share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from chancery.linking.bags import Floats, Ints, Rows

COLUMNS = ("score", "logit", "rival", "margin", "weaker rival", "shared", "shared cosine", "shared part", "friends least", "friends most",
           "shared of least")  # fmt: skip
FAINT = 0.01
"""Scores under this are taken for none: they would make everybody a friend of everybody."""


def surroundings(
    count: int, report: Ints, left: Ints, right: Ints, scores: Floats, *, asked: NDArray[np.bool_] | None = None
) -> Floats:  # fmt: skip
    """(pairs, columns) for tellings 0 to ``count`` of the reports numbered ``report``; only of those ``asked``, where they are named.

    A rival is another telling of the same report that scores well with the other side; a friend is a telling that scores well.
    """
    strong = scores >= FAINT
    one, other = np.concatenate([left[strong], right[strong]]), np.concatenate([right[strong], left[strong]])
    weights = np.concatenate([scores[strong], scores[strong]])
    rows = Rows.of(count, one, other, weights)
    friends = np.bincount(one, weights, count).astype(np.float32)
    length = np.sqrt(np.bincount(one, weights.astype(np.float64) ** 2, count)).astype(np.float32)
    if asked is not None:
        left, right, scores = left[asked], right[asked], scores[asked]
    shared = rows.dot(left, right)
    ahead, back = _rivals(report, one, other, weights, left, right, scores), _rivals(report, one, other, weights, right, left, scores)
    rival, least = np.maximum(ahead, back), np.minimum(friends[left], friends[right])
    sure = np.clip(scores, 1e-4, 1 - 1e-4)
    found = (
        scores, np.log(sure / (1 - sure)), rival, scores - rival, np.minimum(ahead, back), shared,
        shared / np.maximum(length[left] * length[right], 1e-4), shared / (friends[left] + friends[right] - shared + 1e-4),
        np.log1p(least), np.log1p(np.maximum(friends[left], friends[right])), shared / (least + 0.1),
    )  # fmt: skip
    return np.stack(found, 1).astype(np.float32)


def _rivals(report: Ints, one: Ints, other: Ints, weights: Floats, left: Ints, right: Ints, scores: Floats) -> Floats:
    """(pairs,) the best score of ``left`` with a telling of the report of ``right`` that is not ``right``."""
    reports = np.int64(report.max(initial=0) + 1)
    order = np.lexsort((-weights, one * reports + report[other]))
    group, best = (one * reports + report[other])[order], weights[order]
    kinds, first, counts = np.unique(group, return_index=True, return_counts=True)
    second = np.where(counts > 1, best[np.minimum(first + 1, len(best) - 1)], 0.0) if len(best) else best
    if not len(kinds):
        return np.zeros(len(left), np.float32)
    wanted = left * reports + report[right]
    at = np.minimum(np.searchsorted(kinds, wanted), len(kinds) - 1)
    top = np.where(kinds[at] == wanted, best[first[at]], 0.0)
    runner_up = np.where(kinds[at] == wanted, second[at], 0.0)
    return np.where(scores >= top, runner_up, top).astype(np.float32)
