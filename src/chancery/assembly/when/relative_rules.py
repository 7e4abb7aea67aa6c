"""Rules for dates that only another date can settle: "yesterday", "two weeks ago", "the past five days"."""

from __future__ import annotations

from dataclasses import replace

from chancery.assembly.when.calendar_rules import shifted
from chancery.assembly.when.notation import Opener, Reading, Rule
from chancery.assembly.when.values import (
    Clock,
    Edge,
    Length,
    Meaning,
    Part,
    Range,
    Shift,
    Unit,
    Vague,
    Window,
    Within,
)

_FEW = 3
_UNIT_OF = {"period": "quarter", "workweek": "week"}
_CLOCK_UNITS = ("second", "minute", "hour")


def unit_of(reading: Reading, name: str = "u") -> Unit:
    word = reading.word(name)
    return _UNIT_OF.get(word.name, word.name)  # type: ignore[return-value]


def amount_of(reading: Reading, name: str = "n") -> float:
    """How many units: a number, "a couple of" (2), "a few" (3)."""
    return _FEW if reading.words(name)[0].tag == "few" else reading.amount(name)


def _which_period(reading: Reading) -> Meaning | None:
    word, unit = reading.word("which"), unit_of(reading)
    if word.tag == "latest":
        return _the_period(reading)
    if unit == "day" and word.tag in ("last", "next"):
        return Shift("day", word.number, anchored=True)
    if word.name == "past" and unit in ("year", "month", "week", "decade", "century"):
        return Window(unit, 1, ahead=False)
    if unit in _CLOCK_UNITS:
        return Window(unit, 1, ahead=word.tag == "next") if word.tag in ("last", "next") else None
    return shifted(word.name, unit)


def _the_period(reading: Reading) -> Meaning | None:
    unit = unit_of(reading)
    return Shift(unit, 0, anchored=True) if unit not in _CLOCK_UNITS else None


def _weekend(reading: Reading) -> Meaning | None:
    if not reading.has("which"):
        return Part("weekend", 0)
    return shifted(reading.word("which").name, "weekend")


def _day_name(reading: Reading) -> Meaning | None:
    return Shift("day", reading.word("name").number)


def _tonight(reading: Reading) -> Meaning | None:
    return Clock("TNI", Shift("day", 0))


def _overnight(reading: Reading) -> Meaning | None:
    return Range(Clock("TNI", Shift("day", -1)), Shift("day", 0))


def _which_part(reading: Reading) -> Meaning | None:
    which, part = reading.word("which"), reading.word("part").name
    if which.tag in ("last", "latest"):
        return Clock(part, Shift("day", -1, anchored=which.name != "last"))
    if which.tag == "next":
        return Clock(part, Shift("day", 1, anchored=True))
    return Clock(part, Shift("day", 0, anchored=which.tag == "that"))


def _ago(reading: Reading) -> Meaning | None:
    unit, amount = unit_of(reading), amount_of(reading)
    word = reading.word("way")
    if reading.words("n")[0].tag == "few":
        return Vague("PAST_REF") if word.tag == "ago" else None
    like = unit == "year" and amount == 1
    return _moved(unit, word.number * amount, word.tag != "ago" or like, like)


def _by_event(reading: Reading) -> Meaning | None:
    """ "Two days after the vote": only who knows when the vote was can tell."""
    moved = _moved(unit_of(reading), reading.word("way").number * amount_of(reading), True, False)
    return replace(moved, by_event=True) if isinstance(moved, Shift) else None


def _moved(unit: Unit, amount: float, anchored: bool, like: bool) -> Meaning | None:
    if unit in _CLOCK_UNITS:
        return Shift("day", 0, anchored=anchored) if abs(amount) < 6 else None
    if unit == "fortnight":
        unit, amount = "week", amount * 2
    whole = int(amount)
    return Shift(unit, whole, anchored=anchored, like_basis=like) if whole == amount else None


def _both_ago(reading: Reading) -> Meaning | None:
    later = Shift(unit_of(reading), -reading.number("n"))
    return Shift(unit_of(reading, "v"), -reading.number("m"), later)


def _from_now(reading: Reading) -> Meaning | None:
    return _moved(unit_of(reading), amount_of(reading), False, False)


def _day_before(reading: Reading) -> Meaning | None:
    return Shift(unit_of(reading), 1 if reading.word("way").number > 0 else -1, anchored=True)


def _after_next(reading: Reading) -> Meaning | None:
    way = 2 if reading.word("way").number > 0 else -2
    return Shift(unit_of(reading), way) if (reading.word("which").tag == "next") == (way > 0) else None


def _window(reading: Reading) -> Meaning | None:
    ahead = reading.has("ahead") or (reading.has("which") and reading.word("which").tag == "next")
    if not reading.has("n"):
        return Window(unit_of(reading), None, ahead)
    vague = reading.words("n")[0].tag == "few"
    return Window(unit_of(reading), None if vague else amount_of(reading), ahead, vague)


def _year_to_date(reading: Reading) -> Meaning | None:
    return Range(Within(Shift("year", 0), "day", 1), Shift("day", 0)) if unit_of(reading) == "year" else None


def _year_ago_period(reading: Reading) -> Meaning | None:
    return Shift("year", -1, anchored=True, like_basis=True)


def _now(reading: Reading) -> Meaning | None:
    return Vague("PRESENT_REF")


def _vague(reading: Reading) -> Meaning | None:
    return Vague(reading.word("name").name)  # type: ignore[arg-type]


def _edge_part(reading: Reading) -> Meaning | None:
    return Clock(reading.word("part").name, Shift("day", 0, anchored=True))


def _year_end(reading: Reading) -> Meaning | None:
    end = reading.word("end").name == "END" and unit_of(reading) in ("year", "month")
    return Edge(Shift(unit_of(reading), 0), "END") if end else None


def _past(reading: Reading) -> Meaning | None:
    return Vague("PAST_REF")


def _future(reading: Reading) -> Meaning | None:
    return Vague("FUTURE_REF")


_SOME = r"(?:{n:card}|{a} {n:few|couple}(?: {of})?|{n:few|couple}(?: {of})?|{n:a})"
_SOME_PLAIN = r"(?:(?:{a} )?{n:few|card|couple|a}(?: {of})?(?: {more})?)"
_APOS = r"(?:{poss})?"

RELATIVE_RULES: tuple[Rule, ...] = (
    Rule(r"(?:{the} )?(?:{this} )?{which:which} (?:{yearadj|workday|trading} )?{u:dunit|workday}", _which_period),
    Rule(r"(?:{the} )?{this} {which:last|next} {u:dunit}", _which_period),
    Rule(r"(?:{the} )?{which:last|next} {u:tunit}", _which_period),
    Rule(r"{the} (?:{yearadj} )?{u:dunit}(?! {ended})", _the_period),
    Rule(r"(?:{the} )?{which:latest} {u:period|quarter}", _the_period),
    Rule(r"(?:{the} )?(?:{this} )?(?:{which:which} )?{weekend}", _weekend),
    Rule(r"{name:dayname}", _day_name),
    Rule(r"{tonight}", _tonight),
    Rule(r"{overnight}", _overnight),
    Rule(r"(?:{the} )?{which:which} {part:part}", _which_part),
    Rule(rf"{_SOME_PLAIN}[ -]{{u:anyunit|tabbr}}{_APOS} {{way:ago|earlier|later}}", _ago),
    Rule(rf"{_SOME_PLAIN}[ -]{{u:unit|units}} {{way:before|after}}", _by_event),
    Rule(r"{n:card}{u:anyunit|tabbr} {way:ago|earlier|later}", _ago),
    Rule(r"{n:card} {u:unit|units} {and} {m:card} {v:unit|units} {ago}", _both_ago),
    Rule(rf"{{in}} {_SOME_PLAIN}[ -]{{u:unit|units}}{_APOS}(?: {{time}})?", _from_now),
    Rule(rf"{_SOME_PLAIN}[ -]{{u:anyunit}} {{from}} {{now}}", _from_now),
    Rule(r"(?:{the} )?{u:unit} {way:earlier|later|before|after}", _day_before),
    Rule(r"(?:{the} )?{u:unit} {way:after|before} {which:next|last}", _after_next),
    Rule(
        rf"(?:{{the}} )?(?:{{this|these}} )?{{which:last|next}}"
        rf" {_SOME_PLAIN} (?:{{trading}} )?{{u:anyunit}}",
        _window,
    ),
    Rule(r"(?:{the} )?{n:card} {which:last|next} {u:units|tunits|quarters}", _window),
    Rule(r"(?:{the} )?{which:last|next|recent} {u:units|tunits|quarters}", _window),
    Rule(r"{the} {u:units|quarters} {ahead:ahead}", _window),
    Rule(r"(?:{the} )?{u:unit} {to} {date}", _year_to_date),
    Rule(r"{to} {date}", _now),
    Rule(r"(?:{the} )?{end:edge} {of} {u:unit}", _year_end),
    Rule(r"(?:{the} )?{unit}[ -]{ago|earlier}(?: {period|quarter|unit})?", _year_ago_period),
    Rule(r"(?:{right} )?{now}", _now),
    Rule(r"{these} {units}", _now),
    Rule(r"(?:{at} )?{the} {current} {time}", _now),
    Rule(r"{name:vague}", _vague),
    Rule(r"{current}", _now),
    Rule(r"{recent}", _past),
    Rule(r"{the} (?:{near} )?{future}", _future),
    Rule(r"(?<={in} ){the} {last}(?! {card|anyunit})", _past),
    Rule(r"{edge:edge}[ -]{part:part}", _edge_part),
    Rule(r"(?:{the} )?{u:unit}{poss}?[ -]{end:edge}", _year_end),
)  # fmt: skip


def _narrow(reading: Reading, inner: Meaning) -> Meaning | None:
    side = reading.word("side").name
    return Edge(inner, side) if side in ("START", "MID", "END") else inner  # type: ignore[arg-type]


def _same(reading: Reading, inner: Meaning) -> Meaning | None:
    return inner


def _within(reading: Reading, inner: Meaning) -> Meaning | None:
    number = -1 if reading.words("n")[0].tag in ("last", "latest") else reading.number("n")
    word = reading.word("u")
    if word.tag in ("weekday", "wday"):
        return Within(inner, "day", number, weekday=word.number)
    count = int(amount_of(reading, "count")) if reading.has("count") else 1
    unit = unit_of(reading)
    return Within(inner, unit, number, count) if unit not in _CLOCK_UNITS and 0 < abs(number) < 400 else None


def _week_of(reading: Reading, inner: Meaning) -> Meaning | None:
    unit = unit_of(reading)
    return Shift(unit, 0, inner) if unit in ("week", "weekend", "month") else None


def _moved_from(reading: Reading, inner: Meaning) -> Meaning | None:
    amount = amount_of(reading) if reading.has("n") else 1
    unit = unit_of(reading)
    back = reading.has("way") and reading.word("way").number < 0
    if amount != int(amount) or unit in _CLOCK_UNITS:
        return None
    return Shift(unit, -int(amount) if back else int(amount), inner)


def _starting(reading: Reading, inner: Meaning) -> Meaning | None:
    """ "Three days starting on Monday"."""
    after = Shift(unit_of(reading), int(amount_of(reading)), inner)
    return Range(inner, Shift("day", -1, after)) if unit_of(reading) not in _CLOCK_UNITS else None


def _at_time(reading: Reading, inner: Meaning) -> Meaning | None:
    time = clock_time(reading)
    return Clock(time, inner) if time and not isinstance(inner, Length) else None


def _part_of(reading: Reading, inner: Meaning) -> Meaning | None:
    return Clock(reading.word("part").name, inner)


def clock_time(reading: Reading) -> str | None:
    """``T17:00`` of "5 p.m.", None where the numbers are no time of day."""
    if reading.has("noon"):
        return reading.word("noon").name
    hour = reading.number("hour")
    minute = reading.number("minute") if reading.has("minute") else 0
    if reading.has("half"):
        hour = hour % 12 + reading.word("half").number
    return f"T{hour:02}:{minute:02}" if hour < 25 and minute < 60 else None


CLOCK = (
    r"(?:{hour:dig12|dig24|dig99}(?:{colon|dot}{minute:digit}(?:{colon}{digit})?)? ?{half:ampm}"
    r"|{noon:noon})(?: {zone})?"
)
CLOCK_24 = r"{hour:dig12|dig24|dig99}{colon}{minute:digit}(?:{colon}{digit})?(?: {zone})?"

OPENERS: tuple[Opener, ...] = (
    Opener(r"(?:{the} )?{side:edge}(?:(?: {in|of})? |{hyphen})", _narrow),
    Opener(r"(?:{the} )?{side:edge} {part} (?:{of} )", _narrow),
    Opener(r"(?:{about|sometime|earlier|later}|{up} {to}|{at} {least}|{more} {than}) ", _same),
    Opener(r"{earlier|later} {in} (?={the} )", _same),
    Opener(r"(?:{the} )?{n:ordinal|last} {u:anyunit|weekend|wd} {of} (?:{the} )?", _within),
    Opener(r"{the} {n:ordinal|last} {u:anyunit|weekend|wd} {in} ", _within),
    Opener(r"(?:{the} )?{n:ordinal|last} {count:card} {u:anyunit} {of} (?:{the} )?", _within),
    Opener(r"(?:{the} )?{u:unit|weekend} (?:{of}|{edge|starting}(?: {on})?) ", _week_of),
    Opener(r"(?:{a|the} )?{u:unit} {way:before|after|from} ", _moved_from),
    Opener(r"{n:card} {u:dunits} (?:{way:before|after|from}) ", _moved_from),
    Opener(r"{n:card|a} {u:dunits} {starting}(?: {on|from})? ", _starting),
    Opener(r"{n:card|a} {u:dunits}{comma} {from} ", _starting),
    Opener(rf"{CLOCK}{{comma}}? (?:{{on|of|in}} )?", _at_time),
    Opener(r"(?:{the} )?{part:part} {of} ", _part_of),
)  # fmt: skip
