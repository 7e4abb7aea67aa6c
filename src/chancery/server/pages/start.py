"""Where one arrives."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chancery.server.asking import Asked
from chancery.server.rendering import render
from chancery.store.database import name_of
from chancery.views.disputes import disputed
from chancery.views.overview import Overview, overview

router = APIRouter(include_in_schema=False)
DISPUTES = 6


@router.get("/")
def start(request: Request, ask: Asked) -> Response:
    latest = overview(ask.connection)
    disputes = disputed(ask.connection, limit=DISPUTES).rows if latest.reports else ()
    # The name leaves out the password that an address may have.
    store = name_of(request.app.state.settings.store)
    return render(request, "start.html", store=store, latest=latest, disputes=disputes, counts=_counts(latest))


def _counts(latest: Overview) -> tuple[tuple[str, str, int], ...]:
    return (
        ("reports", "/sources", latest.reports),
        ("events", "/timeline", latest.events),
        ("statements", "/says", latest.statements),
        ("positions", "/positions", latest.positions),
        ("actors", "/actors", latest.actors),
        ("happenings", "/happenings", latest.happenings),
        ("judgements", "/judgements", latest.judgements),
    )
