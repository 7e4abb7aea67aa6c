"""What was read, what was not, and why."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from chancery.record.facts import Rejection
from chancery.server.api import asked
from chancery.server.api.answering import Found, absent, one, rows, whole
from chancery.server.api.schemas import answers, lists
from chancery.store.ledger import Run
from chancery.views import documents, ledger

router = APIRouter(tags=["Runs"])
Number = Annotated[int, Path(ge=1, lt=2**31)]


@router.get("/runs", **lists(Run, table=False))
def runs(request: Request, ask: Annotated[asked.Runs, Query()]) -> Response:
    """Runs of an ingest, the last first."""
    return rows(request, ask, "runs", ledger.runs)


@router.get("/runs/{number}", **answers(Run))
def run(request: Request, number: Number) -> Response:
    """One run."""
    return one(request, "run", lambda connection: ledger.run(connection, number))


@router.get("/runs/{number}/rejections", **lists(Rejection, table=False))
def rejections(request: Request, number: Number, ask: Annotated[asked.Rejections, Query()]) -> Response:
    """What a run could not read, each with the stage that refused it and the reason."""

    def find(connection: Connection, *, limit: int | None, cursor: str | None) -> Found:
        with absent():
            ledger.run(connection, number)
        return ledger.rejections(connection, number, limit=limit, cursor=cursor)

    return rows(request, ask, "rejections", find)


@router.get("/sources", **answers(documents.SourceRow, many=True))
def sources(request: Request) -> Response:
    """Publishers, those with most reports first."""
    return whole(request, "sources", documents.sources)
