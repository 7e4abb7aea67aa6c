"""Which tellings may be of one happening: those that share enough for a look, so that 200,000 reports need not all be compared."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from chancery.linking.bags import Ints
from chancery.linking.tellings import Telling, Tellings
from chancery.linking.words import is_empty, stem, words

WINDOW = 4
"""Days between two reports, or between the days they name, within which they may tell of one happening."""
MOST = 40
"""Tellings that each is compared with under one key: the nearest in time."""
FAMILIES = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "words for"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "deeds for"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "words against"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "deeds against"),
}
"""PLOVER's four: codes of one family are taken for each other more often than others."""

Pairs = tuple[Ints, Ints]


def candidates(tellings: Tellings, *, window: int = WINDOW, most: int = MOST) -> Pairs:
    """Pairs of numbers of tellings that may be of one happening, each once, the smaller number first, in order.

    Two tellings are a pair when they share a key (of the family of their code, who took part, where, and the words that name it, some two)
    and their days are within the window; under each key only so many, the nearest in time.
    """
    days = [_day(telling, tellings) for telling in tellings.all]
    count = max(len(tellings), 1)
    codes = [np.unique(np.array([a * count + b for a, b in _near(members, days, window, most)], np.int64))
             for members in _buckets(tellings)]
    pairs = np.unique(np.concatenate(codes)) if codes else np.zeros(0, np.int64)
    return pairs // count, pairs % count


def _buckets(tellings: Tellings) -> Iterator[list[int]]:
    """Tellings that share a key, in order, where there are several."""
    # Of the keys only numbers are kept: as text they would be most of what a pass over a store holds.
    hashes, numbers = array("q"), array("q")
    for number, telling in enumerate(tellings.all):
        for key in keys(telling):
            hashes.append(hash(key))
            numbers.append(number)
    found, of = np.array(hashes, np.int64), np.array(numbers, np.int64)
    order = np.argsort(found, kind="stable")
    ends = np.flatnonzero(np.diff(found[order], append=found[order][-1:] + 1)) + 1
    starts = np.concatenate([np.zeros(1, np.int64), ends])[: len(ends)]
    several = ends - starts > 1
    yield from (of[order[start:end]].tolist() for start, end in zip(starts[several], ends[several], strict=True))


def keys(telling: Telling) -> Iterator[tuple[str, ...]]:
    """What tellings of one happening are likely to share, two parts at a time."""
    family = FAMILIES.get(telling.code, telling.code)
    named = sorted({stem(word) for _, word in words(telling.words) if not is_empty(word)})[:3]
    parts = [*(f"who {actor}" for actor in sorted(telling.actors | telling.recipients)[:6]),
             *([f"where {telling.country}"] if telling.country else []), *(f"named {name}" for name in named)]
    yield from ((family, *two) for two in combinations(parts, 2))
    if len(parts) < 2:
        yield from ((family, part) for part in parts)


def _day(telling: Telling, tellings: Tellings) -> tuple[int, int] | None:
    """The days that a telling is about: those it names, else the day of its report."""
    if telling.since is not None and telling.until is not None:
        return telling.since, telling.until
    published = tellings.reports[telling.report].published
    return None if published is None else (published, published)


def _near(members: Sequence[int], days: Sequence[tuple[int, int] | None], window: int, most: int) -> Iterator[tuple[int, int]]:
    """Pairs of a bucket whose days are within the window; those without a day are near to all."""
    dated = sorted((days[n], n) for n in members if days[n] is not None)
    for at, (day, number) in enumerate(dated):
        assert day is not None
        for other_day, other in dated[at + 1 : at + 1 + most]:
            assert other_day is not None
            if other_day[0] - day[1] > window:
                break
            yield min(number, other), max(number, other)
    undated = [n for n in members if days[n] is None]
    for at, number in enumerate(undated):
        for other in [*undated[at + 1 : at + 1 + most], *(n for _, n in dated[:most])]:
            yield min(number, other), max(number, other)
