"""What a site's robots.txt lets Chancery fetch (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

from protego import Protego

from chancery.errors import SourceError
from chancery.sources.guard import ClosedError

AGENT = "Chancery"
LONGEST_DELAY = 60.0
"""Seconds of a Crawl-delay that are waited; a site that asks for more is not fetched from in a run of ordinary length."""


class Rules(NamedTuple):
    """The rules of one site; without ``parsed`` everything is closed, for ``reason``."""

    parsed: Protego | None
    reason: str = ""

    def check(self, url: str) -> float:
        """The seconds to leave between two requests. Raises SourceError where the address is closed to us."""
        if self.parsed is None:
            raise SourceError(self.reason)
        if not self.parsed.can_fetch(url, AGENT):
            raise SourceError("the site's robots.txt closes this address to programs")
        delay = float(self.parsed.crawl_delay(AGENT) or 0.0)
        if delay > LONGEST_DELAY:
            raise SourceError(f"the site's robots.txt asks for {delay:.0f} seconds between two requests; that is too slow to wait for")
        return delay


class Robots:
    """The rules of every site asked so far, kept for the run."""

    def __init__(self, get: Callable[[str], tuple[int, bytes]]) -> None:
        """``get`` fetches an address to its status and content, and raises SourceError."""
        self._get = get
        self._lock = Lock()
        self._known: dict[str, Rules] = {}

    def rules(self, origin: str) -> Rules:
        """The rules of an origin such as ``https://wire.test``."""
        with self._lock:
            known = self._known.get(origin)
        # Fetched outside the lock: one slow site must not hold up the others.
        found = known or self._fetched(origin)
        with self._lock:
            return self._known.setdefault(origin, found)

    def _fetched(self, origin: str) -> Rules:
        try:
            status, content = self._get(f"{origin}/robots.txt")
        except ClosedError as reason:
            return Rules(None, reason.reason)
        except SourceError as reason:
            return Rules(None, f"the site's robots.txt cannot be had ({reason}); until it can, nothing is fetched")
        if status >= 500 or status == 429:
            return Rules(None, f"the site answers {status} for its robots.txt; until it answers better, nothing is fetched")
        return Rules(Protego.parse(content.decode("utf-8", "replace") if status < 300 else ""))
