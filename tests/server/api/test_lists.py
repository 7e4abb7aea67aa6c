"""Lists: pages that follow each other, streams, filters, versions."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from chancery.server.api import answering
from tests.server.api.make import LIMITS, LINES, server

LISTS = (
    "documents", "events", "claims", "contacts", "statements", "actors", "happenings", "disputed", "positions", "search",
    "suggestions",
)  # fmt: skip


def rows(client: TestClient, address: str) -> list[Any]:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.text
    found: list[Any] = answer.json()["rows"]
    return found


@pytest.mark.parametrize("name", LISTS)
def test_pages_and_streams_hold_the_same_rows(client: TestClient, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "STREAMED", 2)
    whole, paged = rows(client, name), []
    address: str | None = f"/api/v1/{name}?limit=1"
    while address:
        answer = client.get(address)
        paged += answer.json()["rows"]
        address = answer.links["next"]["url"] if answer.json()["next"] else None
    stream = client.get(f"/api/v1/{name}", headers=LINES)
    assert stream.headers["content-type"] == "application/x-ndjson"
    assert paged == whole == [json.loads(line) for line in stream.text.splitlines()] != []
    assert len(client.get(f"/api/v1/{name}?limit=1&format=ndjson").text.splitlines()) == 1
    table = client.get(f"/api/v1/{name}?format=csv&limit=1")
    assert table.headers["content-type"] == "text/csv; charset=utf-8" and len(list(csv.reader(io.StringIO(table.text)))) == 2


def test_rows_are_those_of_the_pages(client: TestClient) -> None:
    for name, page in (("events", "timeline"), ("statements", "says"), ("actors", "actors"), ("search", "search")):
        own, theirs = client.get(f"/api/v1/{name}").json(), client.get(f"/{page}.json").json()
        assert own["format"] == theirs["format"] == f"chancery-{page}/1"
        assert [row.keys() for row in own["rows"]] == [row.keys() for row in theirs["rows"]]


@pytest.mark.parametrize("name", LISTS)
def test_what_has_not_changed_is_not_sent_again(client: TestClient, name: str) -> None:
    first = client.get(f"/api/v1/{name}")
    again = client.get(f"/api/v1/{name}", headers={"if-none-match": f'"other", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", [name for name in LISTS if name not in ("actors", "suggestions")])
def test_the_oldest_come_first_when_asked_for(client: TestClient, name: str) -> None:
    assert rows(client, f"{name}?order=oldest") == rows(client, name)[::-1]


@pytest.mark.parametrize(
    ("address", "field", "expected"),
    [
        ("events?actor=Ilya+Voss&status=actual", "code", ["CONSULT"]),
        ("events?code=assault", "id", ["evt-b2752f0598"]),
        ("documents?publisher=Ardent+Wire&since=2024-12-11", "id", ["doc-raid"]),
        ("statements?act=deny&q=raid", "content", ["there was a raid"]),
        ("actors?q=orb", "name", ["Viktor Orbán"]),
        ("positions?stance=against", "day", ["2024-12-05"]),
        ("contacts?status=any&way=phone", "day", ["2024-12-12"]),
        ("events?actor=&code=&copies=&cursor=", "code", ["CONSULT", "ASSAULT", "CONSULT"]),
    ],
)
def test_filters_are_those_of_the_views(client: TestClient, address: str, field: str, expected: list[str]) -> None:
    assert [row[field] for row in rows(client, address)] == expected


def test_every_row_has_the_words_that_it_rests_on(client: TestClient) -> None:
    for name in ("events", "claims", "statements", "positions"):
        for row in rows(client, name):
            for quotation in row.get("voice", row)["evidence"]:
                text = client.get(f"/api/v1/documents/{quotation['document']}/text").text
                assert text[quotation["start"] : quotation["end"]] == quotation["text"] != ""


def test_a_claim_has_its_holder_and_his_words(client: TestClient) -> None:
    denied = rows(client, "claims?stance=denies&code=ASSAULT")
    voices = [row["voice"] for row in denied]
    assert [(one["chain"][-1]["name"], one["evidence"][0]["text"]) for one in voices] == [("Graustark", "denied that there was a raid")]
    assert rows(client, "claims?holder=Graustark&stance=denies&code=ASSAULT") == denied
    assert {row["voice"]["stance"] for row in rows(client, "claims?holder=Graustark")} == {"denies"}


def test_places_are_those_of_the_map(client: TestClient) -> None:
    found = client.get("/api/v1/places?code=ASSAULT").json()
    assert [(row["name"], row["events"]) for row in found["rows"]] == [("Łódź", 1)] and found["complete"]
    assert found == client.get("/map.json?code=ASSAULT").json()


def test_facets_come_when_asked_for(client: TestClient) -> None:
    assert client.get("/api/v1/search?q=truce&facets=true").json()["facets"]["publishers"] == [
        {"id": "Harbour Herald", "name": "Harbour Herald", "reports": 2}
    ]
    assert client.get("/api/v1/search?q=truce").json()["facets"] is None


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("events?actr=Graustark", 422, "query.actr"),
        ("events?limit=0", 422, "query.limit"),
        ("events?limit=1001", 422, "query.limit"),
        ("events?actor=%00", 422, "query.actor"),
        ("events?order=best", 422, "query.order"),
        ("events?format=xml", 422, "query.format"),
        ("runs?format=csv", 422, "query.format"),
        ("judgements?format=csv", 422, "query.format"),
        ("events?cursor=bm8", 400, "no cursor"),
        ("events?actor=Nobody", 400, "no report names such an actor"),
        ("events?code=DANCE", 400, "take one of AGREE"),
        ("events?since=2024&until=2023", 400, "ends before it begins"),
        ("positions/board?actor=Nobody", 400, "no report names such an actor"),
        ("search?q=-", 400, ""),
        ("nothing", 404, "nothing here by that name"),
        ("runs/x", 422, "path.number"),
    ],
)
@pytest.mark.parametrize("headers", [{}, LINES])
def test_what_goes_wrong_is_a_problem_in_words(client: TestClient, address: str, status: int, words: str, headers: dict[str, str]) -> None:
    answer = client.get(f"/api/v1/{address}", headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert problem["status"] == status and words in problem["detail"] and problem["instance"] == f"/api/v1/{address.partition('?')[0]}"


def test_a_cursor_is_good_for_its_own_question_only(client: TestClient) -> None:
    cursor = client.get("/api/v1/events?limit=1").json()["next"]
    assert client.get(f"/api/v1/claims?cursor={cursor}").status_code == 400
    assert client.get(f"/api/v1/events?cursor={cursor}&order=oldest").status_code == 400


def test_a_question_may_take_only_so_long(where: Path) -> None:
    with server(where, limits=replace(LIMITS, asking=-1.0)) as client:
        answer = client.get("/api/v1/statements?q=truce")
    assert answer.status_code in (200, 503)
