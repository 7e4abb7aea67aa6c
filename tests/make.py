"""Small inputs for tests, built from the codebook's markup: the marks are written into the text, no bundle is needed."""

from __future__ import annotations

from chancery.assembly.record import assemble
from chancery.knowledge.register import Register
from chancery.record.facts import BundleRef, Event, Record
from chancery.record.marks import Tree
from training.codebook.parse import parse
from training.oracle import analysis_of

ACTORS = (
    'I state ISR "Israel"', 'R state RUS "Russia"', 'F state FIN "Finland"', 'C person - "the coroner"', 'X media RUS "Interfax"',
    'B media - "Ardent Wire"',
)  # fmt: skip
BUNDLE = BundleRef("bundle-test", "0")


def make_record(text: str, facts: str, *, published: str = "2024-12-11", tree: str | None = None) -> Record:
    """The record that assembly makes of perfectly marked text.

    ``tree``: for each word its UPOS, the number of its head and, where it matters, its relation, "PROPN>1:nsubj VERB>-1".
    """
    source = parse(f"## t-1 {published} | Test Wire\n{text.strip()}\n--\n{facts.strip()}\n")[0]
    analysis = analysis_of(source, _tree(tree) if tree else None)
    return assemble(analysis.document, analysis, bundle=BUNDLE, register=Register.load())


def facts(text: str, *lines: str) -> str:
    """The facts of a text, after the actors below that it marks."""
    return "\n".join((*(line for line in ACTORS if f"#{line[0]}" in text), *lines))


def _tree(words: str) -> Tree:
    upos, arcs = zip(*(word.split(">") for word in words.split()), strict=True)
    heads, _, rels = zip(*(arc.partition(":") for arc in arcs), strict=True)
    return Tree(upos, tuple(map(int, heads)), rels)


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
