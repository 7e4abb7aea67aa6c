"""Persons and armed groups from the CAMEO dictionaries of Phoenix (MIT)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from chancery.knowledge.names import fold
from chancery.knowledge.titles import is_title
from training.register.drafts import Draft
from training.register.leaders import capital
from training.register.roll import Roll

PHOENIX = "Phoenix"
_CODE = re.compile(r"\[([A-Z]{3,15})\s*([^\]]*)\]")
_SPAN = re.compile(r"^[<>]?\s*\d")
# Codes of regions, causes and the unknown where a country may stand.
_REGIONS = frozenset("INT KKL SAS WEU MEA EEU CAS SEA WAF EAF NAF SAM CAM IMG UIS XXX".split())
# Words of the dictionary's patterns around a name.
_NO_NAME = frozenset(
    "PRESIDENT MINISTER SECRETARY ADMINISTRATION GOVERNMENT PREMIER CHANCELLOR REGIME LEADER THE".split()
)
_SECTORS = ("GOV", "MIL", "LEG", "JUD", "OPP", "SPY", "COP", "REB")


class Block(NamedTuple):
    """One actor of a dictionary: its names, and its codes with their times."""

    names: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]


def blocks(path: Path) -> Iterator[Block]:
    """The actors of a dictionary file."""
    names: list[str] = []
    codes: list[tuple[str, str]] = []
    for raw in path.read_text(encoding="utf-8", errors="replace").splitlines():
        line = re.split(r"[;#]", raw, maxsplit=1)[0].strip()
        own = line.split("[", 1)[0].strip().lstrip("+")
        if own and codes and not line.startswith("+"):
            yield Block(tuple(names), tuple(codes))
            names, codes = [], []
        if own:
            names.append(own.replace("_", " ").strip())
        codes += [(code, when.strip()) for code, when in _CODE.findall(line)]
    yield Block(tuple(names), tuple(codes))


def persons(roll: Roll, path: Path, countries: frozenset[str]) -> None:
    """Enter everybody with dated public office since 1990; the dictionary does not say which office."""
    for block in blocks(path):
        codes = [code for code, when in block.codes if _SPAN.match(when) and _recent(when)]
        public = [code for code in codes if code[3:6] in _SECTORS]
        names = [nice(name) for name in block.names if _full_name(name)]
        if public and names and public[0][:3] in countries:
            draft = roll.person(names[0], public[0][:3], PHOENIX)
            draft.sectors = draft.sectors if draft.tenures else tuple(dict.fromkeys(code[3:6] for code in public))
            draft.call_also(name for name in names[1:] if fold(name) != fold(draft.name))
            roll.index(draft)


def _recent(when: str) -> bool:
    """Whether the last two-digit year of a span is 1990 or later; the dictionary ends in 2014."""
    year = int(re.findall(r"\d{2}(?=\d{4}|$)", when)[-1]) if re.search(r"\d{6}", when) else 0
    return when.startswith(">") or year >= 90 or year <= 14


def _full_name(name: str) -> bool:
    words = name.split()
    plain = 2 <= len(words) <= 5 and all(re.fullmatch(r"[A-Z][A-Z.'-]*", word) for word in words)
    return plain and not _NO_NAME.intersection(words) and not any(is_title(" ".join(words[:end])) for end in (1, 2))


def nice(name: str) -> str:
    """A name of the dictionary in ordinary case."""
    return " ".join(capital(word) if len(word) > 1 else word for word in name.split())


def armed_groups(path: Path) -> Iterator[Draft]:
    """Armed groups that are not states'."""
    for block in blocks(path):
        names = [re.sub(r"\s*\(.*?\)", "", name).strip() for name in block.names]
        person = names and names[0].startswith("SHEIKH ")
        if names and block.codes and block.codes[0][0][3:6] == "REB" and names[0] and not person:
            country = block.codes[0][0][:3]
            home = None if country in _REGIONS else country
            draft = Draft(nice(names[0]), "armed-group", home, PHOENIX, ("REB",))
            draft.call_also(nice(name) for name in names[1:])
            yield draft
