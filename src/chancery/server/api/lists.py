"""Everything that is listed: events, statements, claims, positions, actors, happenings, documents, search, runs."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from chancery.errors import QueryError
from chancery.server.answers import Answer, as_json, etagged
from chancery.server.api import examples
from chancery.server.api.listing import CONTEXT, Listing, register
from chancery.server.asking import Asked
from chancery.views.actors import actor, actors
from chancery.views.claims import claims
from chancery.views.contacts import contacts
from chancery.views.disputes import disputed
from chancery.views.documents import documents
from chancery.views.forms import plain
from chancery.views.happenings import happening, happenings
from chancery.views.paging import Page
from chancery.views.positions import stands
from chancery.views.quoting import quotations
from chancery.views.says import says
from chancery.views.search import search
from chancery.views.timeline import timeline

router = APIRouter(tags=["lists"])

_DAYS = {"since": "First day: 2024-12-11, 2024-12 or 2024", "until": "Last day, written alike"}
_ACTOR = {"actor": "An actor's id or name"}
_PLACE = {"place": "A place's name", "country": "ISO 3166-1 alpha-3"}
_REPORT = {"publisher": "Who published the report"}
_CODE = {"code": "PLOVER code of the event"}
_EVENT = {
    **_ACTOR, "other": "Another actor who takes part", "role": "actor or recipient: what `actor` is in it", **_CODE,
    "mode": "Mode of the event, as phone", "status": "actual, negated, future or hypothetical",
    "stance": "asserts, denies or hedges: one that somebody takes", **_PLACE, **_REPORT, "source": "Where it was ingested from", **_DAYS,
}  # fmt: skip


def _worded(find: Any) -> Any:
    """A view whose words are asked for as ``q``."""
    return lambda connection, q=None, **asked: find(connection, q, **asked)


def _found(connection: Connection, q: str | None = None, **asked: Any) -> Page[Any]:
    page = search(connection, q, **asked)
    return Page(page.rows, page.next)


def _any_status(connection: Connection, status: str | None = None, **asked: Any) -> Page[Any]:
    return contacts(connection, status=status or "actual", **asked)


_WORDS = {"q": "Words, \"phrases\", beginnings*, one OR other, -without"}
_NAMES = {"q": "A name's beginning", "kind": "person, state, …"}
_COUNTRY = {"country": "ISO 3166-1 alpha-3"}
_SAYS = {"speaker": "Who says it", "about": "An actor whom it mentions", "addressee": "Whom it is said to", "act": "say, deny, …"}
_CONTACTS = {"other": "With whom", "way": "visit, phone, multilateral or third-party", "status": "actual, …, any"}
_SOURCE = {"source": "Where it was ingested from"}
_SEARCH = ("code", "status", "stance", "place", "country", "publisher", "source")
_LISTS = (
    Listing("/events", "Events by day, each happening once", timeline, _EVENT, examples.EVENT, "timeline", ("copies",)),
    Listing("/claims", "Who stands behind which event", claims, _EVENT, examples.CLAIM, "claims", ("copies",)),
    Listing("/statements", "Who says what", _worded(says), _WORDS | _SAYS | _REPORT | _DAYS, examples.STATEMENT, "says", ("copies",)),
    Listing(
        "/positions", "Where actors stand", _worded(stands), _WORDS | _ACTOR | {"stance": "for, against or conditional"} | _REPORT | _DAYS,
        examples.POSITION, "stands",
    ),
    Listing("/actors", "Actors by name", _worded(actors), _NAMES | _COUNTRY, examples.ACTOR, "actors"),
    Listing("/happenings", "What several reports tell", happenings, _CODE | _DAYS, examples.HAPPENING, "happenings", ("denied",), 500),
    Listing(
        "/disputed", "What some assert and others deny", disputed, _ACTOR | _CODE | _PLACE | _REPORT | _DAYS,
        examples.DISPUTE, "disputed", (), 200
    ),
    Listing(
        "/contacts", "Who met, called or wrote to whom", _any_status, _ACTOR | _CONTACTS | _PLACE | _REPORT | _DAYS,
        examples.EVENT, "contacts"
    ),
    Listing("/documents", "Reports by day", documents, _REPORT | _SOURCE | _DAYS, examples.DOCUMENT, "documents"),
    Listing(
        "/search", "Reports by their words and deeds", _found,
        _WORDS | {"actor": "An actor whom the report names"} | {name: _EVENT[name] for name in _SEARCH} | _DAYS,
        examples.HIT, "search", ("copies",),
    ),
)  # fmt: skip
for _listing in _LISTS:
    register(router, _listing)


@router.get("/actors/{id:path}", summary="One actor", responses=examples.problems(404))
def one_actor(request: Request, ask: Asked, id: str) -> Response:
    """Names, offices over time, latest statements, contacts, whom the actor contradicts."""
    return _one(request, ask, "actor", actor, id)


@router.get("/happenings/{id:path}", summary="One happening", responses=examples.problems(404))
def one_happening(request: Request, ask: Asked, id: str) -> Response:
    """Who asserts, denies and doubts it, with their words; an event of one report is `DOCUMENT/EVENT`."""
    return _one(request, ask, "happening", happening, id)


def _one(request: Request, ask: Asked, view: str, find: Any, id: str) -> Response:
    try:
        page = find(ask.connection, id)
    except QueryError as reason:
        raise HTTPException(404, str(reason)) from reason
    return as_json(request, Answer(view, page, quotations(ask.connection, [page], context=CONTEXT)))


@router.get("/runs", summary="Runs of ingest")
def runs(request: Request, ask: Asked) -> Response:
    return as_json(request, Answer("runs", Page(tuple(ask.store.runs()), None)))


@router.get("/runs/{number}", summary="One run, with what could not be read and why", responses=examples.problems(404, 422))
def one_run(request: Request, ask: Asked, number: int) -> Response:
    found = next((run for run in ask.store.runs() if run.key == number), None)
    if found is None:
        raise HTTPException(404, f"There was no run {number}.")
    body = {**plain(found, {}), "rejections": ask.store.rejections(number)}
    return etagged(request, msgspec.json.encode(body), "application/json")
