"""Who is who."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from chancery.server.api import asked
from chancery.server.api.answering import one, rows
from chancery.server.api.schemas import answers, lists
from chancery.views import actors as views

router = APIRouter(tags=["Actors"])


@router.get("/actors", **lists(views.ActorRow))
def actors(request: Request, ask: Annotated[asked.Actors, Query()]) -> Response:
    """Actors by name."""
    return rows(request, ask, "actors", views.actors)


@router.get("/actors/{id:path}", **answers(views.ActorPage))
def actor(request: Request, id: str) -> Response:
    """One actor, by id or name: names, offices over time, latest statements, contacts, whom he contradicts."""
    return one(request, "actor", lambda connection: views.actor(connection, id))
