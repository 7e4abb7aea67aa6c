"""Which place an event's place words name."""

from __future__ import annotations

from chancery.assembly.parts import trim
from chancery.knowledge.register import Register
from chancery.record.facts import Place
from chancery.record.marks import Analysis, Bounds

_EDGES = frozenset(("in", "at", "on", "near", "of", "to", "from", "the", "inside", "outside", "into", "across", "within", "around", ",", ".", "'s", "’s"))


class Places:
    """The places of one document."""

    def __init__(self, analysis: Analysis, register: Register) -> None:
        self.analysis, self.register = analysis, register

    def at(self, run: Bounds) -> Place | None:
        """The place that words ``run`` name."""
        trimmed = trim(self.analysis, run, _EDGES)
        if trimmed is None:
            return None
        span = self.analysis.span(*trimmed)
        match = self.register.state_of(span.text)
        country = match.entry.country if match else None
        return Place(match.entry.name if match and match.how in ("name", "demonym") else span.text, country, None, None, None, span)
