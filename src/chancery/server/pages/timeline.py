"""What happened when."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from chancery.server.answers import Answer
from chancery.server.asking import Ask
from chancery.server.lanes import drawn
from chancery.server.pages.views import is_page, limit, view
from chancery.views.deeds import deeds
from chancery.views.quoting import quotations
from chancery.views.timeline import timeline as found

router = APIRouter(include_in_schema=False)
FILTERS = ("actor", "other", "role", "code", "mode", "status", "stance", "place", "country", "publisher", "source", "since", "until")


@view(router, "/timeline", "timeline.html")
def timeline(ask: Ask) -> Answer:
    filters = ask.texts(*FILTERS)
    page = found(ask.connection, **filters, newest=ask.text("order") != "oldest", limit=limit(ask), cursor=ask.text("cursor"))
    more = _picture(ask, filters) if is_page(ask) else {}
    return Answer("timeline", page, quotations(ask.connection, page.rows, context=60), more)


def _picture(ask: Ask, filters: dict[str, Any]) -> dict[str, Any]:
    # Who turns the page has seen the picture.
    counted = deeds(ask.connection, **filters) if ask.text("cursor") is None else None
    return {"deeds": counted, "lanes": drawn(counted) if counted else None}
