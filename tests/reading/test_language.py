"""English or not."""

from __future__ import annotations

import pytest

from chancery.reading.language import language_of

ENGLISH = "The Kremlin said on Wednesday that the two leaders had discussed the war and the chances of a ceasefire in a call."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        ("Graustark denied the charge, its envoy said; Ruritania's foreign ministry gave no comment.", "en"),
        ("Der Bundeskanzler sprach am Montag mit dem Außenminister über die Lage in der Ukraine.", "de"),
        ("Le président a reçu mardi la ministre des affaires étrangères, a annoncé le palais.", "fr"),
        ("Президент России заявил в среду, что переговоры о прекращении огня могут начаться.", "ru"),
        ("قال الرئيس يوم الأربعاء إن المحادثات حول وقف إطلاق النار قد تبدأ قريبا في القاهرة", "ar"),
    ],
)
def test_the_language_is_told(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["Orbán visited Kyiv.", "Hola", "Reuters", "1 2 3", "🕊️"])
def test_a_short_text_is_given_the_benefit_of_the_doubt(text: str) -> None:
    assert language_of(text) in (None, "en")


def test_a_short_text_in_another_script_is_not() -> None:
    assert language_of("Владимир Путин") == "und"
