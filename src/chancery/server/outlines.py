"""Outlines of the map from GeoJSON (RFC 7946) or TopoJSON: what they enclose, cut at the map's edges, as the path of a picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from chancery.errors import ServerError
from chancery.server.projection import point

Line = list[tuple[float, float]]
"""Longitudes and latitudes."""
MOST_POINTS = 1_000_000
_DEEPEST = 8
_AREAS, _LINES = ("Polygon", "MultiPolygon"), ("LineString", "MultiLineString")


@dataclass(frozen=True)
class Shape:
    """What is drawn as one path: rings that enclose something, or lines that do not."""

    closed: bool
    lines: tuple[Line, ...]


def shapes(layer: Any) -> Iterator[Shape]:
    """The shapes of a layer, a country's together. Raises ServerError where it is none."""
    if not isinstance(layer, dict):
        raise ServerError("it holds no layer but a list or a single value")
    if layer.get("type") == "Topology":
        arcs = _arcs(layer)
        objects = layer.get("objects")
        found = [list(_shapes(one, arcs, 0)) for one in objects.values()] if isinstance(objects, dict) else []
        # World-atlas has all land as one outline beside the countries; drawn last it would cover them.
        ordered = sorted(found, key=len)
        yield from chain.from_iterable(ordered)
    elif layer.get("type") in ("FeatureCollection", "Feature", "GeometryCollection", *_AREAS, *_LINES):
        yield from _shapes(layer, None, 0)
    else:
        raise ServerError(f"its type is {str(layer.get('type'))[:40]!r}, and neither Topology (TopoJSON) nor FeatureCollection (GeoJSON)")


def _shapes(part: Any, arcs: list[Line] | None, depth: int) -> Iterator[Shape]:
    if depth > _DEEPEST:
        raise ServerError(f"its collections lie in each other more than {_DEEPEST} deep")
    if not isinstance(part, dict):
        return  # a feature's geometry may be null
    kind = part.get("type")
    inner = {"FeatureCollection": part.get("features"), "GeometryCollection": part.get("geometries")}.get(str(kind))
    if kind == "Feature":
        inner = [part.get("geometry")]
    if isinstance(inner, list):
        yield from chain.from_iterable(_shapes(one, arcs, depth + 1) for one in inner)
    elif kind in (*_AREAS, *_LINES):
        yield Shape(kind in _AREAS, tuple(_lines(kind, part, arcs)))


def _lines(kind: str, geometry: dict[str, Any], arcs: list[Line] | None) -> Iterator[Line]:
    """The rings or lines of a geometry, whose coordinates lie in each other as deep as its kind says."""
    try:
        given = geometry["coordinates" if arcs is None else "arcs"]
        if kind == "LineString":
            given = [given]
        elif kind == "MultiPolygon":
            given = [ring for polygon in given for ring in polygon]
        for one in given:
            yield [_place(place) for place in one] if arcs is None else _joined(one, arcs)
    except (KeyError, TypeError, IndexError, ValueError) as reason:
        raise ServerError(f"the coordinates of a {kind} are not as they have to be") from reason


def _place(place: Sequence[Any]) -> tuple[float, float]:
    longitude, latitude = float(place[0]), float(place[1])
    if not (abs(longitude) <= 360 and abs(latitude) <= 90.000001):
        raise ServerError(f"{longitude:g}, {latitude:g} is no place on the globe; give degrees, longitude first (WGS 84, EPSG:4326)")
    return longitude, max(-90.0, min(90.0, latitude))


# -- TopoJSON --------------------------------------------------------------------------------------------------------------


def _arcs(topology: dict[str, Any]) -> list[Line]:
    """The arcs in degrees: with a transform they are kept as differences of whole numbers."""
    try:
        transform = topology.get("transform")
        if transform is None:
            return [[_place(place) for place in arc] for arc in topology["arcs"]]
        return [list(_summed(arc, transform["scale"], transform["translate"])) for arc in topology["arcs"]]
    except (KeyError, TypeError, IndexError, ValueError) as reason:
        raise ServerError("its arcs or their transform are not as TopoJSON has them") from reason


def _summed(arc: Iterable[Sequence[Any]], scale: Sequence[float], origin: Sequence[float]) -> Iterator[tuple[float, float]]:
    x = y = 0.0
    for step in arc:
        x, y = x + step[0], y + step[1]
        yield _place((x * scale[0] + origin[0], y * scale[1] + origin[1]))


def _joined(indices: Iterable[int], arcs: list[Line]) -> Line:
    line: Line = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        line += arc if not line else arc[1:]
    return line


# -- on the map ------------------------------------------------------------------------------------------------------------


def path(shape: Shape) -> str:
    """The shape as the path of a picture; empty where nothing is left of it."""
    if shape.closed:
        return "".join(_ring(piece) for line in shape.lines if len(line) > 2 for piece in _pieces(line))
    return "".join(_open(run) for line in shape.lines for run in _runs(line))


def _ring(ring: Line) -> str:
    points = dict.fromkeys(f"{x:g} {y:g}" for x, y in (point(longitude, latitude) for longitude, latitude in ring))
    return f"M{'L'.join(points)}Z"


def _open(line: Line) -> str:
    drawn = [f"{x:g} {y:g}" for x, y in (point(longitude, latitude) for longitude, latitude in line)]
    kept = [one for n, one in enumerate(drawn) if n == 0 or one != drawn[n - 1]]
    return f"M{'L'.join(kept)}" if len(kept) > 1 else ""


def _runs(line: Line) -> Iterator[Line]:
    """The line broken where it leaps from one edge of the map to the other."""
    run: Line = []
    for longitude, latitude in line:
        x = longitude - 360 * round(longitude / 360) if abs(longitude) > 180 else longitude
        if run and abs(x - run[-1][0]) > 180:
            yield run
            run = []
        run.append((x, latitude))
    yield run


def _whole(ring: Line) -> Line:
    """The ring without the leap from one edge of the map to the other: it runs on beyond the edge. Around a pole it is closed there."""
    found = [ring[0]]
    for x, y in ring[1:]:
        before = found[-1][0]
        found.append((x - 360 * round((x - before) / 360), y))
    if abs(found[-1][0] - found[0][0]) > 180:
        pole = 90 if found[0][1] > 0 else -90
        found += [(found[-1][0], pole), (found[0][0], pole)]
    return found


def _cut(ring: Line, edge: float, side: int) -> Line:
    """What of the ring lies on one side of a meridian (1: east of it)."""
    found: Line = []
    for (x1, y1), (x2, y2) in zip(ring[-1:] + ring, ring, strict=False):
        inside, was = (x2 - edge) * side >= 0, (x1 - edge) * side >= 0
        if inside != was:
            found.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
        if inside:
            found.append((x2, y2))
    return found


def _pieces(ring: Line) -> Iterator[Line]:
    """The ring as it lies between the edges of the map."""
    long = _whole(ring)
    for turn in (-360, 0, 360):
        piece = _cut(_cut([(x + turn, y) for x, y in long], -180, 1), 180, -1)
        if len(piece) > 2:
            yield piece
