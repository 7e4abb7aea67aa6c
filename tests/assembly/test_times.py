"""Which date a happening has, from perfect marks."""

from __future__ import annotations

from chancery.record.facts import Record
from tests.make import facts, make_record


def dates(record: Record) -> list[tuple[str, str | None]]:
    """Code and date of each event."""
    return [(event.code, event.time.value if event.time else None) for event in record.events]


def test_a_deed_without_date_is_the_dated_one_of_the_same_parties() -> None:
    text = "[Russia #R,e1a] [shelled #e1] [Finland #F,e1r] on [Monday #e1t] . [Russia #R,e2a] [fired #e2] at [Finland #F,e2r] ."
    record = make_record(text, facts(text, "e1 ASSAULT actual t=2024-12-09 : - asserts", "e2 ASSAULT actual : - asserts"))
    assert [([m.text for m in event.mentions], event.time and event.time.value) for event in record.events] == [
        (["shelled", "fired"], "2024-12-09"),
    ]  # fmt: skip


def test_two_dates_or_other_parties_keep_deeds_apart() -> None:
    text = (
        "[Russia #R,e1a] [shelled #e1] [Finland #F,e1r] on [Monday #e1t] . [Russia #R,e2a] [fired #e2] at [Finland #F,e2r] on "
        "[Tuesday #e2t] . [Finland #F,e3a] [bombed #e3] [Israel #I,e3r] ."
    )
    told = ("e1 ASSAULT actual t=2024-12-09 : - asserts", "e2 ASSAULT actual t=2024-12-10 : - asserts", "e3 ASSAULT actual : - asserts")
    record = make_record(text, facts(text, *told))
    assert dates(record) == [("ASSAULT", "2024-12-09"), ("ASSAULT", "2024-12-10"), ("ASSAULT", None)]


def test_what_others_count_their_days_from_was_before_them() -> None:
    text = "[Russia #R,e1a] [praised #e1] it on [Tuesday #e1t] , [a day after #e2t] [Finland #F,e2a] [shelled #e2] it ."
    record = make_record(text, facts(text, "e1 SUPPORT actual t=2024-12-10 : - asserts", "e2 ASSAULT actual t=2024-12-09 : - asserts"))
    assert dates(record) == [("SUPPORT", "2024-12-10"), ("ASSAULT", "2024-12-09")]


def test_what_nobody_dates_has_no_date() -> None:
    text = "[Russia #R] spoke [two days after #e1t] [Finland #F,e1a] [shelled #e1] it ."
    record = make_record(text, facts(text, "e1 ASSAULT actual t=? : - asserts"))
    assert dates(record) == [("ASSAULT", None)]


def test_a_day_earlier_is_not_counted_from_a_year() -> None:
    text = (
        "[Russia #R,e1a] [met #e1] them on [Saturday #e1t] , the first such talks since 1962 . "
        "[It #R,e2a] had [called #e2] them [a day earlier #e2t] ."
    )
    record = make_record(
        text, facts(text, "e1 CONSULT/visit actual t=2024-12-07 : - asserts", "e2 REQUEST actual t=2024-12-06 : - asserts")
    )
    assert dates(record) == [("CONSULT", "2024-12-07"), ("REQUEST", "2024-12-06")]


def test_a_day_earlier_is_counted_from_a_coming_day_where_no_other_is_named() -> None:
    text = "[Russia #R,e1a] will [meet #e1] them on [26 December #e1t] . [Finland #F,e2a] had [called #e2] them [a day earlier #e2t] ."
    told = ("e1 CONSULT/visit future t=2024-12-26 : - asserts", "e2 REQUEST actual t=2024-12-25 : - asserts")
    record = make_record(text, facts(text, *told))
    assert dates(record) == [("CONSULT", "2024-12-26"), ("REQUEST", "2024-12-25")]


def test_the_last_day_that_had_come_is_counted_back_from() -> None:
    text = (
        "[Russia #R,e1a] [met #e1] them on [Monday #e1t] to plan talks for 26 December . "
        "[Finland #F,e2a] had [called #e2] them [a day earlier #e2t] ."
    )
    record = make_record(
        text, facts(text, "e1 CONSULT/visit actual t=2024-12-09 : - asserts", "e2 REQUEST actual t=2024-12-08 : - asserts")
    )
    assert dates(record) == [("CONSULT", "2024-12-09"), ("REQUEST", "2024-12-08")]
