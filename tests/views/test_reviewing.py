"""The queue of what may be wrong: every kind of fact, each with what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from chancery.errors import QueryError
from chancery.store.store import Store
from chancery.views import doubts
from chancery.views.forms import to_csv, to_json
from chancery.views.quoting import quotations
from chancery.views.reviewing import KINDS, REASONS, chosen, decided, suggestion, suggestions, told, waiting
from tests.views.doubtful import RECORD, calling, doubt
from tests.views.make import fill


@pytest.fixture
def doubtful(store: Store) -> Iterator[Connection]:
    doubt(store)
    with store.reading() as connection:
        yield connection


def facts(connection: Connection, why: str) -> list[str]:
    return [told(one.fact) for one in suggestions(connection, why).rows]


def test_the_queue_has_what_is_contradicted_first(story: Connection) -> None:
    assert list(waiting(story)) == list(REASONS) and waiting(story)["contradicted"].facts == 1
    one = suggestions(story).rows[0]
    assert (one.kind, one.reason, one.document) == ("event", "contradicted", "doc-raid")
    again = suggestion(story, "event", "doc-raid", one.fact.id)
    assert again is not None and again.fact == one.fact
    assert suggestion(story, "event", "doc-raid", "evt-none") is None and suggestion(story, "nonsense", "doc-raid", one.fact.id) is None


@pytest.mark.parametrize("reason", list(REASONS))
def test_every_reason_has_a_queue_that_ends(story: Connection, reason: str) -> None:
    seen, cursor = 0, None
    while True:
        page = suggestions(story, reason, limit=1, cursor=cursor)
        seen, cursor = seen + len(page.rows), page.next
        if cursor is None:
            break
    assert seen == waiting(story)[reason].facts and waiting(story)[reason].complete


@pytest.mark.parametrize(
    ("why", "found"),
    [
        ("disowned", ["Ilya Kern represents Ruritania", "governor holds-office Ruritania as president"]),
        ("misplaced", ["Graustark holds-office Ruritania as envoy"]),
        ("untitled", ["Voss holds-office Ruritania"]),
        ("opposed", ["Voss against a truce", "Voss for a truce"]),
        ("tentative", ["Voss against a truce"]),
        ("ambiguous", ["governor (person)"]),
        ("namesake", ["Ilya Kern (person)", "Ilya Kern (person)"]),
        ("unknown", ["Voss (person)"]),
        ("contradicted", []),
    ],
)
def test_what_may_be_wrong_about_relations_positions_and_actors(doubtful: Connection, why: str, found: list[str]) -> None:
    assert facts(doubtful, why) == found
    assert waiting(doubtful, [why])[why].facts == len(found)


def test_a_suggestion_says_what_speaks_against_it_and_quotes_it(doubtful: Connection) -> None:
    one = suggestions(doubtful, "opposed").rows[0]
    quoted = quotations(doubtful, [one])
    assert "Here it is against, there for." in one.because
    assert [quoted[stretch].text for stretch in (*one.fact.evidence, *one.against)] == ["is against a truce", "wants a truce"]
    assert "several held the office" in suggestions(doubtful, "ambiguous").rows[0].because
    assert "person:ilya-kern" in suggestions(doubtful, "namesake").rows[0].because
    assert "4 times" in suggestions(doubtful, "unknown").rows[0].because
    (voice,) = suggestions(doubtful, "disowned").rows[0].fact.voices  # type: ignore[union-attr]
    assert voice.stance == "denies"


def test_the_register_knows_whom_nobody_need_look_for(store: Store) -> None:
    store.put(calling(RECORD, "person:voss", "igo:nato"))
    with store.reading() as connection:
        assert facts(connection, "unknown") == []


@pytest.mark.parametrize("kind", KINDS)
def test_facts_of_one_kind_can_be_asked_for(store: Store, kind: str) -> None:
    doubt(fill(store))
    with store.reading() as connection:
        found = suggestions(connection, kind=kind).rows
        assert {one.kind for one in found} <= {kind} and (found or kind == "statement")
        assert REASONS[chosen(connection, kind=kind)].kind == kind
        other = next(reason for reason, one in REASONS.items() if one.kind != kind)
        with pytest.raises(QueryError, match=kind):
            suggestions(connection, other, kind=kind)


@pytest.mark.parametrize(("why", "kind"), [("dislike", None), (None, "happening")])
def test_there_are_no_other_reasons_and_kinds(story: Connection, why: str | None, kind: str | None) -> None:
    with pytest.raises(QueryError, match="take one of"):
        suggestions(story, why, kind=kind)


def test_a_page_leads_on_for_its_own_reason_whatever_happens_meanwhile(store: Store) -> None:
    doubt(fill(store))
    with store.reading() as connection:
        page = suggestions(connection, kind="position", limit=1)
        first = page.rows[0]
        assert page.next is not None
    store.judge("accept", first.kind, first.fact.id, document=first.document, who="Ada")
    with store.reading() as connection:
        assert [told(one.fact) for one in suggestions(connection, kind="position", cursor=page.next).rows] == ["Voss for a truce"]


@pytest.mark.parametrize("kind", ["relation", "position", "actor"])
def test_what_was_judged_waits_no_more(store: Store, kind: str) -> None:
    doubt(store)
    for _ in range(20):
        with store.reading() as connection:
            left = suggestions(connection, kind=kind, limit=1).rows
            before = decided(connection, [kind])
        if not left:
            break
        store.judge("accept", kind, left[0].fact.id, document=left[0].document, who="Ada")
        with store.reading() as connection:
            assert decided(connection, [kind]) == before + 1
    assert not left


def test_a_long_walk_is_given_up_and_goes_on_from_there(doubtful: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubts, "FIRST", 1)
    found, cursor, pages = [], None, 0
    while True:
        keys, cursor = doubts.walk(doubtful, "disowned", limit=5, cursor=cursor, most=1)
        found, pages = [*found, *keys], pages + 1
        if cursor is None:
            break
    assert len(found) == 2 and pages == 4
    assert doubts.count(doubtful, "disowned") == (2, True)


def test_suggestions_are_rows_of_json_and_csv(doubtful: Connection) -> None:
    page = suggestions(doubtful, "disowned")
    quoted = quotations(doubtful, page.rows)
    assert b'"format":"chancery-review/1"' in to_json("review", page, quoted)
    lines = to_csv("review", page, quoted).splitlines()
    assert lines[0].startswith("kind,reason,because,fact,id,document") and "may be president" in lines[2]


def test_a_fact_of_any_kind_is_found_by_its_id(doubtful: Connection) -> None:
    for why in ("disowned", "opposed", "unknown"):
        one = suggestions(doubtful, why).rows[0]
        again = suggestion(doubtful, one.kind, one.document, one.fact.id)
        assert again is not None and again.fact == one.fact and again.because == ""
