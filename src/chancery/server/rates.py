"""How often one client may ask: a bucket for each that fills as time goes by."""

from __future__ import annotations

import hashlib
import multiprocessing
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol


class Allowing(Protocol):
    """Whatever tells whether a client may ask once more."""

    def allows(self, client: str) -> bool: ...


class Rate:
    """A bucket for each client: ``a_minute`` at most, and as many in a minute."""

    KEPT = 10_000

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.a_minute, self.clock = a_minute, clock
        self.left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, client: str) -> bool:
        now = self.clock()
        left = _filled(*self.left.pop(client, (float(self.a_minute), now)), now, self.a_minute)
        self.left[client] = (max(0.0, left - 1), now)
        if len(self.left) > self.KEPT:
            self.left.popitem(last=False)
        return left >= 1


class SharedRate:
    """The same for several processes, to which it is handed when they start: their buckets lie in memory that all of them see.

    A client's bucket is in one of a few places that follow from its address; where all are taken, the one that was not asked for the
    longest makes room.
    """

    PLACES, NEAR, WAIT = 16_384, 8, 0.05

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        # The system's clock since its start is the same in every process.
        self.a_minute, self.clock, self.key = a_minute, clock, secrets.token_bytes(16)
        context = multiprocessing.get_context("spawn")
        self.who = context.RawArray("Q", self.PLACES)
        self.left = context.RawArray("d", self.PLACES)
        self.then = context.RawArray("d", self.PLACES)
        self.lock = context.Lock()

    def allows(self, client: str) -> bool:
        # A process that was killed while it held the lock must not stop the others: they go on without.
        held = self.lock.acquire(timeout=self.WAIT)
        try:
            return self._allows(int.from_bytes(hashlib.blake2b(client.encode(), digest_size=8, key=self.key).digest()) or 1)
        finally:
            if held:
                self.lock.release()

    def _allows(self, who: int) -> bool:
        now, places = self.clock(), [(who + n) % self.PLACES for n in range(self.NEAR)]
        place = next((one for one in places if self.who[one] == who), None)
        if place is None:
            place = min(places, key=lambda one: self.then[one] if self.who[one] else -1.0)
            self.who[place], self.left[place], self.then[place] = who, float(self.a_minute), now
        left = _filled(self.left[place], self.then[place], now, self.a_minute)
        self.left[place], self.then[place] = max(0.0, left - 1), now
        return left >= 1


def _filled(left: float, then: float, now: float, a_minute: int) -> float:
    return min(a_minute, left + (now - then) * a_minute / 60)
