"""Places that are spoken of without a name: "the city", "across the country", "nationwide"."""

from __future__ import annotations

from chancery.knowledge.entries import Entry
from chancery.knowledge.gazetteer import Context, Gazetteer, PlaceEntry, sights
from chancery.knowledge.register import Register
from chancery.record.marks import Analysis, Bounds

COUNTRY = frozenset("country nation nationwide countrywide".split())
TOWN = frozenset("city town village".split())
_KINDS = {
    **dict.fromkeys(TOWN, frozenset(("capital", "city"))),
    "island": frozenset(("island", "country", "region")),
    "archipelago": frozenset(("island", "country", "region")),
    "peninsula": frozenset(("region", "division")),
    **dict.fromkeys(("province", "state"), frozenset(("division",))),
    **dict.fromkeys(("region", "territory", "enclave", "exclave"), frozenset(("region", "division", "water", "mountain"))),
}
_MODIFIERS = frozenset("the this that his her its their our own whole entire same ravaged besieged ancient small southern northern eastern "
                       "western central coastal".split())  # fmt: skip


class Described:
    """What descriptions of places in one document stand for."""

    def __init__(self, analysis: Analysis, register: Register, gazetteer: Gazetteer, context: Context) -> None:
        self.analysis, self.register, self.gazetteer, self.context = analysis, register, gazetteer, context

    def entry(self, bounds: Bounds) -> PlaceEntry | None:
        """The place that words ``bounds`` describe, where the report names one before that fits; none for other words.

        A country is the first that the sentence names, as whose president or police acts there; a town or an area
        the nearest of its kind before.
        """
        words = [self.analysis.word(n).lower() for n in range(bounds[0], bounds[1] + 1)]
        noun = words[-1]
        if any(word not in _MODIFIERS for word in words[:-1]):
            return None
        if noun in COUNTRY:
            return self._country(bounds[0])
        if noun == "capital":
            return self._capital(bounds[0])
        return self._nearest(bounds[0], noun) if noun in _KINDS else None

    def _country(self, word: int) -> PlaceEntry | None:
        sentence = self.analysis.sentence_of(word)
        for number in range(sentence, max(sentence - 3, -1), -1):
            if (state := self._state_in(number, word)) is not None:
                return self.gazetteer.resolve(state.name, context=self.context, parts=False)
        return None

    def _capital(self, word: int) -> PlaceEntry | None:
        state = self._state_in(self.analysis.sentence_of(word), word)
        return self.gazetteer.capital(state.country) if state and state.country else None

    def _state_in(self, sentence: int, before: int) -> Entry | None:
        """The first state of a sentence that is named, or that somebody is said to belong to."""
        first, last = self.analysis.sentences[sentence]
        words = (self.analysis.word(at) for at in range(first, min(last, before)))
        matches = (self.register.state_of(word) for word in words if word[:1].isupper())
        return next((match.entry for match in matches if match and match.how in ("name", "demonym")), None)

    def _nearest(self, word: int, noun: str) -> PlaceEntry | None:
        before = [self.analysis.word(n) for n in range(word)]
        for sight in reversed(sights(self.gazetteer.columns, before)):
            name = " ".join(before[sight.first : sight.last + 1])
            entry = self.gazetteer.resolve(name, context=self.context, parts=False)
            if entry is not None and entry.kind in _KINDS[noun]:
                return entry
        return None
