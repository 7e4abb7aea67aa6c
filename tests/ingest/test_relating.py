"""Happenings over a store."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from chancery import cli
from chancery.ingest.relating import relate
from chancery.judging.judgement import Detail
from chancery.store import happenings as kept
from chancery.store import tables
from chancery.store.store import Store, open_store
from chancery.views import happenings
from tests.store.make import renamed
from tests.views.make import REPORTS, fill

MEETING, DENIED = (next(r for r in REPORTS if r.document.id == id) for id in ("doc-meeting", "doc-denied"))
MEMBERS = (("doc-meeting", MEETING.events[0].id), ("doc-denied", DENIED.events[0].id))


def homes(store: Store) -> dict[tuple[str, str], str]:
    d, m = tables.documents.c, tables.happening_members.c
    with store.reading() as connection:
        rows = connection.execute(select(d.id, m.event, m.happening).join(tables.documents, d.key == m.document))
        return {(row.id, row.event): row.happening for row in rows}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The story, and the raid in a second paper."""
    opened = open_store(tmp_path / "s.db")
    fill(opened, linked=False)
    opened.put_many([renamed(next(r for r in REPORTS if r.document.id == "doc-raid"), "doc-raid-2", publisher="Daily Courier")])
    return opened


def test_the_same_raid_in_two_papers_is_one_happening_and_a_second_pass_changes_nothing(store: Store) -> None:
    found = relate(store)
    first = homes(store)
    raids = {happening for (document, _), happening in first.items() if document.startswith("doc-raid")}
    assert len(raids) == 1 and found.happenings == 2 and found.events == 6
    assert relate(store) == found and homes(store) == first


def test_where_reports_differ_does_not_depend_on_how_many_are_looked_at_together(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def differences() -> list[tuple[object, ...]]:
        with store.reading() as connection:
            return sorted(tuple(row)[1:] for row in connection.execute(select(tables.differences)))

    found, before = relate(store), differences()
    monkeypatch.setattr("chancery.ingest.relating.TOGETHER", 1)
    assert relate(store) == found and differences() == before


def test_what_no_longer_belongs_together_falls_apart(store: Store) -> None:
    relate(store)
    raid = next(r for r in REPORTS if r.document.id == "doc-raid")
    with store.writing() as connection:  # as a pass of an older matcher might have left it
        kept.write(connection, [frozenset((("doc-raid", raid.events[0].id), MEMBERS[0]))], kept.Pass("older", "2024-12-14T00:00:00.000Z"))
    assert homes(store)["doc-raid", raid.events[0].id] == homes(store)[MEMBERS[0]]
    relate(store)
    assert homes(store)["doc-raid", raid.events[0].id] != homes(store)[MEMBERS[0]]


def test_what_people_split_stays_split_and_what_they_joined_stays_joined(store: Store) -> None:
    relate(store)
    raid = next(r for r in REPORTS if r.document.id == "doc-raid").events[0].id
    both = (("doc-raid", raid), ("doc-raid-2", raid))
    store.judge("split", "happening", homes(store)[both[0]], detail=Detail(members=both[:1], rest=both[1:]), who="Ada")
    store.judge("merge", "happening", homes(store)[MEMBERS[0]], detail=Detail(members=MEMBERS), who="Ada")
    relate(store)
    found = homes(store)
    assert found[both[0]] != found[both[1]] and found[MEMBERS[0]] == found[MEMBERS[1]]
    with store.reading() as connection:
        told = happenings.happening(connection, found[MEMBERS[0]])
    assert {difference.aspect for difference in told.differences} == {"date", "stance"}


def test_the_command_says_what_it_found(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["link", "--store", str(tmp_path / "s.db")])
    assert capsys.readouterr().out.startswith("8 reports with 6 events\n2 happenings that several reports tell of\n")
    with pytest.raises(SystemExit) as missing:
        cli.run(["link", "--store", str(tmp_path / "none.db")])
    assert missing.value.code == 1
