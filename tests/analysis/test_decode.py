"""Scores to marks, on scores written by hand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from chancery.analysis import decode
from chancery.record.marks import Mark

LABELS = ("O", "B-x", "I-x", "B-y", "I-y")


def scores(*tags: str) -> np.ndarray:
    return np.array([[4.0 if label == tag else 0.0 for label in LABELS] for tag in tags], np.float32)


def found(array: np.ndarray) -> list[tuple[int, int, str]]:
    return [(m.first, m.last, m.label) for m in decode.spans(array, LABELS)]


def test_spans_are_read_from_begin_to_last_inside() -> None:
    assert found(scores("O", "B-x", "I-x", "B-x", "O", "B-y")) == [(1, 2, "x"), (3, 3, "x"), (5, 5, "y")]


def test_an_inside_tag_without_its_begin_takes_the_likeliest_legal_reading() -> None:
    array = scores("O", "I-x", "I-x")
    array[1, LABELS.index("B-x")] = 3.0
    assert found(array) == [(1, 2, "x")]


def test_a_bias_towards_nothing_drops_weak_spans() -> None:
    array = scores("B-x", "O", "B-y")
    array[2, LABELS.index("O")] = 3.0
    assert [m.label for m in decode.spans(array, LABELS, bias=2.0)] == ["x"]


@given(hnp.arrays(np.float32, st.tuples(st.integers(0, 12), st.just(5)), elements=st.floats(-9, 9, width=32)))
def test_spans_never_overlap_and_stay_inside(array: np.ndarray) -> None:
    marks = decode.spans(array, LABELS)
    assert all(a.last < b.first for a, b in pairwise(marks))
    assert all(0 <= m.first <= m.last < len(array) for m in marks)


@given(hnp.arrays(np.float32, st.integers(1, 7).map(lambda n: (n, n)), elements=st.floats(-9, 9, width=32)))
def test_every_sentence_is_one_tree(arcs: np.ndarray) -> None:
    heads = decode.tree(arcs, [(0, len(arcs))])
    assert (heads == -1).sum() == 1
    for start in range(len(heads)):
        at, steps = start, 0
        while heads[at] >= 0:
            at, steps = int(heads[at]), steps + 1
            assert steps <= len(heads)


def test_the_spanning_tree_breaks_a_cycle_where_it_costs_least() -> None:
    arcs = np.array([[5, 0, 0], [1, 0, 6], [3, 7, 0]], np.float32)
    assert decode.tree(arcs, [(0, 3)]).tolist() == [-1, 2, 0]


def test_heads_stay_in_their_sentence() -> None:
    arcs = np.full((4, 4), 1.0, np.float32)
    arcs[2, 0] = arcs[3, 1] = 9.0
    heads = decode.tree(arcs, [(0, 2), (2, 4)])
    assert all(h == -1 or (h < 2) == (n < 2) for n, h in enumerate(heads))


@pytest.mark.parametrize("size", [1, 2])
def test_a_short_sentence_has_a_root(size: int) -> None:
    assert (decode.tree(np.zeros((size, size), np.float32), [(0, size)]) == -1).sum() == 1


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([(0, 0), (1, 2)], [(0, 2)]),  # "the" + "Rwandan delegation"
        ([(0, 0), (1, 1), (2, 3)], [(0, 3)]),  # "some" + "300" + "NATO soldiers"
        ([(0, 0), (2, 3)], [(2, 3)]),  # "over" stands by itself
        ([(0, 1)], []),
    ],
)  # fmt: skip
def test_small_words_belong_to_the_mention_behind_them(marks: list[tuple[int, int]], expected: list[tuple[int, int]]) -> None:
    found = decode.whole([Mark(a, b, "people", 1.0) for a, b in marks], [True, True, False, False])
    assert [(mark.first, mark.last) for mark in found] == expected


def test_a_helper_verb_belongs_to_the_cue_behind_it_and_is_one_by_itself_where_none_is() -> None:
    marks = [Mark(0, 1, "say", 1.0), Mark(2, 2, "say", 1.0), Mark(4, 4, "say", 1.0)]  # "did not" + "say", and "'s"
    found = decode.whole(marks, [True, True, False, False, True], alone=True)
    assert [(mark.first, mark.last) for mark in found] == [(0, 2), (4, 4)]
