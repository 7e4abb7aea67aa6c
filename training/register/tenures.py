"""Tenures settled: what several sources say of one tenure, or of one person under two names, becomes one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from chancery.knowledge.entries import first_day, last_day
from chancery.knowledge.names import sound
from training.register.drafts import Draft, Tenure

# Offices that one person holds at a time: the next one's first day is the last one's end.
_ONE_AT_A_TIME = frozenset(
    ("president", "prime minister", "chancellor", "king", "queen", "emperor", "emir", "sultan", "supreme leader",
     "pope", "foreign minister", "defence minister", "interior minister", "finance minister", "justice minister",
     "secretary-general", "army chief", "national security adviser", "central bank governor", "party leader",
     "high representative", "director-general", "energy minister", "health minister", "education minister")
)  # fmt: skip
# First names and particles that many share.
_COMMON = frozenset("mohamad ahmad ali abd abdul maria jose juan jean john hasan".split())


def without_twins(drafts: Iterable[Draft]) -> list[Draft]:
    """The persons, two of them joined who took one office of one state on one day and share a part of the name.

    Sources differ in middle names and spellings: James and Jim Mattis, Cyril and Matamela Cyril Ramaphosa.
    """
    kept: list[Draft] = []
    takers: dict[tuple[str, str, str], list[Draft]] = defaultdict(list)
    for draft in drafts:
        starts = [(held.country, held.role, held.start or "") for held in draft.tenures if _one_at_a_time(held)]
        twin = next((other for start in starts for other in takers[start] if _share_a_name(other, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            _join(twin, draft)
        for start in starts:
            takers[start].append(twin or draft)
    return kept


def _one_at_a_time(held: Tenure) -> bool:
    return held.role in _ONE_AT_A_TIME and held.start is not None and len(held.start) == 10


def _share_a_name(one: Draft, other: Draft) -> bool:
    shared = set(sound(one.name).split()) & set(sound(other.name).split())
    return any(len(part) > 2 for part in shared - _COMMON)


def _join(kept: Draft, twin: Draft) -> None:
    kept.call_also((twin.name, *twin.aliases))
    kept.tenures += twin.tenures
    kept.wikidata = kept.wikidata or twin.wikidata
    new = [source for source in twin.source.split("; ") if source not in kept.source.split("; ")]
    kept.source = "; ".join((kept.source, *new))


def settle(drafts: Iterable[Draft]) -> None:
    """Join what sources say of one tenure, and end open tenures where the next one begins."""
    people = list(drafts)
    for draft in people:
        draft.tenures = _joined(draft.tenures)
    starts: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for number, draft in enumerate(people):
        for held in draft.tenures:
            starts[held.country, held.role].append((held.start or "", number))
    for number, draft in enumerate(people):
        draft.tenures = [_ended(held, number, starts[held.country, held.role]) for held in draft.tenures]


def _joined(tenures: list[Tenure]) -> list[Tenure]:
    """One tenure for those of one office that overlap; the first in the list, of the best source, decides the dates."""
    kept: list[Tenure] = []
    for held in tenures:
        term = next((place for place, other in enumerate(kept) if _continues(other, held)), None)
        twin = next((place for place, other in enumerate(kept) if _same_tenure(other, held)), None)
        if term is not None:
            kept[term] = replace(kept[term], end=held.end, seen=held.seen)
        elif twin is not None:
            kept[twin] = _with(kept[twin], held)
        else:
            kept.append(held)
    return kept


def _same_tenure(one: Tenure, other: Tenure) -> bool:
    if (one.country, one.role) != (other.country, other.role):
        return False
    starts, ends = zip(_bounds(one), _bounds(other), strict=True)
    return max(starts) <= min(ends)


def _continues(one: Tenure, other: Tenure) -> bool:
    """Whether the second is the next term of the first."""
    return (one.country, one.role) == (other.country, other.role) and one.end is not None and one.end == other.start


def _bounds(held: Tenure) -> tuple[str, str]:
    return first_day(held.start or "0000"), last_day(held.end or "9999")


def _with(better: Tenure, other: Tenure) -> Tenure:
    seen = max((day for day in (better.seen, other.seen) if day), default=None)
    source = better.source if other.source in better.source else f"{better.source}; {other.source}"
    return replace(better, start=better.start or other.start, seen=seen, source=source)


def _ended(held: Tenure, number: int, starts: list[tuple[str, int]]) -> Tenure:
    if held.end is not None or held.role not in _ONE_AT_A_TIME:
        return held
    later = [start for start, other in starts if other != number and start > (held.start or "0000")]
    return replace(held, end=min(later), seen=None) if later else held
