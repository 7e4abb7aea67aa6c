"""A report's words to the places that they may name: what the place of an event is judged by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from chancery.knowledge.gazetteer_context import NOWHERE, Context, Floats, Ints, fame, inside, support
from chancery.knowledge.gazetteer_table import CODE, COUNTRY, Candidate, Columns, Rows, full
from chancery.knowledge.names import fold

LONGEST = 5
"""Words of a name that is looked for."""
FEW = 12
"""Bearers of a name that are kept."""
MOST = 60
"""Names that are kept: those of a report's beginning."""
PART = 0.4
"""What a name counts that may be part of a longer one: "Jackson" in "Jesse Jackson"."""
OFTEN = 3.0
"""How often a name counts at most."""
TRUST = 0.6
"""How sure fame makes: the power to which it is raised."""
_JOINS = frozenset("-–'’/")
_SMALL = frozenset("of the de la el al and du da del di es".split())
_COMMON = frozenset(
    "a an the in on at of for from to by with and or but if as he she it they we i you his her its their our my this that these those "
    "there then when where while who what why how is are was were be has have had will would can could may might must no not yes all "
    "some many most one two three four five six seven eight nine ten first second last new old more after before since during under "
    "over about into out up january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun mr mrs ms dr "
    "police president minister court university school college church street road avenue park hospital north south east west northern "
    "southern eastern western central such both each so also now just only even still according officials".split()
)


@dataclass(frozen=True)
class Sight:
    """Words ``first`` up to and with ``last`` that may name a place."""

    key: str
    first: int
    last: int
    rows: Rows


@dataclass
class _Names:
    """Distinct names as they are met."""

    rows: dict[str, Rows] = field(default_factory=dict)
    weight: dict[str, float] = field(default_factory=dict)
    within: dict[str, tuple[int, ...]] = field(default_factory=dict)


def context_of(columns: Columns, words: Sequence[str], found: Sequence[Sight] | None = None) -> Context:
    """What the words of a report say of where it plays; ``found`` are their `sights`, where they are known."""
    found = sights(columns, words) if found is None else found
    names = _Names()
    for number, sight in enumerate(found):
        if sight.key in names.rows or len(names.rows) < MOST:
            names.rows.setdefault(sight.key, sight.rows)
            names.weight[sight.key] = names.weight.get(sight.key, 0.0) + (PART if _is_part(sight, words, found, number) else 1.0)
            if number + 1 < len(found) and (areas := _areas(columns, found, number, words)):
                names.within[sight.key] = areas
    return _weighed(columns, names)


def sights(columns: Columns, words: Sequence[str]) -> list[Sight]:
    """The longest known names of the text, from left to right."""
    folded = [fold(word) for word in words]
    runs = {first: list(_runs(words, folded, first)) for first, word in enumerate(words) if word[:1].isupper()}
    keys = list(dict.fromkeys(key for run in runs.values() for _, key in run))
    known = dict(zip(keys, columns.find(keys), strict=True)) if keys else {}
    found: list[Sight] = []
    for first, run in runs.items():
        if not found or first > found[-1].last:
            sight = next((Sight(key, first, last, known[key]) for last, key in reversed(run) if known[key]), None)
            found += [sight] if sight else []
    return found


def _runs(words: Sequence[str], folded: Sequence[str], first: int) -> Iterator[tuple[int, str]]:
    """Last word and key of the names that may start at ``first``, shorter ones first; after a comma also short forms."""
    after_comma = first > 0 and words[first - 1] in (",", "(")
    parts: list[str] = []
    for last in range(first, min(first + 2 * LONGEST, len(words))):
        if not folded[last]:
            if words[last] not in _JOINS:
                return
            continue
        if not words[last][0].isupper() and words[last] not in _SMALL and words[last - 1] not in _JOINS:
            return
        parts.append(folded[last])
        if len(parts) == 1 and after_comma:
            yield last, CODE + parts[0]
        if words[last] not in _SMALL and (len(parts) > 1 or parts[0] not in _COMMON):
            yield last, full(" ".join(parts))


def _is_part(sight: Sight, words: Sequence[str], found: Sequence[Sight], number: int) -> bool:
    """Whether a capital stands right before or after that belongs to no name of a place."""
    before, after = sight.first - 1, sight.last + 1
    taken = number > 0 and found[number - 1].last == before
    left = before >= 0 and words[before][0].isupper() and not taken and fold(words[before]) not in _COMMON
    right = after < len(words) and words[after][0].isupper() and not (number + 1 < len(found) and found[number + 1].first == after)
    return left or right


def _areas(columns: Columns, found: Sequence[Sight], number: int, words: Sequence[str]) -> tuple[int, ...]:
    """The areas of the name after a comma that some bearer of this one lies in; not where areas are listed: "Niger, Nigeria and Chad"."""
    sight, following = found[number], found[number + 1]
    if following.first != sight.last + 2 or words[sight.last + 1] not in (",", "("):
        return ()
    if _is_area(columns, sight) and not following.key.startswith(CODE) and _listed(columns, found, number):
        return ()
    bearers = np.array([*sight.rows.main, *sight.rows.other])
    areas = (row for row in (*following.rows.main, *following.rows.other) if columns.is_area(row))
    return tuple(area for area in areas if inside(columns, bearers, (area,)).any())


def _is_area(columns: Columns, sight: Sight) -> bool:
    """Whether the name is best known for a country or a division."""
    return columns.is_area(columns.ranked(sight.rows, 1)[0].row)


def _listed(columns: Columns, found: Sequence[Sight], number: int) -> bool:
    """Whether a country follows, or another area stands close before or after the two names."""
    if columns.kind[columns.ranked(found[number + 1].rows, 1)[0].row] == COUNTRY:
        return True
    before = found[number - 1] if number and found[number].first - found[number - 1].last <= 3 else None
    after = found[number + 2] if number + 2 < len(found) and found[number + 2].first - found[number + 1].last <= 3 else None
    return any(near is not None and _is_area(columns, near) for near in (before, after))


def _weighed(columns: Columns, names: _Names) -> Context:
    """Shares by fame first, then again with the support of the other names."""
    if not names.rows:
        return NOWHERE
    kept = [_likely(columns, key, names) for key in names.rows]
    rows = np.array([candidate.row for bearers in kept for candidate in bearers])
    of = np.repeat(np.arange(len(kept)), [len(bearers) for bearers in kept])
    known = fame(columns, rows, np.array([candidate.other for bearers in kept for candidate in bearers]))
    weight = np.minimum(np.array([names.weight[key] for key in names.rows], np.float32), OFTEN)[of]
    first = Context(rows, _shares(known, of) * weight, of)
    share = _shares(known + support(columns, rows, first, -1), of) * weight
    return Context(rows, share, of, {key: number for number, key in enumerate(names.rows)}, names.within)


def _likely(columns: Columns, key: str, names: _Names) -> tuple[Candidate, ...]:
    """The best known bearers of a name, only those in the area that the report puts it in."""
    kept = columns.ranked(names.rows[key], FEW)
    if key in names.within:
        fit = inside(columns, np.array([c.row for c in kept]), names.within[key])
        return tuple(c for c, fits in zip(kept, fit, strict=True) if fits) or kept
    return kept


def _shares(score: Floats, names: Ints) -> Floats:
    """Probabilities that sum to 1 for each name."""
    raised = np.power(10.0, TRUST * score)
    return np.asarray(raised / np.bincount(names, raised)[names], np.float32)

