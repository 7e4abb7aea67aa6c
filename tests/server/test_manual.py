"""What the manual shows of the server is what the server does: its examples run as they stand, on the store that they make."""

from __future__ import annotations

import re
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.server.manual import ROOT, Done, Example, examples, misfits, run, serving, told

pytestmark = pytest.mark.skipif(not (shutil.which("curl") and shutil.which("bash")), reason="the manual's examples need bash and curl")
HTTP, PAGES = "api-http.md", "pages.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the manual's commands run: they name the example report, and borders of one's own."""
    made = tmp_path_factory.mktemp("manual")
    shutil.copytree(ROOT / "examples", made / "examples")
    (made / "borders.geojson").write_text('{"type": "LineString", "coordinates": [[10, 45], [30, 60]]}')
    return made


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    """The store that the page on the API makes with its first commands, and serves."""
    ingest, serve = examples(HTTP)[0].commands.splitlines()
    assert ingest.startswith("chancery ingest ") and serve == "chancery serve &"
    run(ingest, folder)
    with serving(serve, folder) as address:
        yield address


def test_examples_of_the_api_answer_what_they_show(folder: Path, served: str) -> None:
    wrong = {one.commands: found for one in examples(HTTP)[1:] if (found := told(one, run(one.commands, folder, served)))}
    assert wrong == {}


def test_every_example_calls_the_server() -> None:
    assert all("curl " in one.commands for one in examples(HTTP)[1:])
    shown = [one for one in examples(HTTP)[1:] if one.shown]
    assert len(shown) > 10


def test_a_shape_is_held() -> None:
    shown = {"rows": [{"id": "evt-1", "text": "…"}], "next": None}
    assert list(misfits(shown, {"rows": [{"id": "evt-2", "text": 3, "more": 1}], "next": None})) == []
    assert list(misfits(shown, {"rows": [], "next": "x"})) != []
    assert told(Example("", '{"status": 400}'), Done('{"status": 400}', (200,))) == ["status 200"]


@pytest.mark.parametrize("serve", [one.commands.strip() for one in examples(PAGES) if one.commands.startswith("chancery serve")])
def test_servers_start_as_the_page_on_pages_says(folder: Path, serve: str) -> None:
    for one in examples(PAGES):
        if one.commands.startswith("chancery token"):
            assert run(one.commands, folder).printed.startswith("chy_")
    with serving(serve, folder) as address:
        name = re.search(r"--name (\S+)", serve)
        asked = urllib.request.Request(f"http://127.0.0.1:{address.rpartition(':')[2]}/", headers={"host": name[1]} if name else {})
        with urllib.request.urlopen(asked, timeout=60) as answer:
            assert answer.url.endswith("/sign-in") is bool(name)


def test_every_address_of_the_manual_is_there(client: TestClient) -> None:
    rows = re.findall(r"^\| (`/.*?`) \|", (ROOT / "docs" / PAGES).read_text(), re.MULTILINE)
    addresses = [address for row in rows for address in re.findall(r"`(/[^`]*)`", row)]
    assert len(addresses) > 14
    plain = [address for address in addresses if address == address.lower()]
    assert {address: client.get(address).status_code for address in plain} == dict.fromkeys(plain, 200)


def test_every_address_of_the_api_in_the_manual_is_described(client: TestClient) -> None:
    listed = set()
    for row in re.findall(r"^\| (`(?:GET|POST|DELETE) /.*?) \|", (ROOT / "docs" / HTTP).read_text(), re.MULTILINE):
        method = ""
        for one in re.findall(r"`([^`]+)`", row):
            verb, _, address = one.rpartition(" ")
            method = verb or method
            listed.add(f"{method} /api/v1{re.sub('[A-Z]+', '{}', address)}".replace("/runs/N", "/runs/{}"))
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    described = {f"{method.upper()} {re.sub('{.*?}', '{}', path)}" for path, methods in paths.items() for method in methods}
    assert listed == described
