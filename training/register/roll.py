"""The roll of persons, where what several sources say of one person comes together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from chancery.knowledge.names import fold, sound
from training.register.drafts import Draft
from training.register.family import families


class Roll:
    """Persons, each once."""

    def __init__(self) -> None:
        self._drafts: list[Draft] = []
        self._by_wikidata: dict[str, Draft] = {}
        self._by_name: dict[str, list[Draft]] = defaultdict(list)
        self._by_family: dict[tuple[str | None, str], list[Draft]] = defaultdict(list)

    def __iter__(self) -> Iterator[Draft]:
        return iter(self._drafts)

    def person(self, name: str, country: str | None, source: str, *, wikidata: str | None = None) -> Draft:
        """The person of that name and country, entered now if nobody on the roll can be meant."""
        draft = self._known(name, country, wikidata)
        if draft is None:
            draft = Draft(name, "person", country, source, ("GOV",), wikidata)
            self._drafts.append(draft)
        self._learn(draft, name, country, source, wikidata)
        return draft

    def index(self, draft: Draft) -> None:
        """Find the draft under all names it has by now."""
        if draft.wikidata:
            self._by_wikidata[draft.wikidata] = draft
        for name in (draft.name, *draft.aliases):
            if draft not in self._by_name[fold(name)]:
                self._by_name[fold(name)].append(draft)
        for family in families(draft):
            key = (draft.country, sound(family))
            if draft not in self._by_family[key]:
                self._by_family[key].append(draft)

    def family(self, country: str | None, name: str) -> list[Draft]:
        """Everybody of a country with a family name that sounds so."""
        return self._by_family.get((country, sound(name)), [])

    def named_like(self, words: str, country: str) -> Draft | None:
        """The only person of a country whose name has all of the words."""
        wanted = fold(words).split()
        if not wanted:
            return None
        found = self.family(country, wanted[-1])
        fits = [draft for draft in found if _has_all(draft, wanted)]
        return fits[0] if len(fits) == 1 else None

    def _known(self, name: str, country: str | None, wikidata: str | None) -> Draft | None:
        if wikidata in self._by_wikidata:
            return self._by_wikidata[wikidata or ""]
        found = (draft for draft in self._by_name.get(fold(name), ()) if _may_be(draft, country, wikidata))
        return next(found, None) or self._with_more_names(name, country, wikidata)

    def _with_more_names(self, name: str, country: str | None, wikidata: str | None) -> Draft | None:
        """Somebody of the country with the same first and family name, where only one of the two has a middle name."""
        parts = sound(name).split()
        if len(parts) < 2:
            return None
        found = self._by_family.get((country, parts[-1]), ())
        fits = [draft for draft in found if _may_be(draft, country, wikidata) and _same_ends(draft, parts)]
        return fits[0] if len(fits) == 1 else None

    def _learn(self, draft: Draft, name: str, country: str | None, source: str, wikidata: str | None) -> None:
        if fold(name) != fold(draft.name):
            draft.call_also((name,))
        if source not in draft.source:
            draft.source = f"{draft.source}; {source}"
        draft.wikidata = draft.wikidata or wikidata
        draft.country = draft.country or country
        self.index(draft)


def _may_be(draft: Draft, country: str | None, wikidata: str | None) -> bool:
    # An office in an organisation ("igo:nato") says nothing of where its holder is from.
    homes = (draft.country, *(held.country for held in draft.tenures))
    countries = {home for home in homes if home and ":" not in home}
    if draft.wikidata and wikidata and draft.wikidata != wikidata:
        return False
    return country is None or not countries or country in countries


def _same_ends(draft: Draft, parts: list[str]) -> bool:
    own = sound(draft.name).split()
    return len(own) > 1 and own[0] == parts[0] and own[-1] == parts[-1] and (len(own) == 2 or len(parts) == 2)


def _has_all(draft: Draft, words: list[str]) -> bool:
    own = set(fold(" ".join((draft.name, *draft.aliases))).split())
    return own.issuperset(words)
