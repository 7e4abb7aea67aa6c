"""Which time expression an event's time words are, and what it says."""

from __future__ import annotations

from datetime import date

from chancery.assembly.when import TimeExpression, find_times, resolve
from chancery.record.facts import When
from chancery.record.marks import Analysis, Bounds
from chancery.record.text import Span


class Times:
    """The time expressions of one document."""

    def __init__(self, analysis: Analysis, published: date | None) -> None:
        self.analysis, self.published = analysis, published
        self.found = find_times(analysis.document.text)

    def at(self, run: Bounds) -> When | None:
        """The date or interval that words ``run`` name; its value is null where they cannot be resolved."""
        expression = self._overlapping(run, ("date", "time", "set"))
        if expression is None:
            return None
        value = resolve(expression, published=self.published, tense=None)
        return When(value, Span.over(self.analysis.document.text, expression.start, expression.end))

    def length(self, run: Bounds) -> When | None:
        expression = self._overlapping(run, ("duration",))
        if expression is None:
            return None
        value = resolve(expression, published=self.published)
        return When(value, Span.over(self.analysis.document.text, expression.start, expression.end)) if value else None

    def _overlapping(self, run: Bounds, kinds: tuple[str, ...]) -> TimeExpression | None:
        start, end = self.analysis.words[run[0]][0], self.analysis.words[run[1]][1]
        shared = [(min(e.end, end) - max(e.start, start), -e.start, n) for n, e in enumerate(self.found) if e.kind in kinds]
        best = max(shared, default=(0, 0, 0))
        return self.found[best[2]] if best[0] > 0 else None
