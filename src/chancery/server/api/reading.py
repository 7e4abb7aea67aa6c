"""Texts read while the client waits. Nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from chancery.record.facts import Record, Rejection
from chancery.record.text import Capture
from chancery.server.answers import NDJSON
from chancery.server.api.answering import wants_lines
from chancery.server.api.rights import own_origin
from chancery.server.api.schemas import ref
from chancery.server.api.texts import Text, Texts
from chancery.server.readings import Readings, too_long

router = APIRouter(tags=["Reading"])
_OUTCOME = {
    "type": "object",
    "description": "One of the two.",
    "properties": {"record": ref(Record), "rejection": ref(Rejection)},
}
_BATCH = {"type": "object", "required": ["outcomes"], "properties": {"outcomes": {"type": "array", "items": _OUTCOME}}}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The record; of a batch, what became of each text, in its order",
        "content": {"application/json": {"schema": {"anyOf": [ref(Record), _BATCH]}}, NDJSON: {"schema": _OUTCOME}},
    }
}


@router.post("/read", responses=_RESPONSES, dependencies=[Depends(own_origin)])
async def read(request: Request, sent: Text | Texts) -> Response:
    """The record of a text, or of each text of a batch. One that cannot be read has its stage and reason instead."""
    if isinstance(sent, Texts):
        return _told(request, await outcomes(request, [text.capture(f"text-{n}") for n, text in enumerate(sent.texts, 1)]))
    outcome = (await outcomes(request, [sent.capture("text")]))[0]
    if isinstance(outcome, Rejection):
        raise HTTPException(413 if outcome.stage == "size" else 422, outcome.reason)
    return Response(msgspec.json.encode(outcome), media_type="application/json")


async def outcomes(request: Request, captures: Sequence[Capture]) -> list[Record | Rejection]:
    """What becomes of texts, in order. Raises HTTPException where they are too many, or reading takes too long."""
    readings: Readings = request.app.state.readings
    if len(captures) > readings.limits.batch:
        raise HTTPException(413, f"{len(captures)} texts; send {readings.limits.batch} at most at a time.")
    reasons = [too_long(capture.content.decode(), readings.limits) for capture in captures]
    short = [capture for capture, reason in zip(captures, reasons, strict=True) if reason is None]
    found = iter(await readings.read(short) if short else ())
    return [Rejection(c.name, "size", reason) if reason else next(found) for c, reason in zip(captures, reasons, strict=True)]


def _told(request: Request, found: Sequence[Record | Rejection]) -> Response:
    named = [{"rejection" if isinstance(one, Rejection) else "record": one} for one in found]
    if wants_lines(request):
        return Response(b"".join(msgspec.json.encode(one) + b"\n" for one in named), media_type=NDJSON)
    return Response(msgspec.json.encode({"outcomes": named}), media_type="application/json")
