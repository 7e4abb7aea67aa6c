"""The register is made by rules that can be told on small inputs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chancery.knowledge.register import Register
from training.register.drafts import Draft, Tenure, table
from training.register.family import families
from training.register.leaders import capital
from training.register.news import add_aliases
from training.register.roll import Roll
from training.register.states import states
from training.register.tenures import settle, without_twins


def tenure(role: str, start: str | None, end: str | None, source: str = "a") -> Tenure:
    return Tenure("RUR", role, role, start, end, None, source)


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Viktor Orbán", "HUN", ("orban",)),
        ("Xi Jinping", "CHN", ("xi",)),
        ("Bashar al-Assad", "SYR", ("al assad", "assad")),
        ("Ursula von der Leyen", "DEU", ("von der leyen", "leyen")),
        ("Juan Carlos Pérez Gómez", "ESP", ("perez gomez", "perez", "gomez")),
        ("Rudolf Elphberg Jr.", "RUR", ("elphberg",)),
    ],
)
def test_family_names(name: str, country: str, expected: tuple[str, ...]) -> None:
    assert families(Draft(name, "person", country, "test")) == expected


@pytest.mark.parametrize(("word", "expected"), [("AL-SUDANI", "al-Sudani"), ("ORBAN", "Orban"), ("DE", "de")])
def test_names_in_capitals_are_set_in_small_letters(word: str, expected: str) -> None:
    assert capital(word) == expected


def test_one_person_in_two_sources_is_entered_once() -> None:
    roll = Roll()
    first = roll.person("Péter Szijjártó", "HUN", "a")
    assert roll.person("Peter Szijjarto", "HUN", "b", wikidata="Q685293") is first
    assert (first.source, first.wikidata) == ("a; b", "Q685293")


def test_two_persons_of_one_name_stay_two() -> None:
    roll = Roll()
    first = roll.person("Rudolf Elphberg", "RUR", "a", wikidata="Q1")
    assert roll.person("Rudolf Elphberg", "RUR", "a", wikidata="Q2") is not first
    assert roll.person("Rudolf Elphberg", "GRA", "a") is not first


def test_two_who_took_one_office_on_one_day_and_share_a_name_are_one() -> None:
    first = Draft("Jim Mattis", "person", "RUR", "a", tenures=[tenure("defence minister", "2017-01-20", None)])
    second = Draft("James Mattis", "person", "RUR", "b", tenures=[tenure("defence minister", "2017-01-20", None)])
    third = Draft("Ann Other", "person", "RUR", "b", tenures=[tenure("defence minister", "2017-01-20", None)])
    assert [draft.name for draft in without_twins([first, second, third])] == ["Jim Mattis", "Ann Other"]
    assert (first.aliases, first.source) == (["James Mattis"], "a; b")


def test_tenures_of_one_office_that_overlap_become_one() -> None:
    draft = Draft(
        "Rudolf", "person", "RUR", "a", tenures=[tenure("king", "1990", None), tenure("king", "1991", "1995", "b")]
    )
    settle([draft])
    assert draft.tenures == [tenure("king", "1990", None, "a; b")]


def test_terms_that_follow_each_other_become_one() -> None:
    terms = [tenure("president", "1990-01-01", "1994-01-01"), tenure("president", "1994-01-01", "1998-01-01")]
    draft = Draft("Rudolf", "person", "RUR", "a", tenures=terms)
    settle([draft])
    assert draft.tenures == [tenure("president", "1990-01-01", "1998-01-01")]


def test_an_open_tenure_ends_where_the_next_one_begins() -> None:
    first = Draft("Rudolf", "person", "RUR", "a", tenures=[tenure("king", "1990", None)])
    second = Draft("Michael", "person", "RUR", "a", tenures=[tenure("king", "1995-03-01", None)])
    settle([first, second])
    assert first.tenures[0].end == "1995-03-01"
    assert second.tenures[0].end is None


def test_every_country_and_organisation_of_the_office_table_is_in_the_register() -> None:
    register = Register.load()
    known = {row["country"]: row["country"] for row in table("holders.csv")}
    ids = {country if ":" in country else f"state:{country.lower()}" for country in known}
    assert [entry_id for entry_id in sorted(ids) if register.entry(entry_id) is None] == []


def test_every_hand_written_row_has_a_source() -> None:
    names = ("states", "states_other", "seats", "holders", "persons", "igos", "ngos", "media", "armed_groups")
    tables = (*names, "parties", "companies", "governments")
    assert [name for name in tables for row in table(f"{name}.csv") if not row["source"]] == []


def test_the_register_stays_small() -> None:
    folder = Path(__file__).parents[2] / "src" / "chancery" / "knowledge" / "data"
    names = ("entries.jsonl", "names.tsv", "offices.jsonl", "states.json", "titles.json")
    assert sum((folder / name).stat().st_size for name in names) <= 6_000_000


@pytest.mark.parametrize(("text", "new"), [("NABU Bureau", True), ("Supreme Court", False), ("U.S. Senator", False)])
def test_a_link_to_a_body_gives_it_a_name_unless_that_is_many_bodies_name(tmp_path: Path, text: str, new: bool) -> None:
    path = tmp_path / "links.jsonl"
    path.write_text(2 * (json.dumps({"links": [[text, "https://en.wikipedia.org/wiki/Supreme_Federal_Court"]]}) + "\n"))
    draft = Draft("Supreme Federal Court", "government", "BRA", "test")
    add_aliases([draft], path, {})
    assert draft.aliases == ([text] if new else [])


def test_a_state_without_a_code_takes_nothing_from_rows_without_one(tmp_path: Path) -> None:
    folder = tmp_path / "rigour"
    folder.mkdir()
    (folder / "data.jsonl").write_text('{"code": "zz", "qid": "Q2", "name": "Global"}\n')
    drafts, _ = states(tmp_path)
    assert [draft.wikidata for draft in drafts if draft.id == "state:puntland"] == [None]
