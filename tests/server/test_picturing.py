"""Contacts as a picture to take away."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from chancery.server.network import LONGEST, WIDTH, drawn
from chancery.server.picturing import png
from chancery.views.contacts import Pair
from chancery.views.naming import Named
from tests.server.make import EVIL, client_of


def pair(one: str, other: str) -> Pair:
    return Pair(Named(f"other:{one}", one), Named(f"other:{other}", other), 2, ("visit",), None, None)


def size_of(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def test_contacts_are_a_picture_that_the_page_leads_to(client: TestClient) -> None:
    assert 'href="/contacts.png?actor=Ilya+Voss"' in client.get("/contacts?actor=Ilya+Voss&limit=5").text
    answer = client.get("/contacts.png?actor=Ilya+Voss")
    assert answer.headers["content-type"] == "image/png" and size_of(answer.content) == (2000, 1184)
    again = client.get("/contacts.png?actor=Ilya+Voss", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_where_nobody_met_there_is_no_picture(client: TestClient, tmp_path: Path) -> None:
    assert client.get("/contacts.png?since=2030").status_code == 404
    with client_of(tmp_path / "empty.db") as empty:
        answer = empty.get("/contacts.png")
    assert answer.status_code == 404 and answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("name", [EVIL, "\x00\x01]]>", "\ufffe\uffff", "Łódź Ђорђе محمد", "</text></svg>", "W" * 300])
def test_whatever_the_name_a_picture_is_drawn(name: str) -> None:
    network = drawn([pair(name, "Ilya Voss")], most=9)
    assert network is not None
    assert size_of(png(network, {"actor": name, "since": None})) == (2000, 1184)


def test_names_stay_inside_the_picture() -> None:
    network = drawn([pair(f"{n:02} {'long ' * 9}", f"{n + 1:02} {'long ' * 9}") for n in range(12)], most=40)
    assert network is not None
    half = LONGEST * 6.4 / 2
    assert all(half <= node.x <= WIDTH - half and 0 < node.y < 560 for node in network.nodes)
