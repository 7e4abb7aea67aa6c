"""A statement before it has an id: the words that it stands on."""

from __future__ import annotations

from dataclasses import dataclass

from chancery.record.marks import Bounds, Mark


@dataclass(frozen=True)
class Saying:
    """Cue, content and channel of a statement. ``speakers``: mention numbers."""

    cue: Mark
    speakers: tuple[int, ...]
    content: tuple[Bounds, ...]
    channel: Mark | None
    score: float

    def holds(self, word: int) -> bool:
        return any(a <= word <= b for a, b in self.content)

    @property
    def size(self) -> int:
        return sum(b - a + 1 for a, b in self.content)
