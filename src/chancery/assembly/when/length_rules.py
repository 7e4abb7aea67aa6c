"""Rules for durations, repetitions and bare times of day."""

from __future__ import annotations

from chancery.assembly.when.notation import Reading, Rule
from chancery.assembly.when.relative_rules import CLOCK, CLOCK_24, amount_of, clock_time, unit_of
from chancery.assembly.when.values import Clock, Length, Meaning, Repeat, Shift

_CODE = {"day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y", "quarter": "P{}Q", "hour": "PT{}H"}
_CODES = _CODE | {"minute": "PT{}M", "second": "PT{}S", "decade": "P{}0Y", "century": "P{}00Y", "fortnight": "P{}F"}


def _length(reading: Reading) -> Meaning | None:
    if reading.has("n") and [word.tag for word in reading.words("n")] == ["a"] and reading.word("u").tag == "second":
        return None
    amount = amount_of(reading) if reading.has("n") else None
    if reading.has("n") and reading.words("n")[0].tag == "few":
        amount = None
    if reading.has("half") and amount is not None:
        amount += 0.5
    return Length(((amount, unit_of(reading)),))


def _half(reading: Reading) -> Meaning | None:
    return Length(((0.5, unit_of(reading)),))


def _fraction(reading: Reading) -> Meaning | None:
    below = reading.number("below")
    if not 2 <= below <= 4:
        return None
    return Length(((reading.number("n") + reading.number("above") / below, unit_of(reading)),))


def _one(reading: Reading) -> Meaning | None:
    return Length(((1, unit_of(reading)),))


def _two_lengths(reading: Reading) -> Meaning | None:
    return Length(((reading.amount("n"), unit_of(reading)), (reading.amount("m"), unit_of(reading, "v"))))


def _to_length(reading: Reading) -> Meaning | None:
    return Length(((reading.amount("m"), unit_of(reading)),))


def _each(reading: Reading) -> Meaning | None:
    amount = int(reading.amount("n")) if reading.has("n") else 2 if reading.has("other") else 1
    unit = unit_of(reading)
    return Repeat(_CODES[unit].format(amount)) if unit in _CODES else None


def _each_weekday(reading: Reading) -> Meaning | None:
    part = reading.word("part").name if reading.has("part") else ""
    return Repeat(f"XXXX-WXX-{reading.word('wd').number}{part}")


def _each_month(reading: Reading) -> Meaning | None:
    return Repeat(f"XXXX-{reading.word('month').number:02}")


def _each_part(reading: Reading) -> Meaning | None:
    return Repeat(f"XXXX-XX-XX{reading.word('part').name}")


def _adverb(reading: Reading) -> Meaning | None:
    return Repeat(reading.word("name").name)


def _clock(reading: Reading) -> Meaning | None:
    time = clock_time(reading)
    return Clock(time, None) if time else None


def _part(reading: Reading) -> Meaning | None:
    return Clock(reading.word("part").name, Shift("day", 0, anchored=True))


_ABOUT = (
    r"(?:(?:{about|over|all}|{up} {to}|{at} {least}|{no} {more} {than}|{more} {than}) )*(?:(?:{the}|{the} {ord}) )?"
)
_SOME = r"(?:{a} )?{n:card|few|couple|a}(?: {of})?(?: {more|trading})?"
_UNITS = "{u:units|quarters|tunits}(?![ -]{old})"
_UNIT = "{u:unit|tunit|quarter|second}(?![ -]{old})"

LENGTH_RULES: tuple[Rule, ...] = (
    Rule(
        rf"{_ABOUT}{_SOME} (?:{{yearadj|trading}} )?{_UNITS}"
        rf"(?: {{and}} {{a}} {{half:half}})?(?: {{or}} {{so}})?",
        _length,
    ),
    Rule(
        rf"{_ABOUT}(?:{{n:a}}|{{n:one}}|{{n:dig12}})(?: {{more|trading}})? {{u:unit|tunit|quarter}}"
        rf"(?![ -]{{old}})(?: {{and}} {{a}} {{half:half}})?(?: {{or}} {{so}})?",
        _length,
    ),
    Rule(rf"{{n:card}} {_UNIT}", _length),
    Rule(rf"{_ABOUT}{{n:card}} {{and}} {{a}} {{half:half}} {_UNITS}", _length),
    Rule(r"{n:card}{hyphen}{and}{hyphen}(?:{a}{hyphen})?{half:half}[ -]{u:unit|tunit}", _length),
    Rule(rf"{_ABOUT}{{n:card}} {{above:dig12}}{{slash}}{{below:dig12}}[ -]{_UNITS}", _fraction),
    Rule(
        r"{n:card|few|couple}{hyphen}{u:unit|units|quarter|tunit|second|tabbr}"
        r"(?![ -]{old})(?:[ -]{long})?(?:[ -]{period})?",
        _length,
    ),
    Rule(r"{n:card} ?{u:tabbr|units|tunits|unit}(?![ -]{old})", _length),
    Rule(r"(?:{the} )?(?:{yearadj} )?{u:unit|quarter}(?= {ended})", _one),
    Rule(rf"{_ABOUT}{{half}}(?: {{a}}|{{hyphen}}{{a}}|{{hyphen}})? ?{{u:unit|tunit}}", _half),
    Rule(r"{a} {half}[ -]{u:unit|tunit}", _half),
    Rule(r"{u:unit|units|tunit}{hyphen}{long}", _one),
    Rule(r"{all} {u:unit|tunit}", _one),
    Rule(
        rf"{_ABOUT}{{n:card}} {{u:units|unit|tunits|tunit}}(?: {{and}}"
        rf"|{{comma}}(?: {{and}})?)? {{m:card}} {{v:units|unit|tunits|tunit}}",
        _two_lengths,
    ),
    Rule(rf"{_ABOUT}{{n:card}} {{to|or}} {{m:card}} {{u:units|tunits}}", _to_length),
    Rule(r"{u:units|tunits}(?![ -]{old})", lambda r: Length(((None, unit_of(r)),))),
    Rule(r"{every} (?:{n:card} |{other} )?{u:unit|units|quarter|quarters|tunit|weekend}", _each),
    Rule(r"{every} (?:{other} )?{wd:weekday}(?: {part:part})?", _each_weekday),
    Rule(r"{wd:weekdays}", _each_weekday),
    Rule(r"{every} {month:mon}", _each_month),
    Rule(r"{every} {part:part}", _each_part),
    Rule(r"{name:adverb}", _adverb),
    Rule(CLOCK, _clock),
    Rule(CLOCK_24, _clock),
    Rule(r"{the} {part:part}", _part),
)  # fmt: skip
