"""Marks that nest and overlap, cut into stretches that do neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

import msgspec

# Of two marks over the same words the earlier layer is the nearer one: an event says more than the sentence it stands in.
LAYERS = {"e": "events", "s": "statements", "a": "actors", "t": "times", "p": "places", "i": "issues"}
_NEARNESS = {layer: rank for rank, layer in enumerate("eitpas")}


class Mark(msgspec.Struct, frozen=True):
    """Words of a fact. ``core`` words name the fact; others belong to it: its participants, its date, its evidence.

    ``layer`` is a key of LAYERS, or null for words that are lit with the fact and never underlined.
    """

    start: int
    end: int
    fact: str
    layer: str | None
    core: bool


class Segment(msgspec.Struct, frozen=True):
    """A stretch of the text that the same marks cover from end to end, the nearest mark first."""

    start: int
    text: str
    marks: tuple[Mark, ...]


def segments(text: str, marks: Iterable[Mark], cuts: Iterable[int] = ()) -> Iterator[Segment]:
    """The text cut wherever a mark begins or ends, and at the cuts: joined again it is the text.

    >>> nested = [Mark(0, 11, "s1", "s", True), Mark(5, 11, "e1", "e", True), Mark(8, 15, "a1", "a", True)]
    >>> [(cut.text, *(mark.fact for mark in cut.marks)) for cut in segments("Kyiv denied it.", nested)]
    [('Kyiv ', 's1'), ('den', 'e1', 's1'), ('ied', 'e1', 'a1', 's1'), (' it.', 'a1')]
    """
    begin, finish = _edges(marks, len(text))
    bounds = sorted({0, len(text), *begin, *finish, *(cut for cut in cuts if 0 < cut < len(text))})
    active: dict[Mark, None] = {}
    for start, end in pairwise(bounds):
        for mark in finish[start]:
            active.pop(mark, None)
        active.update(dict.fromkeys(begin[start]))
        yield Segment(start, text[start:end], tuple(sorted(active, key=_distance)))


def _edges(marks: Iterable[Mark], length: int) -> tuple[dict[int, list[Mark]], dict[int, list[Mark]]]:
    begin: dict[int, list[Mark]] = defaultdict(list)
    finish: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        if 0 <= mark.start < mark.end <= length:
            begin[mark.start].append(mark)
            finish[mark.end].append(mark)
    return begin, finish


def _distance(mark: Mark) -> tuple[int, int, str]:
    return mark.end - mark.start, _NEARNESS.get(mark.layer or "", len(_NEARNESS)), mark.fact
