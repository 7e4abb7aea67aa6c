"""Events, who stands behind them, and contacts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from chancery.server.api import asked
from chancery.server.api.answering import one, rows, whole
from chancery.server.api.schemas import answers, lists
from chancery.views import single
from chancery.views.claims import Claim
from chancery.views.claims import claims as claimed
from chancery.views.contacts import contacts as met
from chancery.views.events import EventRow
from chancery.views.places import PlaceRow
from chancery.views.places import places as located
from chancery.views.timeline import timeline

router = APIRouter(tags=["Events"])


@router.get("/events", **lists(EventRow))
def events(request: Request, ask: Annotated[asked.Events, Query()]) -> Response:
    """Events by day, each happening once: who did what to whom, and who says so."""
    return rows(request, ask, "timeline", timeline)


@router.get("/events/{document}/{id}", **answers(EventRow))
def event(request: Request, document: str, id: str) -> Response:
    """One report's event."""
    return one(request, "event", lambda connection: single.event(connection, document, id))


@router.get("/claims", **lists(Claim))
def claims(request: Request, ask: Annotated[asked.Claims, Query()]) -> Response:
    """Who asserts, denies or hedges which event: a row for each chain of voices of each report."""
    return rows(request, ask, "claims", claimed)


@router.get("/contacts", **lists(EventRow))
def contacts(request: Request, ask: Annotated[asked.Contacts, Query()]) -> Response:
    """Who met, called or wrote to whom."""
    return rows(request, ask, "contacts", met)


@router.get("/places", **answers(PlaceRow, many=True))
def places(request: Request, ask: Annotated[asked.Places, Query()]) -> Response:
    """Where the newest events that answer happened, places with most of them first: what the map draws."""
    return whole(request, "places", lambda connection: located(connection, **ask.where()))
