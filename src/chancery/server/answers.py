"""Answers in other forms than pages: JSON and CSV as the commands write them, with a version that saves sending them twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from chancery.views.forms import Quotes, to_csv, to_json

NDJSON = "application/x-ndjson"


@dataclass(frozen=True)
class Answer:
    """What a view found, under the name that its commands and files have: rows, words they rest on, and what only the page shows."""

    view: str
    found: Any
    quoted: Quotes = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def next(self) -> str | None:
        """The cursor of the rows after these."""
        return getattr(self.found, "next", None)

    @property
    def rows(self) -> tuple[Any, ...]:
        return getattr(self.found, "rows", ())


def etagged(request: Request, body: bytes, media: str, headers: Mapping[str, str] | None = None) -> Response:
    """The body, or word that it has not changed since the client had it."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    told = {**(headers or {}), "etag": tag, "cache-control": "private, no-cache", "vary": "accept"}
    if tag in (part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=told)
    return Response(body, headers=told, media_type=media)


def as_json(request: Request, answer: Answer) -> Response:
    """Rows and the cursor of the next ones, which the Link header leads to."""
    return etagged(request, to_json(answer.view, answer.found, answer.quoted), "application/json", _links(request, answer))


def as_csv(request: Request, answer: Answer) -> Response:
    headers = {**_links(request, answer), "content-disposition": f'attachment; filename="{answer.view}.csv"'}
    return etagged(request, to_csv(answer.view, answer.found, answer.quoted).encode(), "text/csv; charset=utf-8", headers)


def _links(request: Request, answer: Answer) -> dict[str, str]:
    return {"link": f'<{next_page(request, answer.next)}>; rel="next"'} if answer.next else {}


def next_page(request: Request, cursor: str) -> str:
    """The address of the rows after these."""
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    return f"{request.url.path}?{urlencode([*asked, ('cursor', cursor)])}"


def first_page(request: Request, suffix: str = "", leave_out: Iterable[str] = ("cursor",)) -> str:
    """The address of the first rows, in the form that the suffix names."""
    left = set(leave_out)
    asked = [(name, value) for name, value in request.query_params.multi_items() if name not in left and value]
    return f"{request.url.path}{suffix}{'?' if asked else ''}{urlencode(asked)}"
