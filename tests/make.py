"""Small inputs for tests, built from the codebook's markup: the marks are written into the text, no bundle is needed."""

from __future__ import annotations

from chancery.assembly.record import assemble
from chancery.knowledge.register import Register
from chancery.record.facts import BundleRef, Event, Record
from training.codebook.parse import parse
from training.oracle import analysis_of

BUNDLE = BundleRef("bundle-test", "0")


def make_record(text: str, facts: str, *, published: str = "2024-12-11") -> Record:
    """The record that assembly makes of perfectly marked text."""
    source = parse(f"## t-1 {published} | Test Wire\n{text.strip()}\n--\n{facts.strip()}\n")[0]
    analysis = analysis_of(source)
    return assemble(analysis.document, analysis, bundle=BUNDLE, register=Register.load())


def name_of(record: Record, actor: str | None) -> str | None:
    return next((a.name for a in record.actors if a.id == actor), None)


def told(record: Record, event: Event) -> tuple[str, list[str | None], list[str | None], str]:
    """An event as code, names of actors and recipients, and status."""
    def names(side: object) -> list[str | None]:
        return [name_of(record, p.actor) for p in side]  # type: ignore[attr-defined]

    return event.code, names(event.actors), names(event.recipients), event.status


def voices(record: Record, event: Event) -> list[tuple[list[str | None], str]]:
    """The claims of an event with names instead of ids."""
    return [([name_of(record, by) for by in claim.by], claim.stance) for claim in event.claims]
