"""A timeline of ten thousand events: its page stays small, loses nothing silently, and leads closer by address."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from chancery.record.facts import FORMAT, BundleRef, Claim, Event, Record, When
from chancery.record.ontology import CODES
from chancery.record.text import Document, Span
from chancery.server import lanes
from chancery.store.store import open_store
from chancery.views import deeds
from tests.server.make import client_of

EVENTS, A_REPORT, UNDATED = 10_000, 50, 150
TEXT = "They met."
MET = Span.over(TEXT, 5, 8)


def event(n: int, some: random.Random) -> Event:
    day = date(2022, 1, 1) + timedelta(days=some.randrange(1000))
    period = f"{day}/{day + timedelta(days=some.randrange(1, 60))}"
    time = None if n < UNDATED else When({0: f"{day:%Y-%m}", 1: period}.get(n % 10, str(day)), None)
    code, status = some.choice(CODES), "actual" if n % 7 else "future"
    return Event(f"evt-{n}", code, (), (), (MET,), (), (), time, None, None, status, (Claim((), "asserts"),))


def report(number: int, some: random.Random) -> Record:
    events = tuple(event(number * A_REPORT + n, some) for n in range(A_REPORT))
    document = Document(f"doc-{number}", None, "Ardent Wire", None, None, "en", TEXT)
    return Record(FORMAT, document, (), events, (), (), (), BundleRef("bundle-test", "0"), ())


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path, some = tmp_path_factory.mktemp("many") / "many.db", random.Random(7)
    with open_store(path) as store:
        store.put_many([report(number, some) for number in range(EVENTS // A_REPORT)])
    return path


@pytest.fixture(scope="module")
def many(where: Path) -> Iterator[TestClient]:
    with client_of(where) as client:
        yield client


def counted(page: str) -> int:
    """How many events the page says are in the picture."""
    found = re.search(r'<figcaption class="count">(?:The newest )?([\d,]+) events?,', page)
    assert found, "no picture"
    return int(found[1].replace(",", ""))


def bars(page: str) -> list[tuple[str, str, int]]:
    """Code, address and count of each bar."""
    bar = r'<a href="([^"]+)" tabindex="-1"><rect x[^>]+>(?:<rect class="unsure"[^>]+>)?<title>([^:]+), [^:]+: ([\d,]+) event'
    found = re.findall(bar, page)
    return [(code, unescape(address), int(count.replace(",", ""))) for address, code, count in found]


def test_the_page_of_ten_thousand_events_is_bounded(many: TestClient) -> None:
    page = many.get("/timeline").text
    assert len(page) < 700_000 and page.count("<a ") < 2_500 and len(re.findall(r"<\w", page)) < 9_000
    assert page.count('<article class="entry">') == 50
    assert many.get("/timeline?limit=10000").text.count('<article class="entry">') == 200
    assert len(many.get("/timeline.json?limit=10000").json()["rows"]) == EVENTS


def test_what_is_not_drawn_by_itself_is_counted_and_said(many: TestClient) -> None:
    page = many.get("/timeline").text
    assert counted(page) == EVENTS - UNDATED == sum(count for _, _, count in bars(page))
    assert f"{UNDATED} without a date, last in the list" in page
    rare = {code for codes, _, _ in bars(page) for code in codes.split(", ") if ", " in codes}
    assert len(rare) == len(CODES) - deeds.LANES and "Others: " in page and rare | {one for one, _, _ in bars(page)} >= set(CODES)


def test_periods_are_drawn_as_bars_or_counted(where: Path) -> None:
    with open_store(where) as store, store.reading() as connection:
        found = deeds.deeds(connection)
    assert found is not None
    picture = lanes.drawn(found)
    rough = sum(one.rough.events for one in picture.periods) + picture.rough_more
    assert rough == sum(1 for n in range(UNDATED, EVENTS) if n % 10 in (0, 1)) and 0 < len(picture.periods) <= deeds.ROUGH
    rows: dict[float, float] = {}
    for one in picture.periods:
        assert rows.get(one.y, 0.0) <= one.x and one.x + one.width <= lanes.WIDTH + lanes.NARROW
        rows[one.y] = one.x + one.width


def test_a_bar_leads_to_just_its_events(many: TestClient) -> None:
    code, address, count = max(bars(many.get("/timeline").text), key=lambda bar: bar[2] * (", " not in bar[0]))
    closer = many.get(address).text
    assert count > 1 and counted(closer) == count and {one for one, _, _ in bars(closer)} == {code}


def test_a_brushed_time_is_an_address_that_can_be_brushed_again(many: TestClient) -> None:
    seen = []
    for days in ("since=2022-06-01&until=2023-06-30", "since=2022-09-01&until=2022-09-30", "since=2022-09-10&until=2022-09-10"):
        page = many.get(f"/timeline?{days}").text
        (first, last) = re.findall(r'data-(?:first|last)="([^"]+)"', page)
        since, until = re.findall(r"\d{4}-\d{2}-\d{2}", days)
        assert since <= first <= last <= until
        seen.append(counted(page))
        assert seen[-1] == sum(count for _, _, count in bars(page))
    assert seen[0] > seen[1] > seen[2] > 0


def test_beyond_the_most_that_is_counted_the_page_says_so_and_leads_on(many: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deeds, "LOOKED_AT", 3_000)
    address, total, pages = "/timeline", 0, 0
    while True:
        page = many.get(address).text
        total, pages = total + counted(page), pages + 1
        earlier = re.search(r'The newest .*?<a href="([^"]+)">earlier ones</a>', page)
        if earlier is None:
            break
        address = unescape(earlier[1])
    # The first day of a picture is counted in the next one, too.
    assert pages == 4 and EVENTS - UNDATED <= total < EVENTS


def test_an_empty_picture_is_none(tmp_path: Path) -> None:
    with client_of(tmp_path / "new.db") as client:
        assert "<svg" not in client.get("/timeline").text
