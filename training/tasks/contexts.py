"""Contexts of events: how well those of found events agree with the ones that we read by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from chancery.analysis.analyse import analyse
from chancery.analysis.bundle import Bundle
from chancery.assembly.record import assemble
from chancery.knowledge.register import Register
from chancery.record.facts import Event
from chancery.record.text import Document
from training.corpora.records import in_dev, read_records
from training.tasks.measures import f1

LABELS = Path(__file__).parent.parent / "codebook" / "contexts.jsonl"
"""An event a line: document, first and last character of its first mention, code, contexts. The records themselves have none."""


def evaluate(bundle: Bundle, path: Path, *, dev: bool = True) -> dict[str, Any]:
    """Micro-F1 over the found events of the development part that overlap a labelled one of their code."""
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    chosen = [label for label in labels if in_dev(label["document"]) == dev]
    names = {label["document"] for label in chosen}
    documents = {r["document"]["id"]: msgspec.convert(r["document"], Document) for r in read_records(path) if r["document"]["id"] in names}
    analyses = analyse(bundle, list(documents.values()))
    register = Register.load()
    events = {a.document.id: assemble(a.document, a, bundle=bundle.ref, register=register).events for a in analyses}
    pairs = [(set(label["contexts"]), _found(events[label["document"]], label)) for label in chosen if label["document"] in events]
    return figures([(gold, guess) for gold, guess in pairs if guess is not None])


def _found(events: tuple[Event, ...], label: dict[str, Any]) -> set[str] | None:
    """The contexts of the event at the labelled words, null where none was found there."""
    start, end = label["at"]
    for event in events:
        if event.code == label["code"] and any(m.start < end and start < m.end for m in event.mentions):
            return set(event.contexts)
    return None


def figures(pairs: list[tuple[set[str], set[str]]]) -> dict[str, Any]:
    hit = sum(len(gold & guess) for gold, guess in pairs)
    return {**f1(hit, sum(len(guess) for _, guess in pairs), sum(len(gold) for gold, _ in pairs)), "events": len(pairs)}
