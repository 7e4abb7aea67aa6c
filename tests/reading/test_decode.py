"""Bytes to characters."""

from __future__ import annotations

import pytest

from chancery.errors import ReadingError
from chancery.reading.decode import decode

SAID = "Orbán met “Putin” – Łukasz said."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_whatever_its_form(encoding: str) -> None:
    assert decode(SAID.encode(encoding)) == SAID


def test_windows_1252_is_read_where_nothing_is_declared() -> None:
    assert decode("Orbán met “Putin”, the Kremlin said.".encode("cp1252")) == "Orbán met “Putin”, the Kremlin said."


def test_a_declared_encoding_is_believed() -> None:
    page = '<html><meta charset="iso-8859-2"><p>Łukasz</p>'
    assert decode(page.encode("iso-8859-2")) == page
    assert decode("Łukasz".encode("iso-8859-2"), content_type="text/plain; charset=ISO-8859-2") == "Łukasz"


@pytest.mark.parametrize("charset", ["undefined", "unicode_escape", "utf-7", "idna", "hex", "rot13", "no-such", "x" * 5000])
def test_a_declared_encoding_that_no_page_has_is_passed_over(charset: str) -> None:
    page = f'<html><meta charset="{charset}"><p>Orbán \\u003cmet+ADw- Putin'
    assert decode(page.encode("cp1252")) == page


def test_one_damaged_byte_does_not_turn_utf8_into_windows_1252() -> None:
    assert decode("Orbán, Szijjártó and Magyar".encode() + b"\xc3") == "Orbán, Szijjártó and Magyar\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 rest", "ZIP"),
        (b"\x7fELF\x02\x01\x01\0\0\0", "binary"),
        (b"text with\0a zero", "binary"),
        (bytes(range(1, 9)) * 20, "binary"),
        (b"\xff\xfeodd", "byte-order mark"),
        ("Привет, мир".encode("koi8-r"), "neither UTF-8"),
        (b"\x81\x8d\x8f words", "neither UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(content: bytes, words: str) -> None:
    with pytest.raises(ReadingError, match=words):
        decode(content)
