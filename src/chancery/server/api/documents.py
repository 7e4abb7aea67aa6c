"""One report: its record, and the same as W3C Web Annotations."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chancery.server.annotations import annotated
from chancery.server.answers import etagged
from chancery.server.api.examples import problems
from chancery.server.asking import Asked
from chancery.server.pages.report import record_of
from chancery.store.judgements import looked_at

router = APIRouter(tags=["documents"])
ANNOTATIONS = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
_ANNOTATED = {200: {"content": {"application/ld+json": {"schema": {"type": "object"}}}}, **problems(404)}


@router.get("/documents/{id}", summary="The record of a report", responses=problems(404, 422))
def record(request: Request, ask: Asked, id: str, machine: bool = False) -> Response:
    """As people corrected it; with `machine=true` as the machine read it. The format is chancery-record/1."""
    found = record_of(ask, id)
    return etagged(request, msgspec.json.encode(found if machine else looked_at(ask.connection, found).record), "application/json")


@router.get("/documents/{id}/annotations", summary="The facts of a report as W3C Web Annotations", responses=_ANNOTATED)
def as_annotations(request: Request, ask: Asked, id: str) -> Response:
    """Offsets count Unicode code points, as the Web Annotation model has it."""
    found = looked_at(ask.connection, record_of(ask, id)).record
    return etagged(request, msgspec.json.encode(annotated(found, str(request.base_url))), ANNOTATIONS)
