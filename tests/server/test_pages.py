"""Every page: it says what the story holds, works with forms alone, and has its data beside it."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from chancery.record.facts import Rejection
from chancery.server.wording import NAVIGATION
from chancery.store.store import open_store
from tests.server.make import EVIL, client_of, send

SHOWN = {
    "/": ("Orbán calls Graustark", "Disputed"),
    "/search?q=truce": ("Ruritania against a truce", "2 reports"),
    "/timeline": ("Ilya Voss", "Strelsau", "ASSAULT"),
    "/actors": ("Nadia Brel", "Viktor Orbán"),
    "/actors/state:graustark": ("Latest statements", "Contradicts"),
    "/actors/person:viktor-orban": ("President", "Hungary"),
    "/says": ("the prisoner exchange", "deny"),
    "/positions": ("truce", "Ruritania"),
    "/positions?actor=Ruritania&issue=a+truce": ("changed from against",),
    "/contacts": ("Network", "Matrix", "Ilya Voss"),
    "/disputed": ("Asserted by", "Denied by", "Graustark"),
    "/happenings": ("CONSULT",),
    "/map": ("Łódź",),
    "/review": ("Accept", "Reject", "Skip", "Edit"),
    "/review?kind=event": ("Some assert it", "0 decided of events"),
    "/judgements": ("Nobody has decided anything",),
    "/sources": ("Ardent Wire", "Harbour Herald"),
    "/read": ("Paste a news report",),
    "/reports/doc-meeting": ("Envoys meet", "Ardent Wire", "all who speak of it"),
    "/api": ("/api/v1/events", "OpenRefine"),
    "/keys": ("next and previous mention",),
}


@pytest.mark.parametrize("address", list(SHOWN))
def test_a_page_shows_what_the_reports_say(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    text = _text(answer.text)
    assert [words for words in SHOWN[address] if words not in text] == []


VIEWS = (
    "/search?q=truce", "/timeline", "/actors", "/actors/state:graustark", "/says", "/positions", "/contacts", "/disputed", "/happenings",
    "/map", "/sources",
)  # fmt: skip


@pytest.mark.parametrize("address", VIEWS)
def test_every_view_has_json_and_csv_beside_it(client: TestClient, address: str) -> None:
    path, mark, asked = address.partition("?")
    json, table = (client.get(f"{path}{suffix}{mark}{asked}") for suffix in (".json", ".csv"))
    assert json.json()["format"].startswith("chancery-")
    assert len(list(csv.reader(io.StringIO(table.text)))) > 1
    page = client.get(address).text
    assert f'href="{path}.json' in page and f'href="{path}.csv' in page


def test_a_report_has_its_facts_as_tables(client: TestClient) -> None:
    tables = client.get("/reports/doc-call.csv").text.split("\r\n\r\n")
    first = ("CONSULT", "the prisoner exchange", "holds-office", "", "Viktor Orbán")
    assert len(tables) == 5 and [one for one, words in zip(tables, first, strict=True) if words not in one] == []
    assert 'href="/reports/doc-call.csv"' in client.get("/reports/doc-call").text
    assert client.get("/reports/doc-none.csv").status_code == 404


def test_what_a_run_could_not_read_is_told_in_pages(tmp_path: Path) -> None:
    with open_store(where := tmp_path / "runs.db") as store:
        run = store.start_run("chancery ingest reports/")
        store.reject(run, [Rejection(f"report-{n}.txt", "reading", "empty: no words in it") for n in range(250)])
    with client_of(where) as client:
        page = client.get(f"/sources/runs/{run}")
        assert page.text.count("report-") == 200 and "Further" in page.text
        assert len(client.get(f"/sources/runs/{run}.json?limit=1000").json()["rows"]) == 250
        assert client.get(f"/sources/runs/{run}.csv").text.splitlines()[0] == "name,stage,reason"
        assert [client.get(f"/sources/runs/{one}").status_code for one in ("99", "x", "9" * 40)] == [404] * 3


@pytest.mark.parametrize("address", [*SHOWN, "/sign-in", "/nothing"])
def test_pages_are_whole_and_load_nothing_from_elsewhere(client: TestClient, address: str) -> None:
    page = _Page()
    page.feed(client.get(address).text)
    assert page.open == []
    assert [one for one in page.loads if not one.startswith("/static/")] == []
    assert page.inline == [] and len(page.ids) == len(set(page.ids))
    assert page.unnamed == [] and page.headings == 1


def test_all_links_of_the_start_page_lead_somewhere(client: TestClient) -> None:
    page = _Page()
    page.feed(client.get("/").text)
    own = [link for link in page.links if link.startswith("/")]
    assert {address for address, _ in NAVIGATION} <= set(own)
    assert [(link, client.get(link).status_code) for link in set(own) if client.get(link).status_code != 200] == []


def test_a_quotation_leads_to_its_words(client: TestClient) -> None:
    answer = client.get("/reports/doc-meeting?start=10&end=13")
    assert answer.text.count('data-part="') and "cited" in answer.text


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    with client_of(tmp_path / "new.db") as client:
        assert "chancery ingest" in client.get("/").text
        assert {address: client.get(address).status_code for address, _ in NAVIGATION} == {address: 200 for address, _ in NAVIGATION}


def test_what_is_not_there_is_told_with_the_way_on(client: TestClient) -> None:
    for address in ("/nothing", "/reports/doc-none", "/actors/state:none", "/happenings/hap-none", "/sources/runs/99", "/static/x.js"):
        assert client.get(address).status_code == 404, address
    wrong = client.get("/timeline?since=yesterday")
    assert wrong.status_code == 400 and "write it as 2024-12-11" in wrong.text


def test_pages_follow_each_other(client: TestClient) -> None:
    seen: list[str] = []
    address: str | None = "/timeline.json?limit=1"
    while address:
        answer = client.get(address)
        seen += [row["id"] for row in answer.json()["rows"]]
        address = answer.links["next"]["url"] if "next" in answer.links else None
    assert seen == [row["id"] for row in client.get("/timeline.json").json()["rows"]] and len(seen) > 2


def test_a_text_is_read_and_not_kept(client: TestClient) -> None:
    before = client.get("/sources.json").json()["rows"]
    answer = send(client, "/read", "/read", text=f"Kyiv denied it. {EVIL}", title="A test", published="2024-12-11")
    assert answer.status_code == 200 and "nothing of it is kept" in answer.text and "Kyiv" in answer.text
    assert client.get("/sources.json").json()["rows"] == before


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"text": ""}, "Paste a report first"), ({"text": "x", "published": "soon"}, "2024-12-11"), ({"text": "x" * 200_001}, "at most")],
)
def test_a_text_that_cannot_be_read_is_told_why(client: TestClient, fields: dict[str, str], words: str) -> None:
    answer = send(client, "/read", "/read", **fields)
    assert answer.status_code == 422 and words in answer.text


def _text(html: str) -> str:
    page = _Page()
    page.feed(html)
    return " ".join(" ".join(page.text).split())


class _Page(HTMLParser):
    """What a page loads, leads to and says; tags that were left open; fields without a name."""

    VOID = frozenset("meta link input img br hr image line circle rect path".split())

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loads: list[str] = []
        self.links: list[str] = []
        self.inline: list[str] = []
        self.ids: list[str] = []
        self.text: list[str] = []
        self.unnamed: list[str] = []
        self.headings = 0

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag not in self.VOID:
            self.open.append(tag)
        self.headings += tag == "h1"
        self.ids += [known["id"]] if known.get("id") else []
        self.inline += [name for name in known if name == "style" or name.startswith("on")] + ([tag] if tag == "style" else [])
        if tag == "a":
            self.links.append(known.get("href") or "")
        elif tag in ("script", "img", "image") or (tag == "link" and known.get("rel") in ("stylesheet", "icon")):
            self.loads.append(known.get("src") or known.get("href") or "inline")
        if tag in ("input", "select", "textarea") and known.get("type") not in ("hidden", "checkbox") and "label" not in self.open:
            self.unnamed += [] if known.get("aria-label") else [known.get("name") or tag]

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open and self.open[-1] == tag, f"</{tag}> in {self.open}"
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data)
