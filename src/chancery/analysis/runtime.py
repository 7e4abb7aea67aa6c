"""Runs the network over windows of sentences and puts what it says together, document by document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from chancery.analysis.bundle import Bundle
from chancery.analysis.features import PAD, Pieces, Window, build, split, windows

BUDGET = 256
"""Pieces a window holds; training saw windows of up to as many."""
LONGEST = 512
BATCH = 2048
"""Padded pieces a pass."""

Floats = NDArray[np.float32]
Bounds = tuple[int, int]


class Raw(NamedTuple):
    """What the heads said of a text's words; ``window`` numbers the window of each word. All (words, …)."""

    tags: Floats
    arcs: tuple[Floats, ...]
    rel_dep: Floats
    rel_head: Floats
    link_from: Floats
    link_to: Floats
    mention_start: Floats
    mention_end: Floats
    windows: tuple[Bounds, ...]


OUTPUTS = ("tags", "arcs", "rel_dep", "rel_head", "link_from", "link_to", "mention_start", "mention_end")


class _Place(NamedTuple):
    text: int
    words: Bounds
    window: Window


def run(bundle: Bundle, texts: Sequence[tuple[Sequence[str], Sequence[Bounds]]]) -> list[Raw]:
    """The raw output for each text, given as its words and its sentences (ranges of words)."""
    places = [place for number, (words, sentences) in enumerate(texts) for place in _places(bundle, number, words, sentences)]
    found: dict[int, dict[str, Floats]] = {}
    order = sorted(range(len(places)), key=lambda n: len(places[n].window.ids))
    for group in _groups(order, places):
        for number, outputs in zip(group, passes(bundle, [places[n].window for n in group]), strict=True):
            found[number] = outputs
    return [_gather([(p, found[n]) for n, p in enumerate(places) if p.text == number], bundle) for number in range(len(texts))]


def _places(bundle: Bundle, number: int, words: Sequence[str], sentences: Sequence[Bounds]) -> Iterator[_Place]:
    pieces = split(bundle.tokenizer, words)
    sizes = [int(pieces.starts[b] - pieces.starts[a]) + 1 for a, b in sentences]
    for first, last in windows(sizes, BUDGET):
        a, b = sentences[first][0], sentences[last - 1][1]
        base = pieces.starts[a : b + 1]
        own = Pieces(pieces.ids[base[0] : base[-1]], base - base[0])
        yield _Place(number, (a, b), build(words[a:b], own, [(x - a, y - a) for x, y in sentences[first:last]], LONGEST))


def _groups(order: Sequence[int], places: Sequence[_Place]) -> Iterator[list[int]]:
    group: list[int] = []
    for number in order:
        if group and len(places[number].window.ids) * (len(group) + 1) > BATCH:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def passes(bundle: Bundle, group: Sequence[Window]) -> list[dict[str, Floats]]:
    """One run of the network over windows padded to the same length; each window's outputs without the padding."""
    wide, words = max(len(w.ids) for w in group), max(len(w.first) for w in group)
    ids = np.full((len(group), wide), PAD, np.int64)
    shapes, first = np.zeros((len(group), wide), np.int64), np.zeros((len(group), words), np.int64)
    mask = np.zeros((len(group), wide), np.float32)
    for row, window in enumerate(group):
        ids[row, : len(window.ids)], shapes[row, : len(window.ids)] = window.ids, window.shapes
        mask[row, : len(window.ids)] = 1
        first[row, : len(window.first)] = window.first
    outputs = bundle.session.run(list(OUTPUTS), {"ids": ids, "shapes": shapes, "mask": mask, "first": first})
    return [_row(outputs, row, len(window.first)) for row, window in enumerate(group)]


def _row(outputs: Sequence[Floats], row: int, count: int) -> dict[str, Floats]:
    named = dict(zip(OUTPUTS, outputs, strict=True))
    return {name: value[row, :count, :count] if name == "arcs" else value[row, :count] for name, value in named.items()}


def _gather(parts: Sequence[tuple[_Place, dict[str, Floats]]], bundle: Bundle) -> Raw:
    if not parts:
        wide = bundle.config.layout.width
        empty = np.zeros((0, 1), np.float32)
        return Raw(np.zeros((0, wide), np.float32), (), empty, empty, empty, empty, empty, empty, ())
    joined = {name: np.concatenate([outputs[name] for _, outputs in parts]) for name in OUTPUTS if name != "arcs"}
    return Raw(arcs=tuple(outputs["arcs"] for _, outputs in parts), windows=tuple(place.words for place, _ in parts), **joined)
