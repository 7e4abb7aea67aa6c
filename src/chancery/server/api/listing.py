"""Addresses that list rows: filters, pages, forms, and their description, from one declaration each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

import msgspec
from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from chancery.errors import QueryError
from chancery.server.answers import NDJSON, Answer, as_csv, as_json
from chancery.server.api.examples import problems
from chancery.server.asking import Ask, Asked
from chancery.store.limits import within
from chancery.store.store import Store
from chancery.views.forms import plain
from chancery.views.paging import Page
from chancery.views.quoting import quotations

CONTEXT = 60
STREAMED = 200
"""Rows that a stream fetches at a time, each time with a connection of its own."""
YES, NO = ("1", "true", "yes"), ("0", "false", "no")
FORMATS = ("json", "csv", "ndjson")

Find = Callable[..., Page[Any]]
"""A view: connection, filters by keyword, ``limit`` and ``cursor``."""


@dataclass(frozen=True)
class Listing:
    """Rows at an address: the filters with what they mean, and an example of a row."""

    path: str
    summary: str
    find: Find
    filters: Mapping[str, str]
    example: Mapping[str, Any]
    view: str
    flags: tuple[str, ...] = ()
    most: int = 1000


def register(router: APIRouter, listing: Listing) -> None:
    """Let a listing be asked for."""

    def answer(request: Request, ask: Asked) -> Response:
        form = _form(ask)
        if form == "ndjson":
            rows = _stream(ask, listing)
            # A question that is none has to be told before the answer begins.
            return StreamingResponse(chain([next(rows, b"")], rows), media_type=NDJSON)
        found = _found(ask, listing, ask.connection, limit=ask.number("limit"), cursor=ask.text("cursor"))
        return as_csv(request, found) if form == "csv" else as_json(request, found)

    router.add_api_route(
        listing.path, answer, methods=["GET"], summary=listing.summary, openapi_extra={"parameters": list(_parameters(listing))},
        responses={200: _described(listing), **problems(400, 429, 503)}, response_class=Response, name=f"list {listing.path[1:]}",
    )  # fmt: skip


def _form(ask: Ask) -> str:
    form = ask.text("format") or ("ndjson" if NDJSON in ask.request.headers.get("accept", "") else "json")
    if form not in FORMATS:
        raise QueryError(f"format: {form!r} is none; take one of {', '.join(FORMATS)}")
    return form


def _found(ask: Ask, listing: Listing, connection: Connection, *, limit: int | None, cursor: str | None) -> Answer:
    if limit is not None and not 1 <= limit <= listing.most:
        raise QueryError(f"limit {limit}: ask for 1 to {listing.most} rows at a time, or for format=ndjson")
    flags = {name: _flag(ask, name) for name in listing.flags}
    page = listing.find(connection, **ask.texts(*listing.filters), **flags, limit=limit, cursor=cursor)
    return Answer(listing.view, page, quotations(connection, page.rows, context=CONTEXT))


def _flag(ask: Ask, name: str) -> bool:
    value = ask.text(name)
    if value not in (None, *YES, *NO):
        raise QueryError(f"{name}: {value!r} is neither yes nor no; write 1 or leave it out")
    return value in YES


def _stream(ask: Ask, listing: Listing) -> Iterator[bytes]:
    """All rows from the cursor on, as many as ``limit`` says."""
    store: Store = ask.store
    left, cursor = ask.number("limit"), ask.text("cursor")
    while left is None or left > 0:
        size = STREAMED if left is None else min(left, STREAMED)
        with store.reading() as connection, within(connection, ask.request.app.state.settings.limits.asking):
            found = _found(ask, listing, connection, limit=size, cursor=cursor)
        yield b"".join(msgspec.json.encode(plain(row, found.quoted)) + b"\n" for row in found.rows)
        cursor = found.next
        left = None if left is None else left - len(found.rows)
        if cursor is None:
            return


# -- what OpenAPI says -----------------------------------------------------------------------------------------------------


def _parameters(listing: Listing) -> Iterator[dict[str, Any]]:
    for name, meaning in listing.filters.items():
        yield parameter(name, meaning)
    for name in listing.flags:
        yield parameter(name, "1 for yes", {"type": "string", "enum": [*YES, *NO]})
    number = {"type": "integer", "minimum": 1, "maximum": listing.most}
    yield parameter("limit", f"Rows of a page, 1 to {listing.most}; of a stream, all of them", number)
    yield parameter("cursor", "Where to go on: `next` of the page before, which its Link header leads to as well")
    yield parameter("format", "csv and ndjson besides json; ndjson streams every row", {"type": "string", "enum": list(FORMATS)})


def parameter(name: str, meaning: str, schema: Mapping[str, Any] | None = None) -> dict[str, Any]:
    kind = dict(schema or {"type": "string", "maxLength": 1000})
    return {"name": name, "in": "query", "required": False, "description": meaning, "schema": kind}


def _described(listing: Listing) -> dict[str, Any]:
    row = {"type": "object", "additionalProperties": True}
    page = {
        "type": "object",
        "required": ["format", "rows", "next"],
        "properties": {"format": {"type": "string"}, "rows": {"type": "array", "items": row}, "next": {"type": ["string", "null"]}},
    }
    content = {
        "application/json": {"schema": page, "example": {"format": f"chancery-{listing.view}/1", "rows": [listing.example], "next": None}},
        "text/csv": {"schema": {"type": "string"}},
        NDJSON: {"schema": {"type": "string"}},
    }
    return {"description": "Rows, and the cursor of the next ones", "content": content}
