"""What was read, what was not, and why."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException

from chancery.server.answers import Answer
from chancery.server.api.answering import absent
from chancery.server.asking import Ask
from chancery.server.pages.views import MOST, is_page, limit, view
from chancery.views import documents as views
from chancery.views import ledger

router = APIRouter(include_in_schema=False)


@view(router, "/sources/runs/{number}", "run.html")
def run(ask: Ask) -> Answer:
    """One run, and what it could not read."""
    number = ask.request.path_params["number"]
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise HTTPException(404)
    with absent():
        found = ledger.run(ask.connection, int(number))
    page = ledger.rejections(ask.connection, found.key, limit=limit(ask, MOST), cursor=ask.text("cursor"))
    return Answer("rejections", page, {}, {"run": found})


@view(router, "/sources", "sources.html")
def sources(ask: Ask) -> Answer:
    """The reports, with the runs that brought them and the publishers on the page."""
    page = views.documents(
        ask.connection, **ask.texts("publisher", "source", "since", "until"), limit=limit(ask), cursor=ask.text("cursor")
    )
    more = {"runs": ask.store.runs()[:50], "publishers": views.sources(ask.connection)[:100]} if is_page(ask) else {}
    return Answer("documents", page, {}, more)
