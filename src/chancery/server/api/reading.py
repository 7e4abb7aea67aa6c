"""Texts in, records out; with the scope ingest, kept."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Body, Depends, Request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from chancery.errors import ReadingError
from chancery.reading.read import TEXT
from chancery.record.facts import Record, Rejection
from chancery.record.text import Capture
from chancery.server.api.examples import problems
from chancery.server.api.rights import needs
from chancery.server.readings import Readings, too_long
from chancery.server.tokens import INGEST, READ
from chancery.store.putting import Arrival

router = APIRouter(tags=["reading"])
_EXAMPLE: dict[str, Any] = {"text": "The Kremlin said talks were held with Kyiv on Monday.", "published": "2024-12-11"}


def _text(value: object) -> object:
    """A date as it is written; a number would be taken for seconds since 1970."""
    if value is not None and not isinstance(value, str):
        raise ValueError("write a date as 2024-12-11")
    return value


class Text(BaseModel):
    """One report in English. What it does not say of itself can be said for it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    text: str = Field(min_length=1, description="The report's text")
    title: str | None = Field(None, max_length=1000)
    publisher: str | None = Field(None, max_length=500)
    published: Annotated[date | None, BeforeValidator(_text)] = Field(None, description='"On Wednesday" is resolved against it')
    url: str | None = Field(None, max_length=2000)


class Batch(BaseModel):
    """Several reports."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"texts": [_EXAMPLE]}]})

    texts: list[Text] = Field(min_length=1, max_length=50)


Given = Annotated[Text | Batch, Body(openapi_examples={"one": {"value": _EXAMPLE}, "several": {"value": {"texts": [_EXAMPLE]}}})]


@router.post(
    "/read", summary="Read a text or a batch; nothing is stored", dependencies=[Depends(needs(READ))],
    responses=problems(400, 413, 422, 503),
)  # fmt: skip
async def read(request: Request, given: Given) -> Response:
    """A text gives its record. A batch gives `outcomes`: a record each, or a rejection with stage and reason."""
    outcomes = await _outcomes(request, given)
    if isinstance(given, Batch):
        return _json({"outcomes": [_told(one) for one in outcomes]})
    if isinstance(outcomes[0], Rejection):
        raise ReadingError(outcomes[0].reason)
    return _json(outcomes[0])


@router.post(
    "/documents", summary="Read a text or a batch and keep the records", status_code=201, dependencies=[Depends(needs(INGEST))],
    responses=problems(400, 403, 413, 422, 503),
)  # fmt: skip
async def ingest(request: Request, given: Given) -> Response:
    """Each outcome has the document's id and whether it was new, or the rejection."""
    outcomes = await _outcomes(request, given)
    puts = await run_in_threadpool(_put, request, [one for one in outcomes if isinstance(one, Record)])
    kept = iter(puts)
    return _json({"outcomes": [_told(one) if isinstance(one, Rejection) else next(kept) for one in outcomes]}, 201)


def _put(request: Request, records: list[Record]) -> list[dict[str, Any]]:
    found = [request.app.state.store.put_many([Arrival(record, "api")])[0] for record in records]
    return [{"document": record.document.id, "outcome": put.outcome} for record, put in zip(records, found, strict=True)]


async def _outcomes(request: Request, given: Text | Batch) -> list[Record | Rejection]:
    readings: Readings = request.app.state.readings
    texts = given.texts if isinstance(given, Batch) else [given]
    for one in texts:
        if wrong := too_long(one.text, readings.limits):
            raise HTTPException(413, wrong)
    return await readings.read([_capture(number, one) for number, one in enumerate(texts, 1)])


def _capture(number: int, one: Text) -> Capture:
    published = one.published.isoformat() if one.published else None
    return Capture(f"text {number}", one.text.encode("utf-8", "replace"), one.title, one.publisher, one.url, published, content_type=TEXT)


def _told(one: Record | Rejection) -> dict[str, Any]:
    return {"rejection" if isinstance(one, Rejection) else "record": one}


def _json(value: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")
