"""Actors for OpenRefine."""

from __future__ import annotations

import json

import pytest
from fastapi.testclient import TestClient


def asked(client: TestClient, **queries: object) -> dict[str, list[tuple[str, bool]]]:
    answer = client.post("/api/v1/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.text
    return {name: [(one["name"], one["match"]) for one in found["result"]] for name, found in answer.json().items()}


def test_the_manifest_says_what_the_service_is(client: TestClient) -> None:
    manifest = client.get("/api/v1/reconcile").json()
    assert manifest["versions"] == ["0.2"] and manifest["view"]["url"] == "http://127.0.0.1:8420/actors/{{id}}"
    assert {"identifierSpace", "schemaSpace", "name"} <= manifest.keys()


def test_who_alone_is_called_so_is_a_match(client: TestClient) -> None:
    found = asked(client, q0={"query": "viktor orban"}, q1={"query": "Graus"}, q2={"query": "Nobody Atall"}, q3={"query": "Nadia Brell"})
    assert found == {"q0": [("Viktor Orbán", True)], "q1": [("Graustark", False)], "q2": [], "q3": [("Nadia Brel", False)]}


def test_a_type_leaves_its_own(client: TestClient) -> None:
    one, several = {"query": "Graustark", "type": "person"}, {"query": "Graustark", "type": ["state", "igo"]}
    found = asked(client, a=one, b=several, c={"query": "-", "limit": 1})
    assert found == {"a": [], "b": [("Graustark", True)], "c": []}


def test_another_country_counts_against_somebody(client: TestClient) -> None:
    query = {"query": "Viktor Orbán", "properties": [{"pid": "country", "v": "usa"}]}
    answer = client.get("/api/v1/reconcile", params={"queries": json.dumps({"q": query})}).json()
    assert answer["q"]["result"][0]["score"] == 50.0


@pytest.mark.parametrize("queries", ["", "x", "[]", '{"q": 1}', '{"q": {}}', '{"q": {"query": 1}}', "[" * 10_000])
def test_what_is_no_batch_is_refused(client: TestClient, queries: str) -> None:
    answers = [client.get("/api/v1/reconcile", params={"queries": queries}), client.post("/api/v1/reconcile", data={"queries": queries})]
    assert {answer.status_code for answer in answers} <= {400, 422}


def test_a_batch_may_be_only_so_long(client: TestClient) -> None:
    queries = json.dumps({f"q{n}": {"query": "x"} for n in range(101)})
    assert client.post("/api/v1/reconcile", data={"queries": queries}).status_code == 413


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [("http://127.0.0.1:3333", True), ("http://localhost:3333", True), ("https://evil.example", False), ("null", False),
     ("http://[", False), ("http://127.0.0.1.evil.example", False)],
)  # fmt: skip
def test_only_pages_of_this_machine_may_read_it(client: TestClient, origin: str, allowed: bool) -> None:
    answer = client.get("/api/v1/reconcile", headers={"origin": origin})
    assert answer.headers.get("access-control-allow-origin") == (origin if allowed else None)
    assert "access-control-allow-origin" not in client.get("/api/v1/events", headers={"origin": origin}).headers


def test_names_are_suggested_while_somebody_types(client: TestClient) -> None:
    assert [one["id"] for one in client.get("/api/v1/reconcile/suggest?prefix=orb").json()["result"]] == ["person:viktor-orban"]
    assert client.get("/api/v1/reconcile/suggest").json() == {"result": []}
