"""An engine that needs no bundle: every word of a document becomes a mention of one actor."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.reading.segment import segment
from chancery.record.facts import FORMAT, Actor, BundleRef, Record
from chancery.record.text import Document, Span


def stub_engine(documents: Sequence[Document]) -> list[Record]:
    return [_record(document) for document in documents]


def _record(document: Document) -> Record:
    mentions = tuple(Span.over(document.text, a, b) for a, b in segment(document.text).words)
    actor = Actor("other:word", "Word", "other", None, (), None, None, mentions)
    return Record(FORMAT, document, (actor,), (), (), (), (), BundleRef("bundle-stub", "0"), ())
