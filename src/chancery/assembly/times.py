"""Which time expression an event's time words are, and what it says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from chancery.assembly.when import TimeExpression, duration, find_times, resolve
from chancery.assembly.when.values import Shift
from chancery.record.facts import When
from chancery.record.marks import Analysis, Bounds
from chancery.record.text import Span

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Times:
    """The time expressions of one document, each resolved against the report's date and the date spoken of before it."""

    def __init__(self, analysis: Analysis, published: date | None) -> None:
        self.analysis, self.published = analysis, published
        self.found = find_times(analysis.document.text)
        self.values = self._values()

    def _values(self) -> list[str | None]:
        values: list[str | None] = []
        anchor, day = None, None
        for expression in self.found:
            spoken = self._past(values) if self._looks_back(expression) else day if _moves_days(expression) else anchor
            value = resolve(expression, published=self.published, anchor=spoken)
            values.append(value)
            if expression.kind == "date" and value and "/" not in value:
                anchor, day = value, value if _DAY.fullmatch(value) else day
        return values

    def _looks_back(self, expression: TimeExpression) -> bool:
        """Whether it counts days or less back from another one: "a day earlier"."""
        meaning = expression.meaning
        words = self.analysis.document.text[expression.start : expression.end].lower()
        return isinstance(meaning, Shift) and meaning.unit == "day" and meaning.anchored and words.endswith(("earlier", "before"))

    def _past(self, values: list[str | None]) -> str | None:
        """The last day spoken of that had come when the report was published: "an hour earlier" is not counted from a coming vote."""
        days = [value for value, e in zip(values, self.found, strict=False) if value and e.kind == "date" and _DAY.fullmatch(value)]
        past = [value for value in days if self.published is None or value <= self.published.isoformat()]
        return past[-1] if past else days[-1] if days else None

    def at(self, run: Bounds, word: int | None = None) -> When | None:
        """The date or interval that words ``run`` name for a happening at ``word``; its value is null where they cannot be resolved."""
        number = self._overlapping(run, ("date", "time", "set"))
        if number is None:
            return None
        counted = word is not None and self._is_counted_from(self.found[number], word)
        return When(self._around(number, word or 0) if counted else self.values[number], self._span(self.found[number]))

    def _is_counted_from(self, expression: TimeExpression, word: int) -> bool:
        """Whether words count from the happening that follows them: the shelling in "on Tuesday, a day after tanks shelled it"."""
        meaning = expression.meaning
        return isinstance(meaning, Shift) and meaning.by_event and expression.end <= self.analysis.words[word][0]

    def _around(self, number: int, word: int) -> str | None:
        """When that was from which the words count, by the date before them in its sentence, months and years else by the report's."""
        expression = self.found[number]
        start = self.analysis.words[self.analysis.sentences[self.analysis.sentence_of(word)][0]][0]
        before = [n for n, e in enumerate(self.found[:number]) if start <= e.start and e.kind == "date"]
        if not isinstance(expression.meaning, Shift):
            return None
        rough = self.published.isoformat() if self.published and expression.meaning.unit in ("month", "year") else None
        base = self.values[before[-1]] if before else rough
        if base is None:
            return None
        back = replace(expression, meaning=replace(expression.meaning, amount=-expression.meaning.amount))
        return resolve(back, published=self.published, anchor=base)

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


def _moves_days(expression: TimeExpression) -> bool:
    """Whether it counts days from another one: "a day earlier" is never counted from a year."""
    meaning = expression.meaning
    return isinstance(meaning, Shift) and meaning.unit == "day" and bool(meaning.amount) and meaning.anchored
