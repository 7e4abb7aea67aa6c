"""A record's facts as W3C Web Annotations (https://www.w3.org/TR/annotation-model/)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from chancery.record.facts import Claim, Record
from chancery.record.text import Span
from chancery.server.visible import segment

CONTEXT = 32


def annotated(record: Record, base: str) -> dict[str, Any]:
    """An annotation for every event, statement, position, relation and actor, each with all its words as targets."""
    address = f"{base}reports/{segment(record.document.id)}"
    items = [_annotation(record, address, number, fact) for number, fact in enumerate(_facts(record), 1)]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{base}api/v1/documents/{segment(record.document.id)}/annotations",
        "type": "AnnotationPage",
        "items": items,
    }


Fact = tuple[str, list[str], str, tuple[Span, ...]]
"""Motivation, tags, words of the body, where it stands."""


def _facts(record: Record) -> Iterator[Fact]:
    names = {actor.id: actor.name for actor in record.actors}

    def called(ids: Iterable[str]) -> str:
        return ", ".join(names.get(id, id) for id in ids)

    for event in record.events:
        who = f"{called(p.actor for p in event.actors)} → {called(p.actor for p in event.recipients)}".strip(" →")
        yield "classifying", [event.code, *event.modes, event.status, *_stances(event.claims)], who, event.mentions
    for said in record.statements:
        yield "describing", [said.act, said.form], called([said.speaker] if said.speaker else []), said.content
    for stand in record.positions:
        yield "assessing", [stand.stance], called([stand.holder]), (stand.issue,)
    for relation in record.relations:
        yield "linking", [relation.predicate], f"{called([relation.subject])} → {called([relation.object])}", (relation.evidence,)
    for actor in record.actors:
        yield "identifying", [actor.kind, actor.id], actor.name, actor.mentions


def _stances(claims: Iterable[Claim]) -> list[str]:
    return sorted({claim.stance for claim in claims})


def _annotation(record: Record, address: str, number: int, fact: Fact) -> dict[str, Any]:
    motivation, tags, words, spans = fact
    body: list[dict[str, str]] = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags]
    if words:
        body.append({"type": "TextualBody", "purpose": "describing", "value": words, "format": "text/plain"})
    targets = [{"source": address, "selector": _selectors(record.document.text, span)} for span in spans]
    made: dict[str, Any] = {"id": f"{address}#annotation-{number}", "type": "Annotation", "motivation": motivation, "body": body}
    return {**made, "target": targets or [address]}


def _selectors(text: str, span: Span) -> list[dict[str, Any]]:
    before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {"type": "TextQuoteSelector", "exact": span.text, "prefix": before, "suffix": after},
    ]
