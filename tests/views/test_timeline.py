"""Events by day."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from chancery.store.store import Store
from chancery.views.quoting import Stretch, quotations
from chancery.views.timeline import timeline
from tests.views.make import fill


def found(connection: Connection, **asked: object) -> list[str]:
    return [event.report.id for event in timeline(connection, **asked).rows]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({}, ["doc-call", "doc-raid", "doc-meeting"]),
        ({"newest": False}, ["doc-meeting", "doc-raid", "doc-call"]),
        ({"once": False}, ["doc-call", "doc-raid", "doc-meeting", "doc-denied"]),
        ({"once": False, "copies": True}, ["doc-call", "doc-raid", "doc-reprint", "doc-meeting", "doc-denied"]),
        ({"actor": "Graustark"}, ["doc-call", "doc-raid"]),
        ({"actor": "Graustark", "role": "recipient"}, ["doc-call"]),
        ({"actor": "Graustark", "other": "state:ruritania"}, ["doc-raid"]),
        ({"actor": "Graustark", "code": "ASSAULT"}, ["doc-raid"]),
        ({"code": "CONSULT"}, ["doc-call", "doc-meeting"]),
        ({"code": "CONSULT", "mode": "phone"}, ["doc-call"]),
        ({"status": "negated"}, ["doc-denied"]),
        ({"stance": "denies"}, ["doc-raid", "doc-denied"]),
        ({"stance": "denies", "actor": "Graustark"}, ["doc-raid"]),
        ({"stance": "denies", "actor": "Ilya Voss", "role": "actor"}, ["doc-denied"]),
        ({"place": "łódź"}, ["doc-raid"]),
        ({"country": "POL", "actor": "Ruritania"}, ["doc-raid"]),
        ({"publisher": "Daily Courier"}, ["doc-reprint"]),
        ({"publisher": "Harbour Herald"}, ["doc-denied"]),
        ({"since": "2024-12-10", "until": "2024-12-10"}, ["doc-raid"]),
        ({"until": "2024-12-08"}, ["doc-denied"]),
        ({"since": "2025"}, []),
    ],
)
def test_events_answer(story: Connection, asked: dict[str, object], answer: list[str]) -> None:
    assert found(story, **asked) == answer


@pytest.mark.parametrize("common", [0, 1, 20_000])
def test_what_leads_changes_nothing(story: Connection, monkeypatch: pytest.MonkeyPatch, common: int) -> None:
    monkeypatch.setattr("chancery.views.choosing._COMMON", common)
    assert found(story, actor="Graustark", code="CONSULT") == ["doc-call"]
    assert found(story, publisher="Ardent Wire", code="ASSAULT", place="Lodz") == ["doc-raid"]
    assert found(story, actor="Nadia Brel", other="Ilya Voss", stance="denies") == ["doc-denied"]


def test_an_event_tells_who_and_where_and_who_says_so(story: Connection) -> None:
    (raid,) = timeline(story, code="ASSAULT").rows
    assert ([a.name for a in raid.actors], [a.id for a in raid.recipients]) == (["Graustark"], ["state:ruritania"])
    assert raid.place is not None and (raid.place.name, raid.place.country) == ("Łódź", "POL")
    voices = [(voice.holder and voice.holder.name, voice.stance) for voice in raid.voices]
    assert voices == [("Nadia Brel", "asserts"), ("Graustark", "denies")]
    quotes = quotations(story, [raid], context=11)
    assert [quotes[one].text for one in raid.evidence] == ["bombed", "a raid"]
    assert [quotes[voice.evidence[0]].text for voice in raid.voices] == [
        "said Graustark had bombed Ruritania near Łódź on Tuesday", "denied that there was a raid",
    ]  # fmt: skip
    first = quotes[raid.voices[0].evidence[0]]
    assert (first.document, first.publisher, first.published, first.before, first.after) == (
        "doc-raid", "Ardent Wire", "2024-12-11", "Nadia Brel ", ". Graustark",
    )  # fmt: skip


def test_the_reports_own_word_is_quoted_as_a_clause(story: Connection) -> None:
    (meeting,) = timeline(story, actor="Ilya Voss").rows
    (voice,) = meeting.voices
    assert voice.holder is None
    assert quotations(story, [meeting])[voice.evidence[0]].text == "Ilya Voss met Nadia Brel"


def test_a_happening_stands_once_with_its_independent_reports(story: Connection) -> None:
    (meeting,) = timeline(story, actor="Ilya Voss").rows
    assert (meeting.report.id, meeting.report.reports, meeting.independent) == ("doc-meeting", 2, 2)
    assert meeting.happening is not None and meeting.happening.startswith("hap-")


def test_without_links_every_report_tells_its_event(store: Store) -> None:
    fill(store, linked=False)
    with store.reading() as connection:
        assert found(connection) == ["doc-call", "doc-raid", "doc-meeting", "doc-denied"]
        assert {event.independent for event in timeline(connection).rows} == {1}


def test_a_quotation_whose_document_became_shorter_is_left_out(story: Connection) -> None:
    there, gone = Stretch("doc-against", 0, 9), Stretch("doc-against", 40, 400)
    assert [quotation.text for quotation in quotations(story, [there, gone, Stretch("doc-none", 0, 1)]).values()] == ["Ruritania"]


def test_an_empty_store_has_no_events(store: Store) -> None:
    with store.reading() as connection:
        page = timeline(connection)
    assert (page.rows, page.next) == ((), None)
