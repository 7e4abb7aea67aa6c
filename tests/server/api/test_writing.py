"""Reading, putting, judging: what is sent, and by whom."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from chancery.record.facts import Record
from chancery.record.text import Document
from tests.server.api.make import BASE, LIMITS, LINES, server, user
from tests.stub import stub_engine
from tests.views.make import RAID

REJECT = {"verb": "reject", "kind": "event", "target": RAID.events[0].id, "document": "doc-raid", "why": "a film"}
TEXT = {"text": "Kyiv denied the charge.", "title": "Denied", "publisher": "Wire", "published": "2024-12-11"}


# -- reading ---------------------------------------------------------------------------------------------------------------


def test_a_text_becomes_its_record_and_is_not_kept(client: TestClient) -> None:
    before = client.get("/api/v1/documents").json()
    record = client.post("/api/v1/read", json=TEXT).json()
    assert record["document"]["text"] == TEXT["text"] and record["document"]["published"] == "2024-12-11"
    assert client.get("/api/v1/documents").json() == before


def test_a_batch_has_an_outcome_for_each_text(client: TestClient) -> None:
    batch = {"texts": [TEXT, {"text": " "}, {"text": "x" * (LIMITS.text + 1)}]}
    outcomes = client.post("/api/v1/read", json=batch).json()["outcomes"]
    assert outcomes[0]["record"]["document"]["title"] == "Denied"
    assert [(one["rejection"]["name"], one["rejection"]["stage"]) for one in outcomes[1:]] == [("text-2", "reading"), ("text-3", "size")]
    stream = client.post("/api/v1/read", json=batch, headers=LINES).text.splitlines()
    assert [json.loads(line) for line in stream] == outcomes


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"text": ""}, 422), ({"text": "  "}, 422), ({}, 422), ({"texts": []}, 422), ({"text": "x", "texts": []}, 422), ([], 422), (1, 422),
        ({"text": "x", "published": "11 December"}, 422), ({"text": "x", "published": "2024-02-30"}, 422),
        ({"text": "x", "titel": "y"}, 422), ({"text": "x", "title": "\0"}, 422), ({"text": "x" * (LIMITS.text + 1)}, 413),
        ({"texts": [{"text": "x"}] * (LIMITS.batch + 1)}, 413),
        ({"text": "\ud800"}, 422), ({"\ud800": "x"}, 422), ({"text": "x", "title": "\ud800"}, 422),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused(client: TestClient, sent: object, status: int) -> None:
    answer = client.post("/api/v1/read", content=json.dumps(sent), headers={"content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize("content", [b"", b"{", b'{"text": "\xff"}', b"[" * 100_000, b'{"text": 1e999}', b"\x00"])
def test_what_is_no_json_is_refused(client: TestClient, content: bytes) -> None:
    answer = client.post("/api/v1/read", content=content, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 422) and answer.headers["content-type"] == "application/problem+json"


def test_a_body_may_be_only_so_large(where: Path) -> None:
    with server(where, limits=replace(LIMITS, body=1000)) as client:
        assert client.post("/api/v1/read", json={"text": "x" * 2000}).status_code == 413


def test_reading_may_take_only_so_long(where: Path) -> None:
    def slow(documents: Sequence[Document]) -> list[Record]:
        time.sleep(0.2)
        return stub_engine(documents)

    with server(where, limits=replace(LIMITS, reading=0.01), engine=slow) as client:
        answer = client.post("/api/v1/read", json=TEXT)
    assert answer.status_code == 503 and "send less" in answer.json()["detail"]


# -- putting ---------------------------------------------------------------------------------------------------------------


def test_texts_are_put_into_the_store_with_a_run(own: TestClient) -> None:
    answer = own.post("/api/v1/documents", json={"texts": [TEXT, {"text": " "}]})
    assert answer.status_code == 201
    outcomes = answer.json()["outcomes"]
    assert outcomes[0]["outcome"] == "new" and outcomes[1]["rejection"]["stage"] == "reading"
    assert own.get(f"/api/v1/documents/{outcomes[0]['document']}").json()["document"]["title"] == "Denied"
    run = own.get(f"/api/v1/runs/{answer.json()['run']}").json()
    assert (run["command"], run["read"], run["rejected"]) == ("POST /api/v1/documents by local", 1, 1) and run["ended_at"]
    assert own.get(f"/api/v1/runs/{run['key']}/rejections").json()["rows"] == [outcomes[1]["rejection"]]
    assert own.post("/api/v1/documents", json=TEXT).json()["outcomes"][0]["outcome"] == "unchanged"


def test_a_reprint_that_is_put_is_found(own: TestClient) -> None:
    text = "Kyiv denied the charge that its envoys had met those of Moscow in secret. " * 8
    own.post("/api/v1/documents", json={"text": text, "title": "A", "publisher": "Wire"})
    own.post("/api/v1/documents", json={"text": f"{text} Copied.", "title": "B", "publisher": "Courier"})
    assert len(own.get("/api/v1/documents?source=api").json()["rows"]) == 2
    assert len(own.get("/api/v1/documents?source=api&copies=false").json()["rows"]) == 1


# -- judging ---------------------------------------------------------------------------------------------------------------


def test_a_judgement_is_kept_with_who_and_why_and_can_be_taken_back(own: TestClient) -> None:
    made = own.post("/api/v1/judgements", json=REJECT | {"who": "Ada"})
    assert made.status_code == 201 and made.json()["who"] == "Ada"
    assert own.get("/api/v1/events?code=ASSAULT").json()["rows"] == []
    address = made.headers["location"]
    assert own.get(address).json() == {"format": "chancery-judgement/1", **made.json(), "orphaned": None}
    assert own.delete(address).json()["withdrawn_by"] == "local"
    assert len(own.get("/api/v1/events?code=ASSAULT").json()["rows"]) == 1
    assert own.get("/api/v1/judgements").json()["rows"] == []
    kept = own.get("/api/v1/judgements?withdrawn=true&who=Ada&document=doc-raid").json()["rows"]
    assert [one["why"] for one in kept] == ["a film"]
    assert own.delete(address).status_code == 409
    assert own.delete("/api/v1/judgements/none").status_code == 404


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"target": "evt-none"}, 409), ({"document": "doc-none"}, 409), ({"verb": "split"}, 409), ({"verb": "dance"}, 422),
        ({"verb": "correct"}, 409), ({"verb": "correct", "detail": {"changes": {"id": 7}}}, 409),
        ({"verb": "correct", "detail": {"changes": {"time": {"x": []}}}}, 409), ({"kind": "happening"}, 409), ({"target": "\0"}, 422),
    ],
)  # fmt: skip
def test_a_judgement_that_does_not_fit_is_refused(own: TestClient, sent: dict[str, Any], status: int) -> None:
    answer = own.post("/api/v1/judgements", json=REJECT | sent)
    assert (answer.status_code, own.get("/api/v1/judgements").json()["rows"]) == (status, []), answer.text


# -- who may ---------------------------------------------------------------------------------------------------------------


def test_every_scope_opens_what_it_is_for(tmp_path: Path, where: Path) -> None:
    (reader, r), (judge, j), (feeder, f) = user("Rita", "read"), user("Jo", "read", "judge"), user("Feed", "read", "ingest")
    asks = (("judgements", REJECT | {"target": "none"}), ("documents", {"texts": [{"text": " "}]}), ("read", TEXT))
    with server(_copied(where, tmp_path), tokens=(r, j, f)) as client:
        found = {
            name: [client.post(f"/api/v1/{address}", json=sent, headers=headers).status_code for address, sent in asks]
            for name, headers in (("nobody", {}), ("reader", reader), ("judge", judge), ("feeder", feeder))
        }
        assert client.get("/api/v1/events", headers=reader).status_code == 200
        assert client.get("/api/v1/events").headers["www-authenticate"] == "Bearer"
        assert client.delete("/api/v1/judgements/none", headers=reader).status_code == 403
    assert found == {"nobody": [401, 401, 401], "reader": [403, 403, 200], "judge": [409, 403, 200], "feeder": [403, 201, 200]}


def test_nobody_signs_for_another(tmp_path: Path, where: Path) -> None:
    headers, kept = user("Jo", "read", "judge")
    with server(_copied(where, tmp_path), tokens=(kept,)) as client:
        assert client.post("/api/v1/judgements", json=REJECT | {"who": "Ada"}, headers=headers).status_code == 403
        made = client.post("/api/v1/judgements", json=REJECT, headers=headers).json()
        assert made["who"] == "Jo"


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}])
@pytest.mark.parametrize(("address", "sent"), [("judgements", REJECT), ("documents", TEXT), ("read", TEXT)])
def test_pages_of_other_sites_can_send_nothing(own: TestClient, address: str, sent: object, headers: dict[str, str]) -> None:
    assert own.post(f"/api/v1/{address}", json=sent, headers=headers).status_code == 403
    assert own.post(f"/api/v1/{address}", json=sent, headers={"origin": BASE}).status_code in (200, 201)


def test_a_form_is_no_json(own: TestClient) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        assert own.post("/api/v1/judgements", content=json.dumps(REJECT), headers={"content-type": kind}).status_code == 422


def _copied(where: Path, folder: Path) -> Path:
    return Path(folder / "own.db") if (folder / "own.db").write_bytes(where.read_bytes()) else where
