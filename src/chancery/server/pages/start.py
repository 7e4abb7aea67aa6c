"""Where one arrives."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chancery.server.asking import Asked
from chancery.server.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/")
def start(request: Request, ask: Asked) -> Response:
    return render(request, "start.html", store=str(ask.request.app.state.settings.store))
