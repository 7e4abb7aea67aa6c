"""Actors on their way into the register."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

# No states: they get no bodies by rule, and the heads that the factbook lists for them are others'.
TERRITORIES = frozenset("GRL FRO PRI GIB FLK BMU CYM NCL PYF COK NIU GUM ABW CUW SXM ESH VAT HKG MAC".split())
TABLES = Path(__file__).parent / "tables"


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office held; dates partial ISO or null, ``seen`` the last day a source confirms."""

    country: str
    role: str
    office: str
    start: str | None
    end: str | None
    seen: str | None
    source: str


@dataclass(slots=True)
class Draft:
    """An actor as sources tell of it, open to more names and offices until it is written."""

    name: str
    kind: str
    country: str | None
    source: str
    sectors: tuple[str, ...] = ()
    wikidata: str | None = None
    id: str | None = None
    aliases: list[str] = field(default_factory=list)
    tenures: list[Tenure] = field(default_factory=list)
    families: tuple[str, ...] = ()
    found_as: tuple[str, ...] = ()  # names it is found under but that are not worth showing

    def call_also(self, names: Iterable[str]) -> None:
        """Add names it does not bear yet."""
        for name in names:
            if name and name != self.name and name not in self.aliases:
                self.aliases.append(name)


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a hand-written table."""
    with (TABLES / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def many(cell: str | None) -> tuple[str, ...]:
    """The parts of a cell that lists several things."""
    return tuple(part for raw in (cell or "").split(";") if (part := raw.strip()))
