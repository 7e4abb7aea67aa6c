"""Windows and shapes: what the network reads."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chancery.analysis.features import shape_of, windows


@given(st.lists(st.integers(1, 300), max_size=40), st.integers(20, 300))
def test_windows_cover_all_sentences_once_and_keep_to_the_budget(sizes: list[int], budget: int) -> None:
    ranges = windows(sizes, budget)
    assert [n for a, b in ranges for n in range(a, b)] == list(range(len(sizes)))
    assert all(b - a == 1 or sum(sizes[a:b]) <= budget for a, b in ranges)


def test_a_report_just_over_the_budget_is_cut_evenly() -> None:
    assert windows([30] * 9, 256) == [(0, 5), (5, 9)]


@given(st.text(min_size=1, max_size=12))
def test_every_word_has_a_shape(word: str) -> None:
    assert 1 <= shape_of(word) <= 9
