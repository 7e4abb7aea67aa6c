"""Reports: listed, whole, and put."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from chancery.errors import StoreError
from chancery.ingest import copying
from chancery.record.facts import Record, Rejection
from chancery.record.text import Capture
from chancery.server.answers import etagged
from chancery.server.api import asked
from chancery.server.api.answering import rows, store_of
from chancery.server.api.reading import outcomes
from chancery.server.api.rights import may, user_of
from chancery.server.api.schemas import answers, described, lists, ref
from chancery.server.api.texts import Text, Texts
from chancery.server.tokens import INGEST
from chancery.store.putting import Arrival
from chancery.store.store import Store
from chancery.views import documents as views

router = APIRouter(tags=["Documents"])


class Whole(BaseModel):
    model_config = ConfigDict(extra="forbid")
    as_read: asked.Flag = Field(False, description="The record as the machine read it, without what people decided.")


@router.get("/documents", **lists(views.DocumentRow))
def documents(request: Request, ask: Annotated[asked.Documents, Query()]) -> Response:
    """Reports by the day on which they were published, without their texts."""
    return rows(request, ask, "documents", views.documents)


@router.get("/documents/{document}", **answers(Record))
def document(request: Request, document: str, ask: Annotated[Whole, Query()]) -> Response:
    """The record of a report, as people corrected it."""
    return etagged(request, msgspec.json.encode(record_of(request, document, judged=not ask.as_read)), "application/json")


@router.get("/documents/{document}/text", **described({"type": "string"}, media="text/plain"))
def text(request: Request, document: str) -> Response:
    """The text of a report. Offsets of spans count its code points."""
    return etagged(request, record_of(request, document).document.text.encode(), "text/plain; charset=utf-8")


def record_of(request: Request, document: str, *, judged: bool = False) -> Record:
    """A record of the store. Raises HTTPException where there is none."""
    store = store_of(request)
    missing = HTTPException(404, f"The store has no report {document!r}; it may have been forgotten.")
    if "\0" in document:
        raise missing
    try:
        return store.judged(document) if judged else store.record(document)
    except StoreError as reason:
        raise missing from reason


# -- putting ---------------------------------------------------------------------------------------------------------------

_OUTCOME = {"enum": ["new", "replaced", "unchanged"]}
_PUT = {"type": "object", "properties": {"document": {"type": "string"}, "outcome": _OUTCOME, "rejection": ref(Rejection)}}
_OUTCOMES = {"type": "array", "items": _PUT}
_DONE: dict[str, Any] = {
    "type": "object",
    "required": ["run", "outcomes"],
    "properties": {"run": {"type": "integer"}, "outcomes": _OUTCOMES},
}


@router.post("/documents", status_code=201, dependencies=[may(INGEST)], **described(_DONE, status=201))
async def put(request: Request, sent: Text | Texts) -> Response:
    """Read texts into the store: scope `ingest`. What could not be read is kept as a rejection of the run."""
    texts = sent.texts if isinstance(sent, Texts) else [sent]
    captures = [text.capture(text.url or f"sent:{text.sha}") for text in texts]
    found = await outcomes(request, captures)
    done = await run_in_threadpool(_kept, store_of(request), captures, found, user_of(request).name)
    return Response(msgspec.json.encode(done), 201, media_type="application/json")


def _kept(store: Store, captures: Sequence[Capture], found: Sequence[Record | Rejection], who: str) -> dict[str, Any]:
    read = [Arrival(one, "api", capture) for capture, one in zip(captures, found, strict=True) if isinstance(one, Record)]
    run = store.start_run(f"POST /api/v1/documents by {who}", bundle=read[0].record.bundle.id if read else None)
    puts = iter(store.put_many(read, run=run))
    told = [{"rejection": one} if isinstance(one, Rejection) else next(puts) for one in found]
    store.reject(run, [one for one in found if isinstance(one, Rejection)])
    copying.file(store, [(arrival.record.document.id, arrival.record.document.text) for arrival in read])
    store.end_run(run)
    return {"run": run, "outcomes": told}
