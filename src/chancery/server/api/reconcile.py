"""Names matched with actors, as OpenRefine and its like ask (Reconciliation Service API 0.2)."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any
from urllib.parse import parse_qs

import msgspec
from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from chancery.server.api.examples import problems
from chancery.server.asking import Asked
from chancery.server.wording import hyphens
from chancery.store.folding import fold
from chancery.store.limits import within
from chancery.store.store import Store
from chancery.views.actors import ActorRow, suggest
from chancery.views.asking import KINDS

router = APIRouter(tags=["reconciliation"])
MOST_QUERIES, MOST_RESULTS = 100, 25


class Query(msgspec.Struct):
    """What one cell asks."""

    query: str
    type: str | list[str] | None = None
    limit: int = 5


@router.get("/reconcile", summary="OpenRefine: what this service is, or `queries`", responses=problems(400, 413))
def manifest(request: Request, ask: Asked, queries: str | None = None) -> Response:
    if queries is not None:
        return JSONResponse(_answers(ask.connection, queries))
    base = str(request.base_url)
    return JSONResponse(
        {
            "versions": ["0.2"],
            "name": "Chancery: actors of world affairs",
            "identifierSpace": f"{base}actors/",
            "schemaSpace": f"{base}actors?kind=",
            "defaultTypes": [{"id": kind, "name": hyphens(kind)} for kind in KINDS],
            "view": {"url": f"{base}actors/{{{{id}}}}"},
            "suggest": {"entity": {"service_url": base.rstrip("/"), "service_path": "/api/v1/reconcile/suggest"}},
        }
    )


@router.post("/reconcile", summary="OpenRefine: match names (`queries`, a form field of JSON)", responses=problems(400, 413))
async def reconcile(request: Request) -> Response:
    fields = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=10)
    return JSONResponse(await run_in_threadpool(_asked, request, fields.get("queries", [""])[0]))


@router.get("/reconcile/suggest", summary="OpenRefine: actors for what is being typed")
def suggestions(ask: Asked, prefix: str = "") -> Response:
    found = suggest(ask.connection, prefix[:200])
    rows = [{"id": one.id, "name": one.name, "notable": [{"id": one.kind, "name": hyphens(one.kind)}]} for one in found]
    return JSONResponse({"result": rows})


def _asked(request: Request, queries: str) -> dict[str, Any]:
    store: Store = request.app.state.store
    with store.reading() as connection, within(connection, request.app.state.settings.limits.asking):
        return _answers(connection, queries)


def _answers(connection: Connection, queries: str) -> dict[str, Any]:
    try:
        asked = msgspec.json.decode(queries, type=dict[str, Query])
    except msgspec.DecodeError as reason:
        raise HTTPException(400, f"queries: {reason}") from reason
    if len(asked) > MOST_QUERIES:
        raise HTTPException(413, f"{len(asked)} queries; send {MOST_QUERIES} at most at a time.")
    return {key: {"result": _results(connection, one)} for key, one in asked.items()}


def _results(connection: Connection, one: Query) -> list[dict[str, Any]]:
    kinds = {one.type} if isinstance(one.type, str) else set(one.type or KINDS)
    found = [actor for actor in suggest(connection, one.query[:200], most=MOST_RESULTS) if actor.kind in kinds]
    scored = sorted(((score(one.query, actor), actor) for actor in found), key=lambda pair: (-pair[0], -pair[1].reports, pair[1].id))
    exact = [actor.id for value, actor in scored if value == 100]
    return [
        {"id": a.id, "name": a.name, "type": [{"id": a.kind, "name": hyphens(a.kind)}], "score": value, "match": exact == [a.id]}
        for value, a in scored[: max(1, min(one.limit, MOST_RESULTS))]
    ]


def score(query: str, actor: ActorRow) -> float:
    """How alike the words and the actor's name are, 100 for the same."""
    return round(100 * SequenceMatcher(None, fold(query), fold(actor.name), autojunk=False).ratio(), 1)
