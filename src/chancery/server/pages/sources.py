"""What was read, what was not, and why."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from chancery.server.asking import Asked
from chancery.server.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/sources")
def sources(request: Request, ask: Asked) -> Response:
    return render(request, "sources.html", runs=ask.store.runs())


@router.get("/sources/runs/{number}")
def run(request: Request, number: int, ask: Asked) -> Response:
    found = next((run for run in ask.store.runs() if run.key == number), None)
    if found is None:
        raise HTTPException(404)
    return render(request, "run.html", run=found, rejections=ask.store.rejections(number))
