"""Middles of countries and counties from drawn outlines, kept as tables so that the builder needs no drawings.

    python -m training.gazetteer.outlines ATLAS     ATLAS: unpacked npm packages us-atlas@3 and world-atlas@2

The outlines are those of the US Census Bureau and of Natural Earth, both in the public domain.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Ring = list[tuple[float, float]]
Row = tuple[str, float, float]


def middles(topology: dict[str, Any], layer: str) -> list[Row]:
    """Id and middle (latitude, longitude) of each shape: the centre of gravity of its largest part."""
    largest = dict(sorted(_parts(topology, layer)))  # the largest part of a name comes last and stays
    return [(name, round(y, 2), round(x, 2)) for name, (_, x, y) in largest.items()]


def _parts(topology: dict[str, Any], layer: str) -> Iterator[tuple[str, tuple[float, float, float]]]:
    arcs = [list(_decoded(arc, topology["transform"])) for arc in topology["arcs"]]
    for shape in topology["objects"][layer]["geometries"]:
        if shape["type"] in ("Polygon", "MultiPolygon"):
            parts = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
            for part in parts:
                yield str(shape.get("id") or shape["properties"]["name"]), _gravity(_ring(part[0], arcs))


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[tuple[float, float]]:
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield x * kx + dx, y * ky + dy


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    """Joined arcs; a negative number is an arc run backwards."""
    return [point for n in numbers for point in (arcs[n] if n >= 0 else arcs[~n][::-1])]


def _gravity(ring: Ring) -> tuple[float, float, float]:
    """Area and centre of gravity."""
    twice = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        twice, x, y = twice + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return (abs(twice) / 2, x / (3 * twice), y / (3 * twice)) if twice else (0.0, *ring[0])


def _write(name: str, rows: Iterable[Row]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("id", "latitude", "longitude"))
        table.writerows(rows)


def main(atlas: Path) -> None:
    american = json.loads((atlas / "us-atlas-3.0.1/package/counties-10m.json").read_bytes())
    world = json.loads((atlas / "world-atlas-2.0.2/package/countries-10m.json").read_bytes())
    _write("outlines_counties.csv", middles(american, "counties"))
    _write("outlines_us_states.csv", middles(american, "states"))
    _write("outlines_countries.csv", middles(world, "countries"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
