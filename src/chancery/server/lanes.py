"""Events by deed as a picture: a lane for each code, a bar for each stretch of time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from chancery.views.deeds import Bin, Deeds

LEFT, WIDTH, LANE, TOP = 96.0, 1000.0, 26.0, 6.0


@dataclass(frozen=True)
class Bar:
    """Events of one lane in a stretch of days; ``unsure`` is how high the part stands that did not happen, or not yet."""

    code: str
    bin: Bin
    x: float
    width: float
    y: float
    height: float
    unsure: float


@dataclass(frozen=True)
class Tick:
    x: float
    label: str
    since: str
    until: str


@dataclass(frozen=True)
class Lanes:
    """The picture: names of lanes with their heights, bars, and ticks at the beginnings of years, months or days."""

    height: float
    names: tuple[tuple[str, float, int], ...]
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]


def drawn(found: Deeds) -> Lanes:
    """The picture of what was done when."""
    first, last = date.fromisoformat(found.first), date.fromisoformat(found.last)
    days = (last - first).days + 1
    most = max(bin.events for lane in found.lanes for bin in lane.bins)
    bars, names = [], []
    for number, lane in enumerate(found.lanes):
        base = TOP + (number + 1) * LANE
        names.append((lane.code, base - 7, lane.events))
        bars += [_bar(lane.code, bin, first, days, most, base) for bin in lane.bins]
    return Lanes(TOP + len(found.lanes) * LANE + 22, tuple(names), tuple(bars), tuple(_ticks(first, last, days)))


def _x(day: date, first: date, days: int) -> float:
    return LEFT + (WIDTH - LEFT) * (day - first).days / days


def _bar(code: str, bin: Bin, first: date, days: int, most: int, base: float) -> Bar:
    start, end = date.fromisoformat(bin.since), date.fromisoformat(bin.until) + timedelta(days=1)
    x, right = _x(start, first, days), min(_x(end, first, days), WIDTH)
    height = 3 + (LANE - 7) * math.sqrt(bin.events / most)
    unsure = height * bin.unsure / bin.events
    return Bar(code, bin, round(x, 1), round(max(right - x - 0.5, 2), 1), round(base - height, 1), round(height, 1), round(unsure, 1))


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
