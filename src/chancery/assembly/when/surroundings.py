"""The words around an expression: is it one at all, what preposition governs it, past or future."""

from __future__ import annotations

import re

from chancery.assembly.when.finder import Found
from chancery.assembly.when.tokens import Tagged
from chancery.assembly.when.values import Day, Fixed, Length, Part, Range, Relation, Repeat, Tense, TimeExpression

_BEFORE = 90
_AFTER = 50
_SENTENCE_END = re.compile(r"[.!?][\"”’']?\s+(?=[A-Z\"“])|\n\s*\n")
_FUTURE = re.compile(
    r"\b(?:will|won['’]t|shall|scheduled|expected|due|slated|plans?|planned|planning|hopes?|upcoming|intends?|would|"
    r"(?:is|are|was|were) to|to be|going to|payable|effective|expires?|vows?"
    r"|postponed|deadline|extended to|until|as (?:early|soon|late) as|leaves|arrives|flies|convenes|resumes)\b|['’]ll\b"
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|has|have|been|(?<!\bbe )\w{2,}ed|went|came|took|met|began|rose|fell|gave|made|held|saw|led|"
    r"killed|won|lost|left|sent|struck|broke|spoke|since|sold|bought|became|got|grew|wrote)\b"
)
_POSSESSIVE = re.compile(r"['’]s\b")
_RELATIONS: dict[str, Relation] = {
    "since": "since", "until": "until", "till": "until", "before": "before", "by": "before", "after": "after",
}  # fmt: skip
_PREPOSITION = re.compile(r"(\w+)(?:\s+(?:the|early|late|mid))?[\s\-]+$")
_JOIN = re.compile(r"(?:\s+(?:to|until|till|through)\s+|\s*[-–—]\s*)(?:the\s+)?$")
_JOIN_AND = re.compile(r"\s+and\s+(?:the\s+)?$")
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)


def _window(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after in the same sentence."""
    before = text[max(0, start - _BEFORE) : start]
    cut = [match.end() for match in _SENTENCE_END.finditer(before)]
    after = _SENTENCE_END.split(text[end : end + _AFTER], maxsplit=1)[0]
    return before[cut[-1] :] if cut else before, after


def tense_around(text: str, start: int, end: int) -> Tense | None:
    """Past or future by the nearest verb before the expression, else the first after it."""
    if _POSSESSIVE.match(text, end):
        return None
    before, after = _window(text, start, end)
    future, past = _last(_FUTURE, before), _last(_PAST, before)
    if future >= 0 or past >= 0:
        return "future" if future >= past else "past"
    ahead, behind = _FUTURE.search(after), _PAST.search(after)
    if ahead and (behind is None or ahead.start() <= behind.start()):
        return "future"
    return "past" if behind else None


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def relation_before(text: str, start: int) -> Relation | None:
    match = _PREPOSITION.search(text, max(0, start - 20), start)
    return _RELATIONS.get(match[1].lower()) if match else None


def is_time(text: str, tagged: Tagged, found: Found) -> bool:
    """Whether the words are used as a time: "May" the month, 2000 the year."""
    start, end = tagged.starts[found.start], tagged.starts[found.end]
    words = [word.tag for word in tagged.words[found.start : found.end] if word.tag != "space"]
    if len(words) == 1:
        return _lone(text, start, end, words[0])
    tags = set(words)
    if tags <= {"dig12", "dig24", "dig31", "slash", "nth", "the"} and len(words) < 5:
        return _is_day_number(text, start, end)
    if tags <= {"wday", "that", "this", "the", "last", "next"} and "wday" in tags:
        return False
    if tags <= {"this", "that", "may"} and text[start:end].endswith(("may", "march")):
        return False
    stuck = tags <= {"y4", "hyphen"} and _STUCK.search(text[max(0, start - 2) : start])
    return text[start:end] != "This Week" and not stuck


def _is_day_number(text: str, start: int, end: int) -> bool:
    """Whether "3/4" or "the 5th" is a day, not a fraction or a rank."""
    if _COUNTED.match(text, end):
        return False
    return bool(_NUMERIC_CONTEXT.search(text[max(0, start - 25) : start]) or _SLASHED_END.match(text, end))


def _lone(text: str, start: int, end: int, tag: str) -> bool:
    word, before = text[start:end], text[max(0, start - 12) : start]
    if tag == "may" or (tag == "mabbr" and text[end : end + 1] != "."):
        return bool((_GOVERNED if word[0].isupper() else _INSIDE).search(before))
    if tag == "vague" and word.lower() in ("soon", "shortly"):
        return not re.match(r"\s+(?:as|after|before|enough)\b", text[end : end + 10])
    if tag == "wday" and word in _CLEAR_DAYS:
        return True
    if tag in ("wday", "holiname", "tabbr", "part"):
        return bool(re.search(r"\b[Oo]n\s+$", before))
    if tag == "y4":
        return _is_year(text, int(word), start, end, before)
    return tag not in ("dig12", "dig24", "dig31", "dig99") and word.lower() not in ("second", "sec", "min", "seconds")


_NUMERIC_CONTEXT = re.compile(
    r"(?i)\b(?:on|from|between|until|since|by|after|before|this|next|last|to|and|of"
    r"|dated?|date:)[\s(]+$|^\s*$|\bon \d+/\d+(?:, \d+/\d+)*(?:,| or| and) $|\d/\d+[-–]$"
)
_SLASHED_END = re.compile(r"[-–]\d+/\d+")
_STUCK = re.compile(r"\d[-–/.]$")
_GOVERNED = re.compile(
    r"(?i)\b(?:in|since|until|by|of|from|to|and|before|after|late|early|during|through|mid)[\s-]+(?:the\s+)?$"
)
_INSIDE = re.compile(r"(?i)\b(?:in|since|during)\s+$")
_CLEAR_DAYS = ("Tue", "Tues", "Thu", "Thurs", "Fri")
_MONEY = re.compile(r"[$€£¥#№@]\s?$|[\d.,][.,/-]?$|\b(?:No|no|number|Number|flight|Flight)\.?\s$")
_COUNTED = re.compile(r"(?:[.,]\d|%|\s?(?:percent|per\s?cent|km|kilomet|miles?|meters?|tons?|people|troops|men|women|"
                      r"dollars|euros?|pounds|million|billion|points?"
                      r"|feet|shares|soldiers|police|jobs|workers)\b)")  # fmt: skip


def _is_year(text: str, year: int, start: int, end: int, before: str) -> bool:
    if not 1500 <= year <= 2199 or _MONEY.search(before) or _COUNTED.match(text, end):
        return False
    if text[end : end + 1] in ("-", "–") and text[end + 1 : end + 2].isalpha():
        return bool(_GOVERNED.search(before))
    return True


def joins(text: str, first: TimeExpression, second: TimeExpression) -> bool:
    """Whether two neighbours are the ends of one stretch."""
    if any(isinstance(one.meaning, (Length, Repeat, Range)) for one in (first, second)):
        return False
    between, before = text[first.end : second.start], text[max(0, first.start - 15) : first.start]
    if _JOIN.match(between):
        return bool(_FROM.search(before) or _BETWEEN.search(before)) or _alike(first, second)
    return bool(_JOIN_AND.match(between) and _BETWEEN.search(before))


def _alike(first: TimeExpression, second: TimeExpression) -> bool:
    """ "2014 through May 2018": both name a part of the calendar."""
    return all(isinstance(one.meaning, (Fixed, Day, Part)) for one in (first, second))
