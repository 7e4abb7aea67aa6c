"""Groups of tellings as happenings, each called by a name that lasts."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from chancery.record.facts import Event, Record
from chancery.record.text import Span

Member = tuple[str, str]
"""A document and one of its events."""
LAST = "9999"
"""Reports without a day come after all others."""


class Told(msgspec.Struct, frozen=True):
    """A happening as one report tells it: its event, and the words that name it there."""

    document: str
    event: str
    words: tuple[Span, ...]

    @property
    def member(self) -> Member:
        return self.document, self.event


class Happening(msgspec.Struct, frozen=True):
    """What one or more reports tell of, the earliest report first; ``code`` is what most of them take it for."""

    id: str
    code: str
    told: tuple[Told, ...]

    @property
    def members(self) -> tuple[Member, ...]:
        return tuple(told.member for told in self.told)


def happenings(groups: Iterable[Iterable[Member]], records: Iterable[Record]) -> tuple[Happening, ...]:
    """Happenings of groups of events, in the order of their earliest reports.

    A happening is called after its earliest telling, so that later reports change nothing.
    """
    events = {(record.document.id, event.id): (record, event) for record in records for event in record.events}
    told = [sorted((member for member in set(group) if member in events), key=lambda member: _order(*events[member])) for group in groups]
    told = sorted((group for group in told if group), key=lambda group: _order(*events[group[0]]))
    return tuple(_happening([events[member] for member in group]) for group in told)


def name_of(member: Member) -> str:
    """What a happening is called whose earliest telling this is.

    >>> name_of(("doc-1", "evt-1"))
    'hap-151e60893f22'
    """
    return f"hap-{hashlib.sha256(' '.join(member).encode()).hexdigest()[:12]}"


def _order(record: Record, event: Event) -> tuple[str, str, int, str]:
    return record.document.published or LAST, record.document.id, event.mentions[0].start if event.mentions else 0, event.id


def _happening(told: Sequence[tuple[Record, Event]]) -> Happening:
    code = Counter(event.code for _, event in told).most_common(1)[0][0]
    name = name_of((told[0][0].document.id, told[0][1].id))
    return Happening(name, code, tuple(Told(record.document.id, event.id, event.mentions) for record, event in told))
