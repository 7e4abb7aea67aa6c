"""Which place an event's place words name, and where it lies."""

from __future__ import annotations

from functools import cached_property

from chancery.assembly.described import Described
from chancery.assembly.parts import trim
from chancery.knowledge.gazetteer import Context, Gazetteer, PlaceEntry, Sight, context_of, sights
from chancery.knowledge.register import Register
from chancery.record.facts import Place
from chancery.record.marks import Analysis, Bounds
from chancery.record.text import Span

_EDGES = frozenset(
    "in In at At on On near Near of to from the The a an inside outside into across within around throughout toward towards through "
    "between over off its his her their this that , . ; : ( ) ' ’ 's ’s \" “ ”".split()
)
_BEFORE = frozenset("in at on near of outside inside around from within".split())
_SORTS = frozenset(
    "city town village capital port province region state district island camp settlement enclave suburb municipality governorate "
    "oblast republic territory peninsula resort neighborhood neighbourhood area county crossing township stronghold".split()
)
# What a body or a building is called; villages bear these names too.
_BODIES = frozenset(
    "congress parliament senate assembly cabinet court union commerce council house institute capital embassy consulate headquarters "
    "academy airport base border center centre college corner defense defence hall home independence justice liberty ministry palace "
    "police government school station summit temple university".split()
)
_WIDE = frozenset(("country", "division", "county", "region", "continent", "water"))


class Places:
    """The places of one document."""

    def __init__(self, analysis: Analysis, register: Register, gazetteer: Gazetteer | None = None) -> None:
        self.analysis, self.register = analysis, register
        self.gazetteer = gazetteer or Gazetteer.load()

    @cached_property
    def context(self) -> Context:
        """The places that the report's words may name."""
        return context_of(self.gazetteer.columns, self.words, self.sights)

    def at(self, run: Bounds) -> Place | None:
        """The place that words ``run`` name; what is not known of it is null."""
        bounds = trim(self.analysis, run, _EDGES)
        if bounds is None:
            return None
        bounds = self._whole(bounds)
        span = self.analysis.span(*bounds)
        return self._state(span) or self._named(span, bounds) or self._capital(span) or self._said(span, bounds) or self._part(span, bounds)

    def _whole(self, bounds: Bounds) -> Bounds:
        """The whole name of which the words are the end or the start: "New Caledonia" for "Caledonia"."""
        over = (s for s in self.sights if s.first <= bounds[0] and bounds[1] <= s.last)
        return next(((s.first, s.last) for s in over), bounds)

    @cached_property
    def sights(self) -> list[Sight]:
        """The names of places in the report, the longest that are known."""
        return sights(self.gazetteer.columns, self.words)

    @cached_property
    def words(self) -> list[str]:
        return [self.analysis.word(n) for n in range(len(self.analysis.words))]

    def _said(self, span: Span, bounds: Bounds) -> Place | None:
        """A place that is spoken of without its name."""
        entry = Described(self.analysis, self.register, self.gazetteer, self.context).entry(bounds)
        return Place(entry.name, entry.country, entry.latitude, entry.longitude, entry.geonames, span) if entry else None

    def _state(self, span: Span) -> Place | None:
        """A state by its register name, unless the report means another place: "Georgia" in a report from Atlanta."""
        match = self.register.state_of(span.text)
        if match is None or match.how not in ("name", "demonym"):
            return None
        entry = self._entry(span.text)
        if entry is None:
            return Place(match.entry.name, match.entry.country, None, None, None, span)
        if entry.kind in ("country", "region") and entry.country in (match.entry.country, None):
            return Place(match.entry.name, match.entry.country, entry.latitude, entry.longitude, entry.geonames, span)
        return None

    def _named(self, span: Span, bounds: Bounds) -> Place | None:
        """What the words themselves name: "Basra", "the southern city of Basra", "Cairo, Egypt"."""
        first = self._core(bounds)
        name = self.analysis.span(first, bounds[1]).text
        entry = self._entry(name, hint=self._country_in(bounds[0], first))
        if entry is None:
            return None
        return Place(name.partition(",")[0], entry.country, entry.latitude, entry.longitude, entry.geonames, span)

    def _capital(self, span: Span) -> Place | None:
        """A capital that is not named ("the Jordanian capital")."""
        head, capital, rest = span.text.partition(" capital")
        match = self.register.state_of(head) if capital and not rest else None
        entry = self.gazetteer.capital(match.entry.country) if match and match.entry.country else None
        return Place(entry.name, entry.country, entry.latitude, entry.longitude, entry.geonames, span) if entry else None

    def _part(self, span: Span, bounds: Bounds) -> Place:
        """Words for something in a named place have its country, its spot where that is no wide area, and never its id."""
        entry = self._around(span, bounds)
        if entry is None:
            return Place(span.text, None, None, None, None, span)
        wide = entry.kind in _WIDE
        return Place(span.text, entry.country, None if wide else entry.latitude, None if wide else entry.longitude, None, span)

    def _around(self, span: Span, bounds: Bounds) -> PlaceEntry | None:
        """The named place in "northern Iraq", "Goma's airport" or "villages near Malisevo"."""
        if _may_name(span.text) and (entry := self.gazetteer.resolve(span.text, context=self.context)):
            return entry
        words = self._words(bounds)
        inner = [sight for sight in sights(self.gazetteer.columns, words) if _holds(words, sight.first, sight.last)]
        names = (" ".join(words[sight.first : sight.last + 1]) for sight in reversed(inner))
        return next((entry for name in names if not self._is_demonym(name) and (entry := self._entry(name))), None)

    def _entry(self, name: str, *, hint: str | None = None) -> PlaceEntry | None:
        return self.gazetteer.resolve(name, context=self.context, hint=hint, parts=False) if _may_name(name) else None

    def _core(self, bounds: Bounds) -> int:
        """Where the name starts: after "city of" or "capital"."""
        words = self._words(bounds)
        starts = [n for n in range(1, len(words)) if words[n][0].isupper() and _says_sort(words[:n])]
        return bounds[0] + starts[0] if starts else bounds[0]

    def _country_in(self, first: int, last: int) -> str | None:
        """The country that words before a name speak of: "the Syrian city of"."""
        matches = (self.register.state_of(self.analysis.word(n)) for n in range(first, last))
        return next((match.entry.country for match in matches if match), None)

    def _is_demonym(self, name: str) -> bool:
        match = self.register.state_of(name)
        return match is not None and match.how == "demonym"

    def _words(self, bounds: Bounds) -> list[str]:
        return [self.analysis.word(n) for n in range(bounds[0], bounds[1] + 1)]


def _may_name(words: str) -> bool:
    return not words.islower() and words.casefold() not in _BODIES


def _says_sort(words: list[str]) -> bool:
    """Whether the words before a name end with what sort of place it is."""
    before = words[:-1] if words[-1] == "of" else words
    return bool(before) and before[-1] in _SORTS


def _holds(words: list[str], first: int, last: int) -> bool:
    """Whether something lies in the place that words ``first`` to ``last`` name."""
    if words[first].casefold() in _BODIES:
        return False
    after = words[last + 1] if last + 1 < len(words) else ""
    return words[first - 1] in _BEFORE if first else after.islower() or after in ("'s", "’s")
