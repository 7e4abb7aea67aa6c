"""Reports found by their words and by what they tell."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from chancery.errors import QueryError
from chancery.store.store import Store
from chancery.views.quoting import quotations
from chancery.views.search import search
from tests.store.make import renamed
from tests.views.make import CALL, REPORTS


def found(connection: Connection, words: str | None = None, **asked: object) -> list[str]:
    return [hit.report.id for hit in search(connection, words, **asked).rows]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "asked", "answer"),
    [
        ("ruritania", {}, ["doc-call", "doc-for", "doc-raid", "doc-meeting", "doc-against"]),
        ("ORBAN", {}, ["doc-call"]),
        ("lodz", {}, ["doc-raid"]),
        ('"ilya voss"', {}, ["doc-denied", "doc-meeting"]),
        ('"voss ilya"', {}, []),
        ("exch*", {}, ["doc-call"]),
        ("truce -now", {}, ["doc-against"]),
        (None, {"actor": "Ilya Voss"}, ["doc-denied", "doc-meeting"]),
        (None, {"actor": "Graustark", "stance": "denies"}, ["doc-raid", "doc-denied"]),
        (None, {"actor": "Ruritania", "stance": "denies"}, []),
        (None, {"actor": "Graustark", "stance": "denies", "code": "CONSULT"}, ["doc-denied"]),
        (None, {"actor": "Graustark", "stance": "denies", "status": "negated"}, ["doc-denied"]),
        (None, {"stance": "denies"}, ["doc-raid", "doc-denied"]),
        (None, {"actor": "Graustark", "code": "CONSULT"}, ["doc-call", "doc-denied"]),
        (None, {"actor": "Ruritania", "code": "CONSULT"}, []),
        (None, {"status": "negated"}, ["doc-denied"]),
        (None, {"publisher": "ardent wire"}, ["doc-raid", "doc-meeting"]),
        (None, {"place": "Lodz"}, ["doc-raid"]),
        (None, {"country": "pol"}, ["doc-raid"]),
        (None, {"country": "POL", "code": "CONSULT"}, []),
        (None, {"country": "POL", "code": "ASSAULT", "place": "lodz"}, ["doc-raid"]),
        (None, {"country": "HUN", "place": "lodz"}, []),
        (None, {"place": "lodz", "status": "negated"}, []),
        (None, {"since": "2024-12-11", "until": "2024-12-12"}, ["doc-for", "doc-raid", "doc-denied"]),
        ("truce", {"until": "2024-12-05"}, ["doc-against"]),
        ("ruritania", {"newest": False, "limit": 2}, ["doc-against", "doc-meeting"]),
    ],
)
def test_reports_are_found(story: Connection, words: str | None, asked: dict[str, object], answer: list[str]) -> None:
    assert found(story, words, **asked) == answer


def test_a_reprint_is_found_where_it_is_asked_for_or_has_what_the_first_has_not(story: Connection) -> None:
    assert found(story, "strelsau") == ["doc-meeting"]
    assert found(story, "strelsau", copies=True) == ["doc-reprint", "doc-meeting"]
    assert found(story, publisher="Daily Courier") == ["doc-reprint"]
    assert found(story, "wire strelsau") == ["doc-reprint"]


def test_a_hit_quotes_its_words(story: Connection) -> None:
    (hit,) = search(story, '"prisoner exch"* orban').rows
    quotes = quotations(story, [hit])
    assert [quotes[mark].text for mark in hit.marks] == ["Orbán", "Orbán", "prisoner exchange"]
    assert "prisoner exchange" in quotes[hit.evidence[0]].text
    assert (hit.report.title, hit.report.published, hit.report.reports) == ("Orbán calls Graustark", "2024-12-13", 1)


def test_facets_count_reports(story: Connection) -> None:
    facets = search(story, "ruritania", facets=True, limit=1).facets
    assert facets is not None and (facets.reports, facets.complete) == (5, True)
    assert [(one.id, one.reports) for one in facets.publishers] == [("Ardent Wire", 2), ("Harbour Herald", 2)]
    assert [(one.id, one.reports) for one in facets.codes] == [("CONSULT", 2), ("ASSAULT", 1)]
    assert [(one.name, one.reports) for one in facets.actors][:2] == [("Ruritania", 5), ("Graustark", 3)]
    assert [(one.id, one.reports) for one in facets.months] == [("2024-12", 5)]
    assert search(story, "ruritania").facets is None


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"words": '""'}, "names no word"),
        ({"actor": "Graustrak"}, r"did you mean Graustark \(state:graustark\)\?"),
        ({"actor": "zzz"}, "no report names such an actor$"),
        ({"actor": "\0"}, "characters that no report has"),
        ({"words": "\ud800"}, "characters that no report has"),
        ({"code": "CONSLUT"}, "take one of AGREE, CONSULT"),
        ({"status": "maybe"}, "take one of actual"),
        ({"publisher": "Ardent Wir"}, "did you mean Ardent Wire"),
        ({"country": "Poland"}, "ISO 3166-1"),
        ({"place": "…"}, "names no place"),
        ({"since": "yesterday"}, "is no date"),
        ({"since": "2024", "until": "2023"}, "ends before it begins"),
        ({"limit": 0}, "ask for 1 to 1000"),
        ({"cursor": "abc"}, "is no cursor"),
    ],
)
def test_what_cannot_be_asked_is_said(story: Connection, asked: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        search(story, **asked)  # type: ignore[arg-type]


def test_common_words_are_found_as_rare_ones_are(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put_many(renamed(CALL, f"doc-{n}", published=f"2024-12-{n + 10}") for n in range(6))
    store.put_many(REPORTS)
    denial = {"actor": "Graustark", "stance": "denies"}
    raid = {"place": "lodz", "code": "ASSAULT"}
    asked: list[dict[str, object]] = [{}, {"actor": "Orbán"}, {"code": "CONSULT"}, dict(denial), {"place": "lodz"}, dict(raid)]
    with store.reading() as connection:
        rare = [found(connection, "graustark", **one) for one in asked]
        monkeypatch.setattr("chancery.views.search._FEW", 1)
        assert [found(connection, "graustark", **one) for one in asked] == rare
        monkeypatch.setattr("chancery.views.search._COMMON", 2)
        assert [found(connection, "graustark", **one) for one in asked] == rare
