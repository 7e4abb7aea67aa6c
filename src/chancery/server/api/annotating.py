"""A report's facts as W3C Web Annotations: https://www.w3.org/TR/annotation-model/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

import msgspec
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chancery.record.facts import Event, Record, Statement
from chancery.record.text import Span
from chancery.server.answers import etagged
from chancery.server.api.answering import base
from chancery.server.api.documents import record_of
from chancery.server.api.schemas import described

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA = f'application/ld+json; profile="{CONTEXT}"'
AROUND = 32
"""Characters before and after the words, by which they are found where the text was changed."""

router = APIRouter(tags=["Documents"])
_SCHEMA = {
    "type": "object",
    "required": ["@context", "id", "type", "items"],
    "properties": {
        "@context": {"const": CONTEXT},
        "id": {"type": "string"},
        "type": {"const": "AnnotationPage"},
        "items": {"type": "array", "items": {"type": "object", "required": ["id", "type", "motivation", "body", "target"]}},
    },
}


@router.get("/documents/{document}/annotations", **described(_SCHEMA, media="application/ld+json"))
def annotated(request: Request, document: str) -> Response:
    """The facts of a report as Web Annotations on its text, as people corrected them."""
    record = record_of(request, document, judged=True)
    return etagged(request, msgspec.json.encode(page(record, f"{base(request)}/api/v1")), MEDIA)


def page(record: Record, api: str) -> dict[str, Any]:
    """All annotations of a record; ``api`` is the address below which things are."""
    address = f"{api}/documents/{_quoted(record.document.id)}"
    made = _Annotations(record, api, address)
    items = [*made.actors(), *made.events(), *made.statements(), *made.relations(), *made.positions()]
    return {"@context": CONTEXT, "id": f"{address}/annotations", "type": "AnnotationPage", "startIndex": 0, "items": items}


class _Annotations:
    def __init__(self, record: Record, api: str, address: str) -> None:
        self.record, self.api, self.address = record, api, address
        self.names = {actor.id: actor.name for actor in record.actors}

    def actors(self) -> Iterator[dict[str, Any]]:
        for actor in self.record.actors:
            who = {"type": "SpecificResource", "source": f"{self.api}/actors/{_quoted(actor.id)}", "purpose": "identifying"}
            yield from self._one(actor.id, "identifying", [who, _text(actor.name, "tagging")], actor.mentions)

    def events(self) -> Iterator[dict[str, Any]]:
        for event in self.record.events:
            body = [*(_text(tag, "classifying") for tag in (event.code, *event.modes)), _text(self._told(event), "describing")]
            yield from self._one(event.id, "classifying", body, event.mentions)

    def statements(self) -> Iterator[dict[str, Any]]:
        for said in self.record.statements:
            yield from self._one(said.id, "describing", [_text(self._said(said), "describing")], said.content)

    def relations(self) -> Iterator[dict[str, Any]]:
        for n, one in enumerate(self.record.relations):
            told = " ".join(part for part in (self._name(one.subject), one.predicate, one.title, self._name(one.object)) if part)
            yield from self._one(f"relation-{n}", "linking", [_text(told, "describing")], [one.evidence])

    def positions(self) -> Iterator[dict[str, Any]]:
        for n, one in enumerate(self.record.positions):
            told = f"{self._name(one.holder)} {one.stance}: {one.issue.text}"
            yield from self._one(f"position-{n}", "assessing", [_text(told, "describing")], [one.evidence])

    def _told(self, event: Event) -> str:
        sides = (", ".join(self._name(part.actor) for part in side) for side in (event.actors, event.recipients))
        voices = (f"{' > '.join(map(self._name, claim.by)) or 'the report'} {claim.stance}" for claim in event.claims)
        return f"{' → '.join(filter(None, sides))} ({event.status}; {', '.join(voices)})"

    def _said(self, said: Statement) -> str:
        return f"{self._name(said.speaker)}: {'not ' if said.negated else ''}{said.act}"

    def _name(self, actor: str | None) -> str:
        return self.names.get(actor, actor) if actor else "somebody"

    def _one(self, fact: str, motivation: str, body: list[dict[str, str]], spans: Iterable[Span]) -> Iterator[dict[str, Any]]:
        """The annotation of a fact; a fact that the text only implies has none."""
        if targets := [self._target(span) for span in spans]:
            id = f"{self.address}/annotations#{_quoted(fact)}"
            yield {"id": id, "type": "Annotation", "motivation": motivation, "body": body, "target": targets}

    def _target(self, span: Span) -> dict[str, Any]:
        text = self.record.document.text
        before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
        # Positions count code points, as the standard wants and as records have them.
        selectors = [
            {"type": "TextQuoteSelector", "exact": span.text, "prefix": before, "suffix": after},
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ]
        return {"type": "SpecificResource", "source": f"{self.address}/text", "selector": selectors}


def _text(value: str, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _quoted(id: str) -> str:
    return quote(id, safe=":")
