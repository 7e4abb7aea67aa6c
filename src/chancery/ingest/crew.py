"""Processes that read side by side, each with a thread here that gives it work and takes what it made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from queue import Empty, Queue
from threading import Thread
from types import TracebackType
from typing import Generic, NamedTuple, Self, TypeVar

from chancery.ingest.belt import Belt
from chancery.ingest.hand import SECONDS, IsKnown, Make, Outcome, Seat
from chancery.record.text import Capture

TICK = 5.0
"""Seconds of silence after which the reader of outcomes hears that there is silence."""
_MOST_DONE = 256

Aside = TypeVar("Aside")


class Read(NamedTuple):
    """A capture with what became of it."""

    capture: Capture
    outcome: Outcome


class _Ended(NamedTuple):
    """A thread has ended, or tripped over something."""

    reason: BaseException | None = None


class Crew(Generic[Aside]):
    """Reads captures in as many processes as it is large; a process starts when there is work for it. Use it in a ``with`` statement."""

    def __init__(self, make: Make, size: int, *, is_known: IsKnown, seconds: float = SECONDS, tick: float = TICK) -> None:
        """``make`` gives each process its reader; a document that ``is_known`` is not read again."""
        self._seats = [Seat(make, seconds=seconds) for _ in range(size)]
        self._is_known, self._tick = is_known, tick

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, reason: BaseException | None, trace: TracebackType | None) -> None:
        for seat in self._seats:
            seat.leave()

    def read(self, items: Iterable[Capture | Aside]) -> Iterator[Read | Aside | None]:
        """Each capture with what became of it, in whatever order they are done; null after every batch, and after a while of silence.

        Items that are no captures come through as they are. The items are drawn by a thread; what any thread trips over is raised here.
        """
        belt, done = Belt(), Queue[Read | Aside | _Ended | None](_MOST_DONE)
        threads = [Thread(target=_feed, args=(items, belt, done), daemon=True)]
        threads += [Thread(target=self._work, args=(seat, belt, done), daemon=True) for seat in self._seats]
        for thread in threads:
            thread.start()
        try:
            yield from self._outcomes(done, len(threads))
        finally:
            # At the end there is nothing to stop. Before it, threads are left to end with the program: one may be inside a request.
            belt.stop()

    def _outcomes(self, done: Queue[Read | Aside | _Ended | None], threads: int) -> Iterator[Read | Aside | None]:
        while threads:
            try:
                item = done.get(timeout=self._tick)
            except Empty:
                yield None
                continue
            if not isinstance(item, _Ended):
                yield item
            elif item.reason is not None:
                raise item.reason
            else:
                threads -= 1

    def _work(self, seat: Seat, belt: Belt, done: Queue[Read | Aside | _Ended | None]) -> None:
        try:
            while batch := belt.take():
                for capture, outcome in seat.read(batch, self._is_known):
                    done.put(Read(capture, outcome))
                done.put(None)
            done.put(_Ended())
        except BaseException as reason:
            done.put(_Ended(reason))


def _feed(items: Iterable[Capture | Aside], belt: Belt, done: Queue[Read | Aside | _Ended | None]) -> None:
    try:
        for item in items:
            if not isinstance(item, Capture):
                done.put(item)
            elif not belt.put(item):
                break
        done.put(_Ended())
    except BaseException as reason:
        done.put(_Ended(reason))
    finally:
        belt.close()
