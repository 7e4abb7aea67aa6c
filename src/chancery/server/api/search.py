"""Reports by their words and deeds."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from chancery.server.api import asked
from chancery.server.api.answering import rows
from chancery.server.api.schemas import lists
from chancery.views.search import Facets, Hit
from chancery.views.search import search as found

router = APIRouter(tags=["Search"])


@router.get("/search", **lists(Hit, facets=Facets))
def search(request: Request, ask: Annotated[asked.Search, Query()]) -> Response:
    """Reports that hold the words, the newest first, each with the part that has them."""
    return rows(request, ask, "search", found, context=0)
