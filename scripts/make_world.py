"""Draw the map's background from world-atlas (npm, ISC; the outlines are Natural Earth's, public domain).

    npm pack world-atlas@2.0.2 && tar xf world-atlas-2.0.2.tgz
    .venv/bin/python scripts/make_world.py package/countries-110m.json

The file it writes is kept in the repository; this runs again only for another release of the outlines.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from chancery.server.projection import HEIGHT, WIDTH, point

TARGET = Path(__file__).parents[1] / "src/chancery/server/static/world.svg"
LOOKS = (
    "path{fill:#ece7db;stroke:#b9b1a2;stroke-width:.3;stroke-linejoin:round}"
    "@media(prefers-color-scheme:dark){path{fill:#2a2823;stroke:#56514a}}"
)

Ring = list[tuple[float, float]]


def arcs(topology: dict) -> list[Ring]:
    """The arcs of the topology in degrees: they are kept as differences of whole numbers."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            ring.append((x * sx + tx, y * sy + ty))
        found.append(ring)
    return found


def rings(geometry: dict, known: list[Ring]) -> Iterator[Ring]:
    polygons = {"Polygon": [geometry["arcs"]], "MultiPolygon": geometry["arcs"]}[geometry["type"]]
    for polygon in polygons:
        for indices in polygon:
            ring: Ring = []
            for index in indices:
                arc = known[index] if index >= 0 else known[~index][::-1]
                ring += arc if not ring else arc[1:]
            yield ring


def whole(ring: Ring) -> Ring:
    """The ring without the leap from one edge of the map to the other: it runs on beyond the edge. Around a pole it is closed there."""
    found = [ring[0]]
    for x, y in ring[1:]:
        before = found[-1][0]
        found.append((x - 360 * round((x - before) / 360), y))
    if abs(found[-1][0] - found[0][0]) > 180:
        pole = 90 if found[0][1] > 0 else -90
        found += [(found[-1][0], pole), (found[0][0], pole)]
    return found


def cut(ring: Ring, edge: float, side: int) -> Ring:
    """What of the ring lies on one side of a meridian (1: east of it)."""
    found: Ring = []
    for (x1, y1), (x2, y2) in zip(ring[-1:] + ring, ring, strict=False):
        inside, was = (x2 - edge) * side >= 0, (x1 - edge) * side >= 0
        if inside != was:
            found.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
        if inside:
            found.append((x2, y2))
    return found


def pieces(ring: Ring) -> Iterator[Ring]:
    """The ring as it lies between the edges of the map."""
    long = whole(ring)
    for turn in (-360, 0, 360):
        piece = cut(cut([(x + turn, y) for x, y in long], -180, 1), 180, -1)
        if len(piece) > 2:
            yield piece


def drawn(ring: Ring) -> str:
    points = dict.fromkeys(f"{x:g} {y:g}" for x, y in (point(longitude, latitude) for longitude, latitude in ring))
    return f"M{'L'.join(points)}Z"


def main(source: str) -> None:
    topology = json.loads(Path(source).read_text())
    known = arcs(topology)
    countries = topology["objects"]["countries"]["geometries"]
    paths = "\n".join(f'<path d="{"".join(drawn(p) for ring in rings(country, known) for p in pieces(ring))}"/>' for country in countries)
    TARGET.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">\n'
        "<!-- Natural Earth, public domain, by way of world-atlas 2.0.2 (ISC); made by scripts/make_world.py -->\n"
        f"<style>{LOOKS}</style>\n{paths}\n</svg>\n"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
