"""Which office a title names, and which actor a noun."""

from __future__ import annotations

import pytest

from chancery.knowledge.titles import agent_kind, is_past, is_title, office_of, role_of, words


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("President", "president"),
        ("French President", "president"),
        ("former U.S. president", "president"),
        ("Prime Minister of Crimea", "prime minister"),
        ("premier", "prime minister"),
        ("Minister of Foreign Affairs", "foreign minister"),
        ("Hungarian minister of foreign affairs and trade", "foreign minister"),
        ("Secretary of State", "foreign minister"),
        ("Secretary of State for Defence", "defence minister"),
        ("Secretary of State for Work and Pensions", "minister"),
        ("then-French Defense Minister", "defence minister"),
        ("Deputy Minister of Finance", "deputy finance minister"),
        ("Chief of Staff of the Prime Minister", "chief of staff"),
        ("President of the Supreme Court", "chairperson"),
        ("Kremlin spokesman", "spokesperson"),
        ("Chancellor of the Exchequer", "finance minister"),
        ("EU foreign policy chief", "high representative"),
        ("Secretary-General of NATO", "secretary-general"),
        ("Mr.", None),
        ("teapot", None),
        ("", None),
    ],
)
def test_titles_name_offices(title: str, role: str | None) -> None:
    assert role_of(title) == role


def test_what_follows_an_office_is_kept() -> None:
    assert office_of("President of the Province of Crotone") == ("president", " of the province of crotone")


@pytest.mark.parametrize("title", ["Mr.", "Gen.", "Iranian Foreign Ministry spokesman", "top diplomat", "Emir"])
def test_titles_are_titles(title: str) -> None:
    assert is_title(title)


@pytest.mark.parametrize("title", ["Budapest", "teapot", "John", ""])
def test_other_words_are_no_titles(title: str) -> None:
    assert not is_title(title)


def test_past_titles_say_so() -> None:
    assert is_past("former president")
    assert not is_past("president")


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("protesters", ("people", "CVL")),
        ("Russian troops", ("government", "MIL")),
        ("soldier", ("government", "MIL")),
        ("the riot police", ("government", "COP")),
        ("policemen", ("government", "COP")),
        ("rebels", ("armed-group", "REB")),
        ("ministries", ("government", "GOV")),
        ("the Supreme Court", ("government", "JUD")),
        ("newspapers", ("media", "JRN")),
        ("opposition party", ("party", "PTY")),
        ("teapot", None),
    ],
)
def test_nouns_have_kind_and_sector(noun: str, expected: tuple[str, str] | None) -> None:
    assert agent_kind(noun) == expected


def test_at_least_300_nouns_are_known() -> None:
    assert len(words().agents) >= 300
