"""Who the packaged register knows, and how it tells them apart."""

from __future__ import annotations

from datetime import date

import pytest

from chancery.knowledge.entries import Match, StateMatch
from chancery.knowledge.register import Register


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load()


def state(found: StateMatch | None) -> tuple[str, str] | None:
    return (found.entry.id, found.how) if found else None


def person(found: Match | None) -> str | None:
    return found.entry.id if found else None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Hungary", ("state:hun", "name")),
        ("Russian Federation", ("state:rus", "name")),
        ("the U.S.", ("state:usa", "name")),
        ("Cote d'Ivoire", ("state:civ", "name")),
        ("Turkey's", ("state:tur", "name")),
        ("Burma", ("state:mmr", "name")),
        ("Zaire", ("state:cod", "name")),
        ("Yugoslavia", ("state:yug", "name")),
        ("Kosovo", ("state:xkx", "name")),
        ("Hungarian", ("state:hun", "demonym")),
        ("Frenchmen", ("state:fra", "demonym")),
        ("Palestinians", ("state:pse", "demonym")),
        ("Moscow", ("state:rus", "capital")),
        ("Kiev", ("state:ukr", "capital")),
        ("the Kremlin", ("state:rus", "seat")),
        ("the White House", ("state:usa", "seat")),
        ("the Élysée", ("state:fra", "seat")),
        ("Downing Street's", ("state:gbr", "seat")),
        ("Brussels", ("igo:european-union", "seat")),
        ("the Syrian government", ("state:syr", "demonym")),
        ("Syria's transitional government", ("state:syr", "name")),
        ("the new government of Syria", ("state:syr", "name")),
        ("Central African government", ("state:caf", "demonym")),
    ],
)
def test_words_stand_for_states(register: Register, words: str, expected: tuple[str, str]) -> None:
    assert state(register.state_of(words)) == expected


@pytest.mark.parametrize("words", ["", "us", "the", "Ruritania", "The Hague", "the government", "polish"])
def test_other_words_stand_for_none(register: Register, words: str) -> None:
    assert register.state_of(words) is None


def test_an_administration_is_known_by_its_head(register: Register) -> None:
    found = register.state_of("the Biden administration", on=date(2022, 3, 1))
    assert state(found) == ("state:usa", "administration")


def test_an_administration_that_just_left_is_not_that_of_a_namesake_in_office(register: Register) -> None:
    found = register.state_of("the Obama administration", on=date(2017, 2, 2))
    assert state(found) == ("state:usa", "administration")


@pytest.mark.parametrize(
    ("name", "kind", "country", "spoken", "expected"),
    [
        ("Supreme Court", "government", "ESP", "USA", "government:spanish-supreme-court"),
        ("the Supreme Court", "government", None, "PAK", "government:pakistani-supreme-court"),
        ("National Assembly", "government", None, "KOR", "government:national-assembly-of-south-korea"),
        ("National Assembly", "government", "BEN", None, None),
        ("Supreme Court", "government", None, None, None),
        ("Police", "government", None, "ECU", None),
        ("FBI", "government", None, "MEX", "government:fbi"),
        ("Congress", "government", None, None, "government:us-congress"),
        ("state news agency TASS", "media", None, None, "media:tass"),
        ("members of NATO", "igo", None, None, None),
        ("U.S. Central Intelligence Agency", "government", "USA", None, "government:cia"),
        ("Democrats", "people", None, "USA", "party:democratic-party"),
        ("21 Democrats", "people", None, "USA", None),
    ],
)
def test_bodies_are_those_of_the_country_spoken_of(
    register: Register, name: str, kind: str, country: str | None, spoken: str | None, expected: str | None
) -> None:
    found = register.body(name, kind=kind, country=country, spoken=spoken)
    assert (found.id if found else None) == expected


def test_every_entry_is_listed_once(register: Register) -> None:
    ids = [entry.id for entry in register.entries()]
    assert len(ids) == len(set(ids)) > 15_000


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("NATO", "igo:nato"),
        ("the North Atlantic Treaty Organization", "igo:nato"),
        ("M.S.F.", "ngo:medecins-sans-frontieres"),
        ("Doctors Without Borders", "ngo:medecins-sans-frontieres"),
        ("POLITICO", "media:politico"),
        ("al Shabab", "armed-group:al-shabaab"),
        ("ISIS", "armed-group:islamic-state"),
        ("the Pentagon", "government:us-department-of-defense"),
        ("Foggy Bottom", "government:us-state-department"),
        ("IDF", "government:israel-defense-forces"),
        ("Israel's army", "government:israel-defense-forces"),
        ("Hungarian Foreign Ministry", "government:hungarian-foreign-ministry"),
        ("Ministry of Defense of Chad", "government:chadian-defence-ministry"),
        ("Fidesz", "party:fidesz"),
        ("Gazprom", "company:gazprom"),
    ],
)
def test_organisations_have_one_id_under_all_names(register: Register, name: str, expected: str) -> None:
    assert [entry.id for entry in register.by_name(name)] == [expected]


def test_short_words_in_small_letters_name_nobody(register: Register) -> None:
    assert register.by_name("who") == register.by_name("us") == ()


def test_a_name_of_two_is_given_for_both(register: Register) -> None:
    assert len(register.by_name("Labour Party")) >= 1
    assert len(register.by_name("George Bush")) == 2


@pytest.mark.parametrize(
    ("year", "expected"),
    [(1991, "person:george-h-w-bush"), (2003, "person:george-w-bush"), (2024, None)],
)
def test_bush_depends_on_the_year(register: Register, year: int, expected: str | None) -> None:
    assert person(register.resolve_person("Bush", on=date(year, 3, 1))) == expected


@pytest.mark.parametrize(
    ("name", "country", "role", "on", "expected"),
    [
        ("Viktor Orban", None, None, None, "person:viktor-orban"),
        ("Szijjártó", "HUN", None, date(2024, 12, 11), "person:peter-szijjarto"),
        ("Zelenskiy", None, None, date(2024, 12, 11), "person:volodymyr-zelenskyy"),
        ("Kadhafi", None, None, date(2010, 1, 1), "person:muammar-gaddafi"),
        ("Assad", None, None, date(1995, 1, 1), "person:hafez-al-assad"),
        ("Assad", None, None, date(2012, 1, 1), "person:bashar-al-assad"),
        ("Clinton", None, "president", date(1996, 1, 1), "person:bill-clinton"),
        ("Clinton", None, "foreign minister", date(2011, 1, 1), "person:hillary-clinton"),
        ("Obama", None, None, date(2018, 1, 1), "person:barack-obama"),
        ("Lee", "KOR", None, date(2025, 9, 1), "person:lee-jae-myung"),
        ("Andy Burnham", "GBR", None, date(2026, 8, 1), "person:andy-burnham"),
    ],
)
def test_persons_are_told_by_what_stands_beside_them(
    register: Register, name: str, country: str | None, role: str | None, on: date | None, expected: str
) -> None:
    assert person(register.resolve_person(name, country=country, role=role, on=on)) == expected


@pytest.mark.parametrize("name", ["Rudolf Rassendyll", "Smith", "Yee", "", "the"])
def test_unknown_persons_stay_unknown(register: Register, name: str) -> None:
    assert register.resolve_person(name, on=date(2024, 1, 1)) is None


def test_a_family_name_alone_is_nobody(register: Register) -> None:
    assert register.resolve_person("Bush") is None


def test_a_country_that_is_not_the_persons_is_no_match(register: Register) -> None:
    assert register.resolve_person("Viktor Orbán", country="FRA") is None


def test_a_match_says_title_and_reason(register: Register) -> None:
    found = register.resolve_person("Orbán", country="HUN", on=date(2000, 1, 1))
    assert found is not None
    assert found.title == "prime minister"
    assert found.reason == (
        "matched because of the family name “Orbán”: prime minister of HUN from 1998-07-06 to 2002-05-27 "
        "(source: holders.csv, every-politician)"
    )


def test_a_former_holder_has_no_title(register: Register) -> None:
    found = register.resolve_person("Barack Obama", on=date(2020, 1, 1))
    assert found is not None
    assert (found.title, "former president of USA" in found.reason) == (None, True)


@pytest.mark.parametrize(
    ("country", "role", "on", "expected"),
    [
        ("HUN", "foreign minister", date(2024, 12, 11), "person:peter-szijjarto"),
        ("RUS", "defence minister", date(2022, 2, 24), "person:sergei-shoigu"),
        ("USA", "foreign minister", date(2003, 2, 5), "person:colin-powell"),
        ("DEU", "prime minister", date(2024, 1, 1), "person:olaf-scholz"),
        ("GBR", "chancellor", date(2024, 12, 1), "person:rachel-reeves"),
        ("PRK", "leader", date(1993, 1, 1), "person:kim-il-sung"),
        ("igo:nato", "secretary-general", date(2024, 11, 1), "person:mark-rutte"),
        ("HUN", "foreign minister", None, "person:peter-szijjarto"),
    ],
)
def test_offices_have_holders_by_date(
    register: Register, country: str, role: str, on: date | None, expected: str
) -> None:
    assert person(register.holder(country, role, on)) == expected


@pytest.mark.parametrize(
    ("country", "role", "on"),
    [("HUN", "king", date(2024, 1, 1)), ("HUN", "prime minister", date(1930, 1, 1)), ("XXX", "president", None)],
)
def test_no_holder_is_guessed(register: Register, country: str, role: str, on: date | None) -> None:
    assert register.holder(country, role, on) is None


@pytest.mark.parametrize(
    ("country", "role", "on"), [("USA", "governor", date(2017, 5, 31)), ("AFG", "vice president", date(2015, 9, 15))]
)
def test_an_office_that_several_share_is_held_by_none_of_them(register: Register, country: str, role: str, on: date) -> None:
    assert len(register.in_office(country, role, on)) > 1
    assert register.holder(country, role, on) is None


def test_who_hands_an_office_over_no_longer_holds_it_on_that_day(register: Register) -> None:
    assert person(register.holder("AUS", "prime minister", date(2015, 9, 15))) == "person:malcolm-turnbull"


@pytest.mark.parametrize(
    ("name", "country", "on", "expected"),
    [
        ("George Bush", None, None, {"George H. W. Bush", "George W. Bush"}),
        ("George Bush", None, date(2003, 3, 20), set()),
        ("Orbán", "HUN", date(2024, 12, 11), set()),
        ("Rudolf Rassendyll", None, None, set()),
    ],
)
def test_rivals_are_those_who_fit_equally_well(
    register: Register, name: str, country: str | None, on: date | None, expected: set[str]
) -> None:
    assert {entry.name for entry in register.rivals(name, country=country, on=on)} == expected


def test_an_open_tenure_is_not_believed_long_after_its_source(register: Register) -> None:
    assert register.holder("HUN", "foreign minister", date(2029, 1, 1)) is None


def test_every_entry_has_a_source(register: Register) -> None:
    for entry_id in ("state:hun", "person:viktor-orban", "igo:nato", "armed-group:hamas"):
        entry = register.entry(entry_id)
        assert entry is not None and entry.source
