"""Which organisation or body of a state a name means, given the countries that the report speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from chancery.knowledge.entries import Entry, StateMatch
from chancery.knowledge.names import fold

# Kinds that belong to one state: another state's body of that name is another body.
_OF_A_STATE = frozenset(("government", "party"))
# Bodies that towns have as well.
_LOCAL = frozenset(("police", "council", "court", "assembly"))
# What words without capitals before a name may not hold, for then they speak of something else: "members of NATO".
_LINKS = frozenset("of in for from to by with at on against and 's ’s under loyal".split())


class Names(Protocol):
    """The look-ups that resolving a body needs."""

    def by_name(self, name: str) -> tuple[Entry, ...]: ...
    def entry(self, entry_id: str) -> Entry | None: ...
    def state_of(self, words: str) -> StateMatch | None: ...


def body_among(names: Names, words: str, *, kind: str, country: str | None = None, spoken: str | None = None) -> Entry | None:
    """The body of that name: one of ``country``, which the words themselves give, else rather one of the country ``spoken`` of most.

    "Supreme Court" is another one in each state; with neither country it is the one, if any, that is called just so.
    """
    for reading in _readings(names, words) if kind != "people" else (words,):
        if found := _ranked(_bearers(names, reading, country, spoken), kind):
            return found[0]
    return None


def _bearers(names: Names, words: str, country: str | None, spoken: str | None) -> list[Entry]:
    bearers = [entry for entry in names.by_name(words) if entry.kind != "person"]
    at_home = [entry for entry in bearers if entry.kind not in _OF_A_STATE or entry.country in (None, country or spoken)]
    if country is None and spoken is None:
        return bearers
    return at_home or _of_state(names, words, country or spoken or "") or ([] if country else bearers)


def _of_state(names: Names, words: str, country: str) -> list[Entry]:
    """The state's own body, under its name with the state's: "Pakistan's Supreme Court", "US Senate"."""
    if fold(words) in _LOCAL:
        return []
    state = names.entry(f"state:{country.lower()}")
    called = (state.name, *state.aliases) if state else ()
    forms = (form for name in called for form in (f"{name}'s {words}", f"{name} {words}", f"{words} of {name}"))
    return next((found for form in forms if (found := [e for e in names.by_name(form) if e.kind == "government"])), [])


def _ranked(bearers: list[Entry], kind: str) -> list[Entry]:
    if kind == "people":  # "Democrats" are a party; other people are no body
        return [entry for entry in bearers if entry.kind in ("party", "armed-group")]
    return sorted(bearers, key=lambda entry: entry.kind != kind)


def _readings(names: Names, words: str) -> Iterator[str]:
    """The words, and the name in them behind what only describes: "state news agency TASS", "the UN World Food Programme"."""
    yield words
    parts = words.split()
    small = [at for at, part in enumerate(parts) if part[:1].islower()]
    if small and small[-1] + 1 < len(parts) and not _LINKS.intersection(parts):
        yield " ".join(parts[small[-1] + 1 :])
    if len(parts) > 2 and (parts[0] in ("UN", "U.N.") or names.state_of(parts[0])):
        yield " ".join(parts[1:])
