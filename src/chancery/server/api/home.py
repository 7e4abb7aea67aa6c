"""The API's own page: every address with its parameters, made from its description."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chancery.server.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/api")
def home(request: Request) -> Response:
    described = request.app.openapi()
    ways = [(path, method.upper(), way) for path, methods in described["paths"].items() for method, way in methods.items()]
    return render(request, "api.html", ways=ways, base=str(request.base_url))


@router.get("/keys")
def keys(request: Request) -> Response:
    return render(request, "keys.html")
