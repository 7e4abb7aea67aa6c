"""Reports by their words and deeds, with what they have in common beside them."""

from __future__ import annotations

from fastapi import APIRouter

from chancery.server.answers import Answer
from chancery.server.asking import Ask
from chancery.server.pages.views import limit, view
from chancery.views.quoting import quotations
from chancery.views.search import search as found

router = APIRouter(include_in_schema=False)
FILTERS = ("actor", "code", "status", "stance", "publisher", "source", "since", "until", "place", "country")


@view(router, "/search", "search.html")
def search(ask: Ask) -> Answer:
    first = ask.text("cursor") is None
    page = found(
        ask.connection, ask.text("q"), **ask.texts(*FILTERS), facets=first, copies=ask.text("copies") is not None,
        limit=limit(ask), cursor=ask.text("cursor"),
    )  # fmt: skip
    quoted = quotations(ask.connection, page.rows, context=0)
    return Answer("search", page, quoted, {"facets": page.facets})
