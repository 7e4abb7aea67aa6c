"""One request's question: its parameters, and a connection that sees one state of the store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy import Connection

from chancery.errors import QueryError
from chancery.server.settings import Settings
from chancery.store.limits import within
from chancery.store.store import Store

LONGEST = 1000
"""Characters of a parameter: no question needs more."""


@dataclass(frozen=True)
class Ask:
    """What is asked, and of which state of the store."""

    request: Request
    stack: ExitStack

    @cached_property
    def connection(self) -> Connection:
        """Taken at the first use, by the thread that works on the request: whoever waits for a thread holds no connection."""
        settings: Settings = self.request.app.state.settings
        taken = self.stack.enter_context(self.store.reading())
        return self.stack.enter_context(within(taken, settings.limits.asking))

    @property
    def store(self) -> Store:
        found: Store = self.request.app.state.store
        return found

    def text(self, name: str) -> str | None:
        """A parameter, null where it is missing or empty: forms send empty fields."""
        value = self.request.query_params.get(name, "").strip()
        if len(value) > LONGEST:
            raise QueryError(f"{name}: longer than {LONGEST} characters")
        return value or None

    def number(self, name: str) -> int | None:
        value = self.text(name)
        if value is not None and not (value.isascii() and value.isdecimal() and len(value) < 10):
            raise QueryError(f"{name}: {value!r} is no number")
        return None if value is None else int(value)

    def texts(self, *names: str) -> dict[str, Any]:
        return {name: self.text(name) for name in names}


async def _ask(request: Request) -> AsyncIterator[Ask]:
    # The connection is given back here and not in a thread: all threads may be waiting for one.
    with ExitStack() as stack:
        yield Ask(request, stack)


Asked = Annotated[Ask, Depends(_ask)]
