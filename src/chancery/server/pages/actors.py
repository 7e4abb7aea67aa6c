"""Who is who: all actors, and one of them."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException

from chancery.errors import QueryError
from chancery.server.answers import Answer
from chancery.server.asking import Ask
from chancery.server.pages.views import is_page, limit, view
from chancery.views import actors as views
from chancery.views.quoting import quotations
from chancery.views.says import says as said
from chancery.views.search import search

router = APIRouter(include_in_schema=False)
SAYS = ("speaker", "about", "addressee", "act", "publisher", "since", "until")


@view(router, "/actors", "actors.html")
def actors(ask: Ask) -> Answer:
    words = ask.text("q")
    page = views.actors(ask.connection, words, **ask.texts("kind", "country"), limit=limit(ask), cursor=ask.text("cursor"))
    # Names in the order of the alphabet begin with "1,300 people"; most come for those whom everybody names.
    arriving = is_page(ask) and not any((words, ask.text("kind"), ask.text("country"), ask.text("cursor")))
    facets = search(ask.connection, facets=True, limit=1).facets if arriving else None
    return Answer("actors", page, {}, {"most_named": facets.actors if facets else ()})


@view(router, "/actors/{id:path}", "actor.html")
def actor(ask: Ask) -> Answer:
    try:
        page = views.actor(ask.connection, ask.request.path_params["id"])
    except QueryError as reason:
        raise HTTPException(404, str(reason)) from reason
    return Answer("actor", page, quotations(ask.connection, [page], context=60), {"page": page})


@view(router, "/says", "says.html")
def says(ask: Ask) -> Answer:
    page = said(ask.connection, ask.text("q"), **ask.texts(*SAYS), limit=limit(ask), cursor=ask.text("cursor"))
    return Answer("says", page, quotations(ask.connection, page.rows, context=0))
