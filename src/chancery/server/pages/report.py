"""One report: its text with the facts marked, a card for each."""

from __future__ import annotations

from html import escape

import msgspec
from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from chancery.errors import StoreError
from chancery.judging.apply import Judged
from chancery.record.facts import Record
from chancery.server.answers import Answer, as_csv, etagged
from chancery.server.api.answering import absent
from chancery.server.asking import Ask, Asked
from chancery.server.facts import shown
from chancery.server.rendering import render
from chancery.server.visible import segment
from chancery.store.judgements import looked_at
from chancery.store.store import Store
from chancery.views.inside import inside
from chancery.views.quoting import quotations

router = APIRouter(include_in_schema=False)


def record_of(ask: Ask, document: str) -> Record:
    """A record of the store. Raises HTTPException where there is none."""
    return record_in(ask.store, document)


def record_in(store: Store, document: str) -> Record:
    """The same, where no question is being asked."""
    try:
        return store.record(document)
    except StoreError as reason:
        raise HTTPException(404, f"The store has no report {document}; it may have been forgotten.") from reason


@router.get("/reports/{document}.json")
def report_json(request: Request, document: str, ask: Asked) -> Response:
    return etagged(request, msgspec.json.encode(record_of(ask, document)), "application/json")


@router.get("/reports/{document}.csv")
def report_csv(request: Request, document: str, ask: Asked) -> Response:
    """Its facts as tables, one below the other."""
    with absent():
        found = inside(ask.connection, document)
    return as_csv(request, Answer("report", found, quotations(ask.connection, [found], context=0)))


@router.get("/reports/{document}")
def report(request: Request, document: str, ask: Asked) -> Response:
    """The record as people corrected it; what they decided stands on the cards."""
    judged = looked_at(ask.connection, record_of(ask, document))
    record = judged.record
    page = shown(record, cited=_cited(ask, record), foot=lambda kind, number: _foot(judged, kind, number))
    here = f"/reports/{segment(document)}"
    return render(request, "report.html", record=record, shown=page, stored=True, did=ask.text("did"), here=here)


def _foot(judged: Judged, kind: str, number: int) -> str:
    """What was decided about a fact, and where one decides."""
    document, id = segment(judged.record.document.id), _id(judged, kind, number)
    links = []
    if kind == "event":
        links.append(f'<a href="/happenings/{document}/{segment(id)}">all who speak of it</a>')
    links.append(f'<a data-judge href="/review/{kind}/{document}/{segment(id)}">judge</a>')
    mark = judged.marks.get((kind, id))
    told = [f'<span class="mark">{escape(mark)} by a person</span>'] if mark else []
    return f'<p class="judge">{" ".join((*told, *links))}</p>'


def _id(judged: Judged, kind: str, number: int) -> str:
    ids = {"relation": judged.relations, "position": judged.positions}.get(kind)
    if ids is not None:
        return ids[number]
    record = judged.record
    if kind == "event":
        return record.events[number].id
    return record.statements[number].id if kind == "statement" else record.actors[number].id


def _cited(ask: Ask, record: Record) -> tuple[int, int] | None:
    """The words that the address asks for, in code points; none where there are no such words."""
    start, end = ask.number("start"), ask.number("end")
    if start is None or end is None or not start < end <= len(record.document.text):
        return None
    return start, end
