"""One thing at an address, and reports as Web Annotations."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from msgspec.json import decode

from chancery.record.facts import Record
from tests.views.make import CALL, DENIED, MEETING, RAID, REPORTS


def test_a_document_is_its_record(client: TestClient) -> None:
    assert decode(client.get("/api/v1/documents/doc-call").content, type=Record) == REPORTS[-1]


def test_a_judged_document_is_told_as_people_corrected_it(own: TestClient) -> None:
    event = RAID.events[0].id
    own.post("/api/v1/judgements", json={"verb": "reject", "kind": "event", "target": event, "document": "doc-raid"})
    assert own.get("/api/v1/documents/doc-raid").json()["events"] == []
    assert [one["id"] for one in own.get("/api/v1/documents/doc-raid?as_read=true").json()["events"]] == [event]
    assert own.get(f"/api/v1/events/doc-raid/{event}").status_code == 404


def test_a_fact_has_an_address(client: TestClient) -> None:
    event, said = RAID.events[0].id, DENIED.statements[0].id
    row = client.get("/api/v1/events?code=ASSAULT").json()["rows"][0]
    assert client.get(f"/api/v1/events/doc-raid/{event}").json() == {"format": "chancery-event/1", **row}
    assert client.get(f"/api/v1/statements/doc-denied/{said}").json()["act"] == "deny"


def test_an_actor_and_a_happening_have_pages(client: TestClient) -> None:
    assert client.get("/api/v1/actors/person:viktor-orban").json()["offices"][0]["title"].lower() == "president"
    assert client.get("/api/v1/actors/Ruritania").json()["actor"]["id"] == "state:ruritania"
    linked = client.get("/api/v1/happenings").json()["rows"][0]["id"]
    page = client.get(f"/api/v1/happenings/{linked}").json()
    assert [voice["chain"][0]["name"] for voice in page["denied"]] == ["Graustark"]
    by_event = client.get(f"/api/v1/happenings/doc-meeting/{MEETING.events[0].id}").json()
    assert by_event["happening"] == page["happening"]


@pytest.mark.parametrize(
    "address",
    ["documents/none", "documents/none/text", "documents/none/annotations", "documents/%00", "events/doc-raid/none", "events/%00/x",
     "statements/none/none", "actors/none", "actors/%00", "happenings/none", "happenings/a/b",
     "judgements/none", "runs/1", "runs/1/rejections"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: TestClient, address: str) -> None:
    answer = client.get(f"/api/v1/{address}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_web_annotations_quote_the_text_at_their_places(client: TestClient) -> None:
    for report in REPORTS:
        answer = client.get(f"/api/v1/documents/{report.document.id}/annotations")
        assert answer.headers["content-type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
        page = answer.json()
        assert page["@context"] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage"
        assert len({item["id"] for item in page["items"]}) == len(page["items"]) > 0
        for target in (target for item in page["items"] for target in item["target"]):
            quote, position = target["selector"]
            text = client.get(target["source"]).text
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"]
            assert text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"])


def test_web_annotations_tell_who_did_what_and_who_says_so(client: TestClient) -> None:
    items = client.get("/api/v1/documents/doc-raid/annotations").json()["items"]
    event = next(item for item in items if item["id"].endswith(RAID.events[0].id))
    assert event["motivation"] == "classifying"
    assert [body["value"] for body in event["body"]] == [
        "ASSAULT", "aerial", "Graustark → Ruritania (actual; Nadia Brel asserts, Graustark denies)",
    ]  # fmt: skip
    who = next(item for item in items if item["id"].endswith("#state:graustark"))
    assert who["body"][0]["source"] == "http://127.0.0.1:8420/api/v1/actors/state:graustark"
    assert [target["selector"][0]["exact"] for target in who["target"]] == ["Graustark", "Graustark"]


def test_positions_count_code_points(own: TestClient) -> None:
    own.post("/api/v1/documents", json={"text": "👩‍👩‍👧 said Kyiv denied it."})
    document = own.get("/api/v1/documents?source=api").json()["rows"][0]["id"]
    targets = own.get(f"/api/v1/documents/{document}/annotations").json()["items"][0]["target"]
    assert ("said", 6) in [(target["selector"][0]["exact"], target["selector"][1]["start"]) for target in targets]


def test_the_board_has_changes(client: TestClient) -> None:
    board = client.get("/api/v1/positions/board").json()
    assert [(cell["holder"]["name"], cell["stance"], len(cell["changes"])) for cell in board["cells"]] == [("Ruritania", "for", 1)]
    assert client.get("/api/v1/positions/board?issue=nothing").json()["cells"] == []


def test_call_is_in_the_story(client: TestClient) -> None:
    assert client.get("/api/v1/documents/doc-call/text").text == CALL.document.text
