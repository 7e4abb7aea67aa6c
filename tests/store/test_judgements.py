"""What people decide: in every row at once, gone when withdrawn, kept when the machine changes its mind."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from chancery.errors import JudgementError
from chancery.judging.happenings import Group
from chancery.judging.judgement import Detail, Judgement
from chancery.record.facts import Record
from chancery.store import copies, happenings, tables
from chancery.store.happenings import Pass
from chancery.store.judge import Brought
from chancery.store.store import Store, open_store
from tests import strategies
from tests.judging.test_apply import anything_decided
from tests.store.conftest import fresh
from tests.store.make import CALL, DENIAL, dump, renamed
from tests.store.test_search import found

replace = msgspec.structs.replace
RAID, TALK = DENIAL.events[0].id, CALL.events[0].id
GRAUSTARK = DENIAL.events[0].claims[0].by[0]
PASS = Pass("test", "2026-03-01")


@pytest.fixture
def filled(store: Store) -> Store:
    store.put_many([DENIAL, CALL])
    return store


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    return dump(store, "judgements")


def events(store: Store) -> list[tuple[str, str, str | None]]:
    e = tables.events.c
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(select(e.id, e.code, e.judged).order_by(e.document))]


@pytest.mark.parametrize("changes", [{"name": None}, {"kind": "robot"}, {"sectors": ["XYZ"]}, {"none": 1}])
def test_a_correction_of_an_actor_that_fits_no_document_is_refused(filled: Store, changes: dict[str, object]) -> None:
    with pytest.raises(JudgementError):
        filled.judge("correct", "actor", GRAUSTARK, detail=Detail(changes=changes), who="Ada")
    assert filled.judgements() == []


def test_a_rejected_event_is_in_no_row_and_comes_back_when_the_rejection_is_withdrawn(filled: Store) -> None:
    before = rows(filled)
    made = filled.judge("reject", "event", RAID, who="Ada", why="not a raid")
    assert [id for id, _, _ in events(filled)] == [TALK]
    assert filled.record(DENIAL.document.id) == DENIAL  # the machine's record stays
    assert filled.judged(DENIAL.document.id).events == ()
    assert filled.withdraw(made.id, who="Ben").withdrawn_by == "Ben"
    assert rows(filled) == before
    (kept,) = filled.judgements(withdrawn=True)
    assert (kept.judgement.who, kept.judgement.why, kept.judgement.withdrawn_by) == ("Ada", "not a raid", "Ben")
    assert filled.judgements() == []


def test_a_correction_is_in_the_rows(filled: Store) -> None:
    filled.judge("correct", "event", RAID, detail=Detail(changes={"code": "COERCE"}), who="Ada")
    filled.judge("accept", "event", TALK, who="Ada")
    assert events(filled) == [(RAID, "COERCE", "corrected"), (TALK, "CONSULT", "accepted")]


def test_a_judgement_outlives_a_new_reading_of_the_document(filled: Store) -> None:
    filled.judge("correct", "event", RAID, detail=Detail(changes={"code": "COERCE"}), who="Ada")
    filled.put(replace(DENIAL, problems=(), bundle=replace(DENIAL.bundle, id="bundle-new")))
    assert events(filled)[0] == (RAID, "COERCE", "corrected")


def test_a_judgement_on_what_a_new_bundle_no_longer_finds_is_an_orphan(filled: Store) -> None:
    made = filled.judge("reject", "event", RAID, who="Ada")
    other = replace(DENIAL.events[0], id="evt-other")
    filled.put(replace(DENIAL, events=(other,)))
    assert events(filled)[0][0] == "evt-other"
    assert [(kept.judgement, kept.orphaned) for kept in filled.judgements()] == [(made, f"{RAID}: the record has no such event")]
    filled.put(DENIAL)  # found again: it is the same fact
    assert [id for id, _, _ in events(filled)] == [TALK]
    assert [kept.orphaned for kept in filled.judgements()] == [None]


def test_a_judgement_outlives_its_document(filled: Store) -> None:
    filled.judge("reject", "event", RAID, who="Ada")
    filled.forget(DENIAL.document.id)
    assert [kept.orphaned for kept in filled.judgements()] == ["the store has no such document"]
    filled.put(DENIAL)
    assert [kept.orphaned for kept in filled.judgements()] == [None]
    assert [id for id, _, _ in events(filled)] == [TALK]


def test_actors_merged_everywhere_are_one_in_old_and_new_documents_until_withdrawn(filled: Store) -> None:
    before = rows(filled)
    made = filled.judge("merge", "actor", "person:viktor-orban", detail=Detail(others=(GRAUSTARK,)), who="Ada")
    filled.put(renamed(DENIAL, "doc-later"))
    assert GRAUSTARK not in {row[1] for row in dump(filled)["document_actors"]}
    assert {row[1] for row in dump(filled)["statements"] if row[0] != CALL.document.id and row[3]} != set()
    assert {row[3] for row in dump(filled)["statements"]} == {"person:viktor-orban"}
    assert found(filled, "graustark") == ["doc-call", "doc-denial", "doc-later"]  # their words are what they were
    filled.withdraw(made.id, who="Ada")
    filled.forget("doc-later")
    after = rows(filled)
    # A name under which an actor was met stays one to find him by.
    assert after.pop("actor_names") != before.pop("actor_names")
    assert after == before


def test_a_merged_actor_keeps_the_name_of_the_one_that_he_is(filled: Store) -> None:
    filled.judge("merge", "actor", "person:viktor-orban", detail=Detail(others=(GRAUSTARK,)), who="Ada")
    assert [row[1] for row in dump(filled)["actors"] if row[0] == "person:viktor-orban"] == ["Viktor Orbán"]


@pytest.mark.parametrize(
    ("verb", "kind", "target", "document", "reason"),
    [
        ("reject", "event", "evt-none", None, "there is no such event in the store"),
        ("reject", "event", "evt-none", "doc-call", "the record has no such event"),
        ("reject", "event", RAID, "doc-none", "the store has no such document"),
        ("reject", "relation", "rel-1", None, "say in which document"),
        ("reject", "actor", "person:nobody", None, "there is no such actor"),
        ("accept", "actor", "person:viktor-orban", None, "say in which document it is right"),
        ("accept", "happening", "hap-none", None, "has no reports"),
    ],
)
def test_what_is_not_there_cannot_be_judged(filled: Store, verb: str, kind: str, target: str, document: str | None, reason: str) -> None:
    before = dump(filled)
    with pytest.raises(JudgementError, match=reason):
        filled.judge(verb, kind, target, document=document, who="Ada")
    assert dump(filled) == before


def test_an_event_of_several_documents_wants_to_know_which(filled: Store) -> None:
    filled.put(renamed(DENIAL, "doc-copy"))
    with pytest.raises(JudgementError, match="say which with --document"):
        filled.judge("reject", "event", RAID, who="Ada")


def test_a_judgement_is_withdrawn_once(filled: Store) -> None:
    made = filled.judge("reject", "event", RAID, who="Ada")
    filled.withdraw(made.id, who="Ada")
    with pytest.raises(JudgementError, match="was withdrawn before, by Ada"):
        filled.withdraw(made.id, who="Ada")
    with pytest.raises(JudgementError, match="no such judgement"):
        filled.withdraw("jdg-none", who="Ada")


def test_judgements_of_one_moment_keep_their_order(where: str) -> None:
    with open_store(where, clock=lambda: datetime(2026, 3, 1, tzinfo=UTC)) as store:
        store.put(DENIAL)
        for code in ("AID", "AGREE", "COERCE"):
            store.judge("correct", "event", RAID, detail=Detail(changes={"code": code}), who="Ada")
        assert events(store) == [(RAID, "COERCE", "corrected")]
        assert [kept.judgement.made_at[-5:] for kept in store.judgements()] == [".000Z", ".001Z", ".002Z"]


def test_exported_judgements_make_the_same_of_another_store(filled: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    filled.judge("correct", "event", RAID, detail=Detail(changes={"code": "COERCE"}), who="Ada")
    filled.judge("merge", "actor", "person:viktor-orban", detail=Detail(others=(GRAUSTARK,)), who="Ada")
    gone = filled.judge("reject", "event", TALK, who="Ada")
    filled.withdraw(gone.id, who="Ada")
    exported = b"\n".join(msgspec.json.encode(kept.judgement) for kept in filled.judgements(withdrawn=True))
    given = [msgspec.json.decode(line, type=Judgement) for line in exported.splitlines()]
    with open_store(tmp_path_factory.mktemp("other") / "chancery.db") as other:
        assert other.bring_in(given) == Brought(new=3, known=0, withdrawn=0, orphaned=1)
        assert other.bring_in(given) == Brought(new=0, known=3, withdrawn=0, orphaned=0)
        other.put_many([DENIAL, CALL])
        assert rows(other) == rows(filled)
        assert other.judgements(withdrawn=True) == filled.judgements(withdrawn=True)


def test_a_withdrawal_travels_too(filled: Store) -> None:
    made = filled.judge("reject", "event", RAID, who="Ada")
    gone = replace(made, withdrawn_at="2026-04-01", withdrawn_by="Ben")
    assert filled.bring_in([gone]) == Brought(new=0, known=1, withdrawn=1, orphaned=0)
    assert len(events(filled)) == 2


# -- happenings ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def linked(store: Store) -> Iterator[Store]:
    """Three reports of the raid in one happening, and the call in another."""
    store.put_many([DENIAL, renamed(DENIAL, "doc-2"), renamed(DENIAL, "doc-3"), CALL])
    with store.writing() as connection:
        copies.file(connection, "doc-2", sketch=b"", group=DENIAL.document.id)
        happenings.write(connection, [group(DENIAL.document.id, "doc-2", "doc-3"), frozenset((("doc-call", TALK),))], PASS)
    yield store


def group(*documents: str) -> Group:
    return frozenset((document, RAID) for document in documents)


def shown(store: Store) -> list[tuple[str | None, int, int, int, list[str]]]:
    h = tables.happenings.c
    with store.reading() as connection:
        return [
            (row.code, row.reports, row.independent, row.denied, [document for document, _ in happenings.members(connection, row.id)])
            for row in connection.execute(select(h).order_by(h.code, h.reports.desc(), h.id))
        ]


def raid(store: Store) -> str:
    with store.reading() as connection:
        return str(connection.execute(select(tables.happenings.c.id).where(tables.happenings.c.reports == 3)).scalar_one())


CALLED = ("CONSULT", 1, 1, 0, ["doc-call"])


def test_a_happening_counts_its_reports_and_copies_once(linked: Store) -> None:
    assert shown(linked) == [("ASSAULT", 3, 2, 2, ["doc-denial", "doc-2", "doc-3"]), CALLED]


def test_a_split_happening_is_two_until_the_split_is_withdrawn(linked: Store) -> None:
    before = shown(linked)
    made = linked.judge("split", "happening", raid(linked), detail=Detail(members=(("doc-3", RAID),)), who="Ada")
    assert shown(linked) == [("ASSAULT", 2, 1, 1, ["doc-denial", "doc-2"]), ("ASSAULT", 1, 1, 1, ["doc-3"]), CALLED]
    linked.withdraw(made.id, who="Ada")
    assert shown(linked) == before


def test_what_is_not_in_a_happening_cannot_be_split_off(linked: Store) -> None:
    with pytest.raises(JudgementError, match=f"doc-call:{TALK} is none of its events"):
        linked.judge("split", "happening", raid(linked), detail=Detail(members=(("doc-call", TALK),)), who="Ada")


def test_merged_happenings_are_one_until_the_merging_is_withdrawn(linked: Store) -> None:
    before = shown(linked)
    with linked.reading() as connection:
        (call,) = connection.execute(select(tables.happenings.c.id).where(tables.happenings.c.code == "CONSULT")).scalars()
    made = linked.judge("merge", "happening", raid(linked), detail=Detail(others=(call,)), who="Ada")
    assert shown(linked) == [("ASSAULT", 4, 3, 2, ["doc-denial", "doc-2", "doc-3", "doc-call"])]
    linked.withdraw(made.id, who="Ada")
    assert shown(linked) == before


def test_nothing_that_a_person_decided_is_undone_by_a_new_pass(linked: Store) -> None:
    linked.judge("split", "happening", raid(linked), detail=Detail(members=(("doc-3", RAID),)), who="Ada")
    decided = shown(linked)
    with linked.writing() as connection:
        happenings.write(connection, [group(DENIAL.document.id, "doc-2", "doc-3"), frozenset((("doc-call", TALK),))], PASS)
    assert shown(linked) == decided


def test_a_report_that_a_pass_adds_keeps_the_name_of_the_happening(linked: Store) -> None:
    name = raid(linked)
    linked.put(renamed(DENIAL, "doc-4"))
    with linked.writing() as connection:
        happenings.write(connection, [group(DENIAL.document.id, "doc-2", "doc-3", "doc-4")], PASS)
        assert len(happenings.members(connection, name)) == 4


def test_a_rejected_event_leaves_its_happening_and_a_withdrawn_rejection_brings_it_back(linked: Store) -> None:
    before = shown(linked)
    made = [linked.judge("reject", "event", RAID, document=document, who="Ada") for document in ("doc-denial", "doc-2", "doc-3")]
    assert [code for code, *_ in shown(linked)] == ["CONSULT"]
    for one in made:
        linked.withdraw(one.id, who="Ada")
    assert shown(linked) == before


def test_a_forgotten_report_is_counted_no_more(linked: Store) -> None:
    linked.forget("doc-3")
    linked.forget("doc-call")
    assert shown(linked) == [("ASSAULT", 2, 1, 1, ["doc-denial", "doc-2"])]


# -- whatever is decided ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    where = str(tmp_path_factory.mktemp("shared") / "chancery.db")
    if request.param == "postgresql":
        where = fresh(request.getfixturevalue("postgres"), "judged")
    seconds = itertools.count()
    with open_store(where, clock=lambda: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=next(seconds))) as store:
        yield store


@given(strategies.records(), st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_withdrawing_everything_leaves_what_was_before_anything_was_decided(shared: Store, record: Record, data: st.DataObject) -> None:
    for held in list(shared.documents()):
        shared.forget(held.id)
    shared.put(record)
    before = dump(shared, "judgements", "actors", "actor_names")
    for offered in data.draw(st.lists(anything_decided(record), max_size=3)):
        if offered:
            try:
                shared.judge(offered.verb, offered.kind, offered.target, document=offered.document, detail=offered.detail, who="Ada")
            except JudgementError:
                continue
    for kept in shared.judgements(document=record.document.id):
        shared.withdraw(kept.judgement.id, who="Ada")
    assert dump(shared, "judgements", "actors", "actor_names") == before
