"""Who held an office on a day, and a tenure in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol

from chancery.knowledge.entries import Entry, Match, Office, covers, ended_before, first_day, last_day

# Titles that one state uses where another says the first.
_SAME_OFFICE = {
    "prime minister": ("chancellor", "leader"),
    "president": ("leader",),
    "king": ("monarch",),
    "queen": ("monarch",),
    "monarch": ("king", "queen", "emperor", "emir", "sultan"),
    "leader": ("supreme leader", "president", "prime minister", "chancellor", "king", "party leader"),
    "chief of staff": ("army chief",),
    "commander": ("army chief",),
}
# Offices that one person holds at a time.
_OF_ONE = frozenset(
    ("pope", "king", "queen", "emperor", "emir", "sultan", "monarch", "supreme leader", "president", "crown prince", "chancellor",
     "prime minister", "leader", "secretary-general", "foreign minister", "defence minister", "interior minister", "finance minister",
     "justice minister", "army chief", "national security adviser", "attorney general", "central bank governor")
)  # fmt: skip
# Two who hold an office together for longer than this share it; before, one hands it over to the other.
_HANDOVER = timedelta(days=31)


class People(Protocol):
    """The look-ups that resolving a person needs."""

    def people(self, index: str, key: str) -> tuple[Entry, ...]: ...
    def tenures(self, person_id: str) -> tuple[Office, ...]: ...
    def holders(self, country: str, role: str) -> tuple[Office, ...]: ...
    def entry(self, entry_id: str) -> Entry | None: ...


def in_office_among(people: People, country: str, role: str, on: date | None) -> tuple[Match, ...]:
    """Who held the office on that day, the latest to take it first: several where they shared it.

    Without a day, the latest who holds it as far as is known.
    """
    for name in same_office(role, country):
        found = [(office, people.entry(office.person_id)) for office in _sharing(people.holders(country, name), on)]
        if matches := tuple(Match(entry, office.role, office, tenure_in_words(office, on)) for office, entry in found if entry):
            return matches
    return ()


def same_office(role: str, country: str) -> tuple[str, ...]:
    """The role, and what other states call it."""
    if role == "chancellor" and country == "GBR":
        return ("finance minister",)
    return (role, *_SAME_OFFICE.get(role, ()))


def _sharing(offices: tuple[Office, ...], on: date | None) -> list[Office]:
    """The tenures of a day, of each person the latest, without predecessors.

    Of an office that one person holds at a time those that were written down by hand, where there are any: other sources count
    the foreign secretary of India with her foreign ministers.
    """
    held = [office for office in offices if (office.end is None if on is None else covers(office, on))]
    held = [office for office in held if office.role in _OF_ONE and ".csv" in (office.source or "")] or held
    last = {office.person_id: office for office in sorted(held, key=_start)}
    ranked = sorted(last.values(), key=_start, reverse=True)
    return ranked[:1] + ([office for office in ranked[1:] if _share(ranked[0], office)] if on else [])


def _start(office: Office) -> str:
    return office.start or ""


def _share(latest: Office, earlier: Office) -> bool:
    """Whether two held an office side by side, and not one after the other."""
    if not latest.start or not earlier.end:
        # A tenure whose end no source says is over where the next begins, unless several may hold the office.
        return latest.role not in _OF_ONE
    together = date.fromisoformat(first_day(latest.start)) + _HANDOVER
    return last_day(earlier.end) > together.isoformat()


def tenure_in_words(office: Office, on: date | None) -> str:
    """The tenure with its source: "prime minister of HUN since 2010-05-29 (source: holders.csv)"."""
    what = f"{office.role} of {office.country}" if office.country else office.role
    if office.start and office.end:
        when = f" from {office.start} to {office.end}"
    elif office.start or office.end:
        when = f" since {office.start}" if office.start else f" until {office.end}"
    else:
        when = ""
    return f"{_time_of(office, on)}{what}{when}{_source_of(office)}"


def _time_of(office: Office, on: date | None) -> str:
    if on is None:
        return ""
    if office.start is not None and on.isoformat() < first_day(office.start):
        return "later "
    return "former " if ended_before(office, on) else ""


def _source_of(office: Office) -> str:
    seen = f"last confirmed {office.seen}" if office.end is None and office.seen else ""
    source = f"source: {office.source.replace('; ', ', ')}" if office.source else ""
    return f" ({'; '.join(part for part in (source, seen) if part)})" if source or seen else ""
