"""Values put aside on disk, for what a pass over a store cannot hold in memory."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator
from types import TracebackType
from typing import Generic, Self, TypeVar

import msgspec

from chancery.errors import StoreFullError

T = TypeVar("T")
TOGETHER = 1_000_000
"""Bytes that are written at once."""


class Aside(Generic[T]):
    """Values in the order in which they came, found by their numbers, in a file without a name: whatever ends the process, nothing is left.

    >>> with Aside(tuple[str, int]) as aside:
    ...     aside.add(("one", 1))
    ...     aside.add(("two", 2))
    ...     len(aside), aside[1], list(aside)
    (2, ('two', 2), [('one', 1), ('two', 2)])
    """

    def __init__(self, kind: type[T]) -> None:
        # It is closed with this object.
        self._file = tempfile.TemporaryFile(prefix="chancery-")  # noqa: SIM115
        self._encoder, self._decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(kind)
        self._ends, self._waiting, self._written = array("q", [0]), bytearray(), 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, reason: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, value: T) -> None:
        """Put a value aside. Raises StoreFullError where there is no space."""
        self._waiting += self._encoder.encode(value)
        self._ends.append(self._written + len(self._waiting))
        if len(self._waiting) >= TOGETHER:
            self._write()

    def _write(self) -> None:
        try:
            self._file.seek(self._written)
            self._file.write(self._waiting)
            self._file.flush()
        except OSError as reason:
            raise StoreFullError(
                f"{tempfile.gettempdir()}: cannot put aside what is compared: {reason.strerror}. Set TMPDIR to a folder with more space."
            ) from reason
        self._written += len(self._waiting)
        self._waiting.clear()

    def __getitem__(self, number: int) -> T:
        if self._waiting:
            self._write()
        start, end = self._ends[number], self._ends[number + 1]
        self._file.seek(start)
        return self._decoder.decode(self._file.read(end - start))

    def __iter__(self) -> Iterator[T]:
        return (self[number] for number in range(len(self)))
