"""English or not."""

from __future__ import annotations

import pytest

from chancery.errors import ReadingError
from chancery.reading import language
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


@pytest.mark.parametrize(
    "text",
    [
        "Mohammed bin Salman met Recep Tayyip Erdoğan in Ankara. Mevlüt Çavuşoğlu praised him.",
        "Viktor Orbán told Péter Szijjártó that “Russia attacked” on Monday. Kyiv denied it.",
    ],
)
def test_foreign_names_do_not_make_a_text_foreign(text: str) -> None:
    assert language_of(text) in (None, "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Andrzej Duda odwiedził Kijów. Radosław Sikorski zaprzeczył, że spotkał się z ministrem.", "pl"),
        ("De minister-president sprak met Poetin over de oorlog in Oekraïne, zei hij maandag.", "nl"),
        ("Macron rencontre Poutine lundi, et le Kremlin dément toute concession sur la guerre en Ukraine.", "fr"),
        ("Cumhurbaşkanı Recep Tayyip Erdoğan, Ankara'da Muhammed bin Selman ile görüştü.", "tr"),
    ],
)
def test_foreign_texts_are_foreign_names_or_not(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_short_text_in_another_script_is_not() -> None:
    assert language_of("Владимир Путин") == "und"


def test_no_room_for_a_temporary_file_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    language._identifier.cache_clear()
    monkeypatch.setattr("py3langid.modelio.tempfile.TemporaryFile", full)
    with pytest.raises(ReadingError, match=r"No space left on device.*TMPDIR"):
        language_of("Der Bundeskanzler sprach am Montag mit dem Außenminister über die Lage in der Ukraine.")
