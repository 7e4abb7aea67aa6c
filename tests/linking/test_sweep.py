"""A pass in the order of days: the same groups however many tellings come at a time."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.linking.clusters import NO_LIMITS, Limits, group
from chancery.linking.collected import Collected
from chancery.linking.matcher import Matcher
from chancery.linking.sweep import sweep
from chancery.linking.tellings import Tellings
from chancery.record.facts import Record
from tests.linking.make import RAIDS, meeting, raid

Raids = list[tuple[str, int | None, str | None]]
"""Where, the day of the report, and the days that it names."""
NAMED = st.sampled_from((None, "2024-12-02", "2024-12-07", "2024-12-01/2024-12-20", "2024-12", "2023"))
RAIDED: st.SearchStrategy[Raids] = st.lists(
    st.tuples(st.sampled_from(sorted(RAIDS)), st.one_of(st.none(), st.integers(0, 25)), NAMED), min_size=2, max_size=12
)


def day(number: int) -> str:
    return (date(2024, 12, 1) + timedelta(number)).isoformat()


def groups(records: list[Record], block: int, *, limits: Limits = NO_LIMITS) -> list[tuple[int, ...]]:
    with Collected.of(records) as collected:
        return sorted(sweep(collected, limits=limits, block=block))


@settings(max_examples=25, deadline=None)
@given(RAIDED)
def test_small_windows_and_a_single_one_give_the_same_groups(raids: Raids) -> None:
    records = [raid(f"doc-{n}", place, None if at is None else day(at), named) for n, (place, at, named) in enumerate(raids)]
    whole = groups(records, 1000)
    assert all(groups(records, block) == whole for block in (1, 2, 5))


def test_the_groups_are_those_that_all_pairs_at_once_make() -> None:
    records = [raid(f"doc-{n}", place, day(n // 3), None) for n, place in enumerate(["Kyiv", "Kyiv", "Paris"] * 3)]
    tellings, matcher = Tellings.of(records), Matcher.load()
    left, right = (side.astype(np.int64) for side in np.triu_indices(len(tellings), 1))
    at_once = group(len(tellings), left, right, matcher.score(tellings, left, right), least=matcher.least)
    assert groups(records, 2) == [members for members in at_once if len(members) > 1]


def test_a_story_told_day_after_day_hangs_together_across_windows() -> None:
    records = [meeting(f"doc-{n}", day(n)) for n in range(5)]
    assert groups(records, 1) == groups(records, 1000) == [(0, 1, 2, 3, 4)]


@pytest.mark.parametrize("block", [1, 3, 1000])
def test_what_people_joined_stays_joined_however_far_apart_and_what_they_parted_apart(block: int) -> None:
    records = [meeting(f"doc-{n}", published) for n, published in enumerate((day(0), day(1), "2031-01-01", "2031-01-02"))]
    assert groups(records, block) == [(0, 1), (2, 3)]
    assert groups(records, block, limits=Limits(together=((0, 2),), apart=((2, 3),))) in ([(0, 1, 2)], [(0, 2)])


def test_no_reports_have_no_groups() -> None:
    assert groups([], 10) == []
