"""Scores of pairs, at two looks and all at once."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from chancery.linking.matcher import Matcher
from chancery.linking.surroundings import FAINT, surroundings
from chancery.linking.tellings import Tellings
from tests.views.make import REPORTS


def test_pairs_that_are_not_faint_have_the_same_scores_at_two_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chancery.linking.matcher.BLOCK", 2)
    tellings, matcher = Tellings.of(REPORTS), Matcher.load()
    left, right = np.array(list(combinations(range(len(tellings)), 2)), np.int64).T
    scores = matcher.score(tellings, left, right)
    kept, first, shown = matcher.first_look(tellings, left, right)
    around = surroundings(len(tellings), tellings.report_of, left[kept], right[kept], first)
    assert kept.any() and np.allclose(matcher.second_look(shown, around), scores[kept], atol=1e-5)
    assert (scores[~kept] < matcher.least).all(), FAINT


def test_what_is_around_some_pairs_is_what_is_around_them_among_all() -> None:
    left, right = np.array([0, 0, 1, 2]), np.array([1, 2, 2, 3])
    report, scores = np.array([0, 1, 1, 2]), np.array([0.9, 0.2, 0.5, 0.7], np.float32)
    asked = np.array([False, True, False, True])
    assert (surroundings(4, report, left, right, scores, asked=asked) == surroundings(4, report, left, right, scores)[asked]).all()


def test_no_pairs_have_no_scores() -> None:
    matcher = Matcher.load()
    none = np.zeros(0, np.int64)
    assert not len(matcher.score(Tellings(), none, none))
    assert [len(part) for part in matcher.first_look(Tellings(), none, none)] == [0, 0, 0]
