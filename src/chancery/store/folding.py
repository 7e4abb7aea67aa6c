"""Text as search sees it: words without accents and case, a space between. Queries fold the same way."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ACCENTS = re.compile("[\u0300-\u036f]+")
_WORDS = re.compile(r"[^\W_]+")
_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n"}
"""Letters that Unicode does not take apart."""
_LETTER = re.compile(f"[{''.join(_LETTERS)}]")
MOST_OF_A_WORD = 64
_PUNCTUATION = re.compile("[\u2010-\u2027]+")
"""What makes most English texts more than ASCII: dashes, quotation marks, dots."""
_ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}


@lru_cache(maxsize=100_000)  # names come again and again
def fold(text: str) -> str:
    """The words of a text, without what a searcher might leave out.

    >>> fold("Viktor Orbán’s visit to Łódź (2024)")
    'viktor orban s visit to lodz 2024'
    """
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """The folded words of a text, in order.

    >>> words("Mar-a-Lago")
    ['mar', 'a', 'lago']
    """
    if not text.isascii():
        text = _PUNCTUATION.sub(" ", text)
    found = text.translate(_ASCII).split() if text.isascii() else _WORDS.findall(_plain(text))
    return found if max(map(len, found), default=0) <= MOST_OF_A_WORD else [word[:MOST_OF_A_WORD] for word in found]


def _plain(text: str) -> str:
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).lower()
    return text if text.isascii() else _LETTER.sub(lambda m: _LETTERS[m[0]], text)
