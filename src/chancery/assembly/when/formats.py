"""Settled times written down: ISO 8601 for the record, TIMEX3 for comparison with TimeML corpora."""

from __future__ import annotations

from chancery.assembly.when.periods import iso, timex_value
from chancery.assembly.when.resolve import Context, Settled, Stretch, settle
from chancery.assembly.when.values import (
    Clock,
    Edge,
    Length,
    Meaning,
    Relation,
    Repeat,
    Shift,
    Unit,
    Vague,
    Window,
    Within,
)

_LETTER: dict[Unit, tuple[str, float]] = {
    "second": ("TS", 1), "minute": ("TM", 1), "hour": ("TH", 1), "day": ("D", 1), "week": ("W", 1),
    "weekend": ("D", 2), "fortnight": ("W", 2), "month": ("M", 1), "season": ("M", 3), "quarter": ("M", 3),
    "half": ("M", 6), "year": ("Y", 1), "decade": ("Y", 10), "century": ("Y", 100),
}  # fmt: skip
_SMALLER = {"Y": ("M", 12), "W": ("D", 7), "TH": ("TM", 60), "TM": ("TS", 60), "D": ("TH", 24)}


def iso_value(settled: Settled, relation: Relation | None, context: Context) -> str:
    """One ISO value or an interval. "Since July" runs to the day of the report."""
    if isinstance(settled, Stretch):
        return _interval(_ends(iso(settled.first))[0], _ends(iso(settled.last))[1])
    value = iso(settled)
    if relation == "since" and context.published and settled.start < context.published:
        return f"{_ends(value)[0]}/{context.published.isoformat()}"
    return value


def _ends(value: str) -> tuple[str, str]:
    first, _, last = value.partition("/")
    return first, last or first


def _interval(first: str, last: str) -> str:
    return first if first == last else f"{first}/{last}"


def duration_value(length: Length) -> str | None:
    """``P5D``, ``PT1H``, ``P2Y6M``; None for "days" and "several years"."""
    if any(amount is None for amount, _ in length.amounts):
        return None
    return _duration(length.amounts)


def _duration(amounts: tuple[tuple[float | None, Unit], ...]) -> str:
    dates, times = "", ""
    for amount, unit in amounts:
        for number, letter in _pieces(amount, *_LETTER[unit]):
            dates, times = (
                (dates, times + number + letter[1:]) if letter[0] == "T" else (dates + number + letter, times)
            )
    return "P" + dates + ("T" + times if times else "")


def _pieces(amount: float | None, letter: str, factor: float) -> list[tuple[str, str]]:
    """2.5 years are ``2Y 6M``: ISO durations are whole numbers where that is possible."""
    if amount is None:
        return [("X", letter)]
    whole, rest = divmod(amount * factor, 1)
    smaller, many = _SMALLER.get(letter, ("", 0))
    pieces = [(str(int(whole)), letter)] if whole or not rest else []
    if rest and many and (rest * many) % 1 == 0:
        return [*pieces, (str(int(rest * many)), smaller)]
    return [(f"{amount * factor:g}", letter)] if rest else pieces


def timex_pair(meaning: Meaning, context: Context) -> tuple[str, str]:
    if isinstance(meaning, Length):
        return "DURATION", _duration(meaning.amounts)
    if isinstance(meaning, Window):
        return _window_pair(meaning)
    if isinstance(meaning, Repeat):
        return "SET", meaning.value
    if isinstance(meaning, Vague):
        return "DATE", meaning.value
    if isinstance(meaning, Edge):
        return timex_pair(meaning.base, context)
    if isinstance(meaning, Shift) and meaning.by_event:
        return "DURATION", _duration(((abs(meaning.amount), meaning.unit),))
    if isinstance(meaning, Within) and meaning.count > 1:
        return "DURATION", _duration(((meaning.count, meaning.unit),))
    settled = settle(meaning, context)
    return ("TIME" if isinstance(meaning, Clock) else "DATE"), _value(settled)


def _value(settled: Settled | None) -> str:
    if settled is None:
        return "XXXX-XX-XX"
    return timex_value(settled.first if isinstance(settled, Stretch) else settled)


def _window_pair(window: Window) -> tuple[str, str]:
    return "DURATION", _duration(((window.amount, window.unit),))
