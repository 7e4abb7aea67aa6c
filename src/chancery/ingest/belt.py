"""What stands between whoever fetches reports and whoever reads them: a queue that is bounded in number and in bytes."""

from __future__ import annotations

from collections import deque
from threading import Condition

from chancery.record.text import Capture

BATCH = 16
"""Captures that a process is given at once, as many as share the network's passes …"""
BATCH_BYTES = 400_000
"""… unless they are long."""


class Belt:
    """Captures on their way; may be used by many threads."""

    def __init__(self, *, most: int = 4 * BATCH, most_bytes: int = 200_000_000) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._waiting: deque[Capture] = deque()
        self._bytes = 0
        self._closed = self._stopped = False
        self._changed = Condition()

    def put(self, capture: Capture) -> bool:
        """Add a capture, once there is room; false where nobody will take it any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._has_room())
            if self._stopped:
                return False
            self._waiting.append(capture)
            self._bytes += len(capture.content)
            self._changed.notify_all()
            return True

    def _has_room(self) -> bool:
        return len(self._waiting) < self._most and self._bytes < self._most_bytes

    def take(self) -> list[Capture]:
        """What is there, up to a batch of it; waits for one. Empty at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed or self._stopped)
            batch: list[Capture] = []
            size = 0
            while self._waiting and len(batch) < BATCH and size < BATCH_BYTES:
                batch.append(self._waiting.popleft())
                size += len(batch[-1].content)
            self._bytes -= size
            self._changed.notify_all()
            return batch

    def close(self) -> None:
        """Nothing more will be put."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def stop(self) -> None:
        """Nothing more will be put or taken; what is waiting is left."""
        with self._changed:
            self._stopped = True
            self._waiting.clear()
            self._bytes = 0
            self._changed.notify_all()
