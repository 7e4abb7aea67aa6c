"""Sorted lines, searched where they lie: nothing is decoded until it is asked for."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from importlib import resources
from typing import Self


@dataclass(frozen=True, slots=True)
class Table:
    """Lines in code point order. A look-up costs a bisection, loading a split.

    >>> Table(("a\\t1", "b\\t2")).rest("b\\t")
    '2'
    """

    lines: tuple[str, ...]

    @classmethod
    def packaged(cls, name: str) -> Self:
        """The data file of that name that came with the package."""
        text = resources.files("chancery.knowledge").joinpath("data", name).read_text(encoding="utf-8")
        return cls(tuple(text.removesuffix("\n").split("\n")))

    def starting(self, prefix: str) -> tuple[str, ...]:
        """Every line that starts with ``prefix``."""
        first = last = bisect_left(self.lines, prefix)
        while last < len(self.lines) and self.lines[last].startswith(prefix):
            last += 1
        return self.lines[first:last]

    def rest(self, prefix: str) -> str | None:
        """What follows ``prefix`` on the first line that starts with it."""
        found = bisect_left(self.lines, prefix)
        if found < len(self.lines) and self.lines[found].startswith(prefix):
            return self.lines[found][len(prefix) :]
        return None
