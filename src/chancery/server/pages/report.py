"""One report: its text with the facts marked, a card for each."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from chancery.errors import StoreError
from chancery.record.facts import Record
from chancery.server.answers import etagged
from chancery.server.asking import Ask, Asked
from chancery.server.facts import shown
from chancery.server.rendering import render

router = APIRouter(include_in_schema=False)


def record_of(ask: Ask, document: str) -> Record:
    """A record of the store. Raises HTTPException where there is none."""
    try:
        return ask.store.record(document)
    except StoreError as reason:
        raise HTTPException(404, f"The store has no report {document}; it may have been forgotten.") from reason


@router.get("/reports/{document}.json")
def report_json(request: Request, document: str, ask: Asked) -> Response:
    return etagged(request, msgspec.json.encode(record_of(ask, document)), "application/json")


@router.get("/reports/{document}")
def report(request: Request, document: str, ask: Asked) -> Response:
    record = record_of(ask, document)
    return render(request, "report.html", record=record, shown=shown(record, cited=_cited(ask, record)), stored=True)


def _cited(ask: Ask, record: Record) -> tuple[int, int] | None:
    """The words that the address asks for, in code points; none where there are no such words."""
    start, end = ask.number("start"), ask.number("end")
    if start is None or end is None or not start < end <= len(record.document.text):
        return None
    return start, end
