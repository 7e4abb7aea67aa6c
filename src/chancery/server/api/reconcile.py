"""Actors for OpenRefine: the Reconciliation Service API, version 0.2, https://www.w3.org/community/reports/reconciliation/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Annotated, Any
from urllib.parse import parse_qs, urlsplit

import msgspec
from fastapi import APIRouter, Query
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from chancery.errors import QueryError
from chancery.record.ontology import KINDS
from chancery.server.api.answering import asking, base
from chancery.server.api.schemas import described
from chancery.server.settings import is_loopback
from chancery.store.folding import fold
from chancery.views.actors import ActorRow, suggest
from chancery.views.asking import sound
from chancery.views.naming import resolve

router = APIRouter(tags=["Reconciliation"])
MOST, USUAL, LIKELY = 100, 5, 50
"""Queries of a batch; candidates of a query unless it says how many; actors that are looked at for one."""
_LONGEST = 500


class Asked(msgspec.Struct, frozen=True):
    """One query of a batch; other members are left aside, as the standard wants."""

    query: str
    type: str | list[str] | None = None
    limit: int | None = None
    properties: list[dict[str, Any]] = []


_OBJECT = {"type": "object"}
_QUERIES = '{"q0": {"query": "Orbán", "type": "person", "limit": 3}}'
_Queries = Annotated[str | None, Query(description="A batch of queries as JSON.", examples=[_QUERIES], max_length=4000)]
_FORM = {"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": {"queries": {"type": "string"}}}}}


@router.get("/reconcile", **described(_OBJECT))
def reconcile(request: Request, queries: _Queries = None) -> Response:
    """The service's manifest; with `queries`, the candidates of each."""
    if queries is None:
        return _answer(request, manifest(base(request)))
    return _answer(request, _found(request, queries))


@router.post("/reconcile", openapi_extra={"requestBody": {"content": _FORM, "required": True}}, **described(_OBJECT))
async def batch(request: Request) -> Response:
    """The candidates of a batch of queries, sent as a form."""
    try:
        fields = parse_qs((await request.body()).decode(), max_num_fields=20)
    except (UnicodeDecodeError, ValueError) as reason:
        raise HTTPException(400, "Send a form with `queries`.") from reason
    if "queries" not in fields:
        raise HTTPException(400, "Send a form with `queries`.")
    return _answer(request, await run_in_threadpool(_found, request, fields["queries"][0]))


@router.get("/reconcile/suggest", **described(_OBJECT))
def suggestions(request: Request, prefix: Annotated[str, Query(max_length=_LONGEST)] = "", cursor: str | None = None) -> Response:
    """Actors whose names begin so, for a box in which somebody types."""
    with asking(request) as connection:
        found = suggest(connection, _text(prefix))
    listed = [{"id": row.id, "name": row.name, "description": _about(row), "notable": _types(row)} for row in found]
    return _answer(request, {"result": listed})


def manifest(server: str) -> dict[str, Any]:
    """What the service is, for the client that adds it."""
    return {
        "versions": ["0.2"],
        "name": "Chancery actors",
        "identifierSpace": f"{server}/actors/",
        "schemaSpace": f"{server}/api/v1/reconcile#",
        "defaultTypes": [{"id": kind, "name": kind} for kind in KINDS],
        "batchSize": MOST,
        "view": {"url": f"{server}/actors/{{{{id}}}}"},
        "suggest": {"entity": {"service_url": f"{server}/api/v1/reconcile", "service_path": "/suggest"}},
    }


# -- answering -------------------------------------------------------------------------------------------------------------


def _found(request: Request, queries: str) -> dict[str, Any]:
    try:
        batch = msgspec.json.decode(queries.encode("utf-8", "replace"), type=dict[str, Asked])
    except (msgspec.DecodeError, RecursionError) as reason:
        raise HTTPException(400, f"`queries` is no batch of queries: {reason}") from reason
    if len(batch) > MOST:
        raise HTTPException(413, f"{len(batch)} queries; send {MOST} at most at a time.")
    with asking(request) as connection:
        return {name: {"result": candidates(connection, asked)} for name, asked in batch.items()}


def candidates(connection: Connection, asked: Asked) -> list[dict[str, Any]]:
    """Actors who may be meant, the likest first. One is a match where he alone is called so."""
    words, kinds = _text(asked.query), {asked.type} if isinstance(asked.type, str) else set(asked.type or ())
    meant, country = _meant(connection, words), _country(asked.properties)
    rows = [row for row in suggest(connection, words, most=LIKELY) if not kinds or row.kind in kinds]
    called = [row.id for row in rows if row.id == meant or fold(row.name) == fold(words)]
    scored = sorted(((_score(row, words, called, country), row) for row in rows), key=lambda pair: -pair[0])
    most = max(1, min(asked.limit or USUAL, LIKELY))
    return [_candidate(row, score, match=called == [row.id]) for score, row in scored[:most]]


def _candidate(row: ActorRow, score: float, *, match: bool) -> dict[str, Any]:
    return {"id": row.id, "name": row.name, "type": _types(row), "score": score, "match": match, "description": _about(row)}


def _meant(connection: Connection, words: str) -> str | None:
    """The one actor that is called so."""
    try:
        return resolve(connection, words).id
    except QueryError:
        return None


def _score(row: ActorRow, words: str, called: Sequence[str], country: str | None) -> float:
    likeness = 1.0 if row.id in called else SequenceMatcher(None, fold(words), fold(row.name)).ratio()
    other = country is not None and row.country is not None and country != row.country
    return round(100 * likeness * (0.5 if other else 1.0), 1)


def _country(properties: Sequence[Mapping[str, Any]]) -> str | None:
    found = next((one.get("v") for one in properties if one.get("pid") == "country"), None)
    return found.upper() if isinstance(found, str) else None


def _text(words: str) -> str:
    return sound(words[:_LONGEST])


def _types(row: ActorRow) -> list[dict[str, str]]:
    return [{"id": row.kind, "name": row.kind}]


def _about(row: ActorRow) -> str:
    reports = f"{row.reports} report{'' if row.reports == 1 else 's'}"
    return ", ".join(part for part in (row.kind, row.country, reports) if part)


def _answer(request: Request, body: object) -> Response:
    # OpenRefine asks from its own page on this machine; pages from elsewhere are told nothing.
    origin = request.headers.get("origin", "")
    allowed = {"access-control-allow-origin": origin} if _is_near(origin) else {}
    return Response(msgspec.json.encode(body), headers={"vary": "origin", **allowed}, media_type="application/json")


def _is_near(origin: str) -> bool:
    try:
        return is_loopback(urlsplit(origin).hostname or "")
    except ValueError:
        return False
