"""Where the time expressions of a text are: the grammar's rules run over the tag string, the longest reading wins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chancery.assembly.when.calendar_rules import CALENDAR_RULES
from chancery.assembly.when.length_rules import LENGTH_RULES
from chancery.assembly.when.notation import Build, Opener, Reading, Rule, Wrap, expand
from chancery.assembly.when.relative_rules import OPENERS, RELATIVE_RULES
from chancery.assembly.when.tokens import LETTER, SPACE, Tagged
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
_WORD_INSIDE = re.compile(f"[^{SPACE}]")


def find(text: str, tagged: Tagged) -> list[Found]:
    """The longest readings, from left to right, none overlapping."""
    found: list[Found] = []
    at = 0
    while match := _ANY.search(tagged.tags, at):
        best = _longest(text, tagged, match.start(), _DEPTH)
        if best is not None:
            found.append(best)
        at = best.end if best is not None else match.start() + 1
    return found


def _longest(text: str, tagged: Tagged, at: int, depth: int) -> Found | None:
    readings = [found for found in (_plain(text, tagged, at), _opened(text, tagged, at, depth)) if found]
    return max(readings, key=lambda found: found.end, default=None)


def _plain(text: str, tagged: Tagged, at: int) -> Found | None:
    best: Found | None = None
    for pattern, build in _RULES:
        match = pattern.match(tagged.tags, at)
        if match and (best is None or match.end() > best.end):
            meaning = build(Reading(text, tagged.tokens, match))
            best = Found(at, match.end(), meaning) if meaning is not None else best
    return _with_part(tagged, best) if best else None


def _with_part(tagged: Tagged, found: Found) -> Found:
    """"Friday" and "night" make one expression."""
    match = _PART.match(tagged.tags, found.end)
    if match is None or isinstance(found.meaning, (Clock, Length, Repeat, Vague)):
        return found
    part = tagged.tokens[match.end() - 1].word.name
    return Found(found.start, match.end(), Clock(part, found.meaning))


def _opened(text: str, tagged: Tagged, at: int, depth: int) -> Found | None:
    best: Found | None = None
    for pattern, wrap in _OPENERS if depth else ():
        match = pattern.match(tagged.tags, at)
        inner = _longest(text, tagged, match.end(), depth - 1) if match else None
        if match and inner and (best is None or inner.end > best.end):
            meaning = wrap(Reading(text, tagged.tokens, match), inner.meaning)
            best = Found(at, inner.end, meaning) if meaning is not None else best
    return best


__all__ = ["LETTER", "Found", "find"]
