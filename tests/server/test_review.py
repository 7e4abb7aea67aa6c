"""Deciding about facts: by forms, with undo; every view follows."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from chancery.store.store import Store
from tests.server.make import send


def _store(client: TestClient) -> Store:
    found: Store = client.app.state.store  # type: ignore[attr-defined]
    return found


def _raid(client: TestClient) -> str:
    rows = client.get("/timeline.json?code=ASSAULT").json()["rows"]
    return str(rows[0]["id"])


def test_a_decision_and_its_undoing(own: TestClient) -> None:
    event = _raid(own)
    answer = send(
        own, "/review", "/review/judge", verb="reject", kind="event", target=event, document="doc-raid", back="/review?why=contradicted"
    )
    assert answer.status_code == 303 and answer.headers["location"].startswith("/review?why=contradicted&did=jdg-")
    assert own.get("/timeline.json?code=ASSAULT").json()["rows"] == []
    kept = _store(own).judgements()[0].judgement
    assert (kept.verb, kept.target, kept.who) == ("reject", event, "local")
    page = own.get(answer.headers["location"]).text
    assert "Undo" in page
    assert send(own, answer.headers["location"], "/review/undo", judgement=kept.id, back="/review").status_code == 303
    assert len(own.get("/timeline.json?code=ASSAULT").json()["rows"]) == 1


def test_what_was_judged_waits_no_more(own: TestClient) -> None:
    assert "Ruritania" in own.get("/review?why=contradicted").text
    send(own, "/review", "/review/judge", verb="accept", kind="event", target=_raid(own), document="doc-raid", back="/review")
    page = own.get("/review?why=contradicted").text
    assert "doc-raid" not in page
    assert "accepted by a person" in own.get("/reports/doc-raid").text


def test_a_correction_changes_the_fields_that_were_changed(own: TestClient) -> None:
    event = _raid(own)
    page = own.get(f"/review/event/doc-raid/{event}").text
    assert '<option value="ASSAULT" selected>' in page and 'value="state:graustark"' in page
    fields = {
        "code": "THREATEN",
        "status": "hypothetical",
        "actors": "state:graustark",
        "time": "2024-12",
        "place": "Łódź",
        "reason": "only a threat",
    }
    answer = send(
        own, f"/review/event/doc-raid/{event}", "/review/judge", verb="correct", kind="event", target=event, document="doc-raid", **fields
    )
    assert answer.status_code == 303
    kept = _store(own).judgements()[0].judgement
    assert kept.detail.changes == {"code": "THREATEN", "status": "hypothetical", "time": "2024-12"} and kept.why == "only a threat"
    assert own.get("/timeline.json?code=THREATEN").json()["rows"][0]["status"] == "hypothetical"


def test_a_statement_can_be_corrected(own: TestClient) -> None:
    said = own.get("/says.json?speaker=Nadia+Brel").json()["rows"][0]
    page = f"/review/statement/doc-raid/{said['id']}"
    answer = send(
        own, page, "/review/judge", verb="correct", kind="statement", target=said["id"], document="doc-raid", act="accuse", speaker=""
    )
    assert answer.status_code == 303
    rows = own.get("/says.json?act=accuse").json()["rows"]
    assert [row["speaker"] for row in rows] == [None]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"verb": "correct"}, 422), ({"verb": "destroy"}, 400), ({"verb": "accept", "target": "evt-none"}, 409),
        ({"verb": "accept", "document": "doc-none"}, 409), ({"verb": "correct", "code": "THREATEN", "target": "evt-none"}, 404),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_told(own: TestClient, fields: dict[str, str], status: int) -> None:
    about = {"kind": "event", "target": _raid(own), "document": "doc-raid", **fields}
    assert send(own, "/review", "/review/judge", **about).status_code == status


def test_skipping_is_an_address(own: TestClient) -> None:
    seen, address = set(), "/review?why=nobody"
    for _ in range(20):
        page = own.get(address).text
        seen |= set(re.findall(r'name="target" value="([^"]+)"', page))
        found = re.search(r'data-key="s" href="([^"]+)"', page)
        if found is None:
            break
        address = found[1].replace("&amp;", "&")
    assert found is None and "Undo" not in page
