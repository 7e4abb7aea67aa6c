"""Scores of pairs, in blocks and all at once."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from chancery.linking.matcher import Matcher
from chancery.linking.surroundings import FAINT
from chancery.linking.tellings import Tellings
from tests.views.make import REPORTS


def test_pairs_that_are_not_faint_have_the_same_scores_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chancery.linking.matcher.BLOCK", 2)
    tellings, matcher = Tellings.of(REPORTS), Matcher.load()
    left, right = np.array(list(combinations(range(len(tellings)), 2)), np.int64).T
    scores = {(int(a), int(b)): score for a, b, score in zip(left, right, matcher.score(tellings, left, right), strict=True)}
    likely = {(int(a), int(b)): score for a, b, score in zip(*matcher.likely(tellings, left, right), strict=True)}
    assert likely and all(abs(scores[pair] - score) < 1e-5 for pair, score in likely.items())
    assert all(score < matcher.least for pair, score in scores.items() if pair not in likely), FAINT


def test_no_pairs_have_no_scores() -> None:
    none = np.zeros(0, np.int64)
    assert [len(part) for part in Matcher.load().likely(Tellings(), none, none)] == [0, 0, 0]
