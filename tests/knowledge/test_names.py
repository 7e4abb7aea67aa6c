"""How names are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.knowledge.names import fold, slug, sound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The U.S.", "US"),
        ("Côte d’Ivoire", "Cote d'Ivoire"),
        ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
        ("al-Shabaab", "Al Shabaab"),
        ("Turkey's", "Turkey"),
        ("the United States'", "United States"),
        ("Łódź", "Lodz"),
        ("OPEC+", "OPEC Plus"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Viktor Orbán", "viktor-orban"), ("Donetsk People's Republic", "donetsk-peoples-republic"), ("…", "unnamed")],
)
def test_slugs(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
        ("Muammar Gaddafi", "Moammar Gadafi"),
        ("Mohammed Hussein", "Muhammad Husayn"),
        ("Dmitriy Medvedev", "Dmitri Medvedev"),
    ],
)
def test_transliterations_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_different_names_do_not_sound_alike() -> None:
    assert sound("Putin") != sound("Lavrov")


@given(st.text())
def test_folding_twice_is_folding_once_or_shorter(text: str) -> None:
    assert len(fold(fold(text))) <= len(fold(text))
