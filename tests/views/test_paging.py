"""Pages follow each other without a gap, whatever comes in meanwhile."""

from __future__ import annotations

import tempfile
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import Connection

from chancery.errors import QueryError
from chancery.record.facts import Record
from chancery.store.store import Store, open_store
from chancery.views.contacts import contacts
from chancery.views.disputes import disputed
from chancery.views.documents import documents
from chancery.views.paging import decode, encode
from chancery.views.positions import stands
from chancery.views.says import says
from chancery.views.search import search
from chancery.views.timeline import timeline
from tests.store.conftest import fresh
from tests.store.make import renamed
from tests.views.make import CALL, FOR, RAID


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest) -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        where = str(Path(folder) / "chancery.db") if request.param == "sqlite" else fresh(request.getfixturevalue("postgres"), "paging")
        with open_store(where) as store:
            yield store


WALKS: dict[str, tuple[Record, Callable[..., Any], Callable[[Any], str]]] = {
    "documents": (CALL, documents, lambda row: row.id),
    "search": (CALL, lambda c, **k: search(c, "graustark", **k), lambda row: row.report.id),
    "timeline": (CALL, timeline, lambda row: row.report.id),
    "timeline of one": (CALL, lambda c, **k: timeline(c, actor="Graustark", **k), lambda row: row.report.id),
    "contacts": (CALL, contacts, lambda row: row.report.id),
    "says": (CALL, says, lambda row: row.report.id),
    "says about": (CALL, lambda c, **k: says(c, about="Ruritania", **k), lambda row: row.report.id),
    "says words": (CALL, lambda c, **k: says(c, "prisoner", **k), lambda row: row.report.id),
    "stands": (FOR, stands, lambda row: row.report.id),
    "disputed": (RAID, disputed, lambda row: row.event.report.id),
}
days = st.none() | st.dates().map(str) | st.sampled_from(("2024-12-10", "2024-12-11"))


def dated(record: Record, document: str, day: str | None) -> Record:
    """The record as a report of that day; nothing in it has a day of its own."""
    return renamed(replace(record, events=tuple(replace(event, time=None) for event in record.events)), document, published=day)


@pytest.mark.parametrize("walk", WALKS)
@given(there=st.lists(days, min_size=1, max_size=8), coming=st.lists(days, max_size=5), limit=st.integers(1, 4), newest=st.booleans())
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_row_is_skipped_or_repeated(
    shared: Store, walk: str, there: list[str | None], coming: list[str | None], limit: int, newest: bool
) -> None:
    record, view, id_of = WALKS[walk]
    for held in list(shared.documents()):
        shared.forget(held.id)
    shared.put_many(dated(record, f"doc-{n}", day) for n, day in enumerate(there))
    seen, cursor, waiting = [], None, list(enumerate(coming))
    while True:
        with shared.reading() as connection:
            page = view(connection, limit=limit, cursor=cursor, newest=newest)
        seen += map(id_of, page.rows)
        if page.next is None:
            break
        cursor = page.next
        for n, day in [waiting.pop()] if waiting else []:
            shared.put(dated(record, f"new-{n}", day))
    assert len(seen) == len(set(seen))
    assert {id for id in seen if id.startswith("doc-")} == {f"doc-{n}" for n in range(len(there))}


def test_a_page_of_all_rows_has_no_cursor(story: Connection) -> None:
    assert timeline(story, limit=3).next is None
    assert timeline(story, limit=2).next is not None


def of(content: str) -> str:
    return urlsafe_b64encode(content.encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "", "abc", "é", "=", of("{}"), of("[]"), of('["documents","2024",1]'), of('["timeline","2024",1]'), of('["timeline","2024","1",1]'),
        of('["timeline",2024,1,1]'), of('["timeline","2024",1.5,1]'), of('["timeline","2024",true,1]'), of('["timeline","2024",null,1]'),
        of('["timeline","\\u0000",1,1]'), of('["timeline","\\ud800",1,1]'), of(f'["timeline","2024",{2**70},1]'), of("[" * 5000),
        encode("timeline-up", ("2024", 1, 1)),
    ],
)  # fmt: skip
def test_a_cursor_that_is_none_is_refused(story: Connection, cursor: str) -> None:
    if cursor:
        with pytest.raises(QueryError, match="is no cursor of this view"):
            timeline(story, cursor=cursor)
    else:
        assert timeline(story, cursor=cursor).rows


@given(st.none() | st.text(st.characters(exclude_categories=("Cs", "Cc"))), st.integers(-(2**62), 2**62))
def test_a_cursor_gives_back_its_key(day: str | None, number: int) -> None:
    assert decode("view", encode("view", (day, number)), (str, int)) == (day, number)
