"""Which time expression an event's time words are, and what it says."""

from __future__ import annotations

from datetime import date

from chancery.assembly.when import TimeExpression, duration, find_times, resolve
from chancery.record.facts import When
from chancery.record.marks import Analysis, Bounds
from chancery.record.text import Span


class Times:
    """The time expressions of one document, each resolved against the report's date and the date spoken of before it."""

    def __init__(self, analysis: Analysis, published: date | None) -> None:
        self.analysis, self.published = analysis, published
        self.found = find_times(analysis.document.text)
        self.values = self._values()

    def _values(self) -> list[str | None]:
        values: list[str | None] = []
        anchor: str | None = None
        for expression in self.found:
            value = resolve(expression, published=self.published, anchor=anchor)
            values.append(value)
            if expression.kind == "date" and value and "/" not in value:
                anchor = value
        return values

    def at(self, run: Bounds) -> When | None:
        """The date or interval that words ``run`` name; its value is null where they cannot be resolved."""
        number = self._overlapping(run, ("date", "time", "set"))
        return None if number is None else When(self.values[number], self._span(self.found[number]))

    def length(self, run: Bounds) -> When | None:
        """How long the words ``run`` say it took."""
        number = self._overlapping(run, ("duration", "date"))
        value = None if number is None else duration(self.found[number])
        return When(value, self._span(self.found[number])) if number is not None and value else None

    def _span(self, expression: TimeExpression) -> Span:
        return Span.over(self.analysis.document.text, expression.start, expression.end)

    def _overlapping(self, run: Bounds, kinds: tuple[str, ...]) -> int | None:
        """The expression that shares most characters with the words."""
        start, end = self.analysis.words[run[0]][0], self.analysis.words[run[1]][1]
        shared = [(min(e.end, end) - max(e.start, start), -n) for n, e in enumerate(self.found) if e.kind in kinds]
        best = max(shared, default=(0, 0))
        return -best[1] if best[0] > 0 else None
