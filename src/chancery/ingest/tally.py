"""What a run has come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from chancery.record.facts import Rejection


@dataclass
class Tally:
    """Counts of one run so far; its number is null until something is written.

    ``copies`` are reports that reprint others, ``in_hand`` those that are read and not yet in the store, ``pages`` addresses that
    turned out to be no feeds.
    """

    command: str
    bundle: str
    run: int | None = None
    new: int = 0
    replaced: int = 0
    unchanged: int = 0
    copies: int = 0
    in_hand: int = 0
    rejected: int = 0
    interrupted: bool = False
    pages: set[str] = field(default_factory=set)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def read(self) -> int:
        return self.new + self.replaced

    @property
    def found(self) -> int:
        return self.read + self.unchanged + self.rejected + self.in_hand

    def count(self, outcomes: Iterable[str]) -> None:
        """Count what became of records: ``new``, ``replaced`` or ``unchanged``."""
        counts = Counter(outcomes)
        self.new += counts["new"]
        self.replaced += counts["replaced"]
        self.unchanged += counts["unchanged"]

    def reject(self, rejection: Rejection) -> None:
        """Count a rejection; the first of each kind keeps its name, to be shown."""
        kind = (rejection.stage, rejection.reason)
        self.rejected += 1
        self.reasons[kind] += 1
        self.first.setdefault(kind, rejection.name)
