"""Reports that wish their reader ill are shown, and do nothing."""

from __future__ import annotations

import csv
import io

import pytest
from fastapi.testclient import TestClient

from chancery.server.headers import POLICY
from tests.server.make import EVIL

PAGES = (
    "/", "/search?q=denied", "/timeline", "/actors", "/actors/other:evil", "/actors/other:long", "/says", "/positions", "/contacts",
    "/disputed", "/happenings/doc-evil/evt-evil", "/map", "/review", "/review/event/doc-evil/evt-evil", "/sources", "/reports/doc-evil",
    "/review?kind=relation", "/review?kind=position", "/review?kind=actor", "/judgements",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_nothing_in_a_report_is_markup(evil: TestClient, address: str) -> None:
    answer = evil.get(address)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text and "<img src=x" not in answer.text
    assert "\u202e" not in answer.text and "\x07" not in answer.text
    assert 'href="javascript:' not in answer.text
    assert answer.headers["content-security-policy"] == POLICY


@pytest.mark.parametrize("address", [page for page in PAGES if page != "/reports/doc-evil"])
def test_a_word_of_a_million_letters_is_cut_on_lists(evil: TestClient, address: str) -> None:
    assert len(evil.get(address).text) < 200_000


def test_the_report_itself_is_shown_to_the_last_letter(evil: TestClient) -> None:
    page = evil.get("/reports/doc-evil").text
    assert "W" * 1_000_000 in page and "U+202E" in page and "&lt;script&gt;" in page


@pytest.mark.parametrize("address", ["/search", "/timeline", "/actors", "/says", "/disputed", "/positions", "/map", "/contacts"])
@pytest.mark.parametrize("name", ["q", "actor", "cursor", "publisher", "place", "issue"])
def test_nothing_in_an_address_is_markup(evil: TestClient, address: str, name: str) -> None:
    answer = evil.get(address, params={name: EVIL})
    assert answer.status_code in (200, 400)
    assert "<script>alert" not in answer.text and "<img src=x" not in answer.text and "\u202e" not in answer.text


def test_a_spreadsheet_runs_no_formula(evil: TestClient) -> None:
    csv.field_size_limit(2_000_000)
    for address in ("/says.csv", "/positions.csv", "/actors.csv", "/timeline.csv", "/reports/doc-evil.csv", "/review.csv?kind=position"):
        for row in csv.reader(io.StringIO(evil.get(address).text)):
            assert not any(cell.startswith(("=", "+", "@")) for cell in row), address


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/x\r\na: b"])
def test_forms_lead_to_our_own_pages_only(evil: TestClient, back: str) -> None:
    page = evil.get("/review/event/doc-evil/evt-evil", params={"back": back})
    assert page.status_code == 200 and "evil.example" not in page.text.replace("evt-evil", "")


def test_the_queue_suggests_whatever_a_report_holds(evil: TestClient) -> None:
    for kind in ("relation", "position", "actor"):
        assert '<article class="suggestion">' in evil.get(f"/review?kind={kind}").text
