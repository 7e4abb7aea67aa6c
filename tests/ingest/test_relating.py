"""Happenings over a store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from chancery import cli
from chancery.errors import StoreFullError
from chancery.ingest.relating import relate
from chancery.judging.judgement import Detail
from chancery.store import happenings as kept
from chancery.store import tables
from chancery.store.store import Store, open_store
from chancery.views import happenings
from tests.store.make import dump, renamed
from tests.views.make import REPORTS, fill

MEETING, DENIED = (next(r for r in REPORTS if r.document.id == id) for id in ("doc-meeting", "doc-denied"))
MEMBERS = (("doc-meeting", MEETING.events[0].id), ("doc-denied", DENIED.events[0].id))


def homes(store: Store) -> dict[tuple[str, str], str]:
    d, m = tables.documents.c, tables.happening_members.c
    with store.reading() as connection:
        rows = connection.execute(select(d.id, m.event, m.happening).join(tables.documents, d.key == m.document))
        return {(row.id, row.event): row.happening for row in rows}


def differences(store: Store) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        return sorted(tuple(row)[1:] for row in connection.execute(select(tables.differences)))


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    """The story, and the raid in a second paper."""
    with open_store(where) as opened:
        fill(opened, linked=False)
        opened.put_many([renamed(next(r for r in REPORTS if r.document.id == "doc-raid"), "doc-raid-2", publisher="Daily Courier")])
        yield opened


def test_the_same_raid_in_two_papers_is_one_happening_and_a_second_pass_changes_nothing(store: Store) -> None:
    found = relate(store)
    first = homes(store)
    raids = {happening for (document, _), happening in first.items() if document.startswith("doc-raid")}
    assert len(raids) == 1 and found.happenings == 2 and found.events == 6
    assert relate(store) == found and homes(store) == first


def test_where_reports_differ_does_not_depend_on_how_many_are_looked_at_together(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    found, before = relate(store), differences(store)
    monkeypatch.setattr("chancery.ingest.relating.TOGETHER", 1)
    assert relate(store) == found and differences(store) == before


@pytest.mark.parametrize("block", [1, 2])
def test_few_events_looked_at_together_are_the_same_happenings_as_all(store: Store, block: int) -> None:
    few = relate(store, block=block)
    found, differ = homes(store), differences(store)
    assert relate(store) == few and homes(store) == found and differences(store) == differ and few.happenings == 2


def test_a_pass_that_is_stopped_while_it_writes_has_changed_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    relate(store)
    raid = next(r for r in REPORTS if r.document.id == "doc-raid")
    with store.writing() as connection:
        kept.write(connection, [frozenset((("doc-raid", raid.events[0].id), MEMBERS[0]))], kept.Pass("older", "2024-12-14T00:00:00.000Z"))
    before = dump(store)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr("chancery.ingest.relating.differences.write", stop)
        with pytest.raises(KeyboardInterrupt):
            relate(store)
    assert dump(store) == before
    relate(store)
    assert homes(store)["doc-raid", raid.events[0].id] != homes(store)[MEMBERS[0]]


def test_no_space_for_what_is_put_aside_is_said_and_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def __init__(self, **_: object) -> None: ...
        def close(self) -> None: ...
        def seek(self, _: int) -> None: ...
        def write(self, _: bytes) -> int:
            raise OSError(28, "No space left on device")

    before = dump(store)
    monkeypatch.setattr("tempfile.TemporaryFile", Full)
    with pytest.raises(StoreFullError, match=r"No space left on device.*TMPDIR"):
        relate(store)
    assert dump(store) == before


def test_what_no_longer_belongs_together_falls_apart(store: Store) -> None:
    relate(store)
    raid = next(r for r in REPORTS if r.document.id == "doc-raid")
    with store.writing() as connection:  # as a pass of an older matcher might have left it
        kept.write(connection, [frozenset((("doc-raid", raid.events[0].id), MEMBERS[0]))], kept.Pass("older", "2024-12-14T00:00:00.000Z"))
    assert homes(store)["doc-raid", raid.events[0].id] == homes(store)[MEMBERS[0]]
    relate(store)
    assert homes(store)["doc-raid", raid.events[0].id] != homes(store)[MEMBERS[0]]


@pytest.mark.parametrize("together", [1, 200])
def test_what_people_split_stays_split_and_what_they_joined_stays_joined(
    store: Store, together: int, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr("chancery.ingest.relating.TOGETHER", together)
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


@pytest.mark.usefixtures("store")
def test_the_command_says_what_it_found(where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["link", "--store", where])
    assert capsys.readouterr().out.startswith("8 reports with 6 events\n2 happenings that several reports tell of\n")
    with pytest.raises(SystemExit) as missing:
        cli.run(["link", "--store", str(tmp_path / "none.db")])
    assert missing.value.code == 1
