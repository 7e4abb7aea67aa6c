"""The API: the pages' questions for programs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from msgspec.json import decode

from chancery.record.facts import Record
from tests.server.make import TEXT
from tests.views.make import MEETING

LISTS = (
    "events",
    "claims",
    "statements",
    "positions",
    "actors",
    "happenings",
    "disputed",
    "contacts",
    "documents",
    "search",
    "runs",
    "judgements",
)


@pytest.mark.parametrize("name", LISTS)
def test_lists_have_rows_and_a_cursor(client: TestClient, name: str) -> None:
    answer = client.get(f"/api/v1/{name}")
    assert answer.status_code == 200 and {"rows", "next"} <= answer.json().keys()
    assert bool(answer.json()["rows"]) == (name not in ("runs", "judgements"))


@pytest.mark.parametrize("name", [name for name in LISTS if name not in ("runs", "judgements")])
def test_pages_streams_and_tables_hold_the_same_rows(client: TestClient, name: str) -> None:
    whole = client.get(f"/api/v1/{name}").json()["rows"]
    paged: list[Any] = []
    address: str | None = f"/api/v1/{name}?limit=2"
    while address:
        answer = client.get(address)
        paged += answer.json()["rows"]
        address = answer.links.get("next", {}).get("url")
    stream = client.get(f"/api/v1/{name}", headers={"accept": "application/x-ndjson"})
    assert paged == whole == [json.loads(line) for line in stream.text.splitlines()]
    assert [json.loads(line) for line in client.get(f"/api/v1/{name}?format=ndjson&limit=1").text.splitlines()][:1] == whole[:1]
    assert client.get(f"/api/v1/{name}?format=csv").headers["content-type"].startswith("text/csv")


def test_filters_are_those_of_the_pages(client: TestClient) -> None:
    rows = client.get("/api/v1/events", params={"actor": "Ilya Voss", "status": "actual"}).json()["rows"]
    assert rows == client.get("/timeline.json", params={"actor": "Ilya Voss", "status": "actual"}).json()["rows"] and len(rows) == 1
    denied = client.get("/api/v1/claims", params={"stance": "denies"}).json()["rows"]
    assert {row["voice"]["chain"][0]["name"] for row in denied} == {"Graustark"}


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    for address in ("/api/v1/events", "/api/v1/documents/doc-call", "/timeline.csv", "/reports/doc-call.json"):
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first.headers["etag"]})
        assert again.status_code == 304 and again.content == b""


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("events?code=DANCE", 400), ("events?limit=0", 400), ("events?limit=x", 400), ("events?cursor=x", 400), ("events?format=xml", 400),
        ("events?actor=nobody+known", 400), ("documents/doc-none", 404), ("actors/state:none", 404), ("happenings/none", 404),
        ("runs/9", 404), ("runs/x", 422), ("nothing", 404), ("events?q=%00&actor=%00", 400), ("search?q=-", 400),
    ],
)  # fmt: skip
def test_problems_are_told_as_rfc_9457_has_it(client: TestClient, address: str, status: int) -> None:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == status and answer.headers["content-type"] == "application/problem+json"
    assert {"type", "title", "status", "detail", "instance"} <= answer.json().keys() and answer.json()["status"] == status


def test_a_stream_that_cannot_be_is_told_before_it_begins(client: TestClient) -> None:
    for asked in ("actor=nobody+known", "since=soon", "cursor=x", "copies=perhaps"):
        assert client.get(f"/api/v1/events?format=ndjson&{asked}").status_code == 400, asked


def test_a_record_is_the_record(client: TestClient) -> None:
    found = decode(client.get("/api/v1/documents/doc-meeting").content, type=Record)
    assert found.events == MEETING.events and found.document.id == "doc-meeting"


def test_annotations_quote_the_text(client: TestClient, evil: TestClient) -> None:
    for server, document in ((client, "doc-meeting"), (evil, "doc-evil")):
        text = server.get(f"/api/v1/documents/{document}").json()["document"]["text"]
        page = server.get(f"/api/v1/documents/{document}/annotations").json()
        assert page["type"] == "AnnotationPage" and page["items"]
        for item in page["items"]:
            for target in item["target"]:
                place, quote = target["selector"]
                assert text[place["start"] : place["end"]] == quote["exact"]
    assert "😀" in TEXT


def test_texts_are_read(client: TestClient) -> None:
    one = client.post("/api/v1/read", json={"text": "Kyiv denied it.", "published": "2024-12-11"})
    assert one.json()["format"] == "chancery-record/1" and one.json()["document"]["published"] == "2024-12-11"
    several = client.post("/api/v1/read", json={"texts": [{"text": "Kyiv denied it."}, {"text": "   "}]}).json()["outcomes"]
    assert [list(outcome) for outcome in several] == [["record"], ["rejection"]]
    assert client.post("/api/v1/read", json={"text": "   "}).status_code == 422


@pytest.mark.parametrize(
    "body",
    [{}, {"text": 5}, {"text": "x", "published": "soon"}, {"text": "x", "published": 0}, {"text": "x", "more": 1}, {"texts": []}, [], "x"],
)
def test_a_body_that_is_none_is_told(client: TestClient, body: object) -> None:
    answer = client.post("/api/v1/read", json=body)
    assert answer.status_code == 422 and answer.json()["errors"]


def test_texts_can_be_kept(own: TestClient) -> None:
    answer = own.post("/api/v1/documents", json={"text": "Kyiv denied it.", "title": "New", "publisher": "Wire"})
    assert answer.status_code == 201 and answer.json()["outcomes"][0]["outcome"] == "new"
    document = answer.json()["outcomes"][0]["document"]
    assert own.get(f"/api/v1/documents/{document}").json()["document"]["title"] == "New"
    assert (
        own.post("/api/v1/documents", json={"text": "Kyiv denied it.", "title": "New", "publisher": "Wire"}).json()["outcomes"][0][
            "outcome"
        ]
        == "unchanged"
    )


def test_judgements_are_made_listed_and_withdrawn(own: TestClient) -> None:
    event = own.get("/api/v1/events?code=ASSAULT").json()["rows"][0]["id"]
    made = own.post(
        "/api/v1/judgements", json={"verb": "reject", "kind": "event", "target": event, "document": "doc-raid", "why": "a film"}
    )
    assert made.status_code == 201 and made.json()["who"] == "local"
    assert own.get("/api/v1/events?code=ASSAULT").json()["rows"] == []
    assert own.get("/api/v1/documents/doc-raid").json()["events"] == []
    assert len(own.get("/api/v1/documents/doc-raid?machine=true").json()["events"]) == 1
    assert [row["why"] for row in own.get("/api/v1/judgements?document=doc-raid").json()["rows"]] == ["a film"]
    assert own.delete(f"/api/v1/judgements/{made.json()['id']}").status_code == 200
    assert len(own.get("/api/v1/events?code=ASSAULT").json()["rows"]) == 1
    assert own.delete("/api/v1/judgements/jdg-none").status_code == 409
    assert own.post("/api/v1/judgements", json={"verb": "x", "kind": "event", "target": event}).status_code == 409
    assert (
        own.post("/api/v1/judgements", json={"verb": "accept", "kind": "event", "target": event, "detail": {"others": 5}}).status_code
        == 409
    )


def test_openrefine_finds_actors(client: TestClient) -> None:
    manifest = client.get("/api/v1/reconcile").json()
    assert manifest["versions"] == ["0.2"] and manifest["view"]["url"].endswith("/actors/{{id}}")
    asked = {
        "q0": {"query": "Ilya Voss"},
        "q1": {"query": "orban", "type": "person", "limit": 1},
        "q2": {"query": "Ilya Voss", "type": "state"},
    }
    found = client.post("/api/v1/reconcile", data={"queries": json.dumps(asked)}).json()
    first = found["q0"]["result"][0]
    assert first["name"] == "Ilya Voss" and first["match"] and first["score"] == 100
    assert found["q1"]["result"][0]["id"] == "person:viktor-orban" and found["q2"]["result"] == []
    assert client.post("/api/v1/reconcile", data={"queries": "nothing"}).status_code == 400
    assert client.get("/api/v1/reconcile/suggest?prefix=Nad").json()["result"][0]["name"] == "Nadia Brel"


def test_openapi_describes_every_address_with_an_example(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["info"]["title"] == "Chancery" and all(path.startswith("/api/v1/") for path in described["paths"])
    for name in LISTS[:10]:
        answer = described["paths"][f"/api/v1/{name}"]["get"]["responses"]["200"]["content"]["application/json"]
        real = client.get(f"/api/v1/{name}").json()
        assert answer["example"]["rows"][0].keys() <= real["rows"][0].keys(), name
        assert answer["example"]["format"] == real["format"]


def test_the_network_can_be_taken_to_gephi(client: TestClient) -> None:
    answer = client.get("/contacts.gexf")
    assert answer.text.startswith("<?xml") and "Ilya Voss" in answer.text
