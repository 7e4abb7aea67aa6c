"""Where the time expressions of a text are: the grammar's rules run over the tag string, the longest reading wins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chancery.assembly.when.calendar_rules import CALENDAR_RULES
from chancery.assembly.when.length_rules import LENGTH_RULES
from chancery.assembly.when.notation import Build, Opener, Reading, Rule, Wrap, expand
from chancery.assembly.when.relative_rules import OPENERS, RELATIVE_RULES
from chancery.assembly.when.tokens import LETTER, OTHER, Tagged
from chancery.assembly.when.values import Clock, Length, Meaning, Repeat, Vague

_NAMES = re.compile(r"\?P<\w+>")
_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens ``start`` up to ``end`` with their meaning."""

    start: int
    end: int
    meaning: Meaning


def _compiled(rules: tuple[Rule, ...]) -> tuple[tuple[re.Pattern[str], Build], ...]:
    return tuple((re.compile(expand(rule.pattern)), rule.build) for rule in rules)


def _opening(rules: tuple[Opener, ...]) -> tuple[tuple[re.Pattern[str], Wrap], ...]:
    return tuple((re.compile(expand(rule.pattern)), rule.wrap) for rule in rules)


_RULES = _compiled(CALENDAR_RULES + RELATIVE_RULES + LENGTH_RULES)
_OPENERS = _opening(OPENERS)
_ANY = re.compile("|".join(_NAMES.sub("?:", pattern.pattern) for pattern, _ in (*_RULES, *_OPENERS)))
_PART = re.compile(expand(r" (?:{in} {the} )?{part|noon}"))
_GLUE = [
    "the",
    "of",
    "and",
    "or",
    "to",
    "from",
    "in",
    "on",
    "between",
    "within",
    "s",
    "right",
    "long",
    "no",
    "old",
    "these",
    "over",
    "ended",
    "starting",
    "a",
    "at",
    "up",
    "than",
    "more",
    "least",
    "so",
    "comma",
    "hyphen",
    "dash",
    "dot",
    "apos",
    "paren",
    "money",
    "dig12",
    "dig24",
    "dig31",
    "dig999",
    "dig",
    "one",
    "small",
    "ord",
    "big",
    "few",
    "last",
    "next",
    "this",
    "that",
    "before",
    "after",
    "about",
    "every",
    "edge",
    "time",
    "new",
    "near",
    "other",
    "ahead",
    "couple",
]
_CORE = "".join(letter for name, letter in LETTER.items() if name not in _GLUE)
_RUN = re.compile(f"[^{OTHER}{_CORE}]*[{_CORE}][^{OTHER}]*")


def find(text: str, tagged: Tagged) -> list[Found]:
    """The longest readings, from left to right, none overlapping."""
    return [found for run in _RUN.finditer(tagged.tags) for found in _in_run(text, tagged, *run.span())]


def _in_run(text: str, tagged: Tagged, at: int, end: int) -> Iterator[Found]:
    while match := _ANY.search(tagged.tags, at, end):
        best = _longest(text, tagged, match.start(), _DEPTH)
        if best is not None:
            yield best
        at = best.end if best is not None else match.start() + 1


def _longest(text: str, tagged: Tagged, at: int, depth: int) -> Found | None:
    readings = [found for found in (_plain(text, tagged, at), _opened(text, tagged, at, depth)) if found]
    return max(readings, key=lambda found: found.end, default=None)


def _plain(text: str, tagged: Tagged, at: int) -> Found | None:
    best: Found | None = None
    for pattern, build in _RULES:
        match = pattern.match(tagged.tags, at)
        if match and (best is None or match.end() > best.end):
            meaning = build(Reading(text, tagged.words, match))
            best = Found(at, match.end(), meaning) if meaning is not None else best
    return _with_part(tagged, best) if best else None


def _with_part(tagged: Tagged, found: Found) -> Found:
    """ "Friday" and "night" make one expression."""
    match = _PART.match(tagged.tags, found.end)
    if match is None or isinstance(found.meaning, (Clock, Length, Repeat, Vague)):
        return found
    part = tagged.words[match.end() - 1].name
    return Found(found.start, match.end(), Clock(part, found.meaning))


def _opened(text: str, tagged: Tagged, at: int, depth: int) -> Found | None:
    best: Found | None = None
    for pattern, wrap in _OPENERS if depth else ():
        match = pattern.match(tagged.tags, at)
        inner = _longest(text, tagged, match.end(), depth - 1) if match else None
        if match and inner and (best is None or inner.end > best.end):
            meaning = wrap(Reading(text, tagged.words, match), inner.meaning)
            best = Found(at, inner.end, meaning) if meaning is not None else best
    return best
