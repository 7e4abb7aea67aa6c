"""Events by deed as a picture: a lane for each code, a bar for each stretch of time, below them periods where the day is not known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chancery.views.deeds import Bin, Deeds, Lane, Rough

LEFT, WIDTH, LANE, TOP = 96.0, 1000.0, 26.0, 6.0
OTHERS = "others"
"""What the lane of the rarer codes is called."""
ROW, ROWS, NARROW = 8.0, 8, 6.0
"""Of periods: how high one is, how many may lie over each other, and how wide one is at least."""


@dataclass(frozen=True)
class Bar:
    """Events of one lane in a stretch of days; ``unsure`` is how high the part stands that did not happen, or not yet."""

    lane: Lane
    bin: Bin
    x: float
    width: float
    y: float
    height: float
    unsure: float


@dataclass(frozen=True)
class Name:
    """What stands before a lane."""

    lane: Lane
    y: float

    @property
    def words(self) -> str:
        return self.lane.code or OTHERS


@dataclass(frozen=True)
class Period:
    """Events somewhere in a stretch of days."""

    rough: Rough
    x: float
    width: float
    y: float


@dataclass(frozen=True)
class Tick:
    x: float
    label: str
    since: str
    until: str


@dataclass(frozen=True)
class Lanes:
    """The picture: names of lanes, bars, periods below them, and ticks at the beginnings of years, months or days.

    ``rough_y`` is where the name of the periods stands; ``rough_more`` counts the events whose periods are not drawn.
    """

    height: float
    names: tuple[Name, ...]
    bars: tuple[Bar, ...]
    periods: tuple[Period, ...]
    rough_y: float
    rough_more: int
    ticks: tuple[Tick, ...]


def drawn(found: Deeds) -> Lanes:
    """The picture of what was done when."""
    first, last = date.fromisoformat(found.first), date.fromisoformat(found.last)
    days = (last - first).days + 1
    most = max(bin.events for lane in found.lanes for bin in lane.bins)
    bars, names = [], []
    for number, lane in enumerate(found.lanes):
        base = TOP + (number + 1) * LANE
        names.append(Name(lane, base - 7))
        bars += [_bar(lane, bin, first, days, most, base) for bin in lane.bins]
    end = TOP + len(found.lanes) * LANE
    periods, left_out = _periods(found.rough, first, days, end + 8)
    height = max((period.y + ROW for period in periods), default=end) + 22
    return Lanes(
        height, tuple(names), tuple(bars), tuple(periods), end + 15, found.rough_more + left_out, tuple(_ticks(first, last, days))
    )  # fmt: skip


def _periods(rough: Sequence[Rough], first: date, days: int, top: float) -> tuple[list[Period], int]:
    """Periods in rows, none over another; and how many events have one for which there was no room."""
    ends, found, left_out = [0.0] * ROWS, [], 0
    for one in rough:
        x, right = _x(date.fromisoformat(one.since), first, days), _x(date.fromisoformat(one.until) + timedelta(days=1), first, days)
        width = max(min(right, WIDTH) - x - 1, NARROW)
        row = next((row for row, end in enumerate(ends) if end <= x), None)
        if row is None:
            left_out += one.events
            continue
        ends[row] = x + width + 1
        found.append(Period(one, round(x, 1), round(width, 1), round(top + row * ROW, 1)))
    return found, left_out


def _x(day: date, first: date, days: int) -> float:
    return LEFT + (WIDTH - LEFT) * (day - first).days / days


def _bar(lane: Lane, bin: Bin, first: date, days: int, most: int, base: float) -> Bar:
    start, end = date.fromisoformat(bin.since), date.fromisoformat(bin.until) + timedelta(days=1)
    x, right = _x(start, first, days), min(_x(end, first, days), WIDTH)
    height = 3 + (LANE - 7) * math.sqrt(bin.events / most)
    unsure = height * bin.unsure / bin.events
    return Bar(lane, bin, round(x, 1), round(max(right - x - 0.5, 2), 1), round(base - height, 1), round(height, 1), round(unsure, 1))


def _ticks(first: date, last: date, days: int) -> list[Tick]:
    """At most a dozen or so, each leading to its stretch of time."""
    if days > 900:
        step = -(-(last.year - first.year + 1) // 14)
        starts = [date(year, 1, 1) for year in range(first.year, last.year + 1, step)]
        found = [(start, date(start.year, 12, 31), str(start.year)) for start in starts]
    elif days > 45:
        months = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
        months = [month for month in months if first.replace(day=1) <= month <= last]
        step = -(-len(months) // 12)
        found = [(m, (m + timedelta(days=31)).replace(day=1) - timedelta(days=1), m.isoformat()[:7]) for m in months[::step]]
    else:
        step = -(-days // 10)
        every = [first + timedelta(days=n) for n in range(0, days, step)]
        found = [(day, day, day.isoformat()[5:]) for day in every]
    return [Tick(round(max(_x(a, first, days), LEFT), 1), label, a.isoformat(), b.isoformat()) for a, b, label in found]
