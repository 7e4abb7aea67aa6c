"""What answers look like, for the OpenAPI document: rows are dataclasses, records are structs, msgspec describes both."""

from __future__ import annotations

from typing import Any

import msgspec

from chancery.judging.judgement import Judgement
from chancery.record.facts import Record, Rejection
from chancery.server.answers import NDJSON
from chancery.store.ledger import Run
from chancery.views.actors import ActorPage, ActorRow
from chancery.views.claims import Claim
from chancery.views.disputes import Dispute
from chancery.views.documents import DocumentRow, SourceRow
from chancery.views.events import EventRow
from chancery.views.happenings import HappeningPage, HappeningRow
from chancery.views.ledger import JudgementRow
from chancery.views.places import PlaceRow
from chancery.views.positions import Board, Stand
from chancery.views.quoting import Quotation
from chancery.views.reviewing import Suggestion
from chancery.views.says import SaidRow
from chancery.views.search import Facets, Hit

_RECORDS = (Record, Rejection, Judgement)
_ROWS = (
    DocumentRow, SourceRow, EventRow, Claim, SaidRow, ActorRow, ActorPage, HappeningRow, HappeningPage, Dispute, Stand, Board, Hit, Facets,
    JudgementRow, Run, PlaceRow, Quotation,
    Suggestion,
)  # fmt: skip
_SCHEMAS = "#/components/schemas/"
PROBLEMS = "application/problem+json"
PROBLEM = {"$ref": f"{_SCHEMAS}Problem"}
_PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "What went wrong, after RFC 9457.",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "In words, with what to do."},
        "instance": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object", "properties": {"where": {"type": "string"}, "what": {"type": "string"}}}},
    },
}
_ETAG = {"ETag": {"description": "Send it back as `If-None-Match`; where nothing changed the answer is 304.", "schema": {"type": "string"}}}
_LINK = {"Link": {"description": 'The next page, as `<address>; rel="next"`.', "schema": {"type": "string"}}}
_FORMAT = {"type": "string", "description": "The view, as `chancery-timeline/1`."}
UNCHANGED = {304: {"description": "Not changed since you had it"}}


def ref(kind: type) -> dict[str, str]:
    # A record has claims as well.
    return {"$ref": f"{_SCHEMAS}{'ClaimRow' if kind is Claim else kind.__name__}"}


def listed(schema: dict[str, Any], **more: dict[str, Any]) -> dict[str, Any]:
    """Rows with the cursor of those after them."""
    following = {"type": ["string", "null"], "description": "The cursor of the next page; null at the end."}
    properties = {"format": _FORMAT, "rows": {"type": "array", "items": schema}, "next": following, **more}
    return {"type": "object", "required": ["format", "rows", "next"], "properties": properties}


def lists(row: type, *, table: bool = True, **more: type) -> dict[str, Any]:
    """How an address that lists rows is described."""
    content = {
        "application/json": {"schema": listed(ref(row), **{name: {"anyOf": [ref(kind), {"type": "null"}]} for name, kind in more.items()})},
        NDJSON: {"schema": {**ref(row), "description": "A row a line, all that answer; no `next`."}},
        **({"text/csv": {"schema": {"type": "string"}}} if table else {}),
    }
    return {"responses": {200: {"description": "Rows", "headers": _ETAG | _LINK, "content": content}, **UNCHANGED}}


def answers(row: type, *, many: bool = False, media: str = "application/json") -> dict[str, Any]:
    """How an address that has one thing is described."""
    rows = {"type": "object", "required": ["rows"], "properties": {"rows": {"type": "array", "items": ref(row)}}}
    return described(rows if many else ref(row), media=media)


def described(schema: dict[str, Any], *, media: str = "application/json", status: int = 200) -> dict[str, Any]:
    """How an answer of this schema is described."""
    headers = {"headers": _ETAG} if status == 200 else {}
    found = {"description": "Done" if status == 201 else "The answer", **headers, "content": {media: {"schema": schema}}}
    return {"responses": {status: found, **(UNCHANGED if status == 200 else {})}}


def components() -> dict[str, Any]:
    """Every schema by its name. Where a row has words of a report, they are given as a quotation."""
    found = _found(_ROWS)
    found.pop("Stretch")
    # Words that a report which was replaced meanwhile no longer has are only a place.
    found["Quotation"]["required"] = ["document", "start", "end"]
    found["ClaimRow"] = found.pop("Claim")
    text = msgspec.json.encode(found).replace(b'schemas/Stretch"', b'schemas/Quotation"').replace(b'schemas/Claim"', b'schemas/ClaimRow"')
    return {**msgspec.json.decode(text), **_found(_RECORDS), "Problem": _PROBLEM}


def _found(kinds: tuple[type, ...]) -> dict[str, Any]:
    return msgspec.json.schema_components(kinds, ref_template=_SCHEMAS + "{name}")[1]
