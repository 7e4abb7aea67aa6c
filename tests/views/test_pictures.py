"""What the pictures of the pages are made from."""

from __future__ import annotations

from sqlalchemy import Connection, insert

from chancery.store import tables
from chancery.store.store import Store
from chancery.views.claims import claims
from chancery.views.deeds import deeds
from chancery.views.overview import overview
from tests.views.make import fill


def test_events_are_counted_by_deed_and_day(story: Connection) -> None:
    found = deeds(story)
    assert found is not None and (found.first, found.last, found.days, found.events, found.earlier) == ("2024-12-09", "2024-12-12", 1, 3, 0)
    assert [(lane.code, [(bin.since, bin.events) for bin in lane.bins]) for lane in found.lanes] == [
        ("CONSULT", [("2024-12-09", 1), ("2024-12-12", 1)]),
        ("ASSAULT", [("2024-12-10", 1)]),
    ]
    assert deeds(story, since="2030") is None


def test_one_event_of_long_ago_makes_no_picture_of_a_century(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        row = dict(connection.execute(tables.events.select().limit(1)).mappings().one())
        for n in range(100):
            day = "1934-01-01" if n == 0 else f"2024-11-{n % 28 + 1:02}"
            connection.execute(insert(tables.events).values(row | {"n": 100 + n, "id": f"evt-{n}", "day": day}))
    with store.reading() as connection:
        found = deeds(connection)
    assert found is not None and found.first.startswith("2024-11") and found.earlier >= 1


def test_claims_are_the_voices_of_events(story: Connection) -> None:
    found = claims(story, stance="denies").rows
    assert {(one.code, one.voice.holder.name if one.voice.holder else None) for one in found} == {
        ("ASSAULT", "Graustark"),
        ("CONSULT", "Graustark"),
    }
    assert all(one.voice.evidence for one in found)


def test_the_store_at_a_glance(story: Connection) -> None:
    found = overview(story)
    assert (found.reports, found.events, found.happenings, found.judgements) == (7, 5, 1, 0)
    assert found.documents[0].id == "doc-call" and "doc-reprint" not in {one.id for one in found.documents}
