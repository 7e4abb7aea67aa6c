"""The packaged gazetteer as it lies on disk: sorted columns, searched without a row being decoded before it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
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


class Rows(NamedTuple):
    """Numbers of the rows that bear a name, and which of them only as another name."""

    main: range
    other: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.main or self.other)


def key_of(name: str) -> str:
    """The form under which a name is kept.

    >>> key_of("St. Petersburg"), key_of("the Élysée")
    ('saint petersburg', 'elysee')
    """
    first, gap, rest = fold(name).partition(" ")
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
        return [Rows(range(a, b), tuple(self._stored["other_row"][c:d].tolist()))
                for a, b, c, d in zip(first.tolist(), last.tolist(), start.tolist(), end.tolist(), strict=True)]

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
