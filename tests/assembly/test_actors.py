"""Who a mention is: what its words, the register and the rest of the report say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chancery.assembly.actors import cast
from chancery.knowledge.register import Register
from chancery.record.facts import Record
from tests.make import make_record
from training.codebook.parse import parse
from training.oracle import analysis_of


def who(record: Record) -> dict[str, str]:
    """The actor of each mention by its words."""
    return {mention.text: actor.id for actor in record.actors for mention in actor.mentions}


def who_is(words: str, upos: str, on: str) -> str:
    """The actor of a person's mention whose words have these parts of speech."""
    analysis = analysis_of(parse(f'## t-1 {on} | Test Wire\n[{words} #A]\n--\nA person - "{words}"\n')[0])
    tagged = replace(analysis, tree=replace(analysis.tree, upos=tuple(upos.split())))
    return cast(tagged, Register.load(), date.fromisoformat(on)).of_mention[0]


@pytest.mark.parametrize(
    ("words", "upos", "on", "expected"),
    [
        ("Ban Ki-moon", "PROPN PROPN PUNCT PROPN", "2012-05-26", "person:ban-ki-moon"),
        ("President Moon Jae-in", "PROPN PROPN PROPN PUNCT PROPN", "2018-04-24", "person:moon-jae-in"),
        ("President-elect Yoon Suk-yeol", "PROPN PUNCT ADJ PROPN PROPN PUNCT PROPN", "2022-04-04", "person:yoon-suk-yeol"),
        ("Pope Francis", "PROPN PROPN", "2025-04-23", "person:pope-francis"),
        ("Prime Minister Sheikh Hasina", "PROPN PROPN PROPN PROPN", "2023-02-12", "person:sheikh-hasina"),
        ("al-Maliki", "PROPN PUNCT PROPN", "2007-01-03", "person:nouri-al-maliki"),
        ("aide to Nouri al-Maliki", "NOUN ADP PROPN PROPN PUNCT PROPN", "2007-01-03", "person:aide-to-nouri-al-maliki"),
        ("The Hague", "DET PROPN", "2014-03-02", "person:hague"),  # a court, a ministry, but no William Hague
        ("head of the European Commission", "NOUN ADP DET PROPN PROPN", "2014-03-02", "person:head-of-the-european-commission"),
    ],
)
def test_a_person_is_told_by_the_name_in_the_words(words: str, upos: str, on: str, expected: str) -> None:
    assert who_is(words, upos, on) == expected


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [("US", "state", "state:usa"), ("WHO", "igo", "igo:world-health-organization"), ("Democrats", "people", "party:democratic-party")],
)
def test_names_of_bodies(words: str, kind: str, expected: str) -> None:
    record = make_record(f"[{words} #A] officials arrived.", f'A {kind} - "{words}"')
    assert who(record)[words] == expected


def test_a_family_name_goes_to_the_person_whom_the_report_calls_so() -> None:
    record = make_record(
        "[Park Jin #A] left. [Park #A] said little.",
        'A person KOR "Park Jin"',
        published="2016-04-08",
    )
    assert len({*who(record).values()}) == 1


def test_the_times_is_the_paper_named_before() -> None:
    record = make_record("[The New York Times #A] asked. [The Times #A] waited.", 'A media - "The New York Times"')
    assert {*who(record).values()} == {"media:new-york-times"}


def test_a_body_is_no_state_whose_name_it_ends_with() -> None:
    record = make_record(
        "[South Korea #K] waited. [The Constitutional Court of South Korea #C] ruled.",
        """
        K state KOR "South Korea"
        C government KOR "Constitutional Court of South Korea"
        """,
    )
    assert [a.name for a in record.actors if a.id == "state:kor"] == ["South Korea"]
    assert len({*who(record).values()}) == 2
