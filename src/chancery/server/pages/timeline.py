"""What happened when."""

from __future__ import annotations

from fastapi import APIRouter

from chancery.server.answers import Answer
from chancery.server.asking import Ask
from chancery.server.pages.views import view
from chancery.views.quoting import quotations
from chancery.views.timeline import timeline as found

router = APIRouter(include_in_schema=False)
FILTERS = ("actor", "other", "role", "code", "mode", "status", "stance", "place", "country", "publisher", "source", "since", "until")


@view(router, "/timeline", "timeline.html")
def timeline(ask: Ask) -> Answer:
    page = found(
        ask.connection, **ask.texts(*FILTERS), newest=ask.text("order") != "oldest", limit=ask.number("limit"), cursor=ask.text("cursor")
    )
    return Answer(page.rows, page.next, quotations(ask.connection, page.rows, context=60))
