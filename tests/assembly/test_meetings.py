"""What was said at a meeting has its date."""

from __future__ import annotations

from chancery.record.facts import Record
from tests.make import facts, make_record


def dates(record: Record) -> list[tuple[str, str | None]]:
    return [(event.code, event.time.value if event.time else None) for event in record.events]


def test_what_two_agreed_when_they_met_has_the_day_of_the_meeting() -> None:
    text = "[Russia #R,e1a] [met #e1] [Finland #F,e1r] on [Monday #e1t] . [Russia #R,e2a] and [Finland #F,e2a] [agreed #e2] to trade ."
    told = ("e1 CONSULT/visit actual t=2024-12-09 : - asserts", "e2 AGREE actual : - asserts")
    assert dates(make_record(text, facts(text, *told))) == [("CONSULT", "2024-12-09"), ("AGREE", "2024-12-09")]


def test_what_others_asked_or_what_is_to_come_has_not() -> None:
    text = (
        "[Russia #R,e1a] [met #e1] [Finland #F,e1r] on [Monday #e1t] . [Israel #I,e2a] [asked #e2] [Finland #F,e2r] for help . "
        "[Russia #R,e3a] will [ask #e3] [Finland #F,e3r] for more ."
    )
    told = ("e1 CONSULT/visit actual t=2024-12-09 : - asserts", "e2 REQUEST actual : - asserts", "e3 REQUEST future : - asserts")
    assert dates(make_record(text, facts(text, *told))) == [("CONSULT", "2024-12-09"), ("REQUEST", None), ("REQUEST", None)]


def test_of_two_meetings_nobody_knows_which() -> None:
    text = (
        "[Russia #R,e1a] [met #e1] [Finland #F,e1r] on [Monday #e1t] . [Russia #R,e2a] [called #e2] [Finland #F,e2r] on [Tuesday #e2t] . "
        "[Russia #R,e3a] [asked #e3] [Finland #F,e3r] for help ."
    )
    told = (
        "e1 CONSULT/visit actual t=2024-12-09 : - asserts", "e2 CONSULT/phone actual t=2024-12-10 : - asserts",
        "e3 REQUEST actual : - asserts",
    )  # fmt: skip
    assert dates(make_record(text, facts(text, *told)))[2] == ("REQUEST", None)
