"""What stands before every request."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from chancery.errors import ServerError
from chancery.server import tokens
from chancery.server.headers import HEADERS
from chancery.server.rates import Rate
from chancery.server.settings import Settings
from tests.server.make import BASE, client_of, limited, send


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8420", "127.0.0.1.evil.example", "", "localhost.evil.example:8420"])
def test_a_name_that_is_not_ours_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8420", "localhost:9", "[::1]:8420", "LOCALHOST"])
def test_this_machine_has_several_names(client: TestClient, host: str) -> None:
    assert client.get("/read", headers={"host": host}).status_code == 200


def test_a_name_of_ones_own_can_be_given(story: Path) -> None:
    with client_of(story, names=("chancery.example",)) as client:
        assert client.get("/read", headers={"host": "chancery.example"}).status_code == 200


@pytest.mark.parametrize("address", ["/", "/nothing", "/static/icon.svg", "/api/v1/events", "/api/v1/openapi.json"])
def test_every_answer_has_the_headers(client: TestClient, address: str) -> None:
    found = client.get(address).headers
    assert {name: found.get(name) for name in HEADERS} == HEADERS


def test_no_more_than_the_limit_is_taken(story: Path) -> None:
    with client_of(story, limits=limited(body=1000)) as client:
        assert client.post("/api/v1/read", json={"text": "x" * 2000}).status_code == 413
        told_not = client.post(
            "/api/v1/read", content=iter([b'{"text": "', b"x" * 2000, b'"}']), headers={"content-type": "application/json"}
        )
        assert told_not.status_code == 413 and told_not.headers["content-type"] == "application/problem+json"


def test_a_flood_is_slowed(story: Path) -> None:
    with client_of(story, limits=limited(a_minute=3)) as client:
        found = [client.get("/keys").status_code for _ in range(5)]
    assert found == [200, 200, 200, 429, 429]


def test_a_slowed_client_may_come_again() -> None:
    now = [0.0]
    rate = Rate(60, lambda: now[0])
    assert [rate.allows("a") for _ in range(61)] == [True] * 60 + [False] and rate.allows("b")
    now[0] = 2.0
    assert [rate.allows("a") for _ in range(3)] == [True, True, False]


def test_forms_of_others_are_refused(client: TestClient) -> None:
    assert client.post("/read", data={"text": "Kyiv denied it."}).status_code == 403
    assert client.post("/read", data={"text": "Kyiv denied it.", "form_token": "0" * 64}).status_code == 403
    assert client.post("/read", json={"text": "Kyiv denied it."}).status_code == 415
    client.headers["origin"] = "https://evil.example"
    assert send(client, "/read", "/read", text="Kyiv denied it.").status_code == 403
    del client.headers["origin"]
    assert send(client, "/read", "/read", text="Kyiv denied it.").status_code == 200


def test_pages_of_others_get_nothing_from_the_api(client: TestClient) -> None:
    elsewhere = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    assert client.post("/api/v1/read", json={"text": "Kyiv denied it."}, headers=elsewhere).status_code == 403
    assert client.post("/api/v1/read", content='{"text": "x"}', headers={"content-type": "text/plain"}).status_code == 422
    assert "access-control-allow-origin" not in client.get("/api/v1/events", headers=elsewhere).headers


def test_others_are_not_served_without_tokens(story: Path) -> None:
    for host in ("0.0.0.0", "192.168.0.4", "::", "example.org"):
        with pytest.raises(ServerError, match="token"):
            Settings(story, host)
    assert Settings(story, "::1").address == "http://[::1]:8420/"


def test_with_tokens_everybody_signs_in(story: Path) -> None:
    reads, reader = tokens.new("Ada", [])
    judges, judge = tokens.new("Bo", ["read", "judge"])
    with client_of(story, tokens=(reader, judge)) as client:
        assert client.get("/timeline", follow_redirects=False).headers["location"] == "/sign-in"
        assert client.get("/api/v1/events").status_code == 401
        assert client.get("/api/v1/events", headers={"authorization": f"Bearer {reads}"}).status_code == 200
        assert client.get("/api/v1/events", headers={"authorization": "Bearer chy_wrong"}).status_code == 401
        decision = {"verb": "accept", "kind": "event", "target": "evt-none", "document": "doc-raid"}
        for secret, status in ((reads, 403), (judges, 409)):
            assert client.post("/api/v1/judgements", json=decision, headers={"authorization": f"Bearer {secret}"}).status_code == status
        text = {"text": "Kyiv denied it."}
        assert client.post("/api/v1/documents", json=text, headers={"authorization": f"Bearer {judges}"}).status_code == 403
        assert send(client, "/sign-in", "/sign-in", token="chy_wrong").status_code == 403
        assert send(client, "/sign-in", "/sign-in", token=reads).status_code == 303
        assert "Sign out Ada" in client.get("/timeline").text
        assert send(client, "/timeline", "/sign-out").status_code == 303
        assert client.get("/timeline", follow_redirects=False).status_code == 303


def test_tokens_are_kept_as_hashes(tmp_path: Path) -> None:
    path = tmp_path / "tokens.jsonl"
    secret, made = tokens.new("Ada", ["judge"])
    tokens.add(path, made)
    assert tokens.load(path) == (made,) and secret not in path.read_text() and path.stat().st_mode & 0o077 == 0
    found = tokens.user_of((made,), secret)
    assert found is not None and found.name == "Ada" and found.may("judge") and not found.may("ingest")


@pytest.mark.parametrize("content", ["", "{}", '{"name": "x", "sha256": "y", "scopes": [], "more": 1}', "nothing"])
def test_a_broken_file_of_tokens_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "tokens.jsonl"
    path.write_text(content)
    with pytest.raises(ServerError, match=r"tokens\.jsonl"):
        tokens.load(path)


def test_what_breaks_tells_no_secrets(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with client_of(story) as client:
        monkeypatch.setattr("chancery.server.pages.start.overview", lambda _: 1 / 0)
        answer = client.get("/")
    assert answer.status_code == 500 and "division" not in answer.text and answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("address", ["/api/v1/events", "/timeline", "/review"])
def test_a_question_that_takes_too_long_is_given_up(story: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr("chancery.store.limits._STEPS", 1)  # a small store answers before anybody looks at the clock
    with client_of(story, limits=limited(asking=-1.0)) as client:
        answer = client.get(address)
        monkeypatch.setattr("chancery.store.limits._STEPS", 20_000)
        assert answer.status_code == 503 and "took too long" in answer.text
        assert client.get("/keys").status_code == 200


def test_the_address_is_this_machine(story: Path) -> None:
    assert Settings(story).address == f"{BASE}/"
