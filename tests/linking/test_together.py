"""What several reports say of one happening: names that last, voices, differences."""

from __future__ import annotations

import numpy as np

from chancery.linking.corroboration import account
from chancery.linking.happenings import Member, happenings
from chancery.linking.matcher import Matcher
from chancery.linking.tellings import Tellings
from chancery.record.facts import Record
from tests.make import make_record
from tests.store.make import renamed
from tests.views.make import REPORTS

STORY = {record.document.id: record for record in REPORTS}


def first(document: str) -> Member:
    return document, STORY[document].events[0].id


def attack(document: str, number: str, place: str, published: str = "2024-12-10") -> Record:
    text = f"[Ruritanian #R] [jets #R,e1a] [bombed #e1] [{place} #e1p] on [Monday #e1t] and killed {number} villagers, the mayor said."
    facts = f'R state - "Ruritania"\ne1 ASSAULT/aerial actual t=2024-12-09 p="{place}" : - asserts'
    return renamed(make_record(text, facts, published=published), document)


def test_a_happening_keeps_its_name_when_later_reports_join() -> None:
    members = [first("doc-meeting"), first("doc-denied")]
    (before,) = happenings([members[:1]], STORY.values())
    (after,) = happenings([members], STORY.values())
    assert before.id == after.id and [told.document for told in after.told] == ["doc-meeting", "doc-denied"]
    assert [span.text for span in after.told[1].words] == ["met"]


def test_who_asserts_and_who_denies_stand_with_their_words() -> None:
    (one,) = happenings([[first("doc-meeting"), first("doc-reprint"), first("doc-denied")]], STORY.values())
    found = account(one, STORY, copies={"doc-reprint": "doc-meeting"})
    assert (found.reports, found.independent) == (3, 2)
    assert [(voice.by, voice.document) for voice in found.asserts] == [((), "doc-meeting")]
    assert [(voice.by, voice.document) for voice in found.denies] == [(("state:graustark",), "doc-denied")]
    (against,) = found.contradictions
    assert against.denies.quotation.text == "Ilya Voss had met Nadia Brel on Sunday"
    assert [(d.aspect, d.left.value, d.right.value) for d in found.differences] == [("date", "2024-12-09", "2024-12-08")]


def test_reports_differ_in_numbers_and_places_but_copies_do_not() -> None:
    records = {r.document.id: r for r in (attack("doc-a", "seven", "Kyiv"), attack("doc-b", "nine", "Paris"))}
    (one,) = happenings([[(id, record.events[0].id) for id, record in records.items()]], records.values())
    differences = account(one, records).differences
    assert {(d.aspect, d.left.value, d.right.value) for d in differences} == {("number", "7", "9"), ("place", "Kyiv", "Paris")}
    assert account(one, records, copies={"doc-b": "doc-a"}).differences == ()


def test_one_happening_scores_above_two() -> None:
    tellings = Tellings.of([attack("doc-a", "seven", "Kyiv"), attack("doc-b", "seven", "Kyiv"), STORY["doc-call"]])
    numbers = {telling.document: at for at, telling in enumerate(tellings.all)}
    left, right = [numbers["doc-a"]] * 2, [numbers["doc-b"], numbers["doc-call"]]
    same, other = Matcher.load().score(tellings, np.array(left), np.array(right))
    assert same > Matcher.load().least > other
