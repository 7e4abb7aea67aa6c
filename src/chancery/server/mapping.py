"""Places as marks on the map: how large, and how exactly known."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from chancery.knowledge.gazetteer import Gazetteer
from chancery.server.projection import HEIGHT, WIDTH, point
from chancery.views.places import PlaceRow

REGIONS = {
    # Longitudes and latitudes of corners: west, south, east, north.
    "Europe": (-12.0, 34.0, 45.0, 66.0),
    "Middle East": (24.0, 12.0, 64.0, 43.0),
    "Africa": (-20.0, -36.0, 54.0, 38.0),
    "Asia": (60.0, -12.0, 150.0, 56.0),
    "Americas": (-130.0, -56.0, -32.0, 62.0),
}
RINGS = {"town": 0.0, "about": 3.0, "area": 6.0, "country": 11.0}
"""How far around its mark a place may lie, in the map's own measure."""
WORDS = {"town": "a town", "about": "in or near it", "area": "somewhere in the area", "country": "somewhere in the country"}
_AREAS = frozenset(("division", "county", "region", "continent", "water"))


@dataclass(frozen=True)
class Spotted:
    """A place on the map. ``ring`` is how large its precision ring is, 0 for none."""

    row: PlaceRow
    x: float
    y: float
    radius: float
    ring: float
    precision: str


@dataclass(frozen=True)
class Window:
    """The part of the map that is shown, and by how much it is enlarged."""

    x: float
    y: float
    width: float
    height: float
    zoom: float


def window(region: str | None) -> Window:
    """The part of the map that a region covers; the world where there is none of the name."""
    if region not in REGIONS:
        return Window(0, 0, WIDTH, HEIGHT, 1)
    west, south, east, north = REGIONS[region]
    corners = [point(longitude, latitude) for longitude in (west, east) for latitude in (south, north)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    width = max(max(xs) - min(xs), (max(ys) - min(ys)) * WIDTH / HEIGHT)
    height = width * HEIGHT / WIDTH
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return Window(round(middle[0] - width / 2, 1), round(middle[1] - height / 2, 1), round(width, 1), round(height, 1), WIDTH / width)


def spotted(rows: Iterable[PlaceRow], shown: Window) -> list[Spotted]:
    """Marks for places, the largest first so that small ones lie on top."""
    return [_spotted(row, shown.zoom) for row in rows]


def _spotted(row: PlaceRow, zoom: float) -> Spotted:
    precision = precision_of(row.name, row.geonames)
    size = (3 + 2.2 * math.sqrt(min(row.events, 60))) / zoom
    ring = size + (RINGS[precision] + 3) / zoom if RINGS[precision] else 0
    return Spotted(row, *point(row.longitude, row.latitude), round(size, 2), round(ring, 2), precision)


@lru_cache(10_000)
def precision_of(name: str, geonames: int | None) -> str:
    """How exactly a place is known: a town, something in or near one, an area, a country."""
    if geonames is None:
        return "about"
    kind = next((entry.kind for entry in _gazetteer().lookup(name) if entry.geonames == geonames), "town")
    return "country" if kind == "country" else "area" if kind in _AREAS else "town"


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()
