"""Who says what."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from chancery.server.api import asked
from chancery.server.api.answering import one, rows
from chancery.server.api.schemas import answers, lists
from chancery.views import single
from chancery.views.says import SaidRow, says

router = APIRouter(tags=["Statements"])


@router.get("/statements", **lists(SaidRow))
def statements(request: Request, ask: Annotated[asked.Statements, Query()]) -> Response:
    """Statements by the day of their report."""
    return rows(request, ask, "says", says)


@router.get("/statements/{document}/{id}", **answers(SaidRow))
def statement(request: Request, document: str, id: str) -> Response:
    """One statement of one report."""
    return one(request, "statement", lambda connection: single.statement(connection, document, id))
