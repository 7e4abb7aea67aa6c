"""From what an expression says to when it was: meanings against the date of the report and the dates around them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from chancery.assembly.when.holidays import holiday_date
from chancery.assembly.when.periods import Period, containing, moved, named_part, parse, plus_days, plus_months
from chancery.assembly.when.values import (
    Clock,
    Day,
    Edge,
    Fixed,
    Holiday,
    Length,
    Meaning,
    Part,
    Range,
    Repeat,
    Shift,
    Unit,
    Vague,
    Weekday,
    Which,
    Window,
    Within,
)

_SOON = 92  # days: without a verb to say so, "Dec. 7" in November is ahead, "in July" in May is not
_LONG_AGO = 240
_FRIDAY = 5
_RECENT: dict[Unit, tuple[int, Unit]] = {
    "day": (10, "day"),
    "week": (4, "week"),
    "month": (6, "month"),
    "year": (5, "year"),
}


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is read against. ``anchor`` is the most recent date of the text before it.

    ``hint`` is a tense that the words around merely suggest.
    """

    published: date | None
    tense: str | None = None
    hint: str | None = None
    anchor: Period | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the start of one period to the end of another."""

    first: Period
    last: Period


Settled = Period | Stretch


def settle(meaning: Meaning, context: Context) -> Settled | None:
    """The period or stretch of the calendar that is meant, None where the context does not settle it."""
    match meaning:
        case Shift() | Window() | Within():
            return _settle_relative(meaning, context)
        case Range():
            return _range(meaning, context)
        case Edge(base=base):
            return settle(base, context)
        case Clock():
            return _clock(meaning, context)
        case Vague():
            return _vague(meaning, context)
        case Length() | Repeat():
            return None
        case _:
            return _settle_named(meaning, context)


def _settle_relative(meaning: Shift | Window | Within, context: Context) -> Settled | None:
    match meaning:
        case Shift():
            return _shift(meaning, context)
        case Window():
            return _window(meaning, context)
        case Within():
            return _within(meaning, context)


def _settle_named(meaning: Fixed | Day | Weekday | Part | Holiday, context: Context) -> Period | None:
    match meaning:
        case Fixed():
            return _fixed(meaning)
        case Day():
            return _day(meaning, context)
        case Weekday():
            return _weekday(meaning, context)
        case Part():
            return _part(meaning, context)
        case Holiday():
            return _holiday(meaning, context)


def settle_period(meaning: Meaning, context: Context) -> Period | None:
    """As ``settle``; of a stretch its first period."""
    settled = settle(meaning, context)
    return settled.first if isinstance(settled, Stretch) else settled


def _fixed(meaning: Fixed) -> Period | None:
    return Period(meaning.unit, date(meaning.year, 1, 1)) if 1 <= meaning.year <= 9998 else None


def _valid_day(year: int, month: int, day: int) -> date | None:
    first = date(year, month, 1) if 1 <= year <= 9998 else None
    found = plus_days(first, day - 1) if first else None
    return found if found and found.month == month else None


def _day(meaning: Day, context: Context) -> Period | None:
    frame = settle_period(meaning.frame, context) if meaning.frame else None
    year = meaning.year or (frame.start.year if frame else None)
    month = meaning.month or (frame.start.month if frame and frame.unit == "month" else None)
    if month is None:
        return _day_of_month(meaning, context)
    if year is not None:
        found = _valid_day(year, month, meaning.day)
        return Period("day", found) if found else None
    return _nearest(lambda year: _as_day(_valid_day(year, month, meaning.day)), meaning.which, context)


def _as_day(day: date | None) -> Period | None:
    return Period("day", day) if day else None


def _day_of_month(meaning: Day, context: Context) -> Period | None:
    """ "The 18th", "Monday 21": of the month that was spoken of last, else of the report's."""
    base = context.anchor.start if context.anchor and context.anchor.unit in ("day", "month") else context.published
    months = (plus_months(base.replace(day=1), step) for step in range(-12, 13)) if base else ()
    days = [_valid_day(month.year, month.month, meaning.day) for month in months if month]
    fitting = [day for day in days if day and meaning.weekday in (None, day.isoweekday())]
    nearest = min(fitting, key=lambda day: abs((day - (base or day)).days), default=None)
    return _as_day(nearest)


def _nearest(make: Callable[[int], Period | None], which: Which | None, context: Context) -> Period | None:
    """Of the same day or month in the years around, the one that the words and their tense mean."""
    today = context.published
    if today is None:
        return None
    choices = [period for step in range(-8, 9) if (period := make(today.year + step))]
    past = [period for period in choices if period.start <= today and not (which == "last" and period.last >= today)]
    ahead = [period for period in choices if (period.start > today if which == "next" else period.last >= today)]
    if which == "this":
        return next((period for period in choices if period.start.year == today.year), None)
    if not past or not ahead:
        return past[-1] if past else ahead[0] if ahead else None
    if which is None:
        return ahead[0] if _is_ahead(past[-1], ahead[0], context) else past[-1]
    return ahead[0] if which == "next" else past[-1]


def _is_ahead(past: Period, ahead: Period, context: Context) -> bool:
    """By tense; without a sure one, what is near goes before what is far."""
    today = context.published or past.start
    behind, before = (today - past.last).days, (ahead.start - today).days
    if context.tense:
        return context.tense == "future"
    if context.hint == "future":
        return behind >= _SOON or before <= _LONG_AGO
    return before <= (_SOON if context.hint is None else _SOON // 2) and behind >= _LONG_AGO


def _weekday(meaning: Weekday, context: Context) -> Period | None:
    if meaning.week is not None:
        week = settle_period(meaning.week, context)
        return _as_day(plus_days(week.start, meaning.weekday - 1)) if week else None
    today = context.published
    if today is None:
        return None
    return _as_day(plus_days(today, _days_to(meaning, today.isoweekday(), context.tense or context.hint)))


def _days_to(meaning: Weekday, today: int, tense: str | None) -> int:
    back, ahead = -((today - meaning.weekday) % 7), (meaning.weekday - today) % 7
    if meaning.which == "last":
        return back or -7
    if meaning.which == "coming":
        return ahead or 7
    if meaning.which == "next":
        return 7 - today + meaning.weekday
    if meaning.which == "this":
        return meaning.weekday - today if tense != "future" else ahead
    return ahead if tense == "future" else back


def _part(meaning: Part, context: Context) -> Period | None:
    frame = settle_period(meaning.frame, context) if meaning.frame else None
    if meaning.frame and frame is None:
        return None
    if meaning.unit == "weekend":
        return _the_weekend(context)
    year = meaning.year or (frame.start.year if frame else None)
    if year is not None:
        return named_part(meaning.unit, meaning.number, year)
    if meaning.unit == "week":
        return named_part("week", meaning.number, context.published.year) if context.published else None
    return _nearest(lambda year: named_part(meaning.unit, meaning.number, year), meaning.which, context)


def _the_weekend(context: Context) -> Period | None:
    today = context.published
    if today is None:
        return None
    this = containing("weekend", today)
    if today.isoweekday() == _FRIDAY:
        return this
    ahead = (context.tense or context.hint) == "future"
    return this if ahead or this.start <= today else moved(this, -1)


def _holiday(meaning: Holiday, context: Context) -> Period | None:
    frame = settle_period(meaning.frame, context) if meaning.frame else None
    year = meaning.year or (frame.start.year if frame else None)
    if year is not None:
        return _as_day(holiday_date(meaning.name, year))
    return _nearest(lambda year: _as_day(holiday_date(meaning.name, year)), meaning.which, context)


def _shift(meaning: Shift, context: Context) -> Period | None:
    base = _base_of(meaning, context)
    if base is None:
        return None
    if meaning.unit == "quarter" and meaning.anchored and meaning.amount == 0 and base.unit != "quarter":
        return _last_quarter(context)
    unit = base.unit if meaning.like_basis and base is context.anchor else meaning.unit
    if meaning.basis is not None and meaning.amount and meaning.unit != "week":
        unit = "day" if base.unit == "day" or meaning.unit == "day" else meaning.unit
    if meaning.basis is not None and meaning.unit == "week" and meaning.amount and base.unit == "day":
        unit = "day"
    start = moved(Period(base.unit, base.start), meaning.amount, meaning.unit)
    return containing(unit, start.start) if start else None


def _last_quarter(context: Context) -> Period | None:
    """ "The quarter" of a report is the one that is over."""
    return moved(containing("quarter", context.published), -1) if context.published else None


def _base_of(meaning: Shift, context: Context) -> Period | None:
    if meaning.basis is not None:
        return settle_period(meaning.basis, context)
    today = Period("day", context.published) if context.published else None
    if meaning.by_event:
        return context.anchor
    return (context.anchor or today) if meaning.anchored else today


def _window(meaning: Window, context: Context) -> Settled | None:
    today = context.published
    recent = _RECENT.get(meaning.unit)
    if today is None or (meaning.amount is None and recent is None):
        return None
    amount, unit = (meaning.amount, meaning.unit) if meaning.amount is not None else recent or (1, meaning.unit)
    if unit == "quarter":
        return _quarters(today, int(amount), meaning.ahead)
    precision = _precision(unit, amount)
    first, last = (0, amount) if meaning.ahead else (-amount, 0)
    days = (_reached(today, round(first * 2) / 2, unit), _reached(today, round(last * 2) / 2, unit))
    if days[0] is None or days[1] is None:
        return None
    if meaning.ahead and precision == "day":
        return Stretch(Period("day", plus_days(days[0], 1) or days[0]), Period("day", days[1]))
    return Stretch(containing(precision, days[0]), containing(precision, days[1]))


def _quarters(today: date, amount: int, ahead: bool) -> Settled | None:
    """Whole quarters, the current one left out."""
    this = containing("quarter", today)
    first, last = moved(this, 1 if ahead else -amount), moved(this, amount if ahead else -1)
    return Stretch(first, last) if first and last else None


def _precision(unit: Unit, amount: float) -> Unit:
    if amount == 1 or unit in ("hour", "minute", "second", "day", "week", "fortnight"):
        return "day"
    return "year" if unit in ("year", "decade", "century") else "month"


def _reached(today: date, amount: float, unit: Unit) -> date | None:
    if unit in ("hour", "minute", "second"):
        hours = amount * {"hour": 60, "minute": 1}.get(unit, 0) / 60
        return plus_days(today, round(hours / 24)) if abs(hours) < 10_000 else None
    if amount != int(amount):
        amount, unit = (amount * 12, "month") if unit == "year" else (int(amount), unit)
    period = moved(Period("day", today), int(amount), unit)
    return period.start if period else None


def _within(meaning: Within, context: Context) -> Settled | None:
    frame = settle_period(meaning.frame, context)
    if frame is None:
        return None
    if meaning.weekday is not None:
        return _as_day(_nth_weekday(frame, meaning.weekday, meaning.number))
    first, step = _first_within(frame, meaning), meaning.count - 1
    last = moved(first, step) if first else None
    if first is None or last is None:
        return None
    return Stretch(first, last) if step > 0 else first


def _first_within(frame: Period, meaning: Within) -> Period | None:
    edge = frame.start if meaning.number > 0 else frame.last
    first = containing(meaning.unit, edge)
    if meaning.unit == "week" and frame.unit in ("year", "month"):
        # ISO: the week of the 4th is the first, that of the 28th of December the last (#4).
        edge = (plus_days(edge, 3) if meaning.number > 0 else plus_days(edge, -3)) or edge
        first = containing("week", edge)
    steps = meaning.number - 1 if meaning.number > 0 else meaning.number + 2 - max(meaning.count, 1)
    return moved(first, steps)


def _nth_weekday(frame: Period, weekday: int, number: int) -> date | None:
    if number > 0:
        first = plus_days(frame.start, (weekday - frame.start.isoweekday()) % 7)
        return plus_days(first, 7 * (number - 1)) if first else None
    return plus_days(frame.last, -((frame.last.isoweekday() - weekday) % 7))


def _clock(meaning: Clock, context: Context) -> Period | None:
    period = settle_period(meaning.base or Shift("day", 0), context)
    return replace(period, time=meaning.time) if period and period.unit == "day" else period


def _range(meaning: Range, context: Context) -> Settled | None:
    first, last = _both_ends(meaning, context)
    if first is None or last is None:
        return None
    start = first.first if isinstance(first, Stretch) else first
    end = last.last if isinstance(last, Stretch) else last
    return Stretch(start, end) if start.start <= end.last else None


def _both_ends(meaning: Range, context: Context) -> tuple[Settled | None, Settled | None]:
    """An end without a year takes it from the other: "May to October 2020", "December 2023 to March"."""
    if _is_open(meaning.end) and not _is_open(meaning.start):
        first = settle(meaning.start, context)
        return first, settle(meaning.end, _from(first, context)) if first else None
    last = settle(meaning.end, context)
    before = _up_to(last, context) if last and _is_open(meaning.start) else context
    return settle(meaning.start, before), last


def _is_open(meaning: Meaning) -> bool:
    if isinstance(meaning, (Edge, Clock)):
        return meaning.base is not None and _is_open(meaning.base)
    return isinstance(meaning, (Day, Part, Weekday, Holiday)) and meaning.which is None and not _framed(meaning)


def _framed(meaning: Day | Part | Weekday | Holiday) -> bool:
    if isinstance(meaning, Weekday):
        return meaning.week is not None
    return meaning.year is not None or meaning.frame is not None


def _from(first: Settled, context: Context) -> Context:
    start = first.first.start if isinstance(first, Stretch) else first.start
    return replace(context, published=start, tense="future")


def _up_to(last: Settled, context: Context) -> Context:
    end = last.last.last if isinstance(last, Stretch) else last.last
    return replace(context, published=end, tense="past")


def _vague(meaning: Vague, context: Context) -> Period | None:
    """ "Now" is the day of the report."""
    return _as_day(context.published) if meaning.value == "PRESENT_REF" else None


def context_of(published: date | None, tense: str | None, hint: str | None, anchor: str | None) -> Context:
    return Context(published, tense, hint, parse(anchor) if anchor else None)
