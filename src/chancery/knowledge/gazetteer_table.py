"""The packaged gazetteer as it lies on disk: sorted columns, searched without a row being decoded before it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from chancery.knowledge.names import fold

WIDTH = 32
"""Bytes of a name that are compared."""
KINDS = ("country", "division", "county", "capital", "city", "region", "continent", "water", "mountain", "island", "site")
CODE = "="
"""Stands before the key of a short form that counts only after a name: "Paris, Tex."."""
DEGREE = 100
"""Coordinates are whole hundredths of a degree, about a kilometre."""

COUNTRY, DIVISION, CAPITAL, CITY = (KINDS.index(kind) for kind in ("country", "division", "capital", "city"))
SEAT = 0.12
"""The share of a division's population from which the town of that name is meant rather than the division."""
OTHER = 4
"""How much more populous a place must be to come first by a name that is not its main one."""

_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


class PlaceEntry(msgspec.Struct, frozen=True):
    """A place of the gazetteer.

    ``country`` is alpha-3, null for what lies in several; ``division`` the GeoNames code of the first-level division
    ("US.LA"). ``population`` only ranks: divisions have that of their towns, regions and sites one set by hand.
    """

    name: str
    kind: str
    country: str | None
    division: str | None
    latitude: float
    longitude: float
    geonames: int | None
    population: int


class Candidate(NamedTuple):
    """A row that bears a name; ``other`` where GeoNames has it only as another spelling."""

    row: int
    other: bool


class Rows(NamedTuple):
    """Numbers of the rows that bear a name: as the main one, and as another with whether that one is as good."""

    main: range
    other: tuple[int, ...]
    good: tuple[bool, ...] = ()

    def candidates(self) -> Iterator[Candidate]:
        yield from (Candidate(row, False) for row in self.main)
        yield from (Candidate(row, not good) for row, good in zip(self.other, self.good, strict=True) if row not in self.main)

    def __bool__(self) -> bool:
        return bool(self.main or self.other)


def key_of(name: str) -> str:
    """The form under which a name is kept.

    >>> key_of("St. Petersburg"), key_of("the Élysée")
    ('saint petersburg', 'elysee')
    """
    return full(fold(name))


def full(key: str) -> str:
    """A folded name with its first word written out."""
    first, gap, rest = key.partition(" ")
    return f"{_SHORT[first]} {rest}" if gap and first in _SHORT else f"{first}{gap}{rest}"


class Columns:
    """The columns of ``places.npz``; rows are sorted by the key of their main name."""

    def __init__(self, stored: dict[str, NDArray[Any]]) -> None:
        self._stored = stored
        self.latitude = stored["latitude"] / np.float32(DEGREE)
        self.longitude = stored["longitude"] / np.float32(DEGREE)
        self.country, self.division = stored["country"], stored["division"]
        self.population, self.kind = stored["population"], stored["kind"]
        self._name_end = np.cumsum(stored["name_size"], dtype=np.int64)

    def find(self, keys: Sequence[str]) -> list[Rows]:
        """The rows of each key, all searched at once."""
        wanted = np.array([key.encode("ascii", "replace")[:WIDTH] for key in keys], f"S{WIDTH}")
        first, last = (np.searchsorted(self._stored["key"], wanted, side) for side in ("left", "right"))
        start, end = (np.searchsorted(self._stored["other_key"], wanted, side) for side in ("left", "right"))
        row, good = self._stored["other_row"], self._stored["other_good"]
        return [Rows(range(a, b), tuple(row[c:d].tolist()), tuple(good[c:d].tolist()))
                for a, b, c, d in zip(first.tolist(), last.tolist(), start.tolist(), end.tolist(), strict=True)]

    def country_number(self, code: str) -> int:
        """The number of an alpha-3 code in ``country``, -1 where no place has it."""
        found = np.flatnonzero(self._stored["countries"] == code.encode())
        return int(found[0]) if len(found) else -1

    def is_area(self, row: int) -> bool:
        """Whether other places may be said to lie in it: a country, a division or a county."""
        return int(self.kind[row]) < CAPITAL

    def ranked(self, rows: Rows, most: int) -> tuple[Candidate, ...]:
        """The most populous first; who bears it as another name must be ``OTHER`` times as populous."""
        return tuple(sorted(rows.candidates(), key=lambda c: (-int(self.population[c.row]) / (OTHER if c.other else 1), c.row))[:most])

    def in_own_country(self, bearers: Sequence[Candidate]) -> frozenset[int]:
        """The rows that lie in a country of the same name."""
        named = {int(self.country[c.row]) for c in bearers if self.kind[c.row] == COUNTRY}
        return frozenset(c.row for c in bearers if self.kind[c.row] != COUNTRY and int(self.country[c.row]) in named)

    def has_seat(self, row: int, bearers: Sequence[Candidate]) -> bool:
        """Whether a bearer of the same name is the capital of the division's country or a town with much of its population."""
        towns = (c.row for c in bearers if self.country[c.row] == self.country[row])
        return self.kind[row] == DIVISION and any(self.kind[town] == CAPITAL or self._is_seat(town, row) for town in towns)

    def _is_seat(self, town: int, division: int) -> bool:
        inside = self.kind[town] == CITY and self.division[town] == self.division[division]
        return bool(inside and self.population[town] > SEAT * self.population[division])

    def capital_of(self, country: str) -> int | None:
        """The row of a country's capital."""
        found = np.flatnonzero((self.kind == CAPITAL) & (self.country == self.country_number(country)))
        return max(found.tolist(), key=lambda row: int(self.population[row]), default=None)

    def entry(self, row: int) -> PlaceEntry:
        country = self._stored["countries"][self.country[row]].decode()
        division = self._stored["divisions"][self.division[row]].decode()
        return PlaceEntry(
            self._name(row), KINDS[self.kind[row]], country or None, division or None, round(float(self.latitude[row]), 2),
            round(float(self.longitude[row]), 2), int(self._stored["geonames"][row]) or None, int(self.population[row]),
        )

    def _name(self, row: int) -> str:
        end = int(self._name_end[row])
        start = end - int(self._stored["name_size"][row])
        spelt: str = self._stored["names"][start:end].tobytes().decode()
        return spelt or self._stored["key"][row].decode().title()


@cache
def packaged() -> Columns:
    """The packaged gazetteer, read once."""
    content = resources.files("chancery.knowledge").joinpath("data", "places.npz").read_bytes()
    with np.load(BytesIO(content), allow_pickle=False) as stored:
        return Columns({name: stored[name] for name in stored.files})
