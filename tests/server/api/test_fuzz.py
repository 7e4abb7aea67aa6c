"""Whatever is asked, the answer is one that the description tells of: never a 500."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chancery.server.api.description import examples

COMMON = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
STRANGE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["", "\0", "Graustark", "CONSULT", "2024-13", "0000", "9999-12-31", "%", "_", '"', "*", "-", "a OR", "1e9", "9" * 30]),
    st.binary(max_size=12).map(lambda raw: raw.decode("latin-1")),
    st.integers().map(str),
)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
ASCII = st.characters(min_codepoint=32, max_codepoint=126)
HEADERS = ("accept", "origin", "if-none-match", "sec-fetch-site", "authorization", "cookie", "range")
FIELDS = ("code", "actors", "time", "place", "claims", "name", "kind", "id", "speaker", "x")
READING = sorted(name.removeprefix("GET ") for name in examples() if name.startswith("GET"))


@pytest.fixture(scope="session")
def parameters(client: TestClient) -> dict[str, list[str]]:
    told = client.get("/api/v1/openapi.json").json()["paths"]
    return {path: [one["name"] for one in told[path]["get"].get("parameters", ()) if one["in"] == "query"] for path in READING}


@pytest.mark.parametrize("path", READING)
@COMMON
@given(data=st.data())
def test_any_question_has_an_answer(client: TestClient, parameters: dict[str, list[str]], path: str, data: st.DataObject) -> None:
    names = parameters[path]
    asked = data.draw(st.dictionaries(st.sampled_from(names), STRANGE, max_size=3)) if names else {}
    asked |= {"format": data.draw(st.sampled_from(["json", "csv", "ndjson"]))} if "format" in names and data.draw(st.booleans()) else {}
    address = path.format(document=_part(data), id=_part(data), number=_part(data)) if "{" in path else path
    lines = {"accept": "application/x-ndjson"} if data.draw(st.booleans()) else {}
    answer = client.get(address, params=asked, headers=lines)
    assert answer.status_code in (200, 400, 404, 422), answer.text


def _part(data: st.DataObject) -> str:
    return quote(data.draw(STRANGE | st.sampled_from(["doc-raid", "doc-call"])), safe="")


@pytest.mark.parametrize("address", ["read", "documents", "judgements"])
@COMMON
@given(sent=JSON)
def test_any_json_has_an_answer(own_session: TestClient, address: str, sent: Any) -> None:
    answer = own_session.post(f"/api/v1/{address}", content=json.dumps(sent), headers={"content-type": "application/json"})
    assert answer.status_code in (400, 422), answer.text


@COMMON
@given(
    verb=st.sampled_from(["accept", "reject", "correct", "merge", "split"]),
    kind=st.sampled_from(["event", "statement", "relation", "position", "actor", "happening"]),
    target=st.sampled_from(["evt-b2752f0598", "state:graustark", "person:viktor-orban", "hap-1", "pos-1a21fb27a7"]),
    document=st.sampled_from([None, "doc-raid", "doc-for", "doc-none"]),
    more=st.fixed_dictionaries(
        {},
        optional={
            "changes": st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=2),
            "others": st.lists(st.sampled_from(["state:ruritania", "evt-b2752f0598", "none"]), max_size=2),
            "mentions": st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=2),
            "members": st.lists(st.tuples(st.just("doc-raid"), st.just("evt-b2752f0598")), max_size=1),
        },
    ),
)
def test_any_judgement_has_an_answer_and_leaves_the_store_whole(
    own_session: TestClient, verb: str, kind: str, target: str, document: str | None, more: dict[str, Any]
) -> None:
    sent = json.dumps({"verb": verb, "kind": kind, "target": target, "detail": more, **({"document": document} if document else {})})
    answer = own_session.post("/api/v1/judgements", content=sent, headers={"content-type": "application/json"})
    assert answer.status_code in (201, 400, 409, 422), (sent, answer.text)
    assert own_session.get("/api/v1/events").status_code == 200 and own_session.get("/api/v1/documents/doc-raid").status_code == 200, sent
    if answer.status_code == 201:
        assert own_session.delete(answer.headers["location"]).status_code == 200, sent


@COMMON
@given(queries=JSON)
def test_any_reconciliation_has_an_answer(client: TestClient, queries: Any) -> None:
    answer = client.post("/api/v1/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code in (200, 400)


@COMMON
@given(headers=st.dictionaries(st.sampled_from(HEADERS), st.text(ASCII, max_size=20).map(str.strip), max_size=3))
def test_any_headers_have_an_answer(client: TestClient, headers: dict[str, str]) -> None:
    assert client.get("/api/v1/events", headers=headers).status_code in (200, 304)
    assert client.post("/api/v1/read", json={"text": "Kyiv denied it."}, headers=headers).status_code in (200, 403)
