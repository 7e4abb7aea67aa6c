"""Settling the text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.reading.normalise import normalise


@pytest.mark.parametrize(
    "clean",
    [
        "Kyiv denied it.",
        "One.\n\nTwo.\n",
        "A line\nthat wraps.\n\n“Quoted,”  he said. \n\n\tIndented.",
        "عربي 🕊️ e\u0301x\u0323".replace("e\u0301", "é"),
    ],
)
def test_a_clean_text_is_left_as_it_is(clean: str) -> None:
    assert normalise(clean) == clean


@pytest.mark.parametrize(
    ("raw", "settled"),
    [
        ("One.\r\nTwo.\rThree.", "One.\nTwo.\nThree."),
        ("One.\n \n\t\n\nTwo.", "One.\n\nTwo."),
        ("\n\n  \nOne.\n\n\n", "One.\n"),
        ("One.\u2029Two.\u2028Three.", "One.\n\nTwo.\nThree."),
        ("\ufeffCafe\u0301", "Café"),
        ("no\x00 bells\x07 here\x9f", "no bells here"),
        ("a\ud83d\ude00b\ud800c", "a😀b\N{REPLACEMENT CHARACTER}c"),
        (" \n\t\n", ""),
    ],
)
def test_what_is_not_clean_is_settled(raw: str, settled: str) -> None:
    assert normalise(raw) == settled


@given(st.text(st.characters(codec=None) | st.sampled_from("\n\r\t \x00\ufeff\u0301\u2028\ud800\udc00e")))
def test_settled_text_is_clean(raw: str) -> None:
    text = normalise(raw)
    assert normalise(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert "\n\n\n" not in text and "\r" not in text
    text.encode()
