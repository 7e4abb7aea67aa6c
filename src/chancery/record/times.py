"""The days that an ISO 8601 value of a record covers."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

Period = tuple[str, str]
"""First and last day."""

_WEEK = re.compile(r"(\d{4})-W(\d{2})(?:-([1-7]))?", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@lru_cache(maxsize=20_000)  # news names few days, again and again
def period(value: str | None) -> Period | None:
    """First and last day of a time's value, null where it names no days that a calendar has.

    >>> period("2024-02"), period("2024-W50"), period("2024-12-01/2024-12-11")
    (('2024-02-01', '2024-02-29'), ('2024-12-09', '2024-12-15'), ('2024-12-01', '2024-12-11'))
    >>> period("2024-12-11T10:00"), period("next spring"), period(None)
    (('2024-12-11', '2024-12-11'), None, None)
    """
    if not value:
        return None
    first, _, last = value.partition("/")
    try:
        since, until = _days(first), _days(last or first)
    except ValueError:
        return None
    return (since[0], until[1]) if since and until and since[0] <= until[1] else None


def _days(value: str) -> Period | None:
    value = value.partition("T")[0]
    if found := _WEEK.fullmatch(value):
        year, week, day = found.groups()
        first = date.fromisocalendar(int(year), int(week), int(day or 1))
        return first.isoformat(), (first if day else first + timedelta(days=6)).isoformat()
    if not (found := _DATE.fullmatch(value)):
        return None
    year, month, day = found.groups()
    first = date.fromisoformat(f"{year}-{month or '01'}-{day or '01'}")
    last = date(int(year), int(month or 12), int(day or monthrange(int(year), int(month or 12))[1]))
    return first.isoformat(), last.isoformat()
