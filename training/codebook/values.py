"""What a value of a fact line must look like, and how it must agree with the words that it stands for."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

_DATE = re.compile(r"(\d{4})(?:-W\d\d|-\d\d(?:-\d\d(?:T\d\d(?::\d\d)?)?)?)?")
_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(
    rf"(?:(?:on|last|this|late|early) )*({'|'.join(_DAYS)})(?: (?:morning|afternoon|evening|night))?", re.IGNORECASE
)
_OPENERS = "\"“„«'‘"


def other_weekday(value: str, words: str) -> str | None:
    """The day of the week that a date is, where the words name another."""
    day, name = day_of(value[:10]), _WEEKDAY.fullmatch(words.replace(",", ""))
    if day and name and "/" not in value and _DAYS[day.weekday()] != name[1].lower():
        return _DAYS[day.weekday()].title()
    return None


def day_of(text: str) -> date | None:
    """The day that an ISO 8601 date names; None where it is no date."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None


def _start(value: str) -> str | None:
    """The first day of a period, as text that sorts; None where it is no period."""
    if not _DATE.fullmatch(value):
        return None
    try:
        if "W" in value:
            return datetime.strptime(value + "-1", "%G-W%V-%u").date().isoformat()
        return datetime.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value).isoformat()[:10]
    except ValueError:
        return None


def is_time(value: str) -> bool:
    """Whether a value is a period, or two with the earlier first."""
    starts = [_start(part) for part in value.split("/")]
    good = [start for start in starts if start is not None]
    return len(good) == len(starts) <= 2 and good == sorted(good)


def is_duration(value: str) -> bool:
    """Whether a value is an ISO 8601 duration."""
    return bool(_DURATION.fullmatch(value))


def in_quotes(text: str, start: int, end: int) -> bool:
    """Whether a stretch stands within quotation marks of its paragraph."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    stop = text.find("\n", end)
    after = text[end : stop if stop >= 0 else len(text)]
    opened = before.rstrip("…(.")[-1:] or " "
    inside = before.count('"') % 2 == 1 or before.count("“") > before.count("”") or opened in _OPENERS
    return inside and bool(re.search(r'["”»]', after) or re.match(r"[.,!?…]*['’]", after) or (stop >= 0))


def wrapped(text: str, span: dict[str, Any]) -> bool:
    """Whether quotation marks stand directly around a stretch."""
    return text[: span["start"]].endswith(('"', "“")) and bool(re.match(r'[.,!?…]*["”]', text[span["end"] :]))
