"""Where an event takes place."""

from __future__ import annotations

import pytest

from chancery.assembly.where import Places
from chancery.knowledge.register import Register
from chancery.record.facts import Place
from tests.make import make_record
from training.codebook.parse import parse
from training.oracle import analysis_of

REGISTER = Register.load()


def place_of(words: str, text: str = "They met {} on Monday.") -> Place:
    """The place that ``words`` name in a report."""
    report = text.format(words)
    analysis = analysis_of(parse(f"## t-1 2024-12-11 | Test Wire\n{report}\n--\n\n")[0])
    start = report.index(words)
    inside = [n for n, (a, b) in enumerate(analysis.words) if start <= a and b <= start + len(words)]
    found = Places(analysis, REGISTER).at((inside[0], inside[-1]))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "name", "country", "geonames"),
    [
        ("in Cairo", "Cairo", "EGY", 360630),
        ("in Moscow", "Moscow", "RUS", 524901),
        ("in the United States", "United States", "USA", 6252001),
        ("in the US", "United States", "USA", 6252001),
        ("at Mar-a-Lago", "Mar-a-Lago", "USA", None),
        ("at the Rafah crossing", "Rafah crossing", "PSE", None),
        ("at the Kremlin", "Kremlin", "RUS", None),
        ("in the southern city of Basra", "Basra", "IRQ", 99532),
        ("in the Lebanese city of Tripoli", "Tripoli", "LBN", 266826),
        ("in Paris, Texas", "Paris", "USA", 4717560),
        ("in Hatay province", "Hatay province", "TUR", 312394),
        ("in the capital Baku", "Baku", "AZE", 587084),
        ("in the Jordanian capital", "Amman", "JOR", 250441),
        ("in Jordan's capital", "Amman", "JOR", 250441),
        ("in New York", "New York", "USA", 5128581),
        ("in Mexico", "Mexico", "MEX", 3996063),
    ],
)
def test_the_place_has_its_own_name_country_and_id(words: str, name: str, country: str, geonames: int | None) -> None:
    place = place_of(words)
    assert (place.name, place.country, place.geonames) == (name, country, geonames)
    assert place.latitude is not None and place.longitude is not None


@pytest.mark.parametrize(
    ("words", "name", "country", "spot"),
    [
        ("in northern Iraq", "northern Iraq", "IRQ", False),
        ("at Goma's airport", "Goma's airport", "COD", True),
        ("in villages near Mosul", "villages near Mosul", "IRQ", True),
        ("at the Japanese ambassador's home", "Japanese ambassador's home", None, False),
        ("at the Ministry of Foreign Affairs", "Ministry of Foreign Affairs", None, False),
        ("in Parliament", "Parliament", None, False),
        ("in Congress", "Congress", None, False),
        ("at Independence Square", "Independence Square", None, False),
        ("in most cities", "most cities", None, False),
        ("in Streslau", "Streslau", None, False),
    ],
)
def test_what_only_lies_in_a_place_or_is_unknown_has_no_id(words: str, name: str, country: str | None, spot: bool) -> None:
    place = place_of(words)
    assert (place.name, place.country, place.latitude is not None, place.geonames) == (name, country, spot, None)


def test_georgia_in_a_report_from_atlanta_is_the_american_state() -> None:
    place = place_of("Georgia", "Voters in Atlanta, Savannah and Augusta went to the polls in {} and in Alabama.")
    assert (place.name, place.country, place.geonames) == ("Georgia", "USA", 4197000)


def test_words_without_a_place_are_none() -> None:
    analysis = analysis_of(parse("## t-1 2024-12-11 | Test Wire\nThey met in the.\n--\n\n")[0])
    assert Places(analysis, REGISTER).at((2, 3)) is None


def test_an_event_has_its_place_with_the_words_it_rests_on() -> None:
    record = make_record(
        "[Voss #V,e1a] [met #e1] [Ilm #I,e1r] in [Cairo #e1p].",
        """
        V person - "Voss"
        I person - "Ilm"
        e1 CONSULT actual : - asserts
        """,
    )
    place = record.events[0].place
    assert place is not None and place.span is not None
    assert (place.name, place.country, place.latitude, place.longitude, place.span.text) == ("Cairo", "EGY", 30.06, 31.25, "Cairo")


@pytest.mark.parametrize(
    ("words", "text", "name"),
    [
        ("the country", "Indonesian police arrested ten men across {} on Monday.", "Indonesia"),
        ("his country", "Colombian President Gustavo Petro turned away two U.S. planes bound for {}.", "Colombia"),
        ("nationwide", "Greek unions struck {} on Monday.", "Greece"),
        ("the city", "Shells fell on Mosul. Iraqi troops entered {} from the east.", "Mosul"),
        ("the capital", "Thailand's prime minister imposed a curfew on {} at dawn.", "Bangkok"),
        ("Caledonia", "France flew gendarmes to New {} on Monday.", "New Caledonia"),
        ("Salaam", "They met in Dar es {} on Monday.", "Dar es Salaam"),
    ],
)
def test_a_place_without_its_name_is_the_one_that_the_report_named(words: str, text: str, name: str) -> None:
    assert place_of(words, text).name == name


@pytest.mark.parametrize(("words", "text"), [("the city", "They met in {}."), ("the capital", "Rebels seized {} on Monday.")])
def test_a_place_that_nothing_names_keeps_its_words(words: str, text: str) -> None:
    place = place_of(words, text)
    assert (place.name, place.country, place.geonames) == (words.removeprefix("the "), None, None)
