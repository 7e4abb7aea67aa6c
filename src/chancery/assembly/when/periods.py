"""Periods of the calendar: a first day and a unit, moved and written down. Pure arithmetic, no language."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from chancery.assembly.when.values import Unit

_MONTHS: dict[Unit, int] = {
    "month": 1,
    "season": 3,
    "quarter": 3,
    "half": 6,
    "year": 12,
    "decade": 120,
    "century": 1200,
}
_DAYS: dict[Unit, int] = {"day": 1, "week": 7, "weekend": 2, "fortnight": 14}
_SEASONS = ("SP", "SU", "FA", "WI")
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-W(\d\d)|-Q(\d))?$")


@dataclass(frozen=True, slots=True)
class Period:
    """The ``unit`` that begins on ``start``; ``time`` is a part of the day (``TMO``) where one is given."""

    unit: Unit
    start: date
    time: str = ""

    @property
    def last(self) -> date:
        """The last day that belongs to it."""
        if self.unit in _DAYS:
            return plus_days(self.start, _DAYS[self.unit] - 1) or date.max
        after = plus_months(self.start, _MONTHS[self.unit]) if self.unit in _MONTHS else None
        return after - timedelta(days=1) if after else date.max


def plus_days(start: date, days: int) -> date | None:
    ordinal = start.toordinal() + days
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def plus_months(start: date, months: int) -> date | None:
    """The same day so many months on, or the last one of that month: 31 January + 1 is 28 February."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def containing(unit: Unit, day: date) -> Period:
    """The period of that unit which ``day`` is in; a weekend is that of the day's week."""
    if unit in ("day", "hour", "minute", "second"):
        return Period("day", day)
    if unit in ("week", "fortnight"):
        return Period(unit, plus_days(day, -day.weekday()) or day)
    if unit == "weekend":
        return Period(unit, plus_days(day, 5 - day.weekday()) or day)
    return Period(unit, _first_of(unit, day))


def _first_of(unit: Unit, day: date) -> date:
    if unit == "season":
        return plus_months(day.replace(day=1), -(day.month % 3)) or date.min
    if unit in ("decade", "century"):
        years = 10 if unit == "decade" else 100
        return date(max(1, day.year - day.year % years), 1, 1)
    months = _MONTHS[unit]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def moved(period: Period, amount: int, unit: Unit | None = None) -> Period | None:
    """``period`` so many of its own units (or of another one) later, None outside the calendar."""
    step = unit or period.unit
    if abs(amount) > 100_000:
        return None
    if step in _DAYS:
        start = plus_days(period.start, amount * (7 if step == "weekend" else _DAYS[step]))
    else:
        start = plus_months(period.start, amount * _MONTHS.get(step, 0))
    return Period(period.unit, start, period.time) if start else None


def named_part(unit: Unit, number: int, year: int) -> Period | None:
    """Month 7, quarter 3, half 1, season 4 or week 31 of a year."""
    if not 1 <= year <= 9998:
        return None
    if unit == "week":
        first = containing("week", date(year, 1, 4))
        return moved(first, number - 1)
    month = {"month": number, "quarter": 3 * number - 2, "half": 6 * number - 5, "season": 3 * number}[unit]
    return Period(unit, date(year, month, 1))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    month, day = divmod(moon + weekday - 7 * ((golden + 11 * moon + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)


def iso(period: Period) -> str:
    """ISO 8601 at the period's own precision; what has no ISO form (a quarter, a decade) as first/last.

    >>> iso(Period("quarter", date(2024, 7, 1)))
    '2024-07/2024-09'
    """
    start, last = period.start, period.last
    if period.unit == "week":
        year, week, _ = start.isocalendar()
        return f"{year:04}-W{week:02}"
    if period.unit in ("quarter", "half", "season"):
        return f"{start.isoformat()[:7]}/{last.isoformat()[:7]}"
    if period.unit in ("decade", "century"):
        return f"{start.year:04}/{last.year:04}"
    if period.unit in ("weekend", "fortnight"):
        return f"{start.isoformat()}/{last.isoformat()}"
    return start.isoformat()[: {"year": 4, "month": 7}.get(period.unit, 10)]


def timex_value(period: Period) -> str:
    """The TIMEX3 value: ``1989-Q3``, ``1998-SU``, ``1998-W08-WE``, ``199`` for the 1990s."""
    start = period.start
    if period.unit in ("week", "weekend"):
        year, week, _ = start.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if period.unit == "weekend" else "")
    if period.unit in ("quarter", "half"):
        months = _MONTHS[period.unit]
        return f"{start.year:04}-{period.unit[0].upper()}{(start.month - 1) // months + 1}"
    if period.unit == "season":
        return f"{start.year:04}-{_SEASONS[start.month // 3 - 1]}"
    if period.unit in ("decade", "century"):
        return f"{start.year:04}"[: 3 if period.unit == "decade" else 2]
    return iso(period) + period.time


def parse(value: str) -> Period | None:
    """A period from its ISO value (the first one of an interval), None where there is none to be read."""
    match = _ISO.match(value.split("/")[0][:10])
    if match is None or not 1 <= int(match[1]) <= 9998:
        return None
    year, month, day, week, quarter = (int(part) if part else None for part in match.groups())
    assert year is not None
    if week or quarter:
        return named_part("week" if week else "quarter", week or quarter or 1, year) if (quarter or 1) < 5 else None
    if month is None:
        return Period("year", date(year, 1, 1))
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= monthrange(year, month)[1]):
        return None
    return Period("day", date(year, month, day)) if day else Period("month", date(year, month, 1))
