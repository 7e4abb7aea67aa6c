"""What goes wrong, told: to programs as RFC 9457 problems, to people as a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Match

from chancery.errors import BundleError, JudgementError, QueryError, ReportError, StoreError, StoreLockedError
from chancery.server.headers import HEADERS
from chancery.server.rendering import render

MEDIA = "application/problem+json"
_STATUS: tuple[tuple[type[Exception], int], ...] = (
    (QueryError, 400),
    (JudgementError, 409),
    (ReportError, 422),
    (StoreLockedError, 503),
    (StoreError, 503),
    (BundleError, 500),
)


def install(app: FastAPI) -> None:
    """Tell an application how to answer what its functions raise."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(OperationalError, _slow)
    app.add_exception_handler(PoolTimeout, _slow)
    app.add_exception_handler(Exception, _broken)
    for kind, _ in _STATUS:
        app.add_exception_handler(kind, _ours)


def problem_response(
    request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None, **more: Any
) -> Response:
    """A problem in the form that the request wants."""
    title = HTTPStatus(status).phrase
    if wants_json(request):
        body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": request.url.path, **more}
        return JSONResponse(body, status, headers, MEDIA)
    return render(request, "problem.html", status=status, headers=headers, title=title, detail=detail, problem=status)


def wants_json(request: Request) -> bool:
    path = request.url.path
    return path.startswith(("/api/", "/reconcile")) or path.endswith((".json", ".csv", ".gexf", ".png")) or _prefers_json(request)


def _prefers_json(request: Request) -> bool:
    accepted = request.headers.get("accept", "")
    return "application/json" in accepted and "text/html" not in accepted


async def _http(request: Request, reason: Exception) -> Response:
    assert isinstance(reason, HTTPException)
    detail = reason.detail if reason.detail != HTTPStatus(reason.status_code).phrase else _USUAL.get(reason.status_code, reason.detail)
    headers = {"allow": _allowed(request)} if reason.status_code == 405 else reason.headers
    return problem_response(request, reason.status_code, detail, headers)


def _allowed(request: Request) -> str:
    """What can be done at an address. The router that refused knows only the first route that it has there."""
    routes: Sequence[BaseRoute] = request.app.routes
    return ", ".join(
        method for method in _METHODS if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
    )


_METHODS = ("DELETE", "GET", "HEAD", "POST")


async def _invalid(request: Request, reason: Exception) -> Response:
    assert isinstance(reason, RequestValidationError)
    errors = [{"where": ".".join(map(str, error["loc"])), "what": error["msg"]} for error in reason.errors()]
    detail = "; ".join(f"{error['where']}: {error['what']}" for error in errors)
    return problem_response(request, 422, detail, errors=errors)


async def _ours(request: Request, reason: Exception) -> Response:
    status = next(status for kind, status in _STATUS if isinstance(reason, kind))
    return problem_response(request, status, str(reason))


async def _slow(request: Request, reason: Exception) -> Response:
    return problem_response(request, 503, "The store took too long to answer this. Ask for less: a shorter time, one actor, one code.")


async def _broken(request: Request, reason: Exception) -> Response:
    # What broke goes to the log, not to whoever asked.
    # No middleware sees this answer, so it takes the headers along.
    return problem_response(request, 500, "Something broke here; the server's log says what.", HEADERS)


_USUAL = {
    404: "There is nothing here by that name. It may have been forgotten, or named otherwise since.",
    405: "That cannot be done here.",
}
