"""Rules for dates that have a name in the calendar: days, months, quarters, seasons, years, holidays."""

from __future__ import annotations

from chancery.assembly.when.notation import Reading, Rule
from chancery.assembly.when.values import Day, Fixed, Holiday, Meaning, Part, Range, Shift, Unit, Weekday, Which

_WEEKDAY = r"(?:{wd:wd}(?:{comma} | {paren}|{hyphen}| )(?:{the} )?)?"
_YEAR = (
    r"(?:(?: ?{comma} ?|{hyphen}|{slash}| (?:{of|in} )?){year:someyear}| {of}"
    r" {apos}?{short:dig99}|(?:{comma})? (?:{of} )?{frame:which} {frameunit:unit})"
)
_MARK = r"(?: ?{slash|hyphen} ?| )"


def year_of(reading: Reading) -> int | None:
    if reading.has("year"):
        return reading.year("year")
    return full_year(reading.number("short")) if reading.has("short") else None


def full_year(short: int) -> int:
    return short + (2000 if short < 40 else 1900) if short < 100 else short


def frame_of(reading: Reading) -> Meaning | None:
    """The "last year" of "July last year"."""
    if not reading.has("frame") or reading.word("frameunit").name not in ("year", "month"):
        return None
    return shifted(reading.words("frame")[0].name, reading.word("frameunit").name)


def shifted(direction: str, name: str) -> Shift:
    """The period that "last", "this", "that", "following" and the like point to."""
    unit: Unit = name  # type: ignore[assignment]
    amount = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "next": 1, "coming": 1}
    steps = amount | {"upcoming": 1, "following": 1, "latest": 0}
    return Shift(unit, steps.get(direction, 0), anchored=direction in _ANCHORED)


_ANCHORED = frozenset({"that", "following", "preceding", "prior", "previous"})


def which_of(reading: Reading, name: str = "which") -> Which | None:
    if not reading.has(name):
        return None
    word = reading.word(name)
    tag = word.tag
    if word.name in ("coming", "upcoming"):
        return "coming"
    return "last" if tag in ("last", "latest") else "next" if tag == "next" else "this"


def _weekday_of(reading: Reading) -> int | None:
    return reading.word("wd").number if reading.has("wd") else None


def _valid(day: int, month: int | None) -> bool:
    return 1 <= day <= (31 if month is None else (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1])


def _day(reading: Reading) -> Meaning | None:
    month, day = reading.word("month").number, reading.number("day")
    if not _valid(day, month) or (reading.has("u") and reading.word("u").name != "day"):
        return None
    return Day(day, month, year_of(reading), _weekday_of(reading), which_of(reading), frame_of(reading))


def _numeric(reading: Reading) -> Meaning | None:
    first, second = reading.number("a"), reading.number("b")
    day_first = first > 12 or (reading.has("point") and second <= 12)
    day, month = (first, second) if day_first else (second, first)
    year = full_year(reading.number("y")) if reading.has("y") else None
    if not 1 <= month <= 12 or not _valid(day, month):
        return None
    return Day(day, month, year, _weekday_of(reading), which_of(reading))


def _iso(reading: Reading) -> Meaning | None:
    month, day = reading.number("b"), reading.number("c")
    return Day(day, month, reading.number("a")) if 1 <= month <= 12 and _valid(day, month) else None


def _packed(reading: Reading) -> Meaning | None:
    year, rest = divmod(reading.number("all"), 10000)
    month, day = divmod(rest, 100)
    return Day(day, month, year) if 1 <= month <= 12 and _valid(day, month) else None


def _month_day_of(reading: Reading) -> Meaning | None:
    day = reading.number("day")
    if not _valid(day, None):
        return None
    frame = Shift("month", 0, anchored=True) if reading.has("month") else frame_of(reading)
    return Day(day, None, None, _weekday_of(reading), None, frame)


def _day_range(reading: Reading) -> Meaning | None:
    """ "3 to 7 May", "November 18-19"."""
    month, year, frame = reading.word("month").number, year_of(reading), frame_of(reading)
    first, last = reading.number("a"), reading.number("b")
    if not _valid(first, month) or not _valid(last, month):
        return None
    after = month % 12 + 1 if last < first else month
    return Range(Day(first, month, year, None, None, frame), Day(last, after, year, None, None, frame))


def _year_range(reading: Reading) -> Meaning | None:
    first, last = reading.number("a"), reading.number("b")
    last = last if last > 99 else first - first % 100 + last
    return Range(Fixed("year", first), Fixed("year", last)) if first < last <= first + 200 else None


def _month(reading: Reading) -> Meaning | None:
    return Part("month", reading.word("month").number, year_of(reading), which_of(reading), frame_of(reading))


def _iso_month(reading: Reading) -> Meaning | None:
    number = reading.number("b")
    return Part("month", number, reading.number("a")) if 1 <= number <= 12 else None


def _weekday(reading: Reading) -> Meaning | None:
    which = which_of(reading)
    word = reading.word("which").name if reading.has("which") else ""
    if word in ("that", "same", "following"):
        return Weekday(reading.word("wd").number, "next" if word == "following" else which, None)
    return Weekday(reading.word("wd").number, which)


def _weekday_in_week(reading: Reading) -> Meaning | None:
    if reading.word("u").name != "week":
        return None
    return Weekday(reading.word("wd").number, None, shifted(reading.word("which").name, "week"))


def _year(reading: Reading) -> Meaning | None:
    year = reading.year("year")
    return Fixed("year", year) if 1000 <= year < 3000 else None


def _decade(reading: Reading) -> Meaning | None:
    year = reading.number("year")
    full = year + 1900 if year < 100 else year
    return Fixed("decade", full) if full % 10 == 0 else None


def _spoken_decade(reading: Reading) -> Meaning | None:
    return Fixed("decade", 100 * reading.number("teen") + reading.number("year"))


def _century(reading: Reading) -> Meaning | None:
    number = reading.number("n")
    return (
        Fixed("century", (number - 1) * 100 + 1) if reading.word("u").name == "century" and 1 <= number < 31 else None
    )


def _quarter(reading: Reading) -> Meaning | None:
    number = reading.number("n")
    if reading.has("q") and reading.word("q").name == "half":
        return _part_of_year("half", number, reading) if number < 3 else None
    return _part_of_year("quarter", number, reading) if 1 <= number <= 4 else None


def _half(reading: Reading) -> Meaning | None:
    word = reading.word("n")
    number = 1 if word.name == "first" else 2 if word.tag in ("second", "last", "latest") else 0
    return _part_of_year("half", number, reading) if number else None


def _part_of_year(unit: Unit, number: int, reading: Reading) -> Part:
    frame = frame_of(reading)
    if reading.has("before"):
        frame = shifted(reading.word("before").name, "year")
    if reading.has("back"):
        frame = Shift("year", -1)
    return Part(unit, number, year_of(reading), which_of(reading), frame)


def _season(reading: Reading) -> Meaning | None:
    return Part("season", reading.word("season").number, year_of(reading), which_of(reading), frame_of(reading))


def _week_number(reading: Reading) -> Meaning | None:
    number = reading.number("n")
    if reading.word("u").name != "week" or not 1 <= number <= 53:
        return None
    return Part("week", number, year_of(reading), None, frame_of(reading))


def _holiday(reading: Reading) -> Meaning | None:
    name = reading.word("name").name
    if reading.word("name").tag == "new":
        name = "new year's eve" if reading.has("eve") else "new year"
    elif reading.has("eve"):
        name = f"{name} eve"
    return Holiday(name, year_of(reading), which_of(reading), frame_of(reading))


def _friday_holiday(reading: Reading) -> Meaning | None:
    name = f"{reading.word('name').name} {reading.words('wd')[0].name}"
    return Holiday(name, year_of(reading), which_of(reading))


_THE = r"(?:{the} )?"
_WHICH = r"(?:{which:which} )?"
_ADJ = r"(?:{yearadj|current|latest}[ -])?"
_OF_YEAR = (
    r"(?:{comma}? (?:{of} |{in} )?(?:{the} )?(?:{yearadj} |{unit} )?{year:someyear}"
    r"|{hyphen}{year:someyear}|{comma}? (?:{of} )?{frame:which} (?:{yearadj} )?{frameunit:unit})"
)


CALENDAR_RULES: tuple[Rule, ...] = (
    Rule(
        rf"(?:{{which:which}} )?{_WEEKDAY}{{month:mon}}(?:{{comma}} (?={{ord|ordteen|ordtens|second}}"
        rf"|{{dig31s}}{{nth}})|{_MARK})?(?:{{the}} )?{{day:dom}}{_YEAR}?",
        _day,
    ),
    Rule(
        rf"(?:{{which:which}} )?{_WEEKDAY}{_THE}{{day:dom}}(?:"
        rf" {{u:unit}})?{_MARK}?(?:{{of}} )?{{month:mon}}{_YEAR}?",
        _day,
    ),
    Rule(r"{year:y4}[{slash}{hyphen} ]{day:dig31s}[{slash}{hyphen} ]{month:mon}", _day),
    Rule(r"{year:y4}(?:{slash|hyphen}){month:mon}(?:{slash|hyphen}){day:dig31s}", _day),
    Rule(r"{month:mon}(?:{slash|hyphen}){year:y4}(?:{slash|hyphen}){day:dig31s}", _day),
    Rule(r"{day:dig31s}(?:{slash|hyphen}){year:y4}(?:{slash|hyphen}){month:mon}", _day),
    Rule(
        rf"{_WHICH}{_WEEKDAY}{{a:dig31s}}{{slash}}{{b:dig31s}}"
        rf"(?:{{slash}}{{y:y4|dig12|dig24|dig31|dig99}}|{{comma}} {{y:y4}})",
        _numeric,
    ),
    Rule(rf"{_WHICH}{_WEEKDAY}{{a:dig31s}}{{hyphen}}{{b:dig31s}}{{hyphen}}{{y:y4}}", _numeric),
    Rule(rf"{_WHICH}{_WEEKDAY}{{a:dig31s}}{{slash}}{{b:dig31s}}(?!{{slash|digit|dot}})", _numeric),
    Rule(r"{wd:wd}{comma}? {a:dig31s}{hyphen|dot}{b:dig31s}(?!{slash|digit|hyphen})", _numeric),
    Rule(r"{a:dig31s}{point:dot}{b:dig31s}{dot}{y:y4}", _numeric),
    Rule(r"{a:y4}(?:{hyphen}|{slash}){b:dig12}(?:{hyphen}|{slash}){c:dig31s}(?!{digit})", _iso),
    Rule(r"{a:y4} {b:dig12} {c:dig31s}(?!{digit})", _iso),
    Rule(r"{all:ymd}", _packed),
    Rule(rf"{{month:mon}} (?:{{the}} )?{{a:dom}}{{toward}}(?:{{the}} )?{{b:dom}}{_YEAR}?", _day_range),
    Rule(rf"{{month:mon}} {{a:dom}} {{and}} {{b:dom}}{_YEAR}?", _day_range),
    Rule(
        rf"(?:{{the}} )?{{a:dom}}(?:{{toward}}| {{and}} )"
        rf"(?:{{the}} )?{{b:dom}} (?:{{of}} )?{{month:mon}}{_YEAR}?",
        _day_range,
    ),
    Rule(r"{a:y4}(?:{hyphen|dash|slash}){b:y4|dig24|dig31|dig99}(?!{hyphen|slash|digit})", _year_range),
    Rule(r"{day:domwords} {month:mon} {year:someyear}", _day),
    Rule(r"{month:mon} {day:domwords}(?: {year:someyear})?", _day),
    Rule(r"{wd:wd} {day:dig31s}(?=[^ ]|$)(?!{colon|slash|hyphen|dot|digit|ampm})", _month_day_of),
    Rule(
        r"{the} {day:ordinal}(?: {unit} {of} {the} {month:unit}"
        r"| (?:{of} )?{frame:which} {frameunit:unit})",
        _month_day_of,
    ),
    Rule(r"(?:{the} )?{day:daynth}(?!{hyphen}|[ -]{quarter|unit})", _month_day_of),
    Rule(r"{wd:wd}{comma}? (?:{the} )?{day:daynth}(?!{hyphen}|[ -]{quarter|unit})", _month_day_of),
    Rule(r"{wd:wd}{comma}? (?:{the} )?{day:ordinal}(?=[^ ]|$)(?!{hyphen})", _month_day_of),
    Rule(rf"{{month:mon}}(?:{{of}} |{_MARK})?{_YEAR}", _month),
    Rule(r"{year:y4} {month:mon}(?! {dig31s})", _month),
    Rule(r"(?:{which:which} )?{month:mon}", _month),
    Rule(r"{a:y4}{hyphen|slash}{b:dig12}(?!{digit|hyphen|slash})", _iso_month),
    Rule(r"{b:dig12}{hyphen|slash}{a:y4}", _iso_month),
    Rule(rf"{_THE}{_WHICH}{{wd:wd}}", _weekday),
    Rule(r"{wd:wd}{comma}? (?:{of} )?{which:which} {u:unit}", _weekday_in_week),
    Rule(r"{which:which} {u:unit}(?:{apos}{s})?(?: {on}| {hyphen})? {wd:wd}", _weekday_in_week),
    Rule(r"{year:y4}", _year),
    Rule(r"(?:{the} )?(?:{yearadj|fiscal} )(?:{unit} (?:{of} )?)?{year:y4}", _year),
    Rule(r"(?:{the} )?{unit} (?:{of} )?{year:y4}", _year),
    Rule(r"(?:{the} )?{unit} {year:someyear}", _year),
    Rule(r"{fiscal}{year:y4}", _year),
    Rule(r"{year:spoken}(?! {anyunit})", _year),
    Rule(r"(?:{the} )?{year:y4} {period|quarter}", _year),
    Rule(r"(?:{the} )?{year:y4}(?:{apos}|{hyphen})?{s}", _decade),
    Rule(r"(?:{the} )?{apos}?{year:dig99} ?(?:{apos}|{hyphen})?{s}", _decade),
    Rule(r"(?:{the} )?{year:eras}", _decade),
    Rule(r"(?:{the} )?{teen:teen}[ -]{year:eras}", _spoken_decade),
    Rule(r"(?:{the} )?{n:ordinal}[ -]{u:unit}", _century),
    Rule(rf"{_THE}{_ADJ}{{n:ordinal}} {{quarter}}{_OF_YEAR}?", _quarter),
    Rule(rf"{{n:ordinal}}{{hyphen}}{{quarter}}{_OF_YEAR}?", _quarter),
    Rule(rf"{_THE}{{year:y4}} {{n:ordinal}}[ -]{{quarter}}", _quarter),
    Rule(rf"{_THE}{{before:which}} {{unit}}{{poss}} {_ADJ}{{n:ordinal}}[ -]{{quarter}}", _quarter),
    Rule(rf"{_THE}{{back:unit}}[ -]{{ago|earlier}} {{n:ordinal}}[ -]{{quarter}}", _quarter),
    Rule(r"{q:qn}{n:dig12}(?:(?: (?:{of} )?|{hyphen|comma} ?){year:y4})?", _quarter),
    Rule(r"{year:y4}(?: |{hyphen}){q:qn}{n:dig12}", _quarter),
    Rule(rf"{_THE}{{n:ord|second|last}} {{half}}{_OF_YEAR}?", _half),
    Rule(rf"{_THE}{{n:ord|second|last}} {{half}} {{of}} {{the}} (?:{{yearadj}} )?{{unit}}", _half),
    Rule(rf"{_THE}{_WHICH}{{season:season}}(?:{_OF_YEAR})?", _season),
    Rule(r"(?:{the}|{which:which}) {season:fall}", _season),
    Rule(rf"{_THE}{{season:fall}}{_OF_YEAR}", _season),
    Rule(r"(?:{the} )?{u:unit} {n:dig2}(?: (?:{of} )?(?:{year:y4}|{frame:which} {frameunit:unit}))?", _week_number),
    Rule(rf"{_WHICH}{{name:holiday}}(?: {{unit}})?(?: {{eve:eve}})?(?:{{comma}}? {{year:y4}})?", _holiday),
    Rule(
        rf"{_WHICH}{{name:holiname}}(?:{{poss}})? {{unit}}(?:{{comma}}?"
        rf" {{year:y4}}| (?:{{of}} )?{{frame:which}} {{frameunit:unit}})?",
        _holiday,
    ),
    Rule(rf"{_WHICH}{{name:new}} {{unit}}{{poss}}?(?: {{unit}}| {{eve:eve}})?(?:{{comma}}? {{year:y4}})?", _holiday),
    Rule(r"{name:holiday|black} {wd:weekday}(?: {year:y4})?", _friday_holiday),
)  # fmt: skip
