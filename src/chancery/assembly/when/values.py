"""What a time expression says before anybody knows when it was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["date", "time", "duration", "set"]
Unit = Literal[
    "second", "minute", "hour", "day", "week", "weekend", "fortnight", "month", "season", "quarter", "half", "year",
    "decade", "century",
]  # fmt: skip
Relation = Literal["since", "until", "before", "after"]
Tense = Literal["past", "future"]
Which = Literal["last", "this", "next", "coming"]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A period that names itself: the year 2001, the 1990s, the 19th century (by its first year)."""

    unit: Unit
    year: int


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar; what is missing (month, year) comes from the date of the report."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    which: Which | None = None
    frame: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """Monday is 1, Sunday 7. ``week`` is the week it is in, where the text says."""

    weekday: int
    which: Which | None = None
    week: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered part of a year: month 7, quarter 3, half 1, season 1 (spring) to 4 (winter), week 31."""

    unit: Unit
    number: int
    year: int | None = None
    which: Which | None = None
    frame: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Holiday:
    name: str
    year: int | None = None
    which: Which | None = None
    frame: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units before (negative) or after a day: "yesterday", "next week", "two years ago", "the day before".

    The day is that of ``basis``, else of the anchor where ``anchored``, else of the report. ``like_basis`` keeps
    the precision of the anchor: "a year earlier" than a quarter is a quarter. ``by_event`` counts from something
    told in the text ("two days after the vote"): the anchor must be given.
    """

    unit: Unit
    amount: int
    basis: Meaning | None = None
    anchored: bool = False
    like_basis: bool = False
    by_event: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch that ends or begins now: "the past five days", "recent weeks" (no amount), "the coming months"."""

    unit: Unit
    amount: float | None
    ahead: bool
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Within:
    """The n-th unit (or weekday) inside a period, counted from its end where negative; ``count`` of them."""

    frame: Meaning
    unit: Unit
    number: int
    count: int = 1
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """The start, middle or end of a period: "early 1990s", "mid-June", "end of the year"."""

    base: Meaning
    side: Literal["START", "MID", "END"]


@dataclass(frozen=True, slots=True)
class Clock:
    """A part of a day (``TMO``) or a time of day (``T17:00``) on the day of ``base``, else of the report."""

    time: str
    base: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Range:
    start: Meaning
    end: Meaning


@dataclass(frozen=True, slots=True)
class Length:
    """A stretch of time that is nowhere on the calendar. An amount of None is "some": days, years."""

    amounts: tuple[tuple[float | None, Unit], ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """Again and again: ``value`` is a TIMEX3 value, P1D for "daily", XXXX-WXX-4 for "each Thursday"."""

    value: str


@dataclass(frozen=True, slots=True)
class Vague:
    """Now, once, soon."""

    value: Literal["PRESENT_REF", "PAST_REF", "FUTURE_REF"]


Meaning = (
    Fixed | Day | Weekday | Part | Holiday | Shift | Window | Within | Edge | Clock | Range | Length | Repeat | Vague
)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Characters ``start`` up to ``end`` of a text that speak of time, with their unresolved meaning.

    ``relation`` is the preposition before it where it makes an open interval ("since 2022"), ``tense`` what the words
    around it suggest. ``parts`` are the two ends of a range that was put together from separate expressions.
    """

    start: int
    end: int
    meaning: Meaning
    kind: Kind
    relation: Relation | None = None
    tense: Tense | None = None
    parts: tuple[TimeExpression, ...] = ()
