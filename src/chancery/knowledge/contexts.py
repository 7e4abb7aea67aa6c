"""PLOVER's general contexts: what a happening is about, told by signs that a table lists."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from chancery.knowledge.phrases import Phrasebook, Sight

STATES = "STATES"
"""The sign that two states take part, or people and bodies of two."""
_ENOUGH = 2
"""Weight of a full sign; a hint has half of it."""


@dataclass(frozen=True)
class Table:
    """Names of the contexts in order; words and hints with their context and weight; weights of deeds and parties by context."""

    names: tuple[str, ...]
    words: Phrasebook[tuple[str, int]]
    signs: dict[str, dict[str, int]]


def contexts(sentence: str, *, near: tuple[int, int], signs: Iterable[str]) -> tuple[str, ...]:
    """The contexts of a happening, in the order of the table.

    ``near``: the characters of its sentence around those that name it; words further off are hints at most. ``signs``: its code,
    its code with each mode ("ASSAULT/aerial"), kinds and sectors of those who take part.

    >>> contexts("The court froze the accounts of two firms.", near=(0, 28), signs=("COERCE", "JUD"))
    ('legal',)
    """
    full: dict[str, set[str]] = defaultdict(set)
    hints: dict[str, set[str]] = defaultdict(set)
    for start, end, (name, weight), _ in _sights(sentence):
        close = near[0] <= start and end <= near[1]
        if close or weight == _ENOUGH:
            (full if close and weight == _ENOUGH else hints)[name].add(sentence[start:end].casefold())
    told: dict[str, int] = defaultdict(int)
    for name, weight in (item for sign in dict.fromkeys(signs) for item in table().signs.get(sign, {}).items()):
        told[name] += weight
    shown = {name for name in {*full, *hints, *told} if _weight(full[name], hints[name], told[name]) >= _ENOUGH}
    return tuple(name for name in table().names if name in shown)


def _weight(full: set[str], hints: set[str], signs: int) -> int:
    """The same word counts once, and hints together for no more than a full sign."""
    return _ENOUGH * len(full) + min(len(hints - full), _ENOUGH) + signs


@lru_cache(maxsize=64)
def _sights(sentence: str) -> tuple[Sight[tuple[str, int]], ...]:
    """What the table knows in a sentence, without words that a longer phrase takes ("crimes" in "war crimes")."""
    found = sorted(table().words.find(sentence), key=lambda sight: -sight.words)
    kept: list[Sight[tuple[str, int]]] = []
    for sight in found:
        if not any(one.start <= sight.start and sight.end <= one.end and one.words > sight.words for one in kept):
            kept.append(sight)
    return tuple(kept)


@cache
def table() -> Table:
    """The packaged table, read once."""
    content = resources.files("chancery.knowledge").joinpath("data", "contexts.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(content)
    phrases = [(phrase, (name, weight)) for name, row in rows.items() for kind, weight in (("words", _ENOUGH), ("hints", 1))
               for phrase in row[kind]]
    signs: dict[str, dict[str, int]] = defaultdict(dict)
    for name, row in rows.items():
        for sign in (*row["deeds"], *row["parties"]):
            signs[sign.removesuffix("?")][name] = 1 if sign.endswith("?") else _ENOUGH
    return Table(tuple(rows), Phrasebook(phrases), dict(signs))
