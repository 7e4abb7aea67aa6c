"""Who is who: states, office holders, organisations and armed groups, found by the words a report uses for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Self

from chancery.knowledge.bodies import body_among
from chancery.knowledge.custom import read_csv
from chancery.knowledge.entries import Entry, Match, Office, StateMatch
from chancery.knowledge.names import fold, looks_like_a_name
from chancery.knowledge.offices import in_office_among
from chancery.knowledge.people import Question, person_among, rivals_among
from chancery.knowledge.shelf import Shelf, packaged

_KIND = r"(?:interim|transitional|caretaker|provisional|central|federal|military|civilian|new|current|former)"
_POWER = r"(?:government|administration|regime|leadership|authorities|side)"
_IN_POWER = re.compile(rf"^(.+) {_POWER}$")
_SOMEHOW_IN_POWER = re.compile(rf"^(?:{_KIND} )*(.+?)(?: {_KIND})* {_POWER}$")
_IN_POWER_OF = re.compile(rf"^(?:{_KIND} )*{_POWER} (?:of|in) (?:the )?(.+)$")
_POSSESSIVE = re.compile(r"['’]s\b")
_GROUND = re.compile(r"^(?:city|capital) of (.+)$")
# Offices whose holder's name may stand before "administration" for the state: "the Biden administration".
_LEADING = ("president", "prime minister", "chancellor", "leader")


class Register:
    """The actors known before any report is read.

    >>> Register.load().holder("HUN", "foreign minister", date(2024, 12, 11)).entry.id
    'person:peter-szijjarto'
    """

    def __init__(self, shelves: tuple[Shelf, ...]) -> None:
        """``shelves`` in order of authority: where two know an id, the first one's entry counts."""
        self._shelves = shelves

    @classmethod
    def load(cls, extra: Path | None = None) -> Self:
        """The packaged register, extended and overruled by the rows of a user's CSV."""
        return cls((packaged(),) if extra is None else (read_csv(extra), packaged()))

    def entries(self) -> Iterator[Entry]:
        """Every entry, each id once."""
        seen = set[str]()
        for entry in (entry for shelf in self._shelves for entry in shelf.entries()):
            if entry.id not in seen:
                seen.add(entry.id)
                yield entry

    def entry(self, entry_id: str) -> Entry | None:
        """The entry with that id."""
        return next((entry for shelf in self._shelves if (entry := shelf.entry(entry_id))), None)

    def by_name(self, name: str) -> tuple[Entry, ...]:
        """Every entry that bears the name, whatever its accents, case, article, dots or final possessive.

        >>> [entry.id for entry in Register.load().by_name("the N.A.T.O.'s")]
        ['igo:nato']
        """
        key = fold(name)
        return self._entries(self._named(key)) if looks_like_a_name(name, key) else ()

    def body(self, name: str, *, kind: str, country: str | None = None, spoken: str | None = None) -> Entry | None:
        """The organisation or body of a state that a name means: in ``country``, or in a report that speaks most of ``spoken``.

        >>> Register.load().body("Supreme Court", kind="government", spoken="PAK").name
        'Pakistani Supreme Court'
        """
        return body_among(self, name, kind=kind, country=country, spoken=spoken)

    def state_of(self, words: str, *, on: date | None = None) -> StateMatch | None:
        """The state that a name, a nationality, a capital, a seat or "the X government" stands for.

        >>> Register.load().state_of("the Kremlin").how
        'seat'
        """
        if words.islower():
            return None
        key = fold(_POSSESSIVE.sub("", words))
        return self._state_word(key) or self._state_in_power(key, on)

    def resolve_person(
        self, name: str, *, country: str | None = None, role: str | None = None, on: date | None = None
    ) -> Match | None:
        """The person of that name: by the full name, or by the family name with a title, a country or a date that fits.

        >>> Register.load().resolve_person("Bush", on=date(2003, 3, 20)).entry.name
        'George W. Bush'
        """
        key = fold(name)
        if not looks_like_a_name(name, key):
            return None
        return person_among(self, Question(name, key, country, role, on))

    def rivals(self, name: str, *, country: str | None = None, role: str | None = None, on: date | None = None) -> tuple[Entry, ...]:
        """Those of whom the name may mean each as well as the other, so that `resolve_person` gives none.

        >>> [entry.name for entry in Register.load().rivals("George Bush")]
        ['George H. W. Bush', 'George W. Bush']
        """
        key = fold(name)
        return rivals_among(self, Question(name, key, country, role, on)) if looks_like_a_name(name, key) else ()

    def holder(self, country: str, role: str, on: date | None = None) -> Match | None:
        """Who held the office on that day, or holds it as far as the register knows; nobody where several share it."""
        matches = self.in_office(country, role, on)
        return matches[0] if len(matches) == 1 else None

    def in_office(self, country: str, role: str, on: date | None = None) -> tuple[Match, ...]:
        """All who held the office on that day, the latest to take it first.

        >>> [match.entry.name for match in Register.load().in_office("RUS", "spokesperson", date(2024, 12, 11))]
        ['Maria Zakharova', 'Dmitry Peskov', 'Igor Konashenkov']
        """
        return in_office_among(self, country, role, on)

    def people(self, index: str, key: str) -> tuple[Entry, ...]:
        """Persons found in one of the indexes ``named``, ``family`` or ``sounding`` by a folded key."""
        ids = tuple(found for shelf in self._shelves for found in getattr(shelf, index)(key))
        return tuple(entry for entry in self._entries(ids) if entry.kind == "person")

    def tenures(self, person_id: str) -> tuple[Office, ...]:
        """Every office the person is known to have held."""
        return tuple(office for shelf in self._shelves for office in shelf.tenures(person_id))

    def holders(self, country: str, role: str) -> tuple[Office, ...]:
        """Every known tenure of an office of a state or organisation, earliest first."""
        found = (office for shelf in self._shelves for office in shelf.holders(country, role))
        return tuple(sorted(found, key=lambda office: office.start or ""))

    def _named(self, key: str) -> tuple[str, ...]:
        return tuple(found for shelf in self._shelves for found in shelf.named(key))

    def _entries(self, ids: tuple[str, ...]) -> tuple[Entry, ...]:
        return tuple(entry for entry_id in dict.fromkeys(ids) if (entry := self.entry(entry_id)))

    def _state_word(self, key: str) -> StateMatch | None:
        for shelf in self._shelves:
            if (found := shelf.state_word(key)) and (entry := self.entry(found[0])):
                return StateMatch(entry, found[1])
        return None

    def _state_in_power(self, key: str, on: date | None) -> StateMatch | None:
        patterns = (_IN_POWER, _SOMEHOW_IN_POWER, _IN_POWER_OF, _GROUND)
        names = tuple(dict.fromkeys(found[1] for pattern in patterns if (found := pattern.match(key))))
        states = (self._state_word(name) or self._state_led_by(name, on) for name in names)
        return next((state for state in states if state is not None), None)

    def _state_led_by(self, name: str, on: date | None) -> StateMatch | None:
        # First whom all readers know by the name: the "Obama administration" is not that of a minister called so elsewhere.
        matches = (self.resolve_person(name.title(), role=role, on=on) for role in (None, *_LEADING))
        match = next((match for match in matches if match and match.office and _leads(match.office)), None)
        if match is None or match.office is None or match.office.country is None:
            return None
        state = self.entry(f"state:{match.office.country.lower()}")
        return StateMatch(state, "administration") if state else None


def _leads(office: Office) -> bool:
    return office.role in _LEADING and office.country is not None and ":" not in office.country
