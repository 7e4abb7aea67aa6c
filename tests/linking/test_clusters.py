"""Groups out of scored pairs."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from chancery.linking.clusters import Limits, group

PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.floats(0, 1, width=32)), max_size=20)


def grouped(pairs: list[tuple[int, int, float]], count: int, **limits: object) -> list[tuple[int, ...]]:
    left, right, scores = (np.array(side) for side in zip(*pairs, strict=True)) if pairs else (np.zeros(0, np.int64),) * 3
    return group(count, left, right, scores, least=0.5, limits=Limits(**limits))  # type: ignore[arg-type]


def test_groups_join_while_the_mean_over_all_their_pairs_is_high_enough() -> None:
    assert grouped([(0, 1, 0.9), (1, 2, 0.9), (0, 2, 0.2)], 3) == [(0, 1, 2)]
    assert grouped([(0, 1, 0.9), (1, 2, 0.8)], 3) == [(0, 1), (2,)]  # the pair without a score counts as 0


def test_what_people_keep_apart_never_joins_and_what_they_join_stays() -> None:
    assert grouped([(0, 1, 1.0)], 2, apart=((0, 1),)) == [(0,), (1,)]
    assert grouped([], 3, together=((0, 2),)) == [(0, 2), (1,)]
    assert grouped([(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0)], 3, apart=((0, 2),)) in ([(0, 1), (2,)], [(0,), (1, 2)])


def test_days_that_do_not_meet_are_two_happenings() -> None:
    assert grouped([(0, 1, 1.0)], 2, windows=((1, 1), (2, 2))) == [(0,), (1,)]
    assert grouped([(0, 1, 1.0)], 2, windows=((1, 3), (2, 2))) == [(0, 1)]
    assert grouped([(0, 1, 1.0)], 2, windows=((None, None), (2, 2))) == [(0, 1)]


@given(PAIRS)
def test_every_number_is_in_one_group_and_none_is_joined_without_cause(pairs: list[tuple[int, int, float]]) -> None:
    known = {(min(a, b), max(a, b)): score for a, b, score in pairs if a != b}
    found = grouped([(a, b, score) for (a, b), score in known.items()], 8)
    assert sorted(number for members in found for number in members) == list(range(8))
    for members in found:
        scores = [known.get((a, b), 0.0) for at, a in enumerate(members) for b in members[at + 1 :]]
        assert not scores or max(scores) >= 0.5
