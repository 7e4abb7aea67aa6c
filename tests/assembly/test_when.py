"""What time expressions are found and what they resolve to."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.assembly.when import duration, find_times, resolve, timex3
from chancery.assembly.when.lexicon import LEXICON

WEDNESDAY = date(2024, 12, 11)


def spans(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_times(text)]


def values(
    text: str, *, published: date | None = WEDNESDAY, tense: str | None = None, anchor: str | None = None
) -> list[str | None]:
    return [resolve(one, published=published, tense=tense, anchor=anchor) for one in find_times(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on Wednesday.", ["Wednesday"]),
        ("On Thursday, July 21, he answered a call.", ["Thursday, July 21"]),
        ("the attacks of Sept. 11, 2001", ["Sept. 11, 2001"]),
        ("It ended early on the night of Oct. 23.", ["the night of Oct. 23"]),
        ("The hour-long call followed a five-day visit", ["hour-long", "five-day"]),
        ("This may take a while, he said in May.", ["May"]),
        ("May I ask why?", []),
        ("Jan Kavan and Theresa May spoke", []),
        ("He was 37 years old", []),
        ("the stock fell 1/2 to 37 3/4", []),
        ("some 2000 people and $1990 were there", []),
        ("A second group came first", []),
        ("Call 138-2010-2015", []),
        ("last year in the October 1998 shooting", ["last year", "October 1998"]),
    ],
)
def test_expressions_are_found_whole_and_nothing_else_is(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("in 2001", "2001"),
        ("September 2001", "2001-09"),
        ("Sept. 11, 2001", "2001-09-11"),
        ("11 September 2001", "2001-09-11"),
        ("the 11th of September, 2001", "2001-09-11"),
        ("2001-09-11", "2001-09-11"),
        ("12/11/2024", "2024-12-11"),
        ("23/12/2024", "2024-12-23"),
        ("23.04.2022", "2022-04-23"),
        ("in the 1990s", "1990/1999"),
        ("in the early 1990s", "1990/1999"),
        ("in the '80s", "1980/1989"),
        ("the 19th century", "1801/1900"),
        ("the third quarter of 2024", "2024-07/2024-09"),
        ("Q3 2019", "2019-07/2019-09"),
        ("the first half of 2020", "2020-01/2020-06"),
        ("the summer of 2014", "2014-06/2014-08"),
        ("nineteen ninety-six", "1996"),
        ("from 3 to 7 May 2022", "2022-05-03/2022-05-07"),
        ("on 5-6 April 2016", "2016-04-05/2016-04-06"),
        ("November 18-19, 2015", "2015-11-18/2015-11-19"),
        ("between December 2023 and May 2024", "2023-12/2024-05"),
        ("from May to October 2020", "2020-05/2020-10"),
        ("1939-1945", "1939/1945"),
        ("the first Monday of September 2018", "2018-09-03"),
        ("the last week of 2016", "2016-W52"),
        ("Christmas 2018", "2018-12-25"),
        ("Easter 2018", "2018-04-01"),
        ("two days before Christmas 2018", "2018-12-23"),
    ],
)
def test_what_names_itself_needs_no_date_of_the_report(text: str, value: str) -> None:
    assert values(text, published=None) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on Wednesday", "2024-12-11"),
        ("on Thursday", "2024-12-05"),
        ("They will meet on Friday.", "2024-12-13"),
        ("They plan to meet on Friday.", "2024-12-13"),
        ("next Friday", "2024-12-20"),
        ("last Wednesday", "2024-12-04"),
        ("Wednesday next week", "2024-12-18"),
        ("yesterday", "2024-12-10"),
        ("tomorrow", "2024-12-12"),
        ("tonight", "2024-12-11"),
        ("this morning", "2024-12-11"),
        ("last night", "2024-12-10"),
        ("Tuesday night", "2024-12-10"),
        ("5 p.m. on Tuesday", "2024-12-10"),
        ("overnight", "2024-12-10/2024-12-11"),
        ("over the weekend", "2024-12-07/2024-12-08"),
        ("this week", "2024-W50"),
        ("next week", "2024-W51"),
        ("last month", "2024-11"),
        ("earlier this year", "2024"),
        ("at the end of the year", "2024"),
        ("in July", "2024-07"),
        ("The summit will be in July.", "2025-07"),
        ("mid-June", "2024-06"),
        ("on July 25", "2024-07-25"),
        ("July last year", "2023-07"),
        ("this summer", "2024-06/2024-08"),
        ("two years ago", "2022"),
        ("three months ago", "2024-09"),
        ("10 days ago", "2024-12-01"),
        ("in recent days", "2024-12-01/2024-12-11"),
        ("the past five days", "2024-12-06/2024-12-11"),
        ("in the last four years", "2020/2024"),
        ("over the past four decades", "1984/2024"),
        ("the next three days", "2024-12-12/2024-12-14"),
        ("in the past 24 hours", "2024-12-10/2024-12-11"),
        ("since 2022", "2022/2024-12-11"),
        ("since July", "2024-07/2024-12-11"),
        ("for three weeks", "P3W"),
        ("the hour-long call", "PT1H"),
        ("a five-day visit", "P5D"),
        ("two and a half years", "P2Y6M"),
        ("a couple of hours", "PT2H"),
        ("for years", None),
        ("recently", None),
        ("every day", None),
    ],
)
def test_relative_times_are_counted_from_the_report(text: str, value: str | None) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "anchor", "value"),
    [
        ("the day before", "2022-05-10", "2022-05-09"),
        ("the previous day", "2022-05-10", "2022-05-09"),
        ("two days later", "2022-05-10", "2022-05-12"),
        ("the following month", "1989-08-12", "1989-09"),
        ("October of that year", "2011-05", "2011-10"),
        ("that year", "1999-05-01", "1999"),
        ("a year earlier", "1989-Q3", "1988-07/1988-09"),
    ],
)
def test_anchored_times_are_counted_from_the_date_spoken_of_last(text: str, anchor: str, value: str) -> None:
    assert values(text, anchor=anchor) == [value]


def test_a_given_tense_goes_before_what_the_words_suggest() -> None:
    assert values("Friday", tense="future") == ["2024-12-13"]
    assert values("They will meet on Friday", tense="past") == ["2024-12-06"]


@pytest.mark.parametrize("text", ["on Wednesday", "last month", "July 4", "two years ago", "in recent days", "tonight"])
def test_without_a_date_of_the_report_relative_times_stay_open(text: str) -> None:
    assert values(text, published=None) == [None]


def test_days_after_something_told_need_that_day() -> None:
    assert values("two days after the vote") == [None]
    assert values("two days after the vote", anchor="2024-12-01") == ["2024-12-03"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("on Friday", "date"), ("Friday night", "time"), ("for two hours", "duration"), ("every Thursday", "set")],
)
def test_each_expression_has_its_kind(text: str, kind: str) -> None:
    assert [one.kind for one in find_times(text)] == [kind]


def test_a_stretch_of_the_calendar_has_a_length_too() -> None:
    assert [duration(one) for one in find_times("over the past four decades")] == ["P40Y"]


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("now", ("DATE", "PRESENT_REF")),
        ("recently", ("DATE", "PAST_REF")),
        ("the near future", ("DATE", "FUTURE_REF")),
        ("the third quarter of 1989", ("DATE", "1989-Q3")),
        ("last fall", ("DATE", "2024-FA")),
        ("Saturday night", ("TIME", "2024-12-07TNI")),
        ("the late 1970s", ("DATE", "197")),
        ("the past two months", ("DURATION", "P2M")),
        ("a few days", ("DURATION", "PXD")),
        ("each Thursday", ("SET", "XXXX-WXX-4")),
        ("the weekend", ("DATE", "2024-W49-WE")),
    ],
)
def test_timex3_speaks_timeml(text: str, timex: tuple[str, str]) -> None:
    assert [timex3(one, reference=WEDNESDAY) for one in find_times(text)] == [timex]


WORDS = st.sampled_from(
    [
        *LEXICON,
        "3",
        "12",
        "31",
        "1999",
        "0",
        "1,000",
        "20240230",
        "$",
        "/",
        "-",
        ".",
        ",",
        ":",
        "’",
        "a.m.",
        "\n\n",
        "x",
    ]
)
TIMELIKE = st.lists(st.tuples(WORDS, st.sampled_from([" ", "", "-", " of "])), max_size=9).map(
    lambda pairs: "".join(map("".join, pairs))
)
PUBLISHED = st.sampled_from([None, date.min, date(2024, 2, 29), date.max])
ANCHOR = st.sampled_from([None, "2023", "1999-12-31", "2024-W01", "9998-12", "no date"])


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(st.text(), TIMELIKE))
def test_spans_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    bounds = [(one.start, one.end) for one in find_times(text)]
    flat = [at for pair in bounds for at in pair]
    assert flat == sorted(flat)
    assert all(0 <= start < end <= len(text) for start, end in bounds)


@settings(max_examples=300, deadline=None)
@given(text=TIMELIKE, published=PUBLISHED, anchor=ANCHOR, tense=st.sampled_from([None, "past", "future"]))
def test_resolving_never_raises(text: str, published: date | None, anchor: str | None, tense: str | None) -> None:
    for one in find_times(text):
        resolve(one, published=published, anchor=anchor, tense=tense)
        timex3(one, reference=published or WEDNESDAY, anchor=anchor)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The decree would be rescinded by Sunday.", "2024-12-15"),
        ("The minister leaves for Kigali on Monday.", "2024-12-16"),
        ("It left the bloc on Saturday, the first state to do so.", "2024-12-07"),
        ("They met on Sunday the 1st.", "2024-12-01"),
    ],
)
def test_a_weekday_is_before_or_after_the_report_as_the_words_say(text: str, value: str) -> None:
    assert values(text) == [value]
