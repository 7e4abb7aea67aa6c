"""The register's files: sorted lines that the product searches where they lie."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from chancery.knowledge.names import fold, slug, sound
from chancery.knowledge.people import is_head, is_minister
from chancery.knowledge.shelf import SOURCES, EntryRow, OfficeRow
from training.register.drafts import Draft, many, table
from training.register.family import families
from training.register.states import StateWords

Index = dict[str, set[str]]


def write(drafts: list[Draft], words: StateWords, folder: Path) -> None:
    """Write all actors and the words for states to the files that ``Register.load`` reads."""
    named = _with_ids(drafts)
    offices = _lines(_office_rows(named))
    entries = _lines(_entry_rows(named, offices))
    numbers = {_id_of(line): number for number, line in enumerate(entries)}
    _save(folder / "offices.jsonl", offices)
    _save(folder / "entries.jsonl", entries)
    _save(folder / "names.tsv", sorted(_index_lines(named, numbers)))
    _save_object(folder / "states.json", dict(sorted(words.items())))
    _save_object(folder / "titles.json", {"titles": titles(), "domains": domains(), "agents": agents()})


def titles() -> dict[str, str | None]:
    """Folded titles and the role each names."""
    return {fold(row["title"]): row["role"] or None for row in table("titles.csv")}


def domains() -> dict[str, str]:
    """What a minister may be minister of, folded, and the role that makes."""
    return {fold(row["domain"]): row["role"] for row in table("domains.csv")}


def agents() -> dict[str, tuple[str, str]]:
    """Common nouns for actors, folded, with kind and sector."""
    return {fold(noun): (row["kind"], row["sector"]) for row in table("agents.csv") for noun in many(row["nouns"])}


def _with_ids(drafts: list[Draft]) -> dict[str, Draft]:
    """Every draft under an id of its own; clashes get a country, a Wikidata id or a number."""
    wanted: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        wanted[draft.id or f"{draft.kind}:{slug(draft.name)}"].append(draft)
    named: dict[str, Draft] = {}
    for entry_id, claimants in sorted(wanted.items()):
        claimants.sort(key=_weight)
        for draft in claimants:
            named[_free(entry_id, draft, named)] = draft
    return named


def _weight(draft: Draft) -> tuple[bool, int, str]:
    """Who keeps the bare id when two ask for it: fixed ids first, then the one with more offices."""
    return (draft.id is None, -len(draft.tenures), draft.wikidata or "")


def _free(entry_id: str, draft: Draft, taken: dict[str, Draft]) -> str:
    endings = ("", (draft.country or "").lower(), (draft.wikidata or "").lower(), *map(str, range(2, 99)))
    tries = (f"{entry_id}-{ending}" if ending else entry_id for ending in endings)
    return next(candidate for candidate in tries if candidate not in taken)


def _office_rows(named: dict[str, Draft]) -> Iterator[OfficeRow]:
    for entry_id, draft in named.items():
        for held in draft.tenures:
            yield OfficeRow(
                held.country, held.role, held.start or "", held.end, held.seen, entry_id,
                None if held.office == held.role else held.office, _short(held.source),
            )  # fmt: skip


def _entry_rows(named: dict[str, Draft], offices: list[str]) -> Iterator[EntryRow]:
    held = defaultdict(list)
    for number, line in enumerate(offices):
        held[msgspec.json.decode(line, type=OfficeRow).person_id].append(number)
    for entry_id, draft in named.items():
        yield EntryRow(
            entry_id, draft.name, draft.kind, draft.country, " ".join(draft.sectors), draft.wikidata,
            tuple(draft.aliases), _short(draft.source), tuple(held[entry_id]),
        )  # fmt: skip


def _index_lines(named: dict[str, Draft], numbers: dict[str, int]) -> Iterator[str]:
    index: Index = defaultdict(set)
    for entry_id, draft in named.items():
        for key in _keys(draft):
            index[key].add(entry_id)
    for key, ids in index.items():
        yield f"{key}\t{','.join(str(number) for number in sorted(numbers[entry_id] for entry_id in ids))}"


def _keys(draft: Draft) -> Iterator[str]:
    names = (draft.name, *draft.aliases, *draft.found_as)
    yield from (f"n {key}" for name in names if (key := fold(name)))
    if draft.kind == "person":
        yield from (f"n {key}" for key in _without_initials(draft.name))
        yield from (f"f {fold(family)}" for family in families(draft))
        spelled = (*names, *families(draft)) if _often_named(draft) else ()
        yield from (f"s {key}" for name in spelled if (key := sound(name)))


def _often_named(draft: Draft) -> bool:
    """Whether other spellings of the name are worth an index entry."""
    return any(is_head(held.role) or is_minister(held.role) for held in draft.tenures)


def _without_initials(name: str) -> tuple[str, ...]:
    """The name without a middle initial, folded.

    >>> _without_initials("John F. Kennedy")
    ('john kennedy',)
    """
    parts = fold(name).split()
    kept = [part for place, part in enumerate(parts) if place in (0, len(parts) - 1) or len(part) > 1]
    return (" ".join(kept),) if len(kept) < len(parts) else ()


def _short(sources: str) -> str:
    """The signs of the sources, as the shelf spells them out."""
    signs = {name: sign for sign, name in SOURCES.items()}
    return "".join(signs[name] for name in sources.split("; "))


def _lines(rows: Iterable[EntryRow | OfficeRow]) -> list[str]:
    return sorted(msgspec.json.encode(row).decode() for row in rows)


def _id_of(line: str) -> str:
    return line.split('"', 2)[1]


def _save_object(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _save(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
