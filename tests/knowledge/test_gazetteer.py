"""What the place names of a report mean."""

from __future__ import annotations

import subprocess
import sys

import pytest

from chancery.knowledge.gazetteer import Context, Gazetteer, context_of
from chancery.knowledge.gazetteer_table import PlaceEntry

GAZETTEER = Gazetteer.load()


def context(text: str) -> Context:
    return context_of(GAZETTEER.columns, text.replace(",", " ,").split())


def division(entry: PlaceEntry | None) -> str | None:
    return entry.division if entry else None


@pytest.mark.parametrize(
    ("name", "country", "kind", "geonames"),
    [
        ("Cairo", "EGY", "capital", 360630),
        ("the U.S.", "USA", "country", 6252001),
        ("Kiev", "UKR", "capital", 703448),
        ("Saint Petersburg", "RUS", "city", 498817),
        ("St. Petersburg", "RUS", "city", 498817),
        ("Leningrad", "RUS", "city", 498817),
        ("Aleppo", "SYR", "city", 170063),
        ("Aleppo province", "SYR", "division", 170062),
        ("Gaza", "PSE", "division", 281132),
        ("Crimea", "UKR", "division", 703883),
        ("Élysée Palace", "FRA", "site", None),
        ("Mar-a-Lago", "USA", "site", None),
        ("Rafah crossing", "PSE", "site", None),
        ("Panmunjom", "KOR", "site", None),
        ("Sahel", None, "region", None),
        ("South China Sea", None, "water", None),
        ("Kan.", "USA", "division", 4273857),
    ],
)
def test_a_well_known_name_is_the_well_known_place(
    name: str, country: str | None, kind: str, geonames: int | None
) -> None:
    entry = GAZETTEER.resolve(name)
    assert entry is not None
    assert (entry.country, entry.kind, entry.geonames) == (country, kind, geonames)


def test_spelling_case_and_accents_do_not_matter() -> None:
    assert GAZETTEER.lookup("SAO PAULO") == GAZETTEER.lookup("São Paulo") != ()


def test_the_most_populous_bearer_comes_first() -> None:
    assert [entry.country for entry in GAZETTEER.lookup("Tripoli")][:2] == ["LBY", "LBN"]


@pytest.mark.parametrize(
    ("name", "where"),
    [("Paris, Texas", "US.TX"), ("Paris, Tex.", "US.TX"), ("Paris, France", "FR.11"), ("Tripoli, Lebanon", "LB.09")],
)
def test_what_stands_after_a_comma_decides(name: str, where: str) -> None:
    assert division(GAZETTEER.resolve(name)) == where


def test_the_country_of_the_report_decides_between_towns_of_one_name() -> None:
    assert division(GAZETTEER.resolve("Tripoli", context=context("Beirut and Sidon in Lebanon were quiet"))) == "LB.09"


def test_a_name_is_what_the_report_says_it_is_at_first() -> None:
    report = context("Fire crews from Alexandria, La., and Pineville came. Alexandria has two engines.")
    assert division(GAZETTEER.resolve("Alexandria", context=report)) == "US.LA"


def test_countries_in_a_list_are_not_towns_of_each_other() -> None:
    entry = GAZETTEER.resolve("Niger", context=context("Envoys of Niger, Nigeria and Chad met"))
    assert entry is not None and entry.country == "NER"


def test_georgia_depends_on_the_report() -> None:
    american = GAZETTEER.resolve(
        "Georgia", context=context("Voters in Atlanta, Savannah and Augusta and all of Alabama")
    )
    caucasian = GAZETTEER.resolve("Georgia", context=context("Talks in Tbilisi and Batumi on Abkhazia with Armenia"))
    assert [american and american.country, caucasian and caucasian.country] == ["USA", "GEO"]


def test_a_hint_decides_where_nothing_else_does() -> None:
    entry = GAZETTEER.resolve("Hyderabad", hint="PAK")
    assert entry is not None and entry.country == "PAK"


def test_an_unknown_name_stays_unknown() -> None:
    assert GAZETTEER.resolve("Streslau") is None
    assert GAZETTEER.lookup("") == ()
    assert GAZETTEER.resolve("Пекин") is None


def test_a_part_is_looked_for_in_its_whole_only_on_request() -> None:
    whole = GAZETTEER.resolve("northern Iraq")
    assert whole is not None and whole.name == "Iraq"
    assert GAZETTEER.resolve("northern Iraq", parts=False) is None


def test_loading_reads_nothing_and_imports_no_package_but_numpy_and_msgspec() -> None:
    code = "from chancery.knowledge.gazetteer import Gazetteer; import sys; g = Gazetteer.load(); assert 'columns' not in vars(g)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
