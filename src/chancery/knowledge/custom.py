"""A user's own actors, from a CSV that extends or overrules the packaged register."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import NamedTuple, get_args

from chancery.errors import RegisterError
from chancery.knowledge.entries import Entry, How, Office
from chancery.knowledge.names import fold, slug, sound
from chancery.record.ontology import KINDS, SECTORS

REQUIRED = ("name", "kind")
OPTIONAL = (
    "id", "country", "sectors", "wikidata", "aliases", "office", "role", "start", "end", "demonyms", "capitals",
    "seats", "source",
)  # fmt: skip
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_ID = re.compile(r"\w[\w.:-]*")
_COUNTRY = re.compile(r"[A-Z]{3}")
_HOWS: dict[str, How] = dict(zip(("names", "demonyms", "capitals", "seats"), get_args(How)[:4], strict=True))


class Line(NamedTuple):
    """One row and where it stands, for messages."""

    where: str
    cells: dict[str, str]

    def many(self, column: str) -> tuple[str, ...]:
        return tuple(part for cell in self.cells.get(column, "").split(";") if (part := cell.strip()))

    def text(self, column: str) -> str | None:
        return self.cells.get(column, "").strip() or None


class CustomShelf:
    """Entries and tenures of a user's CSV."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._entries: dict[str, Entry] = {}
        self._tenures: dict[str, list[Office]] = defaultdict(list)
        self._indexes: dict[str, dict[str, list[str]]] = {name: defaultdict(list) for name in "nfs"}
        self._states: dict[str, tuple[str, How]] = {}
        for line in lines:
            self._add(line)

    def entries(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def entry(self, entry_id: str) -> Entry | None:
        return self._entries.get(entry_id)

    def named(self, key: str) -> tuple[str, ...]:
        return tuple(self._indexes["n"].get(key, ()))

    def family(self, key: str) -> tuple[str, ...]:
        return tuple(self._indexes["f"].get(key, ()))

    def sounding(self, key: str) -> tuple[str, ...]:
        return tuple(self._indexes["s"].get(key, ()))

    def state_word(self, key: str) -> tuple[str, How] | None:
        return self._states.get(key)

    def tenures(self, person_id: str) -> tuple[Office, ...]:
        return tuple(self._tenures.get(person_id, ()))

    def holders(self, country: str, role: str) -> tuple[Office, ...]:
        offices = (office for offices in self._tenures.values() for office in offices)
        return tuple(office for office in offices if (office.country, office.role) == (country, role))

    def _add(self, line: Line) -> None:
        entry = _entry(line)
        self._entries.setdefault(entry.id, entry)
        for name in (entry.name, *entry.aliases):
            self._index("n", fold(name), entry.id)
        if entry.kind == "person":
            self._index("f", fold(entry.name.split()[-1]), entry.id)
            self._index("s", sound(entry.name), entry.id)
        if entry.kind == "state":
            self._add_state_words(entry, line)
        if line.text("role") or line.text("office"):
            self._tenures[entry.id].append(_office(entry, line))

    def _index(self, index: str, key: str, entry_id: str) -> None:
        if entry_id not in self._indexes[index][key]:
            self._indexes[index][key].append(entry_id)

    def _add_state_words(self, entry: Entry, line: Line) -> None:
        for column, how in _HOWS.items():
            for word in line.many(column) if how != "name" else (entry.name, *entry.aliases):
                self._states.setdefault(fold(word), (entry.id, how))


def read_csv(path: Path) -> CustomShelf:
    """The actors of a CSV whose first line names its columns; ``name`` and ``kind`` must be among them.

    A row with an id the register has overrules that entry; rows that repeat an id add its further offices.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RegisterError(f"{path}: cannot be read as UTF-8 text ({error}).") from error
    return CustomShelf(_lines(path, text))


def _lines(path: Path, text: str) -> Iterator[Line]:
    reader = csv.DictReader(StringIO(text, newline=""), strict=True)
    try:
        _check_columns(path, tuple(reader.fieldnames or ()))
        for cells in reader:
            yield _line(f"{path}:{reader.line_num}", cells)
    except csv.Error as error:
        raise RegisterError(f"{path}:{reader.line_num}: not a line of CSV ({error}).") from error


def _check_columns(path: Path, columns: tuple[str, ...]) -> None:
    missing = [column for column in REQUIRED if column not in columns]
    unknown = [column for column in columns if column not in REQUIRED + OPTIONAL]
    twice = [column for column in columns if columns.count(column) > 1]
    faults = [
        *(f"lacks the column {column!r}" for column in missing),
        *(f"has an unknown column {column!r}" for column in unknown),
        *(f"has two columns {column!r}" for column in twice),
    ]
    if faults:
        known = ", ".join(REQUIRED + OPTIONAL)
        raise RegisterError(f"{path}: {faults[0]}. The first line names the columns; known are {known}.")


def _line(where: str, cells: dict[str, str]) -> Line:
    if None in cells or None in cells.values():
        raise RegisterError(f"{where}: has another number of cells than the first line.")
    line = Line(where, cells)
    _check(line, "name", any(map(str.isalnum, line.text("name") or "")), "must hold a name")
    _check(line, "kind", line.text("kind") in KINDS, f"must be one of {', '.join(KINDS)}")
    _check(line, "id", _is_empty_or(_ID, line.text("id")), "must be letters, digits, colons and hyphens (person:rudolf-rassendyll)")
    _check(line, "country", _is_empty_or(_COUNTRY, line.text("country")), "must be ISO 3166-1 alpha-3 (HUN)")
    _check(line, "sectors", {*SECTORS}.issuperset(line.many("sectors")), f"must be of {' '.join(sorted(SECTORS))}, with ; between several")
    for column in ("start", "end"):
        _check(line, column, _is_empty_or_date(line.text(column)), "must be a date as YYYY, YYYY-MM or YYYY-MM-DD")
    start, end = line.text("start") or "", line.text("end") or "9999"
    _check(line, "end", start[: len(end)] <= end, "is before the start")
    return line


def _is_empty_or(form: re.Pattern[str], value: str | None) -> bool:
    return value is None or form.fullmatch(value) is not None


def _is_empty_or_date(value: str | None) -> bool:
    """Whether it is a day, month or year of the calendar; 31 February would be tripped over when a report is read."""
    if value is None or not _DATE.fullmatch(value):
        return value is None
    try:
        date.fromisoformat(value + "0000-01-01"[len(value) :])
    except ValueError:
        return False
    return True


def _check(line: Line, column: str, holds: bool, rule: str) -> None:
    if not holds:
        raise RegisterError(f"{line.where}: {column} {line.text(column) or ''!r} {rule}.")


def _entry(line: Line) -> Entry:
    name, kind = line.cells["name"].strip(), line.cells["kind"].strip()
    return Entry(
        id=line.text("id") or f"{kind}:{slug(name)}",
        name=name,
        kind=kind,
        country=line.text("country"),
        sectors=line.many("sectors"),
        wikidata=line.text("wikidata"),
        aliases=line.many("aliases"),
        source=line.text("source") or line.where,
    )


def _office(entry: Entry, line: Line) -> Office:
    office = line.text("office") or line.text("role") or ""
    role = line.text("role") or office.casefold()
    return Office(
        person_id=entry.id,
        holder_name=entry.name,
        country=entry.country,
        office=office,
        role=role,
        start=line.text("start"),
        end=line.text("end"),
        source=entry.source,
    )
