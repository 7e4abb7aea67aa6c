"""What people decide about happenings, laid over what a pass grouped."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from chancery.judging.happenings import Group, apart, settle, together
from chancery.judging.judgement import Detail, Judgement, Member, judgement

A, B, C, D = (("doc-1", "evt-1"), ("doc-2", "evt-1"), ("doc-3", "evt-1"), ("doc-4", "evt-1"))
_minutes = itertools.count()


def decided(verb: str, *members: Member, rest: tuple[Member, ...] = ()) -> Judgement:
    made_at = f"2026-03-01T{next(_minutes):06}"
    return judgement(verb, "happening", "hap-1", detail=Detail(members=members, rest=rest), who="Ada", made_at=made_at)


def groups(*found: tuple[Member, ...]) -> set[Group]:
    return set(map(frozenset, found))


def test_merging_joins_whole_groups() -> None:
    assert set(settle(groups((A, B), (C, D)), [decided("merge", B, C)])) == groups((A, B, C, D))


def test_splitting_takes_the_members_out() -> None:
    assert set(settle(groups((A, B, C)), [decided("split", B, rest=(A, C))])) == groups((B,), (A, C))


def test_a_later_report_stays_with_those_that_were_not_split_off() -> None:
    assert set(settle(groups((A, B, D)), [decided("split", B, rest=(A,))])) == groups((B,), (A, D))


def test_rejecting_leaves_every_report_alone() -> None:
    assert set(settle(groups((A, B, C)), [decided("reject", A, B)])) == groups((A,), (B,), (C,))


def test_the_last_judgement_stands() -> None:
    merge, split = decided("merge", A, B), decided("split", A, rest=(B,))
    assert set(settle(groups((A,), (B,)), [split, merge])) == groups((A,), (B,))
    assert set(settle(groups((A,), (B,)), [split, merge, decided("accept", A, B)])) == groups((A, B))


def test_a_matcher_is_told_what_was_joined_and_what_is_kept_apart() -> None:
    made = [decided("merge", A, B), decided("split", C, rest=(A, D))]
    assert apart(made) == {frozenset((C, A)), frozenset((C, D))}
    assert together(made) == (frozenset((A, B)),)


members = st.sampled_from((A, B, C, D))


@st.composite
def anything_decided(draw: st.DrawFn) -> Judgement:
    chosen = draw(st.lists(members, min_size=2, max_size=4, unique=True))
    verb = draw(st.sampled_from(("merge", "accept", "reject", "split")))
    return decided(verb, chosen[0], rest=tuple(chosen[1:])) if verb == "split" else decided(verb, *chosen)


@given(st.lists(st.sampled_from(range(3)), min_size=4, max_size=4), st.lists(anything_decided(), max_size=4))
def test_every_event_is_in_one_happening_whatever_is_decided(of: list[int], made: list[Judgement]) -> None:
    found = [frozenset(m for m, n in zip((A, B, C, D), of, strict=True) if n == number) for number in range(3)]
    settled = settle([group for group in found if group], made)
    assert sorted(member for group in settled for member in group) == sorted((A, B, C, D))
    assert all(settled)
