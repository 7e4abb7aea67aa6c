"""Groups of tellings as happenings, each called by a name that lasts."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

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


def happenings(
    groups: Iterable[Iterable[Member]], records: Iterable[Record], *, before: Mapping[Member, str] | None = None
) -> tuple[Happening, ...]:
    """Happenings of groups of events, in the order of their earliest reports.

    A happening is called after its earliest telling, so that later reports change nothing. ``before``, the happening in which each
    event was, keeps names also when an earlier report is found: a name stays with the earliest of the events that had it.
    """
    events = {(record.document.id, event.id): (record, event) for record in records for event in record.events}
    told = [sorted((member for member in set(group) if member in events), key=lambda member: _order(*events[member])) for group in groups]
    told = sorted((group for group in told if group), key=lambda group: _order(*events[group[0]]))
    names = _names(told, before or {})
    return tuple(_happening(name, [events[member] for member in group]) for name, group in zip(names, told, strict=True))


def name_of(member: Member) -> str:
    """What a happening is called whose earliest telling this is.

    >>> name_of(("doc-1", "evt-1"))
    'hap-151e60893f22'
    """
    return f"hap-{hashlib.sha256(' '.join(member).encode()).hexdigest()[:12]}"


def _names(groups: Sequence[Sequence[Member]], before: Mapping[Member, str]) -> list[str]:
    """One name a group, none twice: that which its members had, the earliest first, else a new one."""
    owner: dict[str, int] = {}
    for number, group in enumerate(groups):
        for member in group:
            if member in before:
                owner.setdefault(before[member], number)
    kept = {number: name for name, number in reversed(owner.items())}
    taken = set(kept.values())
    return [kept.get(number) or _fresh(group, taken) for number, group in enumerate(groups)]


def _fresh(group: Sequence[Member], taken: set[str]) -> str:
    """A name after the earliest telling whose name no other group keeps."""
    name = next((name for member in group if (name := name_of(member)) not in taken), name_of((*group[0], "again")[1:]))
    taken.add(name)
    return name


def _order(record: Record, event: Event) -> tuple[str, str, int, str]:
    return record.document.published or LAST, record.document.id, event.mentions[0].start if event.mentions else 0, event.id


def _happening(name: str, told: Sequence[tuple[Record, Event]]) -> Happening:
    code = Counter(event.code for _, event in told).most_common(1)[0][0]
    return Happening(name, code, tuple(Told(record.document.id, event.id, event.mentions) for record, event in told))
