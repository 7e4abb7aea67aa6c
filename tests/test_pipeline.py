"""The stages joined, with an engine that needs no bundle."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.errors import BundleError, ReadingError
from chancery.pipeline import BATCH, Reader
from chancery.reading.read import TEXT
from chancery.record.facts import Record, Rejection
from chancery.record.text import Capture, Document
from tests.stub import stub_engine

READER = Reader(engine=stub_engine)


def captures(*texts: str) -> list[Capture]:
    return [Capture(f"wire-{n}", text.encode("utf-8", "surrogatepass"), content_type=TEXT) for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    "text",
    [
        "Kyiv denied it.",
        "قال الرئيس said the envoy of Graustark \u202eevil\u202c today",
        "The envoy 🕊️👩‍👩‍👧 said: “No.”",
        "The envoy said \ud800 nothing",
        "A\u0301 decomposed envoy\r\n\r\n\r\nspoke.",
    ],
)
def test_every_span_quotes_its_document(text: str) -> None:
    record = READER.read(text)
    assert all(record.document.text[s.start : s.end] == s.text for s in record.actors[0].mentions)


@given(st.text(st.characters(codec=None)) | st.binary())
def test_any_text_whatever_gives_a_record_whose_spans_hold_or_a_clear_rejection(raw: str | bytes) -> None:
    capture = captures(raw)[0] if isinstance(raw, str) else Capture("wire", raw)
    (outcome,) = READER.read_all([capture])
    if isinstance(outcome, Rejection):
        assert outcome.stage and outcome.reason
    else:
        assert all(outcome.document.text[s.start : s.end] == s.text for s in outcome.actors[0].mentions)


def test_reports_keep_their_order_across_batches_and_rejections() -> None:
    texts = [f"Report {n} denied it." if n % 3 else "" for n in range(2 * BATCH + 3)]
    outcomes = list(READER.read_all(captures(*texts)))
    assert [o.document.text if isinstance(o, Record) else "" for o in outcomes] == texts


def test_documents_share_the_engines_passes() -> None:
    sizes: list[int] = []

    def engine(documents: Sequence[Document]) -> list[Record]:
        sizes.append(len(documents))
        return stub_engine(documents)

    list(Reader(engine=engine).read_all(captures(*["Kyiv denied it."] * (BATCH + 1), "", "Kyiv said that it was not. " * 8_000)))
    assert sizes == [BATCH, 2]


def test_a_report_that_breaks_the_engine_is_rejected_alone() -> None:
    def engine(documents: Sequence[Document]) -> list[Record]:
        if any("poison" in document.text for document in documents):
            raise IndexError("word 7")
        return stub_engine(documents)

    outcomes = list(Reader(engine=engine).read_all(captures("Good news.", "Some poison.", "More news.")))
    assert [type(o) for o in outcomes] == [Record, Rejection, Record]
    assert outcomes[1] == Rejection("wire-1", "analysis", "failed on this text: IndexError: word 7")


def test_a_damaged_bundle_stops_the_run() -> None:
    def engine(documents: Sequence[Document]) -> list[Record]:
        raise BundleError("damaged")

    with pytest.raises(BundleError):
        list(Reader(engine=engine).read_all(captures("Good news.")))


def test_a_text_that_cannot_be_read_raises() -> None:
    with pytest.raises(ReadingError, match="empty"):
        READER.read("")


def test_the_keywords_go_into_the_document() -> None:
    document = READER.read("Kyiv denied it.", published="2024-12-11", title="Denial", publisher="Wire", url="https://wire.test/1").document
    assert (document.published, document.title, document.publisher, document.url) == ("2024-12-11", "Denial", "Wire", "https://wire.test/1")


def test_a_document_read_before_is_read_as_it_is() -> None:
    document = READER.read("Kyiv denied it.").document
    assert READER.read(document).document is document
