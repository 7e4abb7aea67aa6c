"""Styles, scripts and pictures."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from chancery.server.rendering import ASSETS, asset
from chancery.server.settings import Settings

router = APIRouter(include_in_schema=False)
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
# The address has a hash of the content, so what it leads to never changes.
_KEPT = {"cache-control": "public, max-age=31536000, immutable"}


@router.get("/static/borders.svg")
def borders(request: Request) -> Response:
    """The map's borders where the server was started with others than the packaged ones."""
    settings: Settings = request.app.state.settings
    if settings.borders is None:
        raise HTTPException(404)
    return Response(settings.borders.svg, headers=_KEPT, media_type=_TYPES["svg"])


@router.get("/static/{name}")
def static(name: str) -> Response:
    if name not in ASSETS:
        raise HTTPException(404)
    return Response(asset(name), headers=_KEPT, media_type=_TYPES[name.rpartition(".")[2]])
