"""What the register holds and what its look-ups answer."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

How = Literal["name", "demonym", "capital", "seat", "administration"]


class Entry(msgspec.Struct, frozen=True):
    """Someone or something that acts, known by an id that is the same in every document.

    ``source`` says where the row comes from.
    """

    id: str
    name: str
    kind: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()
    source: str | None = None


class Office(msgspec.Struct, frozen=True):
    """One tenure. Dates are ISO 8601 at the precision known, null where unknown.

    ``role`` is the normalised office ("foreign minister"), ``office`` its words. ``seen`` is the last day on which
    the source says the holder was in office, which bounds what an open ``end`` may claim.
    """

    person_id: str
    holder_name: str
    country: str | None
    office: str
    role: str
    start: str | None
    end: str | None
    seen: str | None = None
    source: str | None = None


class Match(msgspec.Struct, frozen=True):
    """A resolved person or holder, the office at the date asked for, and why it is believed."""

    entry: Entry
    title: str | None
    office: Office | None
    reason: str


class StateMatch(msgspec.Struct, frozen=True):
    """The state that words stand for, and whether they are its name, its demonym, its capital or a seat."""

    entry: Entry
    how: How


# How long after its source's last look an open tenure is still believed.
GRACE_DAYS = 400


def first_day(value: str) -> str:
    """The first day of a partial ISO date.

    >>> first_day("2002-05")
    '2002-05-01'
    """
    return value + ("", "-01", "-01-01")[2 - min(value.count("-"), 2)]


def last_day(value: str) -> str:
    """A day not before the last one of a partial ISO date.

    >>> last_day("2002")
    '2002-12-31'
    """
    return value + ("", "-31", "-12-31")[2 - min(value.count("-"), 2)]


def covers(office: Office, on: date) -> bool:
    """Whether the tenure holds on that day, as far as its source can tell."""
    day = on.isoformat()
    if office.start is not None and day < first_day(office.start):
        return False
    if office.end is not None:
        return day <= last_day(office.end)
    return office.seen is None or (on - date.fromisoformat(first_day(office.seen))).days <= GRACE_DAYS


def ended_before(office: Office, on: date) -> bool:
    """Whether the tenure is known to be over on that day."""
    return office.end is not None and last_day(office.end) < on.isoformat()
