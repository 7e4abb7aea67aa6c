"""The record as a reader would like it."""

from __future__ import annotations

import click
import msgspec
import pytest

from chancery.printing import length_of, lines, safe
from chancery.record.facts import (
    FORMAT,
    Actor,
    BundleRef,
    Channel,
    Claim,
    Event,
    Participant,
    Position,
    Problem,
    Record,
    Relation,
    Statement,
    When,
)
from chancery.record.reasons import Reason
from chancery.record.text import Document, Span

TEXT = (
    "Envoy Rudolf Rassendyll of Graustark called the king of Ruritania. “We want peace,” he wrote on X. "
    "The Gazette says Ruritania denied it."
)


def span(words: str) -> Span:
    return Span.over(TEXT, TEXT.index(words), TEXT.index(words) + len(words))


def actor(number: str, name: str, kind: str, title: str | None = None) -> Actor:
    return Actor(number, name, kind, None, (), title, None, (span(name.split()[-1]),))


CALL = Event(
    "evt-1", "CONSULT", ("phone",), (), (span("called"),), (Participant("p", span("Rassendyll")),), (Participant("r", span("Ruritania")),),
    When("2024-12-11", None), When("PT1H", None), None, "actual",
    (Claim((), "asserts"), Claim(("p",), "asserts"), Claim(("g", "r"), "denies")),
)  # fmt: skip
SAID = Statement(
    "sta-1",
    "p",
    span("he"),
    span("wrote"),
    (span("We want peace"),),
    "direct",
    "say",
    Channel("social-media", "X", span("X")),
    None,
    False,
    None,
)
RECORD = Record(
    FORMAT,
    Document("doc-1", "A call", "Gazette", None, "2024-12-11", "en", TEXT),
    (actor("p", "Rudolf Rassendyll", "person", "envoy"), actor("r", "Ruritania", "state"), actor("g", "Gazette", "media")),
    (CALL,),
    (SAID,),
    (Relation("p", "holds-office", "r", "envoy", span("Envoy Rudolf Rassendyll"), False, None, ()),),
    (Position("p", "for", span("peace"), span("We want peace"), "sta-1", None),),
    BundleRef("bundle-test", "0"),
    (),
)


def test_a_record_is_told_in_sections() -> None:
    assert click.unstyle("\n".join(lines(RECORD, width=200))).split("\n") == [
        "A call",
        "Gazette · 2024-12-11",
        "",
        "Denied / disputed",
        "  Rudolf Rassendyll – consult (phone) → Ruritania · 2024-12-11 · 1 hour",
        "      “called” — the report and Rudolf Rassendyll say so; Gazette says that Ruritania denies it",
        "",
        "Who said what",
        "  Rudolf Rassendyll says (social media, X): “We want peace”",
        "",
        "Where they stand",
        "  Rudolf Rassendyll is for “peace”",
        "",
        "Who is who",
        "  Rudolf Rassendyll: envoy, person",
        "      holds office in Ruritania as envoy — “Envoy Rudolf Rassendyll”",
        "  Ruritania: state",
        "  Gazette: media",
    ]


def test_a_statement_is_printed_with_whom_it_was_made_to() -> None:
    record = msgspec.structs.replace(RECORD, statements=(msgspec.structs.replace(SAID, addressee="r"),))
    told = click.unstyle("\n".join(lines(record, width=200))).split("\n")
    assert "  Rudolf Rassendyll says to Ruritania (social media, X): “We want peace”" in told


def test_a_reason_stands_beside_its_actor_and_an_open_question_at_the_end() -> None:
    doubtful = msgspec.structs.replace(RECORD, problems=(Problem("actors", "“Gazette” may be two papers"),))
    told = click.unstyle("\n".join(lines(doubtful, width=200, reasons={"r": (Reason("named so", (span("Ruritania"),)),)}))).split("\n")
    assert told[told.index("  Ruritania: state") + 1] == "      “Ruritania”: named so"
    assert told[-2:] == ["What is open", "  actors: “Gazette” may be two papers"]


@pytest.mark.parametrize("evil", ["\x1b]0;owned\x07", "\u202eabc", "\x9b31m", "\u2066x"])
def test_a_report_cannot_drive_the_terminal(evil: str) -> None:
    assert not set(safe(f"Kyiv {evil} denied")) & set("\x1b\x07\u202e\x9b\u2066")


def test_emoji_and_joiners_are_left_alone() -> None:
    assert safe("👩‍👩‍👧 می‌خواهم") == "👩‍👩‍👧 می‌خواهم"


@pytest.mark.parametrize(
    ("value", "words"), [("PT1H", "1 hour"), ("P2W", "2 weeks"), ("P1Y6M", "1 year 6 months"), ("P", "P"), ("odd", "odd")]
)
def test_a_duration_is_told_in_words(value: str, words: str) -> None:
    assert length_of(value) == words
