"""Settle the text once, before any span is taken from it."""

from __future__ import annotations

import re
import unicodedata

_NEWLINE = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028]")
# C0 and C1 controls but tab and newline, and the byte-order mark where it stands as a character.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]|^\ufeff")
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_LEADING_BLANKS = re.compile(r"\A(?:[^\S\n]*\n)+")
_TRAILING_BLANKS = re.compile(r"\n(?:[^\S\n]*\n)*[^\S\n]*\Z")


def normalise(text: str) -> str:
    """The text in NFC with paragraphs one blank line apart and nothing that is no character of a report.

    Lone surrogates become U+FFFD, where a reader sees them. A text that is clean already comes back as it is,
    its final newline included.

    >>> normalise("Kyiv denied it.\\r\\n\\r\\n\\r\\nMoscow insisted.")
    'Kyiv denied it.\\n\\nMoscow insisted.'
    """
    text = _without_surrogates(text)
    text = _NEWLINE.sub("\n", text).replace("\u2029", "\n\n")
    text = unicodedata.normalize("NFC", _CONTROL.sub("", text))
    text = _BLANK_LINES.sub("\n\n", _LEADING_BLANKS.sub("", text))
    text = _TRAILING_BLANKS.sub("\n", text)
    return text if text.strip() else ""


def _without_surrogates(text: str) -> str:
    """Pairs of surrogates joined to the character they mean, lone ones replaced."""
    if text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
