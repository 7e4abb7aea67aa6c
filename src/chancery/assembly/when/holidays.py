"""The days of the year that go by a name."""

from __future__ import annotations

from datetime import date, timedelta

from chancery.assembly.when.periods import easter

_FIXED = {
    "christmas": (12, 25), "christmas eve": (12, 24), "new year": (1, 1), "new year's eve": (12, 31),
    "halloween": (10, 31), "juneteenth": (6, 19), "independence": (7, 4), "earth": (4, 22), "boxing": (12, 26),
    "veterans": (11, 11), "armistice": (11, 11), "valentine": (2, 14), "workers": (5, 1), "inauguration": (1, 20),
    "halloween eve": (10, 30),
}  # fmt: skip
_NTH_WEEKDAY = {"thanksgiving": (11, 4, 4), "labor": (9, 1, 1), "columbus": (10, 1, 2)}
_FROM_EASTER = {"easter": 0, "easter monday": 1, "easter sunday": 0, "easter eve": -1}


def holiday_date(name: str, year: int) -> date | None:
    """The day of that name in a year; US reckoning where countries differ.

    >>> holiday_date("thanksgiving", 1999)
    datetime.date(1999, 11, 25)
    """
    if not 1583 <= year <= 9998:
        return None
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _FROM_EASTER:
        return easter(year) + timedelta(days=_FROM_EASTER[name])
    if name in _NTH_WEEKDAY:
        return _nth(year, *_NTH_WEEKDAY[name])
    if name == "black friday":
        return _nth(year, *_NTH_WEEKDAY["thanksgiving"]) + timedelta(days=1)
    if name == "memorial":
        return _last_monday_of_may(year)
    return _nth(year, 11, 1, 1) + timedelta(days=1) if name == "election" else None


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (number - 1))


def _last_monday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return last - timedelta(days=last.isoweekday() - 1)
