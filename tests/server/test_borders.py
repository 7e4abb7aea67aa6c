"""Borders of one's own under the map: read, bounded, drawn, served from here."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from chancery import cli
from chancery.errors import ServerError
from chancery.server import borders, outlines
from chancery.server.headers import POLICY
from chancery.server.projection import HEIGHT, WIDTH
from tests.server.make import EVIL, client_of

SQUARE = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
COUNTRY = {"type": "Feature", "properties": {"name": EVIL}, "geometry": {"type": "Polygon", "coordinates": [SQUARE]}}
GEOJSON = {"type": "FeatureCollection", "features": [COUNTRY, {"type": "Feature", "geometry": None}]}
TOPOJSON = {
    "type": "Topology", "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [[[0, 0], [10, 0], [0, 10]], [[10, 10], [-10, 0], [0, -10]]],
    "objects": {"lands": {"type": "GeometryCollection", "geometries": [
        {"type": "Polygon", "arcs": [[0, 1]]}, {"type": "MultiPolygon", "arcs": [[[-2, -1]]]},
    ]}},
}  # fmt: skip


def kept(folder: Path, layer: Any) -> Path:
    file = folder / "mine.json"
    file.write_text(layer if isinstance(layer, str) else json.dumps(layer), encoding="utf-8")
    return file


def drawn(folder: Path, layer: Any) -> list[str]:
    return re.findall(r' d="([^"]*)"', borders.load(kept(folder, layer)).svg.decode())


def test_geojson_and_topojson_draw_the_same(tmp_path: Path) -> None:
    (square,) = drawn(tmp_path, GEOJSON)
    one, other = drawn(tmp_path, TOPOJSON)
    assert square == one and square.count("L") == 3 and square.endswith("Z")
    assert set(re.findall(r"[\d.]+ [\d.]+", other)) == set(re.findall(r"[\d.]+ [\d.]+", square))


def test_lines_are_drawn_open_and_never_across_the_map(tmp_path: Path) -> None:
    line = {"type": "MultiLineString", "coordinates": [[[170, 0], [175, 0], [185, 1], [190, 1]]]}
    (path,) = drawn(tmp_path, line)
    assert path.count("M") == 2 and "Z" not in path
    assert 'class="l"' in borders.load(kept(tmp_path, line)).svg.decode()


def test_what_lies_under_finer_outlines_is_drawn_first(tmp_path: Path) -> None:
    whole = {"type": "Polygon", "arcs": [[0, 1]]}
    layer = TOPOJSON | {"objects": {**TOPOJSON["objects"], "land": whole}}  # type: ignore[dict-item]
    assert len(drawn(tmp_path, layer)) == 3
    assert len(next(outlines.shapes(layer)).lines) == 1


def test_a_picture_holds_nothing_of_the_file_but_numbers(tmp_path: Path) -> None:
    layer = borders.load(kept(tmp_path, GEOJSON | {"attribution": EVIL}))
    assert re.fullmatch(r'<svg [^>]*>\n<style>.*</style>\n<path d="M[-\d. ML]*Z"/>\n</svg>\n', layer.svg.decode())
    assert layer.name == EVIL[:120].strip()


def test_a_layer_says_whose_it_is(tmp_path: Path) -> None:
    assert borders.load(kept(tmp_path, GEOJSON)).name == "mine.json"
    assert borders.load(kept(tmp_path, GEOJSON | {"name": "mine"})).name == "mine"
    assert borders.load(kept(tmp_path, GEOJSON | {"name": "mine", "attribution": "Office of Maps"})).name == "Office of Maps"


WRONG = [
    ("not json", "is no JSON"),
    ("[]", "no layer but a list"),
    ("7", "no layer but a list or a single value"),
    ({"type": "Record"}, "'Record'"),
    ({"actors": []}, "neither Topology"),
    ({"type": "FeatureCollection", "features": []}, "no polygons and no lines"),
    ({"type": "FeatureCollection"}, "no polygons and no lines"),
    ({"type": "Polygon", "coordinates": [[["a", "b"]]]}, "coordinates of a Polygon"),
    ({"type": "Polygon", "coordinates": 3}, "coordinates of a Polygon"),
    ({"type": "Polygon"}, "coordinates of a Polygon"),
    ({"type": "Polygon", "coordinates": [[[500000, 4649776], [1, 1], [2, 2]]]}, "EPSG:4326"),
    ({"type": "Topology", "objects": {}, "arcs": [[["x", 1]]]}, "arcs"),
    ({"type": "Topology", "objects": {}}, "arcs"),
    (TOPOJSON | {"arcs": []}, "coordinates of a Polygon"),
    (TOPOJSON | {"transform": {"scale": [1]}}, "transform"),
    ({"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1, 1]}]}, "no polygons and no lines"),
]


@pytest.mark.parametrize(("layer", "words"), WRONG)
def test_what_is_no_layer_is_told_so(tmp_path: Path, layer: Any, words: str) -> None:
    with pytest.raises(ServerError, match=words) as told:
        borders.load(kept(tmp_path, layer))
    assert "mine.json" in str(told.value)


def test_layers_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, deep = kept(tmp_path, GEOJSON), GEOJSON
    for _ in range(20):
        deep = {"type": "GeometryCollection", "geometries": [deep]}
    with pytest.raises(ServerError, match="deep"):
        borders.load(kept(tmp_path, deep))
    with pytest.raises(ServerError, match=r"deep|no JSON"):
        borders.load(kept(tmp_path, '{"type": "GeometryCollection", "geometries": [' * 100_000))
    kept(tmp_path, GEOJSON)
    for limit, value, words in (("MOST_POINTS", 4, "4 points"), ("MOST_DRAWN", 10, "10 bytes"), ("MOST_BYTES", 10, "10 bytes")):
        with monkeypatch.context() as patched, pytest.raises(ServerError, match=words):
            patched.setattr(borders, limit, value)
            borders.load(file)
    with pytest.raises(ServerError, match="cannot be read"):
        borders.load(tmp_path / "none.json")


PLACES = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@given(st.lists(PLACES, min_size=1, max_size=12), st.sampled_from(("Polygon", "MultiLineString")))
def test_whatever_is_drawn_lies_on_the_map(places: list[tuple[float, float]], kind: str) -> None:
    for shape in outlines.shapes({"type": kind, "coordinates": [places]}):
        for x, y in re.findall(r"(-?[\d.e-]+) (-?[\d.e-]+)", outlines.path(shape)):
            assert 0 <= float(x) <= WIDTH and 0 <= float(y) <= HEIGHT


def test_the_map_has_the_packaged_borders(client: TestClient) -> None:
    page = client.get("/map").text
    assert "Borders: <bdi>Natural Earth</bdi>" in page and client.get("/static/borders.svg").status_code == 404


def test_the_map_lies_on_the_borders_that_were_given(story: Path, tmp_path: Path) -> None:
    layer = borders.load(kept(tmp_path, GEOJSON | {"attribution": "Office <b> of Maps"}))
    with client_of(story, borders=layer) as client:
        page = client.get("/map")
        (address,) = re.findall(r'<image href="([^"]+)"', page.text)
        answer = client.get(address)
    assert "Natural Earth" not in page.text and "Office &lt;b&gt; of Maps" in page.text
    assert address.startswith("/static/borders.svg?v=") and answer.content == layer.svg
    assert (answer.headers["content-type"], answer.headers["content-security-policy"]) == ("image/svg+xml", POLICY)


def test_serving_with_a_file_that_is_no_layer_does_not_begin(tmp_path: Path) -> None:
    command = ["serve", "--store", str(tmp_path / "new.db"), "--borders", str(kept(tmp_path, "{}"))]
    result = CliRunner().invoke(cli.main, command)
    assert isinstance(result.exception, ServerError) and "no layer of borders" in str(result.exception)
    assert not (tmp_path / "new.db").exists()
