"""Runs the network over windows of sentences and puts what it says together, document by document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from chancery.analysis.bundle import Bundle
from chancery.analysis.features import Pieces, Window, build, split, windows

BUDGET = 256
"""Pieces a window holds; training saw windows of up to as many."""
LONGEST = 512

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


def run(bundle: Bundle, texts: Sequence[tuple[Sequence[str], Sequence[Bounds]]]) -> list[Raw]:
    """The raw output for each text, given as its words and its sentences (ranges of words)."""
    return [_gather(list(_windows(bundle, words, sentences)), bundle) for words, sentences in texts]


def _windows(bundle: Bundle, words: Sequence[str], sentences: Sequence[Bounds]) -> Iterator[tuple[Bounds, dict[str, Floats]]]:
    """What the network says of each window of a text, with the window's words."""
    pieces = split(bundle.tokenizer, words)
    sizes = [int(pieces.starts[b] - pieces.starts[a]) + 1 for a, b in sentences]
    for first, last in windows(sizes, BUDGET):
        a, b = sentences[first][0], sentences[last - 1][1]
        base = pieces.starts[a : b + 1]
        own = Pieces(pieces.ids[base[0] : base[-1]], base - base[0])
        yield (a, b), look(bundle, build(words[a:b], own, [(x - a, y - a) for x, y in sentences[first:last]], LONGEST))


def look(bundle: Bundle, window: Window) -> dict[str, Floats]:
    """One pass of the network over one window.

    Never over several: what is rounded to eight bits is scaled over the whole pass, so that a report's record would depend on
    the reports beside it.
    """
    feed = {"ids": window.ids[None], "shapes": window.shapes[None], "first": window.first[None]}
    outputs = bundle.session.run(list(OUTPUTS), feed)
    return {name: value[0] for name, value in zip(OUTPUTS, outputs, strict=True)}


def _gather(parts: Sequence[tuple[Bounds, dict[str, Floats]]], bundle: Bundle) -> Raw:
    if not parts:
        wide = bundle.config.layout.width
        empty = np.zeros((0, 1), np.float32)
        return Raw(np.zeros((0, wide), np.float32), (), empty, empty, empty, empty, empty, empty, ())
    joined = {name: np.concatenate([outputs[name] for _, outputs in parts]) for name in OUTPUTS if name != "arcs"}
    return Raw(arcs=tuple(outputs["arcs"] for _, outputs in parts), windows=tuple(words for words, _ in parts), **joined)
