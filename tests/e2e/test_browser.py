"""The pages in a real browser: nothing is complained of, everybody can use them, keys and forms do what they say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from chancery.server import borders
from chancery.store.store import open_store
from tests.e2e.browser import serving
from tests.e2e.long import SENTENCE, TIMES
from tests.server.make import EVIL, TEXT
from tests.views.make import fill

PAGES = (
    "/", "/search?q=truce", "/timeline", "/actors", "/actors/state:graustark", "/says", "/positions",
    "/positions?actor=Ruritania&issue=a+truce", "/contacts", "/disputed", "/happenings", "/map", "/map?region=Europe", "/review",
    "/sources", "/read", "/reports/doc-raid", "/api", "/keys", "/nothing", "/review/relation/doc-call/rel-332f86592f",
    "/review/position/doc-for/pos-1a21fb27a7", "/review/actor/doc-call/person:viktor-orban", "/review/actor?id=state:graustark",
    "/review?kind=event", "/judgements", "/sign-in", "/timeline?since=2024-12-10&until=2024-12-12", "/happenings/doc-raid/evt-b2752f0598",
    "/contacts?actor=Ilya+Voss&other=Nadia+Brel", "/reports/doc-meeting?start=10&end=13",
)  # fmt: skip
DOUBTED = ("/review?kind=relation", "/review?kind=position", "/review?kind=actor", "/review?kind=actor&why=unknown")
EMPTY = (
    "/", "/search", "/timeline", "/actors", "/positions", "/contacts", "/disputed", "/map", "/review", "/judgements", "/sources",
    "/read",
)  # fmt: skip
EVIL_PAGES = ("/", "/search", "/timeline", "/disputed", "/reports/doc-evil", "/actors/other:long")
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def _quiet(complaints: list[str]) -> list[str]:
    return [one for one in complaints if "404" not in one]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_and_quiet(story_site: str, visit: Any, scheme: str) -> None:
    visitor = visit(color_scheme=scheme)
    found: dict[str, Any] = {}
    for address in PAGES:
        visitor.page.goto(f"{story_site}{address}")
        violations = Axe().run(visitor.page, options=WCAG).response["violations"]
        found |= {address: [(one["id"], [node["html"][:200] for node in one["nodes"][:2]]) for one in violations]} if violations else {}
    assert found == {}
    assert _quiet(visitor.complaints) == []


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_sticks_out(story_site: str, evil_site: str, visit: Any, width: int) -> None:
    page = visit(width=width).page
    wide = []
    for site, addresses in ((story_site, PAGES), (evil_site, EVIL_PAGES)):
        for address in addresses:
            page.goto(f"{site}{address}")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
                wide.append(address)
    assert wide == []


def test_a_hostile_report_does_nothing(evil_site: str, visit: Any) -> None:
    visitor = visit()
    for address in ("/", "/search?q=denied", "/timeline", "/actors", "/disputed", "/review", "/positions", "/reports/doc-evil"):
        visitor.page.goto(f"{evil_site}{address}")
    assert visitor.complaints == []
    assert EVIL[:25] in visitor.page.inner_text(".report")


def test_all_of_it_works_without_scripts(own_site: str, visit: Any) -> None:
    page = visit(javascript=False).page
    page.goto(f"{own_site}/review?why=contradicted")
    page.get_by_role("button", name="Accept").click()
    assert page.get_by_role("status").inner_text() == "Decided."
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Deed").select_option("THREATEN")
    page.get_by_role("button", name="Save").click()
    page.goto(f"{own_site}/timeline?code=THREATEN")
    assert page.locator("article.entry").count() == 1
    page.goto(f"{own_site}/")
    page.get_by_label("Search 8 reports").fill("truce")
    page.get_by_role("button", name="Search").click()
    assert page.get_by_role("heading", name="Ruritania for a truce").is_visible()
    page.goto(f"{own_site}/read")
    page.get_by_label("Text").fill("Kyiv denied it.")
    page.get_by_role("button", name="Read it").click()
    assert "nothing of it is kept" in page.inner_text("main")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whatever_is_reviewed_is_accessible_and_fits(own_site: str, visit: Any, scheme: str) -> None:
    visitor = visit(color_scheme=scheme, width=390)
    for address in DOUBTED:
        visitor.page.goto(f"{own_site}{address}")
        assert visitor.page.locator(".suggestion .why").count() == 1
        assert Axe().run(visitor.page, options=WCAG).response["violations"] == [], address
        assert not visitor.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"), address
    assert visitor.complaints == []


@pytest.mark.parametrize(("kind", "word"), [("relation", "a relation"), ("position", "a position"), ("actor", "an actor")])
def test_keys_review_every_kind_of_fact(own_site: str, visit: Any, kind: str, word: str) -> None:
    page = visit().page
    page.goto(f"{own_site}/review?kind={kind}")
    first = page.locator('input[name="target"]').first.get_attribute("value")
    page.keyboard.press("a")
    page.wait_for_url("**did=jdg-**")
    assert "1 decided" in page.locator(".progress").inner_text()
    page.keyboard.press("u")
    page.wait_for_url(lambda address: "did=" not in address)
    assert page.locator('input[name="target"]').first.get_attribute("value") == first
    page.keyboard.press("e")
    page.wait_for_url(f"**/review/{kind}/**")
    assert page.get_by_role("heading", level=1).inner_text() == f"Correct {word}"


def test_one_kind_of_fact_is_chosen_without_scripts(own_site: str, visit: Any) -> None:
    page = visit(javascript=False).page
    page.goto(f"{own_site}/review")
    page.get_by_role("navigation", name="Kind of fact").get_by_role("link", name="positions").click()
    page.get_by_role("button", name="Reject").click()
    assert page.get_by_role("status").inner_text() == "Decided." and "kind=position" in page.url
    page.get_by_role("link", name="1 decided").click()
    assert page.get_by_role("cell", name="reject position", exact=True).is_visible()
    page.get_by_role("button", name="Undo reject position").click()
    page.get_by_text("Nobody has decided anything that fits").wait_for()


def test_an_empty_store_says_what_to_do_on_every_page(empty_site: str, visit: Any) -> None:
    visitor = visit()
    for address in EMPTY:
        visitor.page.goto(f"{empty_site}{address}")
        assert Axe().run(visitor.page, options=WCAG).response["violations"] == [], address
        assert visitor.page.locator(".none, .empty, form").count() > 0
    assert visitor.complaints == []


def test_a_report_of_five_thousand_words_is_read_to_its_end(long_site: str, visit: Any) -> None:
    visitor = visit()
    page = visitor.page
    page.goto(f"{long_site}/reports/doc-long")
    assert page.locator(".card").count() == TIMES + 1
    page.locator(".report .e").last.click()
    assert page.locator(".card.pin").get_attribute("id") == f"e{TIMES}"
    start = page.evaluate("""() => {
        const walker = document.createTreeWalker(document.querySelector(".report"), NodeFilter.SHOW_TEXT);
        let last = null;
        while (walker.nextNode()) if (walker.currentNode.data.includes("council")) last = walker.currentNode;
        return window.chancery.before(last, last.data.indexOf("council"));
    }""")
    assert start == len(SENTENCE) * (TIMES - 1) + SENTENCE.index("council")
    assert visitor.complaints == []


def test_paper_has_the_words_and_no_controls(story_site: str, visit: Any) -> None:
    page = visit().page
    page.emulate_media(media="print")
    for address in ("/reports/doc-raid", "/timeline", "/disputed"):
        page.goto(f"{story_site}{address}")
        shown = page.evaluate("[...document.querySelectorAll('.bar, form, .foot, .more')].filter((one) => one.checkVisibility()).length")
        assert shown == 0 and page.get_by_role("heading", level=1).is_visible(), address


def test_the_map_lies_on_borders_of_ones_own(tmp_path: Path, visit: Any) -> None:
    with open_store(tmp_path / "map.db") as store:
        fill(store)
    square = {"type": "Polygon", "coordinates": [[[10, 45], [30, 45], [30, 60], [10, 60]]]}
    (file := tmp_path / "borders.json").write_text(json.dumps(square))
    visitor = visit()
    with serving(tmp_path / "map.db", borders=borders.load(file)) as address:
        with visitor.page.expect_response("**/static/borders.svg?**") as told:
            visitor.page.goto(f"{address}/map")
        assert told.value.status == 200 and visitor.complaints == []


def test_keys_review(own_site: str, visit: Any) -> None:
    page = visit().page
    page.goto(f"{own_site}/review?why=contradicted")
    page.keyboard.press("r")
    page.wait_for_url("**did=jdg-**")
    assert page.locator(".suggestion").count() == 0
    page.keyboard.press("u")
    page.wait_for_selector(".suggestion")
    page.keyboard.press("e")
    page.wait_for_url("**/review/event/**")
    assert page.get_by_role("heading", level=1).inner_text() == "Correct an event"


@pytest.mark.parametrize(("fact", "title"), [("r1", "relation"), ("a1", "actor"), ("s1", "statement"), ("e1", "event")])
def test_a_pinned_fact_is_corrected_by_keys(own_site: str, visit: Any, fact: str, title: str) -> None:
    visitor = visit()
    page = visitor.page
    page.goto(f"{own_site}/reports/doc-call")
    page.locator(f"#{fact} h3").click()
    page.keyboard.press("e")
    page.wait_for_url(f"**/review/{title}/doc-call/**")
    assert page.get_by_role("heading", level=1).inner_text() in (f"Correct a {title}", f"Correct an {title}")
    page.keyboard.press("r")
    page.wait_for_url("**/reports/doc-call?did=jdg-**")
    cards = page.locator(".card").count()
    page.keyboard.press("u")
    page.wait_for_url("**/reports/doc-call")
    assert page.locator(".card").count() > cards
    assert visitor.complaints == []


def test_a_relation_and_an_actor_are_corrected_without_scripts(own_site: str, visit: Any) -> None:
    page = visit(javascript=False).page
    page.goto(f"{own_site}/reports/doc-call")
    page.locator("#r1").get_by_role("link", name="judge").click()
    page.get_by_label("Title").fill("caretaker")
    page.get_by_role("button", name="Save").click()
    assert "caretaker" in page.locator("#r1").inner_text() and "corrected by a person" in page.locator("#r1").inner_text()
    page.get_by_role("button", name="Undo").click()
    assert "caretaker" not in page.locator("#r1").inner_text()
    page.goto(f"{own_site}/actors/person:nadia-brel")
    page.get_by_role("link", name="Correct").click()
    page.get_by_label("Name").fill("Nadja Brel")
    page.get_by_role("button", name="Save").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Nadja Brel"
    assert page.get_by_role("status").inner_text() == "Decided."


def test_keys_lead_about(story_site: str, visit: Any) -> None:
    page = visit().page
    page.goto(f"{story_site}/")
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url("**/timeline")
    page.keyboard.press("/")
    page.keyboard.type("truce")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=truce")


def test_a_fact_is_pinned_and_its_mentions_are_walked(story_site: str, visit: Any) -> None:
    page = visit().page
    page.goto(f"{story_site}/reports/doc-meeting")
    page.locator(".report .e").first.click()
    assert page.locator(".card.pin").count() == 1 and page.locator(".m.pin").count() >= 2
    page.keyboard.press("n")
    first = page.locator(".m.here").first.get_attribute("id")
    page.keyboard.press("n")
    assert page.locator(".m.here").first.get_attribute("id") != first
    page.keyboard.press("p")
    assert page.locator(".m.here").first.get_attribute("id") == first


def test_chosen_words_are_cited_by_code_points(evil_site: str, visit: Any) -> None:
    page = visit().page
    page.goto(f"{evil_site}/reports/doc-evil")
    page.evaluate("""() => {
        const walker = document.createTreeWalker(document.querySelector(".report"), NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf("denied");
            if (at < 0) continue;
            getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + 6);
            return;
        }
    }""")
    link = page.get_by_role("link", name="Link to these words")
    start = TEXT.index("denied")
    assert link.get_attribute("href") == f"/reports/doc-evil?start={start}&end={start + 6}#w{start}"
    link.click()
    assert page.locator('[data-part~="cited"], .m:target').first.inner_text() == "denied"


def test_dragging_over_the_timeline_asks_for_a_time(story_site: str, visit: Any) -> None:
    page = visit().page
    page.goto(f"{story_site}/timeline")
    box = page.locator(".lanes svg").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.98, box["y"] + 12, steps=5)
    page.mouse.up()
    page.wait_for_url("**since=2024-12-**")
    assert page.locator("article.entry").count() >= 1
