"""Reprints of one text are one group, whatever their headline, their end and the order in which they come."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.linking.copies import Copies, Known, Placed, Sketch, are_copies, bands, place, share, sketch

WORDS = (
    "envoy minister border talks table Graustark Ruritania Monday denied said called army treaty river people government sanctions prime "
    "port grain troops village letter court judge bread winter summit speech police market bridge radio queen valley paper school"
).split()


def report(seed: int, words: int = 300) -> str:
    """A report of its own: sentences of ten words, three a paragraph."""
    draw = random.Random(seed)
    sentences = [" ".join(draw.choices(WORDS, k=10)).capitalize() + "." for _ in range(words // 10)]
    return "\n\n".join(" ".join(sentences[n : n + 3]) for n in range(0, len(sentences), 3))


def cut(text: str, share: float) -> str:
    return text[: int(len(text) * share)]


def versions(seed: int) -> tuple[str, ...]:
    text = report(seed)
    return text, cut(text, 0.5), text[200:]


WIRE = report(1)
REPRINTS = [
    WIRE,
    f"Graustark denies it\n\n{WIRE}",
    f"Ruritania is called out by its neighbour\nBy our staff\n11 December 2024\n\n{WIRE}",
    f"STRELSAU, Dec 11 (Wire) - {WIRE}",
    cut(WIRE, 0.6),
    f"Talks go on\n\n{cut(WIRE, 0.4)}\n\n(Reporting by A. Hope; editing by R. Hentzau)",
    WIRE.upper(),
    WIRE.replace(" ", "\n").replace("\n\n", "\n"),
    WIRE.replace("treaty", "accord"),
    WIRE + "\n\nThe paper adds that its readers may write to it.",
]


def test_ten_reprints_are_one_source() -> None:
    copies = Copies()
    groups = {copies.add(f"paper-{n}", text) for n, text in enumerate(REPRINTS)}
    assert groups == {"paper-0"}
    assert copies.groups() == (tuple(f"paper-{n}" for n in range(10)),)


def test_reports_of_their_own_stay_apart() -> None:
    copies = Copies()
    for seed in range(60):
        copies.add(f"report-{seed}", report(seed))
    assert copies.groups() == ()


def test_a_line_in_a_survey_of_the_week_is_no_reprint() -> None:
    one, survey = sketch(report(1, 40)), sketch(report(1, 40) + report(2, 500))
    assert one and survey and share(one, survey) > 0.7 and not are_copies(one, survey)


def test_a_text_of_few_words_has_no_sketch_and_no_group() -> None:
    assert sketch("The envoy said no.") is None
    copies = Copies()
    assert [copies.add(name, "The envoy said no.") for name in ("a", "b")] == ["a", "b"]


def test_the_same_document_again_changes_nothing() -> None:
    copies = Copies()
    assert [copies.add("a", WIRE), copies.add("a", WIRE)] == ["a", "a"]
    assert copies.groups() == ()


def test_a_report_that_joins_two_groups_makes_them_one_under_the_older_name() -> None:
    first, second = report(1), report(2)
    one, other, both = sketch(first), sketch(second), sketch(f"{first}\n\n{second}")
    assert one and other and both and not are_copies(one, other)
    assert place("c", both, [Known("a", "a", one), Known("b", "b", other)]) == Placed("a", frozenset("b"), 2)


def test_a_report_without_copies_is_its_own_group() -> None:
    made = sketch(WIRE)
    assert made and place("a", made, []) == Placed("a", frozenset(), 0)


@pytest.mark.parametrize(("kept", "low", "high"), [(1.0, 1.0, 1.0), (0.7, 0.85, 1.0), (0.3, 0.7, 1.0)])
def test_what_stands_in_the_longer_is_measured_whatever_was_cut(kept: float, low: float, high: float) -> None:
    one, other = sketch(WIRE), sketch(cut(WIRE, kept))
    assert one and other and low <= share(one, other) <= high


def test_a_sketch_is_the_same_in_every_release() -> None:
    # Sketches are stored; if this changes, stores must be sketched anew.
    made = sketch(WIRE)
    assert made and (len(made.lead), len(made.whole), made.shingles) == (256, 512, 296)
    assert (made.lead[:4].hex(), made.whole[-4:].hex(), bands(made)[0]) == ("f154f700", "39867b01", 4809352625704730834)


def test_a_sketch_comes_back_from_the_store_as_it_was() -> None:
    made = sketch(WIRE)
    assert made and Sketch.unpacked(made.packed()) == made


@settings(max_examples=40, deadline=None)
@given(st.permutations([(f"{seed}-{n}", text) for seed in (1, 2, 3) for n, text in enumerate(versions(seed))]))
def test_who_is_together_does_not_depend_on_the_order(arriving: list[tuple[str, str]]) -> None:
    copies = Copies()
    for name, text in arriving:
        copies.add(name, text)
    assert {frozenset(group) for group in copies.groups()} == {frozenset(f"{seed}-{n}" for n in range(3)) for seed in (1, 2, 3)}


@given(st.text(max_size=400))
def test_any_text_whatever_has_a_sketch_or_none(text: str) -> None:
    made = sketch(text)
    assert made is None or (share(made, made) == 1.0 and are_copies(made, made) and len(bands(made)) == 28)
