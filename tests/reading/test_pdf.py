"""PDFs: lines to paragraphs, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.errors import ReadingError
from chancery.reading.pdf import pdf
from chancery.reading.read import read
from chancery.record.text import Capture
from tests.pdfs import Put, make_pdf


def lines(*texts: str, top: int = 700) -> list[Put]:
    return [Put(text, top - 14 * n) for n, text in enumerate(texts)]


def test_lines_of_a_paragraph_are_joined_and_a_gap_parts_paragraphs() -> None:
    page = [*lines("The envoy of Graustark said on Monday", "that nobody had left the", "table."), Put("Ruritania denied it.", 646)]
    assert pdf(make_pdf(page)).text == "The envoy of Graustark said on Monday that nobody had left the table.\n\nRuritania denied it."


def test_a_headline_in_larger_letters_stands_alone() -> None:
    page = [Put("Graustark denies the charge", 714, size=18), *lines("The envoy spoke", "on Monday.")]
    assert pdf(make_pdf(page)).text == "Graustark denies the charge\n\nThe envoy spoke on Monday."


def test_an_indented_line_after_a_full_stop_begins_a_paragraph() -> None:
    page = [*lines("The envoy spoke", "on Monday."), Put("Ruritania did not", 672, x=90), Put("answer.", 658)]
    assert pdf(make_pdf(page)).text == "The envoy spoke on Monday.\n\nRuritania did not answer."


def test_a_word_parted_at_a_lines_end_is_whole() -> None:
    assert pdf(make_pdf(lines("They met for inter-", "national talks."))).text == "They met for international talks."


@pytest.mark.parametrize("whole", ["pro-Western", "well-known"])
def test_a_hyphen_that_belongs_to_the_word_stays(whole: str) -> None:
    first, second = whole.split("-")
    assert pdf(make_pdf(lines(f"He is {first}-", f"{second}. A {whole} man."))).text == f"He is {whole}. A {whole} man."


def test_a_paragraph_runs_on_over_the_page_and_what_heads_each_page_is_left_out() -> None:
    head, foot = "Graustark Gazette", "Page"
    pages = [[Put(f"{head} {n}", 760), *lines("The envoy said", f"that point {n} stood and"), Put(f"{foot} {n}", 30)] for n in (1, 2, 3)]
    assert pdf(make_pdf(*pages)).text == " ".join(f"The envoy said that point {n} stood and" for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("title", "kept"), [("Denial", "Denial"), ("Microsoft Word - x.docx", None), ("press_final.indd", None), (None, None)]
)
def test_a_title_is_kept_and_a_file_name_is_none(title: str | None, kept: str | None) -> None:
    assert pdf(make_pdf(lines("The envoy spoke."), title=title)).title == kept


def test_a_pdf_is_read_to_a_document() -> None:
    document = read(Capture("a.pdf", make_pdf(lines("The envoy said that they had left."), title="Denial"), published="2024-12-11"))
    assert (document.text, document.title, document.published) == ("The envoy said that they had left.", "Denial", "2024-12-11")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7 nothing", "a damaged PDF"),
        (make_pdf(lines("The envoy spoke."))[:300], "a damaged PDF"),
        (make_pdf([]), "no text in this PDF, as in a scan"),
    ],
)
def test_what_gives_no_text_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        read(Capture("a.pdf", content))


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chancery.reading.pdf.MOST_PAGES", 1)
    with pytest.raises(ReadingError, match="more than 1 pages"):
        pdf(make_pdf(lines("One."), lines("Two.")))


def test_too_long_a_text_is_refused_before_it_is_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chancery.reading.pdf.MOST_CHARACTERS", 10)
    with pytest.raises(ReadingError, match="longer than"):
        pdf(make_pdf(lines("One.", "Two and three.")))


WHOLE = make_pdf(lines("The envoy of Graustark said that nobody had left."), lines("Ruritania denied it."))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8), st.integers(9, len(WHOLE)))
def test_damage_of_any_kind_gives_a_text_or_a_reason(spots: list[tuple[int, int]], end: int) -> None:
    raw = bytearray(WHOLE)
    for place, byte in spots:
        raw[place] = byte
    try:
        assert pdf(bytes(raw[:end])).text
    except ReadingError as reason:
        assert str(reason)
