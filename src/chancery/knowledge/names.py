"""How names are compared: one way to fold them, one way to make an id of them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose into a base letter and an accent.
_PLAIN = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a",
        "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-", "—": "-",
        "&": " and ", "+": " plus ",
    }
)  # fmt: skip
_POSSESSIVE = re.compile(r"(?:'s|(?<=s)')$")
_ARTICLE = re.compile(r"^the\s+(?=\S)")
_SILENT = re.compile(r"[.']")
_GAP = re.compile(r"[\W_]+")

# Spellings that transliterations disagree on, applied in this order to folded names.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"\b(?:al|el|ad|an|ar|as|ash|at|az|ul|bin|ibn|ben|abd al|abdul|abdel|abdal)\b ?", ""),
        (r"\bmu?o?hamm?[aeu]d\b", "mohamad"),
        (r"\bh[ou]s+[ae]?[iy]*n\b", "husein"),
        (r"\byu(?=[aeiou])|\bye(?=[a-z])|\bie", "e"),
        (r"(?:iyy|yy|iy|ij|ii|yi|ey|ei|ay|ai|y|i|j)", "i"),
        (r"kh|gh", "h"),
        (r"ks", "x"),
        (r"tch|tsch|cz|ch|sch|sh|sz|zh", "s"),
        (r"ou|oo|u|w", "o"),
        (r"ee", "i"),
        (r"q|ck|c", "k"),
        (r"ph", "f"),
        (r"v", "f"),
        (r"th", "t"),
        (r"(.)\1+", r"\1"),
        (r"e(?=[rlmns]\b)", ""),
    )
)


def plain(text: str) -> str:
    """Lower-case ``text`` without accents, its words and marks kept.

    >>> plain("Recep Tayyip Erdoğan")
    'recep tayyip erdogan'
    """
    spread = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return bare.casefold().translate(_PLAIN)


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The form two spellings of one name share: no accents, case, dots, marks, leading article or final possessive.

    >>> fold("The U.S.'s"), fold("Côte d’Ivoire"), fold("al-Shabaab")
    ('us', 'cote divoire', 'al shabaab')
    """
    bare = _POSSESSIVE.sub("", plain(name).strip())
    return _ARTICLE.sub("", _GAP.sub(" ", _SILENT.sub("", bare)).strip())


def slug(name: str) -> str:
    """The part of an id that a name makes.

    >>> slug("Viktor Orbán"), slug("the Donetsk People's Republic")
    ('viktor-orban', 'donetsk-peoples-republic')
    """
    return fold(name).replace(" ", "-") or "unnamed"


@lru_cache(maxsize=16384)
def sound(name: str) -> str:
    """A coarse form that transliterations of one name mostly share; use it only beside a title, a country or a date.

    >>> sound("Volodymyr Zelenskyy") == sound("Volodymyr Zelensky")
    True
    """
    folded = fold(name)
    for pattern, replacement in _SOUNDS:
        folded = pattern.sub(replacement, folded)
    return folded.strip()


def looks_like_a_name(raw: str, folded: str) -> bool:
    """Whether ``raw`` may name something: short words in small letters ("us", "who", "un") do not."""
    return bool(folded) and (len(folded) > 4 or not raw.islower())
