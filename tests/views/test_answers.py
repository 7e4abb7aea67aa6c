"""Contacts, statements, positions, disputes, actors, happenings, documents, the brief: what the story answers."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Connection, insert

from chancery.errors import QueryError
from chancery.record.text import Span
from chancery.store import copies, tables
from chancery.store.store import Store, open_store
from chancery.views.actors import actor, actors, suggest
from chancery.views.brief import brief
from chancery.views.contacts import contacts, matrix, partners
from chancery.views.disputes import contradictions, disputed
from chancery.views.documents import document, documents, sources
from chancery.views.happenings import happening, happenings
from chancery.views.naming import resolve
from chancery.views.places import places
from chancery.views.positions import positions, stands
from chancery.views.quoting import quotations
from chancery.views.says import says
from chancery.views.timeline import density, timeline
from tests.store.make import renamed
from tests.views.make import AGAINST, CALL, FOR, fill

# -- contacts --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({}, ["doc-call", "doc-meeting"]),
        ({"status": "any"}, ["doc-call", "doc-meeting"]),
        ({"status": "negated"}, ["doc-denied"]),
        ({"actor": "Orbán"}, ["doc-call"]),
        ({"actor": "Ilya Voss", "other": "Nadia Brel"}, ["doc-meeting"]),
        ({"actor": "Ilya Voss", "other": "Orbán"}, []),
        ({"way": "phone"}, ["doc-call"]),
        ({"place": "Strelsau"}, ["doc-meeting"]),
    ],
)
def test_contacts_are_listed(story: Connection, asked: dict[str, str], answer: list[str]) -> None:
    assert [event.report.id for event in contacts(story, **asked).rows] == answer  # type: ignore[arg-type]


def test_a_matrix_counts_who_met_whom(story: Connection) -> None:
    found = matrix(story)
    assert [one.name for one in found.actors] == ["Graustark", "Ilya Voss", "Nadia Brel", "Viktor Orbán"]
    assert found.counts == ((0, 0, 0, 1), (0, 0, 1, 0), (0, 1, 0, 0), (1, 0, 0, 0))
    assert [(pair.one.name, pair.other.name, pair.ways, pair.first) for pair in found.pairs] == [
        ("Ilya Voss", "Nadia Brel", ("visit",), "2024-12-09"), ("Graustark", "Viktor Orbán", ("phone",), "2024-12-12"),
    ]  # fmt: skip
    assert (found.contacts, found.complete) == (2, True)
    assert [(one.actor.name, one.contacts, one.last) for one in partners(story, "Nadia Brel")] == [("Ilya Voss", 1, "2024-12-09")]


# -- statements ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "asked", "answer"),
    [
        (None, {}, ["doc-call", "doc-for", "doc-raid", "doc-raid", "doc-denied", "doc-meeting", "doc-against"]),
        (None, {"speaker": "Graustark"}, ["doc-raid", "doc-denied"]),
        (None, {"speaker": "Graustark", "about": "Ilya Voss"}, ["doc-denied"]),
        (None, {"about": "Ruritania"}, ["doc-call", "doc-raid"]),
        (None, {"addressee": "Graustark"}, ["doc-call"]),
        (None, {"act": "deny"}, ["doc-raid", "doc-denied"]),
        ("prisoner exch*", {}, ["doc-call"]),
        ("truce", {"speaker": "Ruritania", "since": "2024-12-06"}, ["doc-for"]),
        (None, {"publisher": "Harbour Herald", "newest": False}, ["doc-against", "doc-denied", "doc-for"]),
    ],
)
def test_who_says_what_about_whom(story: Connection, words: str | None, asked: dict[str, object], answer: list[str]) -> None:
    assert [said.report.id for said in says(story, words, **asked).rows] == answer  # type: ignore[arg-type]


def test_common_words_of_statements_are_found_as_rare_ones_are(story: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chancery.views.says._FEW", 0)
    assert [said.report.id for said in says(story, "truce").rows] == ["doc-for", "doc-against"]


def test_a_statement_stands_by_itself(story: Connection) -> None:
    (said,) = says(story, speaker="Orbán").rows
    assert said.speaker is not None and said.addressee is not None
    assert (said.speaker.name, said.addressee.name, said.act, said.negated) == ("Viktor Orbán", "Graustark", "say", False)
    assert said.content == "the prisoner exchange with Ruritania is near"
    assert [one.name for one in said.about] == ["Ruritania"]
    assert quotations(story, [said])[said.evidence[0]].text == "told Graustark that the prisoner exchange with Ruritania is near"


# -- positions -------------------------------------------------------------------------------------------------------------


def test_a_board_shows_where_somebody_changed_his_mind(story: Connection) -> None:
    board = positions(story)
    (cell,) = board.cells
    assert (cell.holder.name, cell.stance, cell.since) == ("Ruritania", "for", "2024-12-12")
    assert [(stand.day, stand.stance) for stand in cell.stands] == [("2024-12-05", "against"), ("2024-12-12", "for")]
    assert [(change.before.stance, change.after.stance) for change in cell.changes] == [("against", "for")]
    assert board.complete and board.issues == (cell.issue,)


def test_an_empty_cell_means_that_no_statement_was_found(story: Connection) -> None:
    assert positions(story, actor="Graustark").cells == ()
    assert positions(story, "prisoner").cells == ()
    assert [cell.holder.name for cell in positions(story, "truce", actor=["Ruritania", "Graustark"]).cells] == ["Ruritania"]


def test_an_issue_is_asked_for_as_it_is_filed(story: Connection) -> None:
    assert len(positions(story, issue="a truce").cells) == 1
    assert positions(story, issue="grain exports").cells == ()
    assert positions(story, stance="against").cells == ()
    assert len(positions(story, changed=True).cells) == 1


def test_an_issue_is_found_however_many_newer_positions_there_are_on_others(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    (stand,) = FOR.positions
    other = msgspec.structs.replace(stand, issue=Span.over(FOR.document.text, stand.issue.start - 2, stand.issue.end - 2), topic=None)
    newer = msgspec.structs.replace(renamed(FOR, "doc-2", published="2024-12-20"), positions=(other,))
    store.put_many([renamed(FOR, "doc-1", published="2024-12-05"), newer])
    monkeypatch.setattr("chancery.views.positions.LOOKED_AT", 1)
    with store.reading() as connection:
        assert [cell.since for cell in positions(connection).cells] == ["2024-12-20"]
        assert [cell.since for cell in positions(connection, issue=stand.issue.text).cells] == ["2024-12-05"]


def test_positions_are_listed_by_day(story: Connection) -> None:
    found = stands(story, actor="Ruritania").rows
    assert [(stand.day, stand.stance) for stand in found] == [("2024-12-12", "for"), ("2024-12-05", "against")]
    (stand,) = stands(story, "truce", stance="for").rows
    assert quotations(story, [stand])[stand.evidence[0]].text.startswith("Ruritania now wants a truce")


def test_a_reprint_changes_no_mind(store: Store) -> None:
    store.put_many([renamed(AGAINST, "doc-1", published="2024-12-05"), renamed(FOR, "doc-2", published="2024-12-06")])
    store.put(renamed(AGAINST, "doc-3", published="2024-12-07"))
    with store.writing() as connection:
        copies.file(connection, "doc-3", sketch=b"-", group="doc-1")
    with store.reading() as connection:
        (cell,) = positions(connection).cells
    assert (cell.stance, len(cell.changes)) == ("for", 1)


# -- disputes --------------------------------------------------------------------------------------------------------------


def test_a_dispute_has_the_words_of_both_sides(story: Connection) -> None:
    raid, meeting = disputed(story).rows
    quotes = quotations(story, [raid, meeting])
    assert [[quotes[voice.evidence[0]].text for voice in side] for side in (raid.asserted, raid.denied)] == [
        ["said Graustark had bombed Ruritania near Łódź on Tuesday"], ["denied that there was a raid"],
    ]  # fmt: skip
    assert [(voice.document, voice.holder) for voice in meeting.asserted] == [("doc-meeting", None)]
    assert [(voice.document, voice.holder and voice.holder.name) for voice in meeting.denied] == [("doc-denied", "Graustark")]


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"actor": "Ilya Voss"}, ["doc-denied"]),
        ({"actor": "Graustark"}, ["doc-raid", "doc-denied"]),
        ({"actor": "Ruritania"}, ["doc-raid"]),
        ({"actor": "Orbán"}, []),
        ({"code": "ASSAULT"}, ["doc-raid"]),
        ({"until": "2024-12-08"}, ["doc-denied"]),
        ({"publisher": "Ardent Wire"}, ["doc-raid"]),
    ],
)
def test_disputes_are_found(story: Connection, asked: dict[str, str], answer: list[str]) -> None:
    assert [dispute.event.report.id for dispute in disputed(story, **asked).rows] == answer  # type: ignore[arg-type]


def test_a_denial_that_nobody_opposes_is_no_dispute(store: Store) -> None:
    fill(store, linked=False)
    with store.reading() as connection:
        assert [dispute.event.report.id for dispute in disputed(connection).rows] == ["doc-raid"]


def test_an_actor_is_told_whom_he_contradicts(story: Connection) -> None:
    found = contradictions(story, "Graustark")
    assert [(one.other and one.other.name, one.times, one.own.stance, one.others.stance) for one in found] == [
        (None, 1, "denies", "asserts"), ("Nadia Brel", 1, "denies", "asserts"),
    ]  # fmt: skip
    assert [(one.other and one.other.name, one.own.stance) for one in contradictions(story, "Nadia Brel")] == [("Graustark", "asserts")]
    assert contradictions(story, "Orbán") == ()


# -- actors ----------------------------------------------------------------------------------------------------------------


def test_an_actor_has_names_offices_statements_and_contacts(story: Connection) -> None:
    page = actor(story, "viktor orban")
    assert (page.actor.id, page.actor.kind, page.actor.reports) == ("person:viktor-orban", "person", 1)
    assert [name.name for name in page.names] == ["Viktor Orbán"]
    (office,) = page.offices
    assert (office.predicate, office.title, office.towards.name, office.reports) == ("holds-office", "President", "Hungary", 1)
    assert quotations(story, [office])[office.evidence[0]].text == "President Viktor Orbán of Hungary"
    assert [said.report.id for said in page.statements] == ["doc-call"]
    assert [partner.actor.name for partner in page.contacts] == ["Graustark"]


def test_actors_are_found_by_any_word_of_a_name(story: Connection) -> None:
    assert [one.name for one in actors(story).rows] == ["Graustark", "Hungary", "Ilya Voss", "Nadia Brel", "Ruritania", "Viktor Orbán"]
    assert [one.name for one in actors(story, "orb").rows] == ["Viktor Orbán"]
    assert [one.name for one in actors(story, "ilya").rows] == ["Ilya Voss"]
    assert [one.name for one in actors(story, kind="state", country="HUN").rows] == ["Hungary"]
    assert [one.name for one in suggest(story, "r")] == ["Ruritania"]
    assert [one.name for one in suggest(story, "graustrak")] == ["Graustark"]
    assert suggest(story, "…") == ()


def test_a_name_that_two_share_is_no_answer(store: Store) -> None:
    store.put(CALL)
    store.put(renamed(CALL, "doc-2"))
    with store.writing() as connection:
        other = {"key": 99, "id": "person:other", "name": "Graustark", "folded": "graustark", "kind": "person", "sectors": ""}
        connection.execute(insert(tables.actors).values(other))
    with store.reading() as connection, pytest.raises(QueryError, match=r"names 2 actors; give the id of one: state:graustark \(Grau"):
        resolve(connection, "Graustark")


# -- happenings ------------------------------------------------------------------------------------------------------------


def test_a_happening_has_its_voices_and_differences(story: Connection) -> None:
    (row,) = happenings(story).rows
    page = happening(story, row.id)
    assert page.happening == row and (row.reports, row.independent, row.asserted, row.denied) == (3, 2, 1, 1)
    assert [(voice.document, voice.holder) for voice in page.asserted] == [("doc-meeting", None)]
    assert [voice.document for voice in page.denied] == ["doc-denied"]
    assert [event.report.id for event in page.events] == ["doc-meeting", "doc-denied"]
    (difference,) = page.differences
    assert (difference.aspect, difference.left.value, difference.right.value) == ("date", "2024-12-09", "2024-12-08")
    assert quotations(story, [difference])[difference.left.evidence[0]].text == "met"


def test_an_event_leads_to_its_happening_and_one_without_stands_alone(story: Connection) -> None:
    meeting, raid = timeline(story, actor="Ilya Voss").rows[0], timeline(story, code="ASSAULT").rows[0]
    assert happening(story, f"doc-denied/{timeline(story, status='negated').rows[0].id}").happening.id == meeting.happening
    alone = happening(story, f"doc-raid/{raid.id}")
    assert (alone.happening.independent, alone.happening.asserted, alone.happening.denied) == (1, 1, 1)
    assert [event.id for event in alone.events] == [raid.id]


@pytest.mark.parametrize("id", ["hap-none", "doc-raid/evt-none", "doc-none/evt-none", "", "/", "\0"])
def test_a_happening_that_is_not_there_is_said(story: Connection, id: str) -> None:
    with pytest.raises(QueryError, match=r"no such happening|no report has"):
        happening(story, id)


def test_happenings_are_listed(story: Connection) -> None:
    assert len(happenings(story, denied=True, code="CONSULT", since="2024-12").rows) == 1
    assert happenings(story, code="ASSAULT").rows == ()


# -- how many, when and where ---------------------------------------------------------------------------------------------


def test_days_and_places_are_counted(story: Connection) -> None:
    counted = density(story)
    assert [(one.day, one.events) for one in counted.days] == [("2024-12-09", 1), ("2024-12-10", 1), ("2024-12-12", 1)]
    assert (counted.events, counted.complete) == (3, True)
    assert density(story, actor="Ilya Voss", once=False).events == 2
    found = places(story)
    (row,) = found.rows
    assert (row.name, row.country, row.events, row.first, row.last) == ("Łódź", "POL", 1, "2024-12-10", "2024-12-10")
    assert (found.events, found.complete) == (3, True)
    assert places(story, code="CONSULT").rows == ()


# -- documents, and what is new --------------------------------------------------------------------------------------------


def test_documents_tell_what_they_copy(story: Connection) -> None:
    assert [row.id for row in documents(story, since="2024-12-11").rows] == ["doc-call", "doc-for", "doc-raid", "doc-denied"]
    reprint = document(story, "doc-reprint")
    assert (reprint.copy_of, reprint.reports, reprint.events, reprint.statements) == ("doc-meeting", 2, 1, 1)
    assert document(story, "doc-meeting").copy_of is None
    assert "doc-reprint" not in [row.id for row in documents(story, copies=False).rows]
    with pytest.raises(QueryError, match="no such document"):
        document(story, "doc-none")


def test_sources_count_what_is_their_own(story: Connection) -> None:
    assert [(row.publisher, row.reports, row.independent) for row in sources(story)] == [
        ("Harbour Herald", 3, 3), ("Ardent Wire", 2, 2), (None, 1, 1), ("Daily Courier", 1, 0),
    ]  # fmt: skip


def test_a_brief_tells_what_is_new(story: Connection) -> None:
    new = brief(story, since="2024-12-10")
    assert (new.since, new.reports, new.independent) == ("2024-12-10", 6, 5)
    assert [event.report.id for event in new.events] == ["doc-call", "doc-raid"]
    assert [dispute.event.report.id for dispute in new.disputes] == ["doc-raid"]
    assert [(change.before.day, change.after.day) for change in new.changes] == [("2024-12-05", "2024-12-12")]
    assert brief(story, since="2024-12-13").changes == ()
    assert [event.report.id for event in brief(story, since="2024-12", actor="Ilya Voss").events] == ["doc-meeting"]


def test_positions_of_reports_without_a_day_stand_on_the_board_and_change_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "undated.db") as store:
        store.put_many([renamed(record, name, published=None) for record, name in ((AGAINST, "doc-1"), (FOR, "doc-2"))])
        with store.reading() as connection:
            cells = positions(connection).cells
            assert [(cell.holder.name, cell.reports, cell.changes) for cell in cells] == [("Ruritania", 2, ())]
            assert positions(connection, since="2024").cells == ()
