"""One request at a time to a host, and a pause between two."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from threading import Event, Lock

INTERVAL = 1.0
"""Seconds between two requests to one host, where its robots.txt asks for no longer."""


class Pace:
    """Shared by all threads that fetch.

    >>> pauses: list[float] = []
    >>> pace = Pace(2.0, clock=lambda: 100.0, pause=pauses.append)
    >>> for host in ("wire.test", "wire.test", "other.test"):
    ...     pace.wait(host)
    >>> pauses
    [2.0]
    """

    def __init__(
        self, interval: float = INTERVAL, *, clock: Callable[[], float] = time.monotonic, pause: Callable[[float], object] | None = None
    ) -> None:
        self._interval, self._clock = interval, clock
        self._stop = Event()
        # An event, not sleep: closing wakes the threads that wait.
        self._pause = pause or self._stop.wait
        self._lock = Lock()
        self._next: defaultdict[str, float] = defaultdict(float)

    def wait(self, host: str, at_least: float = 0.0) -> None:
        """Return when the host may be asked again; the next call for it waits ``at_least`` so long, or the usual interval."""
        with self._lock:
            now = self._clock()
            begin = max(now, self._next[host])
            self._next[host] = begin + max(self._interval, at_least)
        if begin > now:
            self._pause(begin - now)

    def hold(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long, as it asked."""
        with self._lock:
            self._next[host] = max(self._next[host], self._clock() + seconds)

    def close(self) -> None:
        self._stop.set()
