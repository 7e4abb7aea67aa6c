"""What people decided about happenings: which events of different reports are one, and which are not."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from chancery.judging.judgement import Judgement, Member

Group = frozenset[Member]


def settle(groups: Iterable[Group], judgements: Iterable[Judgement]) -> tuple[Group, ...]:
    """Groups of events as people have them: judgements in the order in which they were made, over whatever a machine grouped.

    Merging joins the groups of all members; splitting takes ``members`` out of every group that holds some of the ``rest``;
    rejecting leaves every member alone; accepting joins them. Events that no group holds are left out.

    >>> a, b, c = ("doc-1", "evt-1"), ("doc-2", "evt-1"), ("doc-3", "evt-1")
    >>> settle([frozenset((a,)), frozenset((b, c))], []) == (frozenset((a,)), frozenset((b, c)))
    True
    """
    found = list(groups)
    for made in standing(judgements):
        members, rest = frozenset(made.detail.members), frozenset(made.detail.rest)
        if made.verb in ("merge", "accept"):
            found = _joined(found, members)
        elif made.verb == "reject":
            found = [part for group in found for part in _alone(group, members)]
        else:
            found = [part for group in found for part in _parted(group, members, rest)]
    return tuple(found)


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Live judgements on happenings, in the order in which they were made."""
    return sorted((made for made in judgements if made.is_live and made.kind == "happening"), key=lambda made: made.made_at)


def apart(judgements: Iterable[Judgement]) -> frozenset[Group]:
    """Pairs of events that a person keeps apart, for a matcher to heed before it groups."""
    pairs: set[Group] = set()
    for made in standing(judgements):
        members, rest = made.detail.members, made.detail.rest
        if made.verb == "split":
            pairs |= {frozenset((one, other)) for one in members for other in rest}
        elif made.verb == "reject":
            pairs |= set(map(frozenset, combinations(members, 2)))
        else:
            pairs -= set(map(frozenset, combinations(members, 2)))
    return frozenset(pairs)


def together(judgements: Iterable[Judgement]) -> tuple[Group, ...]:
    """Groups of events that a person joined, for a matcher to heed before it groups; what was split later is not in them."""
    made = standing(judgements)
    alone = {frozenset((member,)) for one in made for member in (*one.detail.members, *one.detail.rest)}
    return tuple(group for group in settle(alone, made) if len(group) > 1)


def _joined(groups: list[Group], members: Group) -> list[Group]:
    touched = [group for group in groups if group & members]
    if len(touched) < 2:
        return groups
    return [group for group in groups if not group & members] + [frozenset().union(*touched)]


def _alone(group: Group, members: Group) -> list[Group]:
    if len(group & members) < 2:
        return [group]
    return [part for part in (group - members, *(frozenset((member,)) for member in sorted(group & members))) if part]


def _parted(group: Group, members: Group, rest: Group) -> list[Group]:
    return [group & members, group - members] if group & members and group & rest else [group]
