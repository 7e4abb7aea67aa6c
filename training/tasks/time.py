"""How well the time reader does on TimeML folders and on the DateTimeModel cases of the recognizers."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from chancery.assembly.when import TimeExpression, find_times, resolve, timex3
from chancery.assembly.when.periods import Period, parse
from chancery.assembly.when.values import Edge, Shift, Window

_TEXT = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)
_TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
_VALUE = re.compile(r'\bvalue="([^"]*)"')
_CREATED = re.compile(r'functionInDocument="CREATION_TIME"')


@dataclass(frozen=True, slots=True)
class Timex:
    start: int
    end: int
    value: str

    def overlaps(self, other: Timex) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class TimeMl:
    """The plain text of a TimeML document, its date and the gold TIMEX3 inside <TEXT>."""

    text: str
    created: date
    gold: tuple[Timex, ...]


def read_tml(path: Path) -> TimeMl | None:
    """None where the document has no creation time: nothing relative could be right or wrong."""
    raw = path.read_text(encoding="utf-8", errors="replace")
    head = next((match for match in _TAG.finditer(raw) if _CREATED.search(match[3])), None)
    value = _VALUE.search(head[3]) if head else None
    created = parse(value[1]) if value else None
    body = _TEXT.search(raw)
    if created is None or body is None:
        return None
    text, gold = _without_tags(body[1])
    return TimeMl(text, created.start, gold)


def _without_tags(body: str) -> tuple[str, tuple[Timex, ...]]:
    pieces: list[str] = []
    opened: list[tuple[int, str]] = []
    gold: list[Timex] = []
    length = at = 0
    for match in _TAG.finditer(body):
        pieces.append(html.unescape(body[at : match.start()]))
        length, at = length + len(pieces[-1]), match.end()
        if match[2] == "TIMEX3" and not match[1]:
            opened.append((length, _attribute(match[3])))
        elif match[2] == "TIMEX3" and opened:
            start, value = opened.pop()
            gold.append(Timex(start, length, value))
    pieces.append(html.unescape(body[at:]))
    return "".join(pieces), tuple(gold)


def _attribute(attributes: str) -> str:
    match = _VALUE.search(attributes)
    return match[1] if match else ""


def guess(document: TimeMl) -> tuple[Timex, ...]:
    """What the reader finds; the most recent date of the text is the anchor of the next expression."""
    guessed: list[Timex] = []
    anchor: str | None = None
    for expression in _ends(find_times(document.text)):
        kind, value = timex3(expression, reference=document.created, anchor=anchor)
        guessed.append(Timex(expression.start, expression.end, value))
        if kind in ("DATE", "TIME") and parse(value) and not _compares(expression):
            anchor = value
    return tuple(guessed)


def _compares(expression: TimeExpression) -> bool:
    """ "A year earlier" looks back from what the text speaks of, which stays where it was."""
    return isinstance(expression.meaning, Shift) and expression.meaning.like_basis


def _ends(expressions: tuple[TimeExpression, ...]) -> Iterator[TimeExpression]:
    """TimeML marks the two ends of a range apart."""
    for expression in expressions:
        yield from expression.parts or (expression,)


@dataclass(slots=True)
class _Counts:
    gold: int = 0
    guessed: int = 0
    relaxed: int = 0
    strict: int = 0
    value: int = 0

    def f1(self, hits: int) -> float:
        return round(200 * hits / (self.gold + self.guessed), 2) if self.gold + self.guessed else 0.0


def evaluate(path: Path) -> dict[str, float]:
    """TempEval-3 figures of a folder of ``.tml`` files, 0 to 100: relaxed, strict and value F1."""
    counts = _Counts()
    for file in sorted(path.rglob("*.tml")):
        document = read_tml(file)
        if document is not None:
            _count(counts, document.gold, guess(document))
    return {name: counts.f1(getattr(counts, name)) for name in ("relaxed", "strict", "value")}


def _count(counts: _Counts, gold: tuple[Timex, ...], guessed: tuple[Timex, ...]) -> None:
    counts.gold += len(gold)
    counts.guessed += len(guessed)
    for mine, other in pairs(gold, guessed):
        counts.relaxed += 1
        counts.strict += (mine.start, mine.end) == (other.start, other.end)
        counts.value += mine.value == other.value


def pairs(gold: tuple[Timex, ...], guessed: tuple[Timex, ...]) -> list[tuple[Timex, Timex]]:
    """Each gold expression with the first guess that overlaps it; none is used twice."""
    free = list(guessed)
    matched: list[tuple[Timex, Timex]] = []
    for one in gold:
        other = next((guess for guess in free if guess.overlaps(one)), None)
        if other is not None:
            free.remove(other)
            matched.append((one, other))
    return matched


# The recognizers write a stretch as first day / day after it, and list a past and a future reading of "Friday".

_DATES = ("datetimeV2.date", "datetimeV2.daterange")
_Days = tuple[date | None, date | None]


def evaluate_recognizers(path: Path) -> dict[str, float]:
    """Share of the date and date range results of DateTimeModel with a right value, 0 to 100.

    ``path`` is ``DateTimeModel.json`` or the folder it lies in.
    """
    outcomes = [right for _, _, right in recognizer_outcomes(path)]
    return {"right": round(100 * sum(outcomes) / len(outcomes), 2) if outcomes else 0.0, "cases": float(len(outcomes))}


def recognizer_outcomes(path: Path) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """Each case's input, one gold result of it, and whether ours is right."""
    file = path if path.is_file() else path / "DateTimeModel.json"
    for case in json.loads(file.read_text(encoding="utf-8-sig")):
        for result in case["Results"]:
            if result.get("TypeName") in _DATES and _resolved(result):
                yield case["Input"], result, _is_right(case, result)


def _resolved(result: dict[str, Any]) -> bool:
    return any("value" not in value or value["value"] != "not resolved" for value in result["Resolution"]["values"])


def _is_right(case: dict[str, Any], result: dict[str, Any]) -> bool:
    reference = date.fromisoformat(case.get("Context", {}).get("ReferenceDateTime", "2019-01-01")[:10])
    ours = [one for one in find_times(case["Input"]) if one.start <= result["End"] and result["Start"] < one.end]
    return any(_agrees(one, reference, value) for one in ours for value in result["Resolution"]["values"])


def _gold_days(value: dict[str, str]) -> _Days:
    if "value" in value:
        day = date.fromisoformat(value["value"][:10])
        return day, day + timedelta(days=1)
    return _day_or_none(value.get("start")), _day_or_none(value.get("end"))


def _day_or_none(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _agrees(expression: TimeExpression, reference: date, value: dict[str, str]) -> bool:
    """The same days, or the same TIMEX value where theirs is cut by a modifier ("early", "later")."""
    if "Mod" in value or isinstance(expression.meaning, (Edge, Shift)):
        pattern = value["timex"].replace("X", "[0-9]")
        if re.fullmatch(pattern, timex3(expression, reference=reference)[1]):
            return True
    resolved = resolve(expression, published=reference)
    return resolved is not None and _same_days(expression, resolved, _gold_days(value), reference)


def _same_days(expression: TimeExpression, resolved: str, gold: _Days, reference: date) -> bool:
    first, _, last = resolved.partition("/")
    start, end = parse(first), parse(last or first)
    if start is None or end is None:
        return False
    ends = {end.start, end.last, end.last + timedelta(days=1)} | _start_of_end(expression, reference)
    if gold[0] is None:
        return gold[1] in ends or gold[1] == start.start
    if isinstance(expression.meaning, (Shift, Window)) and _covers(start, end, gold):
        return True
    return (gold[0] == start.start or (gold[1] is None and gold[0] in ends)) and (gold[1] is None or gold[1] in ends)


def _start_of_end(expression: TimeExpression, reference: date) -> set[date]:
    """They let "from Q1 to Q3" end where its second end begins."""
    value = resolve(expression.parts[1], published=reference) if expression.parts else None
    period = parse(value) if value else None
    return {period.start} if period else set()


def _covers(start: Period, end: Period, gold: _Days) -> bool:
    """Ours keeps the precision of the words ("two months ago" is a month); theirs is a day in it."""
    last = gold[1] - timedelta(days=1) if gold[1] else gold[0]
    return bool(gold[0] and last and start.start <= gold[0] <= start.last and end.start <= last <= end.last)
