"""Where entries and tenures are kept: the packaged tables, and the form a user's own rows take beside them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Protocol

import msgspec

from chancery.knowledge.entries import Entry, How, Office
from chancery.knowledge.table import Table

# Signs of the sources in the packaged files, one letter each.
SOURCES = {
    "e": "every-politician",
    "f": "factbook",
    "w": "world-leaders-current",
    "u": "us_executive",
    "r": "REIGN",
    "p": "Phoenix",
    "g": "rigour",
    "n": "Wikipedia current events",
    "b": "by rule",
    "h": "holders.csv",
    "s": "states.csv",
    "i": "igos.csv",
    "o": "ngos.csv",
    "m": "media.csv",
    "a": "armed_groups.csv",
    "t": "parties.csv",
    "c": "companies.csv",
    "v": "governments.csv",
}


class Shelf(Protocol):
    """What the register asks of a place that keeps entries. Keys are folded names, answers are ids."""

    def entries(self) -> Iterator[Entry]: ...
    def entry(self, entry_id: str) -> Entry | None: ...
    def named(self, key: str) -> tuple[str, ...]: ...
    def family(self, key: str) -> tuple[str, ...]: ...
    def sounding(self, key: str) -> tuple[str, ...]: ...
    def state_word(self, key: str) -> tuple[str, How] | None: ...
    def tenures(self, person_id: str) -> tuple[Office, ...]: ...
    def holders(self, country: str, role: str) -> tuple[Office, ...]: ...


class EntryRow(msgspec.Struct, frozen=True, array_like=True):
    """An entry as ``entries.jsonl`` has it, one array a line; ``offices`` are line numbers of ``offices.jsonl``."""

    id: str
    name: str
    kind: str
    country: str | None
    sectors: str
    wikidata: str | None
    aliases: tuple[str, ...]
    source: str
    offices: tuple[int, ...] = ()


class OfficeRow(msgspec.Struct, frozen=True, array_like=True):
    """A tenure as ``offices.jsonl`` has it, sorted by country, role and start."""

    country: str
    role: str
    start: str
    end: str | None
    seen: str | None
    person_id: str
    office: str | None
    source: str


class Packaged:
    """The register that comes with the package."""

    def __init__(self) -> None:
        self._entries = Table.packaged("entries.jsonl")
        self._offices = Table.packaged("offices.jsonl")
        self._names = Table.packaged("names.tsv")
        self._states = _state_words()

    def entries(self) -> Iterator[Entry]:
        return map(_entry, self._entries.lines)

    def entry(self, entry_id: str) -> Entry | None:
        lines = self._entries.starting(f'["{entry_id}"')
        return _entry(lines[0]) if lines else None

    def named(self, key: str) -> tuple[str, ...]:
        return self._ids("n", key)

    def family(self, key: str) -> tuple[str, ...]:
        return self._ids("f", key)

    def sounding(self, key: str) -> tuple[str, ...]:
        return self._ids("s", key)

    def state_word(self, key: str) -> tuple[str, How] | None:
        return self._states.get(key)

    def tenures(self, person_id: str) -> tuple[Office, ...]:
        lines = self._entries.starting(f'["{person_id}"')
        numbers = _decode_entry(lines[0]).offices if lines else ()
        return tuple(self._office(self._offices.lines[number]) for number in numbers)

    def holders(self, country: str, role: str) -> tuple[Office, ...]:
        return tuple(self._office(line) for line in self._offices.starting(f'["{country}","{role}"'))

    def _office(self, line: str) -> Office:
        row = _decode_office(line)
        holder = self._entries.starting(f'["{row.person_id}"')[0]
        return Office(
            person_id=row.person_id,
            holder_name=_decode_entry(holder).name,
            country=row.country or None,
            office=row.office or row.role,
            role=row.role,
            start=row.start or None,
            end=row.end,
            seen=row.seen,
            source=_spelled_out(row.source),
        )

    def _ids(self, index: str, key: str) -> tuple[str, ...]:
        numbers = self._names.rest(f"{index} {key}\t")
        return () if numbers is None else tuple(self._id_at(int(number)) for number in numbers.split(","))

    def _id_at(self, number: int) -> str:
        return self._entries.lines[number].split('"', 2)[1]


@cache
def packaged() -> Packaged:
    """The packaged register, read once."""
    return Packaged()


_decode_entry = msgspec.json.Decoder(EntryRow).decode
_decode_office = msgspec.json.Decoder(OfficeRow).decode


def _state_words() -> dict[str, tuple[str, How]]:
    content = resources.files("chancery.knowledge").joinpath("data", "states.json").read_bytes()
    return msgspec.json.decode(content, type=dict[str, tuple[str, How]])


def _entry(line: str) -> Entry:
    row = _decode_entry(line)
    sectors = tuple(row.sectors.split())
    return Entry(row.id, row.name, row.kind, row.country, sectors, row.wikidata, row.aliases, _spelled_out(row.source))


def _spelled_out(signs: str) -> str:
    return "; ".join(SOURCES[sign] for sign in signs)
