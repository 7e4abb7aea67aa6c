"""Ctrl-C and the signal that asks a service to stop, kept from what must be done whole."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Self


class Interrupts:
    """In its ``with`` statement both signals raise KeyboardInterrupt; inside `held`, at its end."""

    def __init__(self) -> None:
        self._holding = self._pending = False
        self._before: list[object] = []

    def __enter__(self) -> Self:
        self._before = [signal.signal(number, self._heard) for number in (signal.SIGINT, signal.SIGTERM)]
        return self

    def __exit__(self, kind: type[BaseException] | None, reason: BaseException | None, trace: TracebackType | None) -> None:
        for number, handler in zip((signal.SIGINT, signal.SIGTERM), self._before, strict=True):
            signal.signal(number, handler)  # type: ignore[arg-type]

    @contextmanager
    def held(self) -> Iterator[None]:
        """What is done here is done to its end."""
        self._holding = True
        try:
            yield
        finally:
            self._holding = False
        if self._pending:
            self._pending = False
            raise KeyboardInterrupt

    def _heard(self, _: int, __: FrameType | None) -> None:
        if self._holding:
            self._pending = True
        else:
            raise KeyboardInterrupt
