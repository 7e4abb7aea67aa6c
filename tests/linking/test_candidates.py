"""Which tellings are compared: under a common key, near in time, however many come at a time."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.linking.candidates import FAR, MOST, WINDOW, Calendar, Field
from chancery.linking.collected import Collected
from tests.linking.make import meeting

Told = list[tuple[int, int, set[int]]]
"""Tellings: first day, days after that, keys."""
TOLD: st.SearchStrategy[Told] = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from((0, 0, 0, 3, 20)), st.sets(st.integers(0, 3))), max_size=25
)


def compared(calendar: Calendar, keys: list[set[int]], block: int, **settings: int) -> list[tuple[int, int]]:
    """Pairs, when so many come at a time."""
    field, found = Field(calendar, **settings), list[tuple[int, int]]()
    for start in range(0, len(calendar), block):
        upto = min(start + block, len(calendar))
        come = [(key, number) for number in calendar.order[start:upto].tolist() for key in sorted(keys[number])]
        left, right = field.meet(*np.array(come, np.int64).reshape(-1, 2).T, upto=upto)
        found += zip(left.tolist(), right.tolist(), strict=True)
    return sorted(found)


def expected(calendar: Calendar, keys: list[set[int]], most: int) -> list[tuple[int, int]]:
    """Pairs as the module tells of them."""
    members, found = defaultdict[int, list[int]](list), set[tuple[int, int]]()
    for number in calendar.order.tolist():
        for key in keys[number]:
            members[key].append(number)
    for under in members.values():
        for at, number in enumerate(under):
            near = (other for other in under[at + 1 : at + 1 + most] if calendar.since[other] - calendar.until[number] <= WINDOW)
            found |= {(min(number, other), max(number, other)) for other in near}
    return sorted(found)


@given(TOLD, st.integers(1, 6), st.integers(1, 4), st.booleans())
def test_the_same_pairs_are_found_once_each_however_many_come_at_a_time(told: Told, block: int, most: int, undated: bool) -> None:
    since, until = np.array([[first, first + days] for first, days, _ in told], np.int64).reshape(-1, 2).T
    if undated:
        since[::3], until[::3] = -FAR, FAR
    calendar, keys = Calendar(since, until), [keys for _, _, keys in told]
    assert compared(calendar, keys, block, most=most) == expected(calendar, keys, most)


def test_where_there_is_no_room_the_earliest_are_let_go() -> None:
    calendar = Calendar(np.array([1, 2, 3, 4]), np.array([4, 4, 4, 4]))
    assert compared(calendar, [{0}] * 4, 1, room=1) == [(0, 1), (1, 2), (2, 3)]


@pytest.mark.parametrize(
    ("published", "near"), [("2024-12-11", True), ("2024-12-14", True), ("2024-12-15", False), ("2025-03-01", False), (None, True)]
)
def test_only_tellings_near_in_time_are_compared_and_those_without_a_day_with_all(published: str | None, near: bool) -> None:
    with Collected.of([meeting("doc-a", "2024-12-10"), meeting("doc-b", published)]) as collected:
        calendar = collected.calendar()
        left, _ = Field(calendar).meet(*collected.keys(calendar.order), upto=2)
        assert (len(left) == 1) == near and MOST > 1
