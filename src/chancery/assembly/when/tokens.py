"""Text to tags: one letter for each token, so that the grammar is a set of short regular expressions over letters.

``July 4, 2001`` becomes ``month space dig12 comma space y4``; words that say nothing of time are all ``~``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from chancery.assembly.when.lexicon import LEXICON, Word

_TOKEN = re.compile(
    r"(?P<ampm>(?<![^\W\d_])[aApP](?:\.\s?[mM]\b\.?|[mM]\b))|(?P<word>[^\W\d_]+)|(?P<space>\s+)|(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)|\d+)|."
)
_PUNCTUATION = {
    ",": "comma", "-": "hyphen", "–": "hyphen", "—": "dash", "/": "slash", ":": "colon", ".": "dot", "'": "apos",
    "’": "apos", "‘": "apos", "(": "paren", ")": "paren", "½": "onehalf", "~": "hyphen",
}  # fmt: skip
_DIGITS = ("dig12", "dig24", "dig31", "dig99", "dig999", "y4", "ymd", "dig", "ampm", "clock")
_POOL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + "".join(map(chr, range(0xC0, 0x150)))
_NAMES = sorted({word.tag for word in LEXICON.values()} | set(_PUNCTUATION.values()) | set(_DIGITS))
LETTER: dict[str, str] = {name: _POOL[at] for at, name in enumerate(_NAMES)}
"""The letter that stands for each tag in a tag string."""

OTHER, SPACE = "~", " "
_OTHER = Word("other")
_SPACE = Word("space")


class Token(NamedTuple):
    start: int
    end: int
    word: Word


class Tagged(NamedTuple):
    """``tags[i]`` is the letter of ``tokens[i]``."""

    tokens: tuple[Token, ...]
    tags: str


def tag(text: str) -> Tagged:
    """All tokens of ``text`` with their tags."""
    tokens: list[Token] = []
    letters: list[str] = []
    for match in _TOKEN.finditer(text):
        word, letter = _READERS[match.lastgroup](match[0])
        tokens.append(Token(match.start(), match.end(), word))
        letters.append(letter)
    return Tagged(tuple(tokens), "".join(letters))


def _word(text: str) -> tuple[Word, str]:
    word = LEXICON.get(text) or LEXICON.get(text.lower())
    if word is None:
        return _OTHER, OTHER
    if word.tag == "mabbr" and text.islower():
        return word, LETTER["may"]
    return word, LETTER[word.tag]


def _space(text: str) -> tuple[Word, str]:
    return (_OTHER, OTHER) if text.count("\n") > 1 else (_SPACE, SPACE)


def _digits(text: str) -> tuple[Word, str]:
    if "," in text or len(text) > 8:
        plain = text.replace(",", "")
        return (Word("dig", int(plain)), LETTER["dig"]) if len(plain) < 10 else (_OTHER, OTHER)
    name = _digit_tag(int(text), len(text))
    return Word(name, int(text), text), LETTER[name]


def _digit_tag(value: int, length: int) -> str:
    if length == 8:
        return "ymd" if 1000_00_00 < value < 2999_12_32 else "dig"
    if length == 4:
        return "y4" if 1000 <= value < 3000 else "clock" if value < 1000 else "dig"
    if length > 2:
        return "dig999" if length == 3 else "dig"
    return "dig99" if value > 31 or value == 0 else "dig12" if value <= 12 else "dig24" if value <= 24 else "dig31"


def _other(text: str) -> tuple[Word, str]:
    name = _PUNCTUATION.get(text)
    return (Word(name), LETTER[name]) if name else (_OTHER, OTHER)


def _ampm(text: str) -> tuple[Word, str]:
    return Word("ampm", 12 if text[0] in "pP" else 0, "pm" if text[0] in "pP" else "am"), LETTER["ampm"]


_READERS = {"word": _word, "space": _space, "digits": _digits, "ampm": _ampm, None: _other}
