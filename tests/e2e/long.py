"""A report of five thousand words, an event in each of its sentences."""

from __future__ import annotations

from chancery.record.facts import FORMAT, Actor, BundleRef, Claim, Event, Participant, Record
from chancery.record.text import Document, Span

SENTENCE = "Envoy Voss met the council of the border towns again 😀. "
TIMES = 500


def long_report() -> Record:
    """The report."""
    text = (SENTENCE * TIMES).strip()
    starts = range(0, len(SENTENCE) * TIMES, len(SENTENCE))
    met, names = [_span(text, start + 11, "met") for start in starts], [_span(text, start + 6, "Voss") for start in starts]
    voss = Actor("person:voss", "Voss", "person", None, (), None, None, tuple(names))
    told = (Claim((), "asserts"),)
    events = tuple(
        Event(f"evt-{n}", "CONSULT", (), (), (span,), (Participant(voss.id, name),), (), None, None, None, "actual", told)
        for n, (span, name) in enumerate(zip(met, names, strict=True))
    )
    document = Document("doc-long", "A long report", "Ardent Wire", None, "2024-12-14", "en", text)
    return Record(FORMAT, document, (voss,), events, (), (), (), BundleRef("bundle-test", "0"), ())


def _span(text: str, start: int, words: str) -> Span:
    return Span.over(text, start, start + len(words))
