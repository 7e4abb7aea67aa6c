"""Reports of ECB+ as records whose events are the annotated ones: what happened is given, all else is read by the bundle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chancery.analysis.analyse import Reader
from chancery.analysis.bundle import Bundle
from chancery.analysis.decode import softmax
from chancery.analysis.runtime import run
from chancery.assembly.actors import Cast, cast
from chancery.assembly.events import PLACE, participants
from chancery.assembly.parts import best_stretch, glued
from chancery.assembly.where import Places
from chancery.knowledge.register import Register
from chancery.reading.segment import Bounds, Segmentation
from chancery.record.facts import FORMAT, Event, Record
from chancery.record.marks import Analysis, Mark, Trigger
from chancery.record.text import Document
from training.corpora.ecbplus import Deed, Topical

BATCH = 16
CODED = 0.2
"""Probability from which a word is taken to name a happening of some code; below it the code is nothing."""


def read(bundle: Bundle, reports: Sequence[Topical]) -> list[Record]:
    """A record for each report; its events are its deeds, in their order."""
    register, found = Register.load(), list[Record]()
    for start in range(0, len(reports), BATCH):
        some = reports[start : start + BATCH]
        raws = run(bundle, [(report.words, report.sentences) for report in some])
        for report, raw in zip(some, raws, strict=True):
            document, bounds = document_of(report)
            found.append(_record(Reader(bundle, report.words, Segmentation(bounds, report.sentences), raw), document, report, register))
    return found


def document_of(report: Topical) -> tuple[Document, tuple[Bounds, ...]]:
    """The report's text, a sentence a paragraph, and where in it the words are."""
    bounds, at = list[Bounds](), 0
    starts = {first for first, _ in report.sentences[1:]}
    text = list[str]()
    for number, word in enumerate(report.words):
        gap = "" if not number else "\n\n" if number in starts else " "
        text += (gap, word)
        bounds.append((at + len(gap), at + len(gap) + len(word)))
        at = bounds[-1][1]
    return Document(report.name, None, None, None, None, "en", "".join(text)), tuple(bounds)


def _record(reader: Reader, document: Document, report: Topical, register: Register) -> Record:
    plain = reader.analysis(document)
    analysis = replace(plain, links=plain.links | reader.links({deed.first for deed in report.deeds}))
    people, places = cast(analysis, register, None), Places(analysis, register)
    events = tuple(_event(reader, analysis, people, places, deed, number) for number, deed in enumerate(report.deeds))
    return Record(FORMAT, document, people.actors, events, (), (), (), reader.bundle.ref, ())


def _event(reader: Reader, analysis: Analysis, people: Cast, places: Places, deed: Deed, number: int) -> Event:
    labels = reader.layout.tags["trigger"]
    chances = softmax(reader.scores("trigger")[deed.first])
    best = int(chances[1:].argmax()) + 1
    code = labels[best][2:] if float(1 - chances[0]) >= CODED else ""
    status = reader.layout.tags["status"][int(reader.scores("status")[deed.first].argmax())]
    group = [Trigger(Mark(deed.first, deed.last, code, 1.0), (), status, "own")]
    actors, recipients = participants(analysis, people, group)
    run_ = best_stretch(analysis.role(deed.first, "place"), PLACE)
    place = places.at(glued(analysis, run_)) if run_ else None
    return Event(f"evt-{number}", code, (), (), (analysis.span(deed.first, deed.last),), actors, recipients, None, None, place, status, ())
