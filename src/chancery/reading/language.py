"""Which language a text is in, as far as Chancery needs to know: English or not."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from chancery.errors import ReadingError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SAMPLE = 4000
"""Characters looked at."""
_SHORT = 60
"""Letters under which a text is given the benefit of the doubt."""
_POSSIBLE = 0.05
"""Probability of English from which the doubt goes to it."""
_COMMON = frozenset(
    "the of and to in a that is was for on with as by at he his it from be has have had are were which this will not but "
    "who they its been an their she her said after would or when about more there than into".split()
)
_ENOUGH_COMMON = 0.25
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """ISO 639 code of the text's language; null where the text is too short to tell.

    >>> language_of("Le président a reçu mardi la ministre des affaires étrangères, a annoncé le palais.")
    'fr'
    """
    words = _WORD.findall(text[:_SAMPLE])
    letters = sum(map(len, words))
    if _plainly_english(words):
        return "en"
    if letters < _SHORT:
        return None if _latin(words) else "und"
    likeliest, english = _ranked(text[:_SAMPLE])
    if likeliest == "en" or english >= _POSSIBLE:
        return "en" if likeliest == "en" else None
    return None if _english_but_for_names(text[:_SAMPLE]) else likeliest


def _ranked(text: str) -> tuple[str, float]:
    """The likeliest language, and how likely English is."""
    chances = dict(_identifier().rank(text))
    return max(chances, key=chances.__getitem__), chances["en"]


def _english_but_for_names(text: str) -> bool:
    """Whether what is left without capitalised words is plainly English: a line full of Turkish names is not Turkish for that."""
    left = [word for word in _WORD.findall(text) if word.islower()]
    common = sum(word in _COMMON for word in left)
    return common > 0 and 5 * common >= len(left) and _ranked(" ".join(left))[0] == "en"


def _plainly_english(words: list[str]) -> bool:
    """Whether common English words alone settle it, which spares loading the identifier (half a second)."""
    return len(words) >= 20 and sum(word.lower() in _COMMON for word in words) >= _ENOUGH_COMMON * len(words)


def _latin(words: list[str]) -> bool:
    letters = [unicodedata.name(letter, "").startswith("LATIN") for word in words for letter in word]
    return not letters or sum(letters) * 2 >= len(letters)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    try:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # It unpacks its model into a temporary file.
    except OSError as reason:
        raise ReadingError(
            f"its language cannot be told: no temporary file can be written ({reason.strerror}); free some, or set TMPDIR"
        ) from reason
