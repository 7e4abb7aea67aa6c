"""Days that two reports may mean."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

Days = tuple[int, int] | tuple[None, None]
NO_DAYS: Days = (None, None)
_WEEK = re.compile(r"(\d{4})-W(\d{2})(?:-([1-7]))?", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def days(value: str | None) -> Days:
    return NO_DAYS
