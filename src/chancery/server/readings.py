"""Texts read while somebody waits: one at a time, in a thread of its own, with a limit to the waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

from starlette.exceptions import HTTPException

from chancery.pipeline import Engine, Reader
from chancery.record.facts import Record, Rejection
from chancery.record.text import Capture
from chancery.server.settings import Limits

WAITING = 8
"""Requests that may queue for the reader; more are sent away at once."""


class Readings:
    """The one reader of a server. Its bundle is loaded when the first text comes."""

    def __init__(self, limits: Limits, engine: Engine | None = None) -> None:
        self.limits, self._engine, self._waiting = limits, engine, 0
        # One thread: two texts at once would take twice as long each, and twice the memory.
        self._thread = ThreadPoolExecutor(1, "reader")

    @cached_property
    def reader(self) -> Reader:
        return Reader(engine=self._engine)

    async def read(self, captures: Sequence[Capture]) -> list[Record | Rejection]:
        """The outcome of each text, in order. Raises HTTPException where it takes too long or too many wait."""
        if self._waiting >= WAITING:
            raise HTTPException(503, "Others are being read for; try again in a minute.", {"retry-after": "60"})
        self._waiting += 1
        try:
            # Whoever gives up waiting leaves the thread at work; the next in line waits for it, and is told so in time.
            future = asyncio.get_running_loop().run_in_executor(self._thread, self._read, captures)
            return await asyncio.wait_for(future, self.limits.reading)
        except TimeoutError as reason:
            raise HTTPException(503, f"Reading took longer than {self.limits.reading:.0f} seconds; send less.") from reason
        finally:
            self._waiting -= 1

    def _read(self, captures: Sequence[Capture]) -> list[Record | Rejection]:
        return list(self.reader.read_all(captures))


def too_long(text: str, limits: Limits) -> str | None:
    """Why a text is not read at all."""
    if len(text) <= limits.text:
        return None
    return f"{len(text):,} characters; {limits.text:,} at most are read here. Use `chancery read` for more."
