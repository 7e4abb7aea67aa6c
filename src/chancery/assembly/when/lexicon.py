"""The words that time expressions are made of: each has one tag, a number and a name."""

from __future__ import annotations

from typing import NamedTuple


class Word(NamedTuple):
    tag: str
    number: int = 0
    name: str = ""


def _numbered(tag: str, words: str, first: int = 1, step: int = 1) -> dict[str, Word]:
    return {word: Word(tag, first + step * at, word) for at, word in enumerate(words.split())}


def _named(tag: str, name: str, words: str, number: int = 0) -> dict[str, Word]:
    return {word: Word(tag, number, name) for word in words.split()}


def _months() -> dict[str, Word]:
    full = "january february march april may june july august september october november december"
    short = "jan feb mar apr may jun jul aug sep oct nov dec"
    words = _numbered("mabbr", short) | _numbered("month", full) | _named("mabbr", "sept", "sept", 9)
    return words | {word: words[word]._replace(tag="may") for word in ("may", "march")}


def _weekdays() -> dict[str, Word]:
    full = "monday tuesday wednesday thursday friday saturday sunday"
    words = _numbered("weekday", full)
    words |= {f"{word}s": Word("weekdays", at) for at, word in enumerate(full.split(), 1)}
    words |= _numbered("wday", "mon tue wed thu fri sat sun")
    return words | {word: Word("wday", at) for word, at in (("tues", 2), ("weds", 3), ("thur", 4), ("thurs", 4))}


def _numbers() -> dict[str, Word]:
    words = _numbered("one", "one two three four five six seven eight nine")
    words |= _numbered("teen", "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10)
    words |= _numbered("tens", "twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
    words |= _numbered("big", "hundred thousand", 100, 900) | _named("big", "dozen", "dozen", 12)
    words |= _numbered("eras", "twenties thirties forties fifties sixties seventies eighties nineties", 20, 10)
    words |= _numbered("ord", "first second third fourth fifth sixth seventh eighth ninth")
    words["second"] = Word("second", 2, "second")
    words |= _numbered("ordteen", "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth", 10)
    words |= _numbered("ordteen", "eighteenth nineteenth", 18) | _numbered("ordtens", "twentieth thirtieth", 20, 10)
    words |= _named("few", "few", "few several some many numerous") | _named("couple", "couple", "couple", 2)
    return words | _named("a", "a", "a an", 1) | _named("nth", "", "st nd rd th")


def _units() -> dict[str, Word]:
    words: dict[str, Word] = {}
    for unit in ("day", "week", "month", "year", "decade", "fortnight"):
        words |= _named("unit", unit, unit) | _named("units", unit, f"{unit}s")
    for unit in ("hour", "minute"):
        words |= _named("tunit", unit, unit) | _named("tunits", unit, f"{unit}s")
    words |= _named("unit", "century", "century") | _named("units", "century", "centuries")
    words |= _named("units", "second", "seconds") | _named("tabbr", "hour", "hr hrs")
    words |= _named("tabbr", "minute", "min mins") | _named("tabbr", "second", "sec secs")
    words |= _named("tabbr", "year", "yr yrs") | _named("weekend", "weekend", "weekend weekends")
    words |= _named("quarter", "quarter", "quarter") | _named("quarters", "quarter", "quarters")
    words |= _named("half", "half", "half", 2) | _named("period", "period", "period term")
    return (
        words
        | _named("workday", "workweek", "workweek")
        | _named("qn", "quarter", "q")
        | _named("qn", "half", "h")
        | _named("fiscal", "fy", "fy")
    )


def _parts() -> dict[str, Word]:
    words = _named("part", "TMO", "morning mornings dawn") | _named("part", "TAF", "afternoon afternoons")
    words |= _named("part", "TEV", "evening evenings dusk") | _named("part", "TNI", "night nights nighttime")
    words |= _named("noon", "T12:00", "noon midday noontime") | _named("noon", "T24:00", "midnight")
    words |= _named("dayname", "", "today", 0) | _named("dayname", "", "yesterday", -1)
    words |= _named("dayname", "", "tomorrow tmrw", 1) | _named("tonight", "TNI", "tonight tonite")
    words |= _named("overnight", "TNI", "overnight") | _named("season", "winter", "winter winters", 4)
    words |= _named("season", "summer", "summer summers", 2) | _named("season", "autumn", "autumn autumns", 3)
    words |= _named("fall", "fall", "fall", 3) | _named("fall", "spring", "spring springtime", 1)
    return words | _named("zone", "", "est edt gmt utc cst cdt pst pdt mst mdt bst cet")


def _directions() -> dict[str, Word]:
    words = _numbered("last", "last past previous preceding prior", -1, 0) | _named("latest", "last", "latest")
    words |= _numbered("next", "next coming upcoming following", 1, 0) | _named("ahead", "ahead", "ahead")
    words |= _named("this", "this", "this") | _named("that", "that", "that same") | _named("current", "this", "current")
    words |= _named("ago", "ago", "ago", -1) | _named("earlier", "earlier", "earlier previously", -1)
    words |= _named("later", "later", "later afterwards hence", 1) | _named("every", "", "each every")
    words |= _named("before", "before", "before", -1) | _named("after", "after", "after", 1)
    words |= _named("edge", "START", "early beginning start") | _named("edge", "MID", "mid middle")
    words |= _named("edge", "END", "late end") | _named("sometime", "", "sometime")
    words |= _named("yearadj", "fiscal", "fiscal calendar academic school full entire whole financial")
    words |= _named("about", "", "about around nearly almost roughly approximately") | _named("more", "", "more less")
    words |= (
        _named("than", "", "than") | _named("at", "", "at") | _named("least", "", "least most") | _named("up", "", "up")
    )
    return words | _named("recent", "recent", "recent") | _named("future", "future", "future")


def _glue() -> dict[str, Word]:
    words = _named("the", "", "the") | _named("of", "", "of") | _named("and", "", "and") | _named("or", "", "or")
    words |= _named("to", "", "to until till through thru") | _named("from", "", "from") | _named("in", "", "in during")
    words |= _named("on", "", "on") | _named("between", "", "between") | _named("within", "", "within")
    words |= _named("s", "", "s") | _named("now", "", "now") | _named("right", "", "right") | _named("long", "", "long")
    words |= (
        _named("no", "", "no")
        | _named("old", "", "old")
        | _named("these", "", "these those")
        | _named("over", "", "over")
        | _named("ended", "", "ended ending")
    )
    words |= (
        _named("starting", "", "starting commencing") | _named("date", "", "date") | _named("black", "black", "black")
    )
    words |= (
        _named("eve", "", "eve") | _named("new", "", "new") | _named("so", "", "so") | _named("all", "", "all another")
    )
    words |= _named("time", "", "time") | _named(
        "trading", "", "trading business working additional consecutive straight"
    )
    return words | _named("near", "", "near foreseeable") | _named("other", "", "other")


def _adverbs() -> dict[str, Word]:
    words = _named("adverb", "P1D", "daily everyday") | _named("adverb", "P1W", "weekly")
    words |= _named("adverb", "P1M", "monthly") | _named("adverb", "P1Y", "annually yearly")
    words |= _named("adverb", "PT1H", "hourly") | _named("adverb", "P3M", "quarterly")
    words |= _named("vague", "PRESENT_REF", "currently nowadays presently")
    words |= _named("vague", "PAST_REF", "recently lately") | _named("vague", "FUTURE_REF", "soon shortly")
    return words


def _holidays() -> dict[str, Word]:
    words = _named("holiday", "christmas", "christmas xmas") | _named("holiday", "easter", "easter")
    words |= _named("holiday", "thanksgiving", "thanksgiving") | _named("holiday", "halloween", "halloween")
    words |= _named("holiday", "juneteenth", "juneteenth")
    for name in (
        "independence",
        "labor",
        "memorial",
        "veterans",
        "columbus",
        "earth",
        "boxing",
        "election",
        "inauguration",
    ):
        words |= _named("holiname", name, name)
    words |= _named("holiname", "labor", "labour") | _named("holiname", "valentine", "valentine valentines")
    return words | _named("holiname", "workers", "workers") | _named("holiname", "armistice", "armistice remembrance")


LEXICON: dict[str, Word] = {
    **_glue(), **_directions(), **_units(), **_numbers(), **_parts(), **_adverbs(), **_holidays(), **_months(),
    **_weekdays(),
}  # fmt: skip
