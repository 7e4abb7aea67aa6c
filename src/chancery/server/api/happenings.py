"""What several reports tell."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from chancery.server.api import asked
from chancery.server.api.answering import one, rows
from chancery.server.api.schemas import answers, lists
from chancery.views import happenings as views
from chancery.views.disputes import Dispute
from chancery.views.disputes import disputed as contested

router = APIRouter(tags=["Happenings"])


@router.get("/happenings", **lists(views.HappeningRow))
def happenings(request: Request, ask: Annotated[asked.Happenings, Query()]) -> Response:
    """Happenings by day, as `chancery link` found them."""
    return rows(request, ask, "happenings", views.happenings)


@router.get("/happenings/{id:path}", **answers(views.HappeningPage))
def happening(request: Request, id: str) -> Response:
    """One happening: who asserts, denies and doubts it, each quoted, and where reports differ. `DOCUMENT/EVENT` names one by an event."""
    return one(request, "happening", lambda connection: views.happening(connection, id))


@router.get("/disputed", **lists(Dispute))
def disputed(request: Request, ask: Annotated[asked.Disputed, Query()]) -> Response:
    """What one asserts and another denies, with the words of both."""
    return rows(request, ask, "disputed", contested)
