"""Deciding about facts: by forms, with undo; every view follows."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from chancery.store.store import Store
from chancery.views.paging import encode
from tests.server.make import send
from tests.views.doubtful import doubt


def _store(client: TestClient) -> Store:
    found: Store = client.app.state.store  # type: ignore[attr-defined]
    return found


@pytest.fixture
def doubted(own: TestClient) -> TestClient:
    """The story, and a report all of whose facts may be wrong."""
    doubt(_store(own))
    return own


def new(fields: dict[str, str]) -> dict[str, str]:
    """Fields of a fact as its form has them."""
    return {f"new-{name}": value for name, value in fields.items()}


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


def test_what_was_decided_is_a_log_from_which_it_can_be_taken_back(own: TestClient) -> None:
    about = {"kind": "event", "target": _raid(own), "document": "doc-raid", "reason": "a <film>"}
    send(own, "/review", "/review/judge", verb="reject", **about)
    page = own.get("/judgements?kind=event").text
    assert "reject event" in page and "a &lt;film&gt;" in page and "local" in page
    assert own.get("/judgements.csv").text.splitlines()[1].split(",")[1:4] == ["local", "reject", "event"]
    (row,) = own.get("/judgements.json?who=local").json()["rows"]
    assert row["why"] == "a <film>" and own.get("/judgements.json?kind=actor").json()["rows"] == []
    answer = send(own, "/judgements?withdrawn=1", "/review/undo", judgement=row["id"], back="/judgements?withdrawn=1")
    assert answer.headers["location"] == "/judgements?withdrawn=1"
    assert "taken back by" in own.get("/judgements?withdrawn=1").text and "Nobody has decided" in own.get("/judgements").text


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
    }
    answer = send(
        own,
        f"/review/event/doc-raid/{event}",
        "/review/judge",
        verb="correct",
        kind="event",
        target=event,
        document="doc-raid",
        reason="only a threat",
        **new(fields),
    )
    assert answer.status_code == 303
    kept = _store(own).judgements()[0].judgement
    assert kept.detail.changes == {"code": "THREATEN", "status": "hypothetical", "time": "2024-12"} and kept.why == "only a threat"
    assert own.get("/timeline.json?code=THREATEN").json()["rows"][0]["status"] == "hypothetical"


def test_a_statement_can_be_corrected(own: TestClient) -> None:
    said = own.get("/says.json?speaker=Nadia+Brel").json()["rows"][0]
    page = f"/review/statement/doc-raid/{said['id']}"
    answer = send(
        own,
        page,
        "/review/judge",
        verb="correct",
        kind="statement",
        target=said["id"],
        document="doc-raid",
        **new({"act": "accuse", "speaker": ""}),
    )
    assert answer.status_code == 303
    rows = own.get("/says.json?act=accuse").json()["rows"]
    assert [row["speaker"] for row in rows] == [None]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"verb": "correct"}, 422), ({"verb": "destroy"}, 400), ({"verb": "accept", "target": "evt-none"}, 409),
        ({"verb": "accept", "document": "doc-none"}, 409), ({"verb": "correct", "new-code": "THREATEN", "target": "evt-none"}, 404),
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


def test_the_queue_is_asked_for_one_kind_of_fact_by_its_address(doubted: TestClient) -> None:
    said = {"relation": "does not commit to it", "position": "on another side of the same issue", "actor": "several held the office"}
    for kind, words in said.items():
        page = doubted.get(f"/review?kind={kind}").text
        assert f'href="/review?kind={kind}" aria-current="true"' in page and words in page
        assert f'<input type="hidden" name="kind" value="{kind}">' in page and f'href="/review/{kind}/doc-doubtful/' in page
    assert doubted.get("/review?kind=happening").status_code == doubted.get("/review?kind=event&why=opposed").status_code == 400


def test_whatever_the_queue_suggests_can_be_accepted_and_taken_back(doubted: TestClient) -> None:
    kinds = []
    for why in ("disowned", "opposed", "unknown", "namesake"):
        one = doubted.get(f"/review.json?why={why}&limit=1").json()["rows"][0]
        page, kind = f"/review?why={why}", one["kind"]
        about = {"kind": kind, "target": one[kind]["id"], "document": one[kind]["report"]["id"], "back": page}
        answer = send(doubted, page, "/review/judge", verb="accept", **about)
        assert answer.status_code == 303, answer.text
        after = doubted.get(answer.headers["location"]).text
        assert "1 decided" in after and f'value="{about["target"]}"' not in after
        made = _store(doubted).judgements()[-1].judgement.id
        assert send(doubted, answer.headers["location"], "/review/undo", judgement=made, back=page).status_code == 303
        assert f'value="{about["target"]}"' in doubted.get(page).text
        kinds.append(kind)
    assert kinds == ["relation", "position", "actor", "actor"]


def test_where_one_queue_ends_the_next_is_a_key_away(doubted: TestClient) -> None:
    behind_all = encode("review-untitled", (0, 0))
    page = doubted.get(f"/review?kind=relation&why=untitled&cursor={behind_all}").text
    assert "Nothing waits here" in page and 'data-key="s" href="/review?kind=relation&amp;why=disowned"' in page


def test_the_queue_has_json_and_csv_beside_it(doubted: TestClient) -> None:
    rows = doubted.get("/review.json?kind=relation").json()["rows"]
    assert [(row["reason"], row["relation"]["predicate"]) for row in rows] == [("disowned", "represents"), ("disowned", "holds-office")]
    assert rows[1]["relation"]["evidence"][0]["text"] == "may be president" and rows[0]["event"] is None
    assert rows == doubted.get("/api/v1/suggestions?kind=relation").json()["rows"]
    assert doubted.get("/review.csv?kind=relation").text.splitlines()[0].startswith("kind,reason,because,fact")
    assert 'href="/review.json?kind=relation"' in doubted.get("/review?kind=relation").text


def test_a_cursor_alone_leads_on_in_its_own_queue(doubted: TestClient) -> None:
    first = doubted.get("/api/v1/suggestions?kind=position&limit=1")
    second = doubted.get(first.links["next"]["url"]).json()["rows"]
    assert [one["reason"] for one in (*first.json()["rows"], *second)] == ["opposed", "opposed"]


def _cards(client: TestClient, document: str, kind: str) -> list[str]:
    """The addresses where the facts of a report are corrected."""
    return re.findall(rf'href="(/review/{kind}/[^"]+)"', client.get(f"/reports/{document}").text)


def _corrected(client: TestClient, address: str, **fields: str) -> dict[str, Any]:
    """Send the form at an address, as it is but for some fields, and take up the decision."""
    _, _, kind, document, target = address.split("/")
    answer = send(client, address, "/review/judge", verb="correct", kind=kind, target=unquote(target), document=document, **new(fields))
    assert answer.status_code == 303, answer.text
    return dict(_store(client).judgements()[-1].judgement.detail.changes)


@pytest.mark.parametrize("kind", ["event", "statement", "relation", "position", "actor"])
def test_whatever_a_report_holds_can_be_corrected(own: TestClient, kind: str) -> None:
    addresses = [address for one in ("doc-call", "doc-for") for address in _cards(own, one, kind)]
    assert addresses
    for address in addresses:
        page = own.get(address)
        assert page.status_code == 200 and "Save" in page.text and "Reject" in page.text


def test_a_relation_can_be_corrected(own: TestClient) -> None:
    (address,) = _cards(own, "doc-call", "relation")
    page = own.get(address).text
    assert "Viktor Orbán" in page and "President" in page
    assert _corrected(own, address, title="prime minister", hedged="yes") == {"title": "prime minister", "hedged": True}
    relation = own.get("/api/v1/documents/doc-call").json()["relations"][0]
    assert (relation["title"], relation["hedged"]) == ("prime minister", True)
    assert "corrected by a person" in own.get("/reports/doc-call").text


@pytest.mark.parametrize(("kind", "field"), [("relation", "subject"), ("relation", "object"), ("position", "holder")])
def test_whoever_a_correction_names_pages_stand(own: TestClient, kind: str, field: str) -> None:
    document = "doc-call" if kind == "relation" else "doc-for"
    (address,) = _cards(own, document, kind)
    target = address.rpartition("/")[2]
    about = {"verb": "correct", "kind": kind, "target": target, "document": document}
    for named, status in (("state:nowhere", 303), ("", 409)):
        assert send(own, address, "/review/judge", **about, **new({field: named})).status_code == status
    pages = (f"/reports/{document}", "/positions", "/actors", "/actors/person:viktor-orban")
    assert [own.get(page).status_code for page in pages] == [200] * 4


def test_a_position_is_corrected_in_words_of_the_report(own: TestClient) -> None:
    (address,) = _cards(own, "doc-for", "position")
    changes = _corrected(own, address, stance="conditional", issue="truce")
    text = own.get("/api/v1/documents/doc-for/text").text
    start = text.index("truce")
    assert changes == {"stance": "conditional", "issue": {"start": start, "end": start + 5, "text": "truce"}}
    _, _, kind, document, target = address.split("/")
    about = {"verb": "correct", "kind": kind, "target": target, "document": document}
    refused = send(own, address, "/review/judge", **about, **new({"issue": "an armistice"}))
    assert refused.status_code == 422 and "does not stand in the report" in refused.text


def test_an_actor_of_a_report_can_be_another(own: TestClient) -> None:
    address = next(one for one in _cards(own, "doc-for", "actor") if one.endswith("state:graustark"))
    assert _corrected(own, address, name="Free Graustark", kind="government") == {"name": "Free Graustark", "kind": "government"}
    assert _corrected(own, address, id="state:ruritania")["id"] == "state:ruritania"
    assert [actor["id"] for actor in own.get("/api/v1/documents/doc-for").json()["actors"]] == ["state:ruritania"]
    assert "Graustark" in own.get("/reports/doc-raid").text


def test_an_actor_is_corrected_in_all_reports_and_made_one_with_others(own: TestClient) -> None:
    page = "/review/actor?id=state:graustark"
    about = {"kind": "actor", "target": "state:graustark", "document": ""}
    assert f'href="{page}"'.replace(":", "%3A") in own.get("/actors/state:graustark").text
    answer = send(own, page, "/review/judge", verb="correct", back="/actors/state:graustark", **about, **new({"name": "Great Graustark"}))
    assert answer.status_code == 303 and "Undo" in own.get(answer.headers["location"]).text
    assert "Great Graustark" in own.get("/reports/doc-raid").text
    answer = send(own, page, "/review/judge", verb="merge", others="state:ruritania", **about)
    assert answer.status_code == 303
    actors = [actor["id"] for actor in own.get("/api/v1/documents/doc-raid").json()["actors"]]
    assert "state:graustark" in actors and "state:ruritania" not in actors
    made = _store(own).judgements()[-1].judgement
    assert (made.verb, made.document, made.detail.others) == ("merge", None, ("state:ruritania",))


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"verb": "merge", "others": " "}, 422), ({"verb": "merge", "others": "person:nobody"}, 409), ({"verb": "correct"}, 422),
        ({"verb": "correct", "kind": "happening"}, 404), ({"verb": "correct", "new-name": ""}, 409), ({"verb": "accept"}, 409),
        ({"verb": "correct", "target": "person:nobody", "new-name": "x"}, 404),
        ({"verb": "correct", "document": "doc-none", "new-name": "x"}, 404),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_about_an_actor_is_told(own: TestClient, fields: dict[str, str], status: int) -> None:
    about = {"kind": "actor", "target": "state:graustark", "document": "", **fields}
    assert send(own, "/review/actor?id=state:graustark", "/review/judge", **about).status_code == status


@pytest.mark.parametrize(
    "address", ["/review/actor", "/review/actor?id=person:nobody", "/review/happening/doc-raid/x", "/review/relation/doc-raid/rel-0"]
)
def test_what_is_not_there_cannot_be_corrected(own: TestClient, address: str) -> None:
    assert own.get(address).status_code == 404
