"""Where actors stand."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from chancery.server.api import asked
from chancery.server.api.answering import rows, whole
from chancery.server.api.schemas import answers, lists
from chancery.views import positions as views

router = APIRouter(tags=["Positions"])


@router.get("/positions", **lists(views.Stand))
def positions(request: Request, ask: Annotated[asked.Positions, Query()]) -> Response:
    """Positions by day, as reports find them."""
    return rows(request, ask, "stands", views.stands)


@router.get("/positions/board", **answers(views.Board))
def board(request: Request, ask: Annotated[asked.Board, Query()]) -> Response:
    """Actors by issues: the latest stance of each, all that were found, each change. No cell: no statement was found."""
    where = ask.where()
    where |= {name: where[name] or () for name in ("actor", "issue")}
    return whole(request, "positions", lambda connection: views.positions(connection, **where))
