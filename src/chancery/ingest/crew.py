"""Processes that read side by side, each with a thread here that gives it work and takes what it made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Self

from chancery.ingest.belt import Belt
from chancery.ingest.hand import SECONDS, Make, Outcome, Seat
from chancery.record.text import Capture, Document

Done = SimpleQueue[tuple[Capture, Outcome] | BaseException | None]
"""What threads report: an outcome, what they tripped over, and at their end null."""


class Crew:
    """Reads captures in as many processes as it is large; a process starts when there is work for it. Use it in a ``with`` statement."""

    def __init__(self, make: Make, size: int, *, is_known: Callable[[Document], bool], seconds: float = SECONDS) -> None:
        """``make`` gives each process its reader; a document that ``is_known`` is not read again."""
        self._seats = [Seat(make, seconds=seconds) for _ in range(size)]
        self._is_known = is_known

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, reason: BaseException | None, trace: TracebackType | None) -> None:
        for seat in self._seats:
            seat.leave()

    def read(self, captures: Iterable[Capture]) -> Iterator[tuple[Capture, Outcome]]:
        """Each capture with what became of it, in whatever order they are done. What a thread trips over is raised here."""
        belt, done = Belt(), Done()
        threads = [Thread(target=_feed, args=(captures, belt, done), daemon=True)]
        threads += [Thread(target=self._work, args=(seat, belt, done), daemon=True) for seat in self._seats]
        for thread in threads:
            thread.start()
        try:
            yield from _outcomes(done, len(threads))
        finally:
            # At the end there is nothing to stop. Before it, threads are left to end with the program: one may be inside a request.
            belt.stop()

    def _work(self, seat: Seat, belt: Belt, done: Done) -> None:
        try:
            while batch := belt.take():
                for pair in seat.read(batch, self._is_known):
                    done.put(pair)
        except BaseException as reason:
            done.put(reason)
        finally:
            done.put(None)


def _feed(captures: Iterable[Capture], belt: Belt, done: Done) -> None:
    try:
        for capture in captures:
            if not belt.put(capture):
                break
    except BaseException as reason:
        done.put(reason)
    finally:
        belt.close()
        done.put(None)


def _outcomes(done: Done, threads: int) -> Iterator[tuple[Capture, Outcome]]:
    while threads:
        item = done.get()
        if item is None:
            threads -= 1
        elif isinstance(item, BaseException):
            raise item
        else:
            yield item
