"""What several reports tell: one happening with all who speak of it, and what is disputed."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException

from chancery.errors import QueryError
from chancery.server.answers import Answer
from chancery.server.asking import Ask
from chancery.server.pages.views import limit, view
from chancery.views.disputes import disputed as contested
from chancery.views.happenings import happening as told
from chancery.views.happenings import happenings as listed
from chancery.views.quoting import quotations

router = APIRouter(include_in_schema=False)
DISPUTED = ("actor", "code", "place", "country", "publisher", "since", "until")


@view(router, "/disputed", "disputed.html")
def disputed(ask: Ask) -> Answer:
    page = contested(ask.connection, **ask.texts(*DISPUTED), limit=limit(ask, 25), cursor=ask.text("cursor"))
    return Answer("disputed", page, quotations(ask.connection, page.rows, context=40))


@view(router, "/happenings", "happenings.html")
def happenings(ask: Ask) -> Answer:
    page = listed(
        ask.connection, **ask.texts("code", "since", "until"), denied=ask.text("denied") is not None, limit=limit(ask),
        cursor=ask.text("cursor"),
    )  # fmt: skip
    return Answer("happenings", page)


@view(router, "/happenings/{id:path}", "happening.html")
def happening(ask: Ask) -> Answer:
    try:
        page = told(ask.connection, ask.request.path_params["id"])
    except QueryError as reason:
        raise HTTPException(404, str(reason)) from reason
    return Answer("happening", page, quotations(ask.connection, [page], context=80), {"page": page})
