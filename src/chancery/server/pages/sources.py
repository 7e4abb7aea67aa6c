"""What was read, what was not, and why."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from chancery.server.answers import Answer
from chancery.server.asking import Ask, Asked
from chancery.server.pages.views import is_page, limit, view
from chancery.server.rendering import render
from chancery.views import documents as views

router = APIRouter(include_in_schema=False)


@router.get("/sources/runs/{number}")
def run(request: Request, number: int, ask: Asked) -> Response:
    found = next((run for run in ask.store.runs() if run.key == number), None)
    if found is None:
        raise HTTPException(404)
    return render(request, "run.html", run=found, rejections=ask.store.rejections(number))


@view(router, "/sources", "sources.html")
def sources(ask: Ask) -> Answer:
    """The reports, with the runs that brought them and the publishers on the page."""
    page = views.documents(
        ask.connection, **ask.texts("publisher", "source", "since", "until"), limit=limit(ask), cursor=ask.text("cursor")
    )
    more = {"runs": ask.store.runs()[:50], "publishers": views.sources(ask.connection)[:100]} if is_page(ask) else {}
    return Answer("documents", page, {}, more)
