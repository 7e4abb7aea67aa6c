"""Answers of the API: a page of rows as JSON with the way to the next one, or all rows as a stream of lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from chancery.errors import QueryError
from chancery.server.answers import NDJSON, Answer, as_csv, as_json
from chancery.server.api.asked import Paged
from chancery.server.settings import Settings
from chancery.store.limits import within
from chancery.store.store import Store
from chancery.views.forms import plain
from chancery.views.quoting import quotations

STREAMED = 200
"""Rows that are drawn at once for a stream."""


class Found(Protocol):
    """A page of some view."""

    @property
    def rows(self) -> tuple[Any, ...]: ...
    @property
    def next(self) -> str | None: ...


Find = Callable[..., Found]
"""A view: a connection, its filters, ``limit`` and ``cursor`` to a page."""


@contextmanager
def asking(request: Request) -> Iterator[Connection]:
    """A connection for one question, with a limit to its time.

    It is opened where it is used, in the thread that works: nobody holds one while he waits for a thread.
    """
    settings: Settings = request.app.state.settings
    with store_of(request).reading() as connection, within(connection, settings.limits.asking):
        yield connection


def store_of(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def rows(request: Request, asked: Paged, view: str, find: Find, *, context: int = 60) -> Response:
    """What a view finds, in the form that is asked for; ``context`` is how much stands around quotations."""
    drawn = _Drawn(request, asked, view, find, context)
    form = asked.format or ("ndjson" if wants_lines(request) else "json")
    if form == "ndjson":
        return drawn.streamed()
    page = drawn.page(asked.cursor, asked.limit)
    return as_json(request, page) if form == "json" else as_csv(request, page)


def wants_lines(request: Request) -> bool:
    return NDJSON in request.headers.get("accept", "")


@dataclass(frozen=True)
class _Drawn:
    request: Request
    asked: Paged
    view: str
    find: Find
    context: int

    def page(self, cursor: str | None, limit: int | None) -> Answer:
        with asking(self.request) as connection:
            page = self.find(connection, **self.asked.where(), limit=limit, cursor=cursor)
            return Answer(self.view, page, quotations(connection, page.rows, context=self.context))

    def streamed(self) -> Response:
        """Every row a line. The first are drawn before the answer begins, so that a bad question is told as one."""
        left = self.asked.limit
        first = self.page(self.asked.cursor, min(left or STREAMED, STREAMED))
        return StreamingResponse(self._lines(first, left), media_type=NDJSON, headers={"vary": "accept"})

    def _lines(self, page: Answer, left: int | None) -> Iterator[bytes]:
        while True:
            yield b"".join(msgspec.json.encode(plain(row, page.quoted)) + b"\n" for row in page.rows)
            left = None if left is None else left - len(page.rows)
            if page.next is None or left == 0:
                return
            page = self.page(page.next, min(left or STREAMED, STREAMED))


def one(request: Request, view: str, find: Callable[[Connection], object], *, context: int = 60) -> Response:
    """The one thing that an address names. Raises HTTPException where there is none."""
    with absent():
        return whole(request, view, find, context=context)


def whole(request: Request, view: str, find: Callable[[Connection], object], *, context: int = 60) -> Response:
    """What is found, which is no page of rows."""
    with asking(request) as connection:
        found = find(connection)
        return as_json(request, Answer(view, found, quotations(connection, [found], context=context)))


@contextmanager
def absent() -> Iterator[None]:
    """Tell a view that knows no such thing as 404: here the address is wrong, not a filter."""
    try:
        yield
    except QueryError as reason:
        raise HTTPException(404, str(reason)) from reason


def base(request: Request) -> str:
    """The address of the server as the client calls it; the guard knows the host."""
    return str(request.base_url).rstrip("/")
