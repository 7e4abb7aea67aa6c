"""The notation of the grammar's rules and what a rule sees of the words it matched.

A rule is a regular expression in which ``{month}`` stands for one token of that tag, ``{the|of}`` for either, ``{dom}``
for a macro, and ``{day:dom}`` for the same with a name. A blank stands for white space.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from chancery.assembly.when.lexicon import Word
from chancery.assembly.when.tokens import LETTER
from chancery.assembly.when.values import Meaning

_MOST_USES = 5
_FIELD = re.compile(r"\{(?:(\w+):)?([\w|]+)\}")
_MACROS = {
    "digit": "{dig12|dig24|dig31|dig99|dig999|dig|clock|y4}",
    "dig31s": "{dig12|dig24|dig31}",
    "dig2": "{dig12|dig24|dig31|dig99}",
    "small": "(?:{tens}(?:[ -]{one})?|{teen|one})",
    "card": "(?:{digit}(?:{dot}{digit})?|(?:{small|digit|a} )?{big}(?: (?:{and} )?{small})?|{small})",
    "ordinal": "(?:{dig2}{nth}|{tens}[ -]{ord|second}|{ordtens|ordteen|ord|second})",
    "daynth": "{dig12|dig24|dig31}{nth}",
    "domwords": "(?:{tens}[ -]{one}|{teen}|{tens})",
    "dom": "(?:{ordinal}|(?<!{dot|money})(?<!{money} ){dig31s}(?!{digit}|{colon}{digit}|{dot}{dig2}| ?{ampm}))",
    "someyear": "(?:{y4}|{teen} (?:{big}(?: {and})? )?{tens}(?:[ -]{one})?|{teen} {teen}|"
    "{one} {big}(?: {and})?(?: {small})?)",
    "spoken": "(?:{teen} (?:{big}(?: {and})? )?{tens}(?:[ -]{one})?|{one} {big} {and} {small})",
    "mon": "(?:{month|may}|{mabbr|may}{dot}?)",
    "wd": "(?:{weekday}|{wday}{dot}?)",
    "dunit": "{unit|quarter}",
    "dunits": "{unit|units|quarter|quarters}",
    "anyunit": "{unit|units|quarter|quarters|tunit|tunits|second}",
    "which": "{last|next|this|that|current|latest}",
    "poss": "(?:{apos}{s}|{s}{apos}|{apos})",
    "toward": "(?: {to} | ?{hyphen|dash} ?)",
    "daytime": "{part|noon|tonight}",
}


def expand(pattern: str) -> str:
    """The rule as a regular expression over tag letters. A name may stand in several branches."""
    uses: Counter[str] = Counter()

    def field(match: re.Match[str]) -> str:
        body = _alternatives(match[2])
        uses[match[1]] += 1
        return f"(?P<{match[1]}_{uses[match[1]]}>{body})" if match[1] else body

    return _FIELD.sub(field, pattern.replace("-]", "{hyphen}]"))


def _alternatives(names: str) -> str:
    letters = "".join(LETTER[name] for name in names.split("|") if name not in _MACROS)
    macros = [expand(_MACROS[name]) for name in names.split("|") if name in _MACROS]
    either = [f"[{letters}]" if len(letters) > 1 else letters] if letters else []
    return either[0] if either and not macros else f"(?:{'|'.join(either + macros)})"


@dataclass(frozen=True, slots=True)
class Reading:
    """The tokens of one match, by the names that the rule gave them."""

    text: str
    tokens: list[Word]
    match: re.Match[str]

    def span(self, name: str) -> tuple[int, int]:
        """Where the named group matched, in whichever branch; (-1, -1) where it did not."""
        uses = (f"{name}_{use}" for use in range(1, _MOST_USES) if f"{name}_{use}" in self.match.re.groupindex)
        return next((self.match.span(use) for use in uses if self.match.start(use) >= 0), (-1, -1))

    def has(self, name: str) -> bool:
        return self.span(name)[0] >= 0

    def words(self, name: str) -> list[Word]:
        start, end = self.span(name)
        return self.tokens[start:end]

    def word(self, name: str) -> Word:
        return self.tokens[self.span(name)[0]]

    def number(self, name: str) -> int:
        """The whole number that the words of the group say: "twenty-four", "two thousand and four", "4th"."""
        return whole_number(self.words(name))

    def amount(self, name: str) -> float:
        """As ``number``, with decimals."""
        words = self.words(name)
        if len(words) == 3 and words[1].tag == "dot" and words[2].name.isdigit():
            return float(f"{words[0].number}.{words[2].name}")
        return self.number(name)

    def year(self, name: str) -> int:
        """A year in digits or words: "nineteen ninety-six" is 1996."""
        numbers = [word.number for word in self.words(name) if word.number]
        if len(numbers) > 1 and 10 <= numbers[0] < 20 and numbers[1] != 100:
            return numbers[0] * 100 + sum(numbers[1:])
        return self.number(name)


def whole_number(words: list[Word]) -> int:
    total = 0
    for word in words:
        total = max(total, 1) * word.number if word.tag == "big" else total + word.number
    return total


Build = Callable[[Reading], Meaning | None]
Wrap = Callable[[Reading, Meaning], Meaning | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """``pattern`` and what builds its meaning; ``build`` may still decline by returning None."""

    pattern: str
    build: Build


@dataclass(frozen=True, slots=True)
class Opener:
    """Words that need a date right after them, and change what it means: "the end of", "two days before"."""

    pattern: str
    wrap: Wrap
