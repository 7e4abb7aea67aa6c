"""What a report's other places say about one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from chancery.knowledge.gazetteer_table import COUNTRY as STATE
from chancery.knowledge.gazetteer_table import KINDS, OTHER, Candidate, Columns

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# Tuned together on LGL and GeoVirus by hand, see docs/places.md.
FAME, COUNTRY, DIVISION, NEAR, WITHIN, HINT = 1.0, 2.5, 2.5, 2.0, 20.0, 6.0
BASE = 1_000
"""Added to populations, so that villages differ little from each other."""
REACH = 1.2
"""Degrees within which places are near each other."""
_BONUS = {"country": 1.5, "division": 0.5, "capital": 0.7, "county": -0.3, "continent": 1.5, "region": 0.3, "site": 0.3}
BONUS: Floats = np.array([_BONUS.get(kind, 0.0) for kind in KINDS], np.float32)


@dataclass(frozen=True)
class Context:
    """The places that a report's words may name: ``rows`` with their probability ``share`` among the bearers of a name.

    ``names`` numbers the name of each row; ``countries`` and ``divisions`` are shares by number of the gazetteer's columns;
    ``within`` has the areas that stand after a name and a comma.
    """

    rows: Ints
    share: Floats
    names: Ints
    numbers: Mapping[str, int] = field(default_factory=dict)
    within: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def areas(self) -> frozenset[int]:
        """The areas that other places are said to lie in."""
        return frozenset(row for rows in self.within.values() for row in rows)


NOWHERE = Context(np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, np.int64))


def best(columns: Columns, candidates: Sequence[Candidate], context: Context, key: str, areas: Sequence[int], hint: str | None) -> int:
    """The candidate that fame, area, hint and the report's other places speak for."""
    rows = np.array([candidate.row for candidate in candidates])
    other = np.array([candidate.other for candidate in candidates])
    score = fame(columns, rows, other) + support(columns, rows, context, context.numbers.get(key, -1))
    if areas:
        score = score + WITHIN * inside(columns, rows, areas)
    if hint:
        score = score + HINT * (columns.country[rows] == columns.country_number(hint))
    return int(rows[int(score.argmax())])


def fame(columns: Columns, rows: Ints, other: NDArray[np.bool_]) -> Floats:
    """How well known a bearer of a name is."""
    known = np.log10((columns.population[rows] + np.float32(BASE)) / np.where(other, OTHER, 1))
    return np.asarray(FAME * known + BONUS[columns.kind[rows]], np.float32)


def inside(columns: Columns, rows: Ints, areas: Sequence[int]) -> NDArray[np.bool_]:
    """Which rows lie in one of the areas."""
    found = np.zeros(len(rows), bool)
    for area in areas:
        whole = columns.kind[area] == STATE
        same = columns.country[rows] == columns.country[area] if whole else columns.division[rows] == columns.division[area]
        found |= same & (rows != area)
    return found


def support(columns: Columns, rows: Ints, context: Context, name: int) -> Floats:
    """What the report's names, without the number ``name`` itself, say for each row."""
    others = context.names != name
    seen, share = context.rows[others], context.share[others]
    if not len(seen):
        return np.zeros(len(rows), np.float32)
    total = share.sum() + np.float32(1.0)
    same_country = (columns.country[rows][:, None] == columns.country[seen]) & (columns.country[seen] > 0)  # (rows, seen)
    same_division = (columns.division[rows][:, None] == columns.division[seen]) & (columns.division[seen] > 0)
    found: Floats = (COUNTRY * np.sqrt((same_country * share).sum(-1) / total) + DIVISION * np.sqrt((same_division * share).sum(-1) / total)
                     + NEAR * nearness(columns, rows, seen, share))
    return found


def nearness(columns: Columns, rows: Ints, seen: Ints, share: Floats) -> Floats:
    """From 0 to 1: how much lies close by."""
    narrow = np.cos(np.radians(columns.latitude[rows]))[:, None]
    north = columns.latitude[rows][:, None] - columns.latitude[seen]
    east = (columns.longitude[rows][:, None] - columns.longitude[seen]) * narrow
    close: Floats = np.exp(-(north**2 + east**2) / np.float32(2 * REACH**2)).astype(np.float32)
    small = columns.kind[seen] != STATE
    return np.asarray(1 - np.exp(-(close * share * small).sum(-1)), np.float32)
