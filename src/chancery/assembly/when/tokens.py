"""Text to tags: one letter for each token, so that the grammar is a set of short regular expressions over letters.

``July 4, 2001`` becomes ``month space dig12 comma space y4``; words that say nothing of time are all ``~``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from chancery.assembly.when.lexicon import LEXICON, Word

_TOKEN = re.compile(
    r"(?<![^\W\d_])[aApP](?:\.\s?[mM]\b\.?|[mM]\b)|[^\W\d_]+|\s+|[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+|."
)
_AMPM = re.compile(r"[aApP](?:\.\s?[mM]\.?|[mM])")
_PUNCTUATION = {
    ",": "comma", "-": "hyphen", "–": "hyphen", "—": "dash", "/": "slash", ":": "colon", ".": "dot", "'": "apos",
    "’": "apos", "‘": "apos", "(": "paren", ")": "paren", "~": "hyphen",
    "$": "money", "€": "money", "£": "money", "¥": "money",
}  # fmt: skip
_DIGITS = ("dig12", "dig24", "dig31", "dig99", "dig999", "y4", "ymd", "dig", "ampm", "clock")
_POOL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + "".join(map(chr, range(0xC0, 0x150)))
_NAMES = sorted({word.tag for word in LEXICON.values()} | set(_PUNCTUATION.values()) | set(_DIGITS))
LETTER: dict[str, str] = {name: _POOL[at] for at, name in enumerate(_NAMES)}
"""The letter that stands for each tag in a tag string."""

OTHER, SPACE = "~", " "
_OTHER = (Word("other"), OTHER)
_SPACE = (Word("space"), SPACE)
_BREAK = (Word("break"), OTHER)


class Tagged(NamedTuple):
    """``tags[i]`` is the letter of ``words[i]``, which runs from ``starts[i]`` to ``starts[i + 1]``."""

    starts: list[int]
    words: list[Word]
    tags: str


def tag(text: str) -> Tagged:
    """All tokens of ``text`` with their tags; together they cover it."""
    starts: list[int] = []
    words: list[Word] = []
    letters: list[str] = []
    known = _KNOWN.get
    for match in _TOKEN.finditer(text):
        token = match[0]
        word, letter = known(token) or _read(token)
        starts.append(match.start())
        words.append(word)
        letters.append(letter)
    starts.append(len(text))
    return Tagged(starts, words, "".join(letters))


def _read(token: str) -> tuple[Word, str]:
    """A token that is no word of the lexicon."""
    if token[0].isspace():
        return _BREAK if token.count("\n") > 1 else _SPACE
    if token[0] in "0123456789":
        return _digits(token)
    return _ampm(token) if token[0] in "aApP" and _AMPM.fullmatch(token) else _OTHER


def _digits(token: str) -> tuple[Word, str]:
    plain = token.replace(",", "")
    if len(plain) > 9:
        return _OTHER
    name = _digit_tag(int(plain), len(plain)) if plain == token else "dig"
    return Word(name, int(plain), token), LETTER[name]


def _digit_tag(value: int, length: int) -> str:
    if length == 8:
        return "ymd" if 1000_00_00 < value < 2999_12_32 else "dig"
    if length == 4:
        return "y4" if 1000 <= value < 3000 else "clock" if value < 1000 else "dig"
    if length > 2:
        return "dig999" if length == 3 else "dig"
    return "dig99" if value > 31 or value == 0 else "dig12" if value <= 12 else "dig24" if value <= 24 else "dig31"


def _ampm(token: str) -> tuple[Word, str]:
    return Word("ampm", 12 if token[0] in "pP" else 0, "pm" if token[0] in "pP" else "am"), LETTER["ampm"]


def _spellings() -> dict[str, tuple[Word, str]]:
    """Each word as it is written small, with a capital and in capitals: one look-up for a token."""
    known = {text: (Word(name), LETTER[name]) for text, name in _PUNCTUATION.items()} | {" ": _SPACE}
    for text, word in LEXICON.items():
        known |= dict.fromkeys((text.capitalize(), text.upper()), (word, LETTER[word.tag]))
        # "mar" and "dec" are months only next to a day or a year, "Mar" and "Dec" alone too.
        known[text] = (word, LETTER["may" if word.tag == "mabbr" else word.tag])
    return known


_KNOWN = _spellings()
