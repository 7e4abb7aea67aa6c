"""Examples to padded batches: windows of like length together, labels as numbers."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from chancery.analysis.coreference import head_of, own_features, pair_features
from chancery.analysis.features import Pieces, Window, build, split, windows
from chancery.analysis.layout import DISTANCES, Layout
from training.corpora.example import UNKNOWN, Example, Mention
from training.marking import LONGEST, mark_pair


class Cut(NamedTuple):
    """A window of an example, ready to be batched; where coreference is taught, what it was cut from and at which word."""

    example: Example
    window: Window
    whole: Example | None = None
    start: int = 0


class Links(NamedTuple):
    """Asked words of a batch: their row and word, targets (asked, words, roles) and what counts of them."""

    rows: Tensor
    words: Tensor
    target: Tensor
    counts: Tensor
    buckets: Tensor
    home: Tensor


class Clusters(NamedTuple):
    """Mentions of one text in a batch, over all its windows: first words and heads (row after row), cluster numbers, what each
    and each pair shows.
    """

    first: Tensor
    head: Tensor
    cluster: Tensor
    own: Tensor
    features: Tensor


class Batch(NamedTuple):
    ids: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    tags: dict[str, Tensor]
    several: dict[str, Tensor]
    numbers: Tensor
    heads: Tensor
    rels: Tensor
    sentence: Tensor
    pair: Tensor
    links: Links | None
    clusters: list[Clusters]
    words: int


class Cutter:
    """Cuts examples into windows of word pieces."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer

    def pieces(self, example: Example) -> Pieces:
        return split(self.tokenizer, example.words)

    def cut(self, example: Example, budget: int) -> Iterator[Cut]:
        pieces = self.pieces(example)
        sizes = [int(pieces.starts[b] - pieces.starts[a]) + 1 for a, b in example.sentences]
        for first, last in windows(sizes, budget):
            a = example.sentences[first][0]
            part = example.cut(first, last) if (first, last) != (0, len(example.sentences)) else example
            base = pieces.starts[a : a + len(part.words) + 1]
            own = Pieces(pieces.ids[base[0] : base[-1]], base - base[0])
            window = build(part.words, own, part.sentences, LONGEST)
            yield Cut(part, mark_pair(window, part) if part.pair else window, example if example.mentions else None, a)


def batches(cuts: Sequence[Cut], layout: Layout, *, pieces: int, seed: random.Random) -> Iterator[Batch]:
    """All windows once, of like length together, batches in random order; the windows of a text that teaches coreference stay together."""
    order = sorted(together(cuts, pieces), key=lambda unit: (_widest(unit) // 8, seed.random()))
    groups: list[list[Cut]] = [[]]
    for unit in order:
        if groups[-1] and _widest(unit) * (len(groups[-1]) + len(unit)) > pieces:
            groups.append([])
        groups[-1].extend(unit)
    seed.shuffle(groups)
    maps = _Maps(layout)
    for group in groups:
        if group:
            yield maps.batch(group)


def together(cuts: Sequence[Cut], pieces: int) -> Iterator[list[Cut]]:
    """Neighbours of one text that teaches coreference, as many as fit; every other window alone."""
    unit: list[Cut] = []
    for cut in cuts:
        goes_on = unit and cut.whole is not None and cut.whole is unit[-1].whole and cut.start > unit[-1].start
        if unit and not (goes_on and max(_widest(unit), len(cut.window.ids)) * (len(unit) + 1) <= pieces):
            yield unit
            unit = []
        unit.append(cut)
    if unit:
        yield unit


def _widest(unit: Sequence[Cut]) -> int:
    return max(len(cut.window.ids) for cut in unit)


class _Maps:
    """Label to number, per head."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.tags = {head: {label: n for n, label in enumerate(labels)} for head, labels in layout.tags.items()}
        self.several = {head: {label: n for n, label in enumerate(labels)} for head, labels in layout.several.items()}
        self.rels = {label: n for n, label in enumerate(layout.rels)}
        self.roles = {label: n for n, label in enumerate(layout.roles)}
        self.pair = {label: n for n, label in enumerate(layout.pair)}

    def batch(self, group: list[Cut]) -> Batch:
        wide = max(len(c.window.ids) for c in group)
        words = max(len(c.window.first) for c in group)
        rows = len(group)
        ids, shapes, mask = np.zeros((rows, wide), np.int64), np.zeros((rows, wide), np.int64), np.zeros((rows, wide), np.float32)
        first, sentence = np.zeros((rows, words), np.int64), np.full((rows, words), -1, np.int64)
        heads, rels = np.full((rows, words), UNKNOWN, np.int64), np.full((rows, words), UNKNOWN, np.int64)
        tags = {head: np.full((rows, words), UNKNOWN, np.int64) for head in self.tags}
        several = {head: np.full((rows, words, len(labels)), np.nan, np.float32) for head, labels in self.several.items()}
        numbers = np.full((rows, words, len(self.layout.numbers)), np.nan, np.float32)
        pair = np.full(rows, UNKNOWN, np.int64)
        for row, (example, window, *_) in enumerate(group):
            ids[row, : len(window.ids)], shapes[row, : len(window.ids)] = window.ids, window.shapes
            mask[row, : len(window.ids)] = 1
            first[row, : len(window.first)] = window.first
            sentence[row, : len(window.sentence)] = window.sentence
            if example.pair:
                pair[row] = self.pair.get(example.pair[2], UNKNOWN)
                sentence[row, len(example.words) :] = -1
            for head, labels in example.tags.items():
                known = self.tags[head]
                tags[head][row, : len(labels)] = [UNKNOWN if t is None else known.get(t, known.get("O", UNKNOWN)) for t in labels]
            for head, at in example.several.items():
                for word, chosen in at.items():
                    several[head][row, word] = 0
                    several[head][row, word, [self.several[head][c] for c in chosen if c in self.several[head]]] = 1
            for head, values in example.numbers.items():
                for word, value in values.items():
                    numbers[row, word, self.layout.numbers.index(head)] = value
            if example.heads is not None and example.rels is not None:
                heads[row, : len(example.heads)] = [w if h < 0 else h for w, h in enumerate(example.heads)]
                rels[row, : len(example.rels)] = [self.rels.get(r, self.rels.get(r.split(":")[0], UNKNOWN)) for r in example.rels]
        whole = [torch.from_numpy(x) for x in (ids, shapes, mask, first)]
        return Batch(*whole, {h: torch.from_numpy(t) for h, t in tags.items()}, {h: torch.from_numpy(t) for h, t in several.items()},
                     torch.from_numpy(numbers), torch.from_numpy(heads), torch.from_numpy(rels), torch.from_numpy(sentence),
                     torch.from_numpy(pair), self._links(group, sentence), self._clusters(group, words),
                     sum(len(c.example.words) for c in group))

    def _links(self, group: list[Cut], sentence: np.ndarray) -> Links | None:
        words, roles = sentence.shape[1], len(self.roles)
        rows, starts, targets, counts = [], [], [], []
        for row, (example, *_) in enumerate(group):
            same = [w for w, asked in example.asked.items() if "same" in asked]
            of = {word: ([], []) for word in example.asked}
            for link in example.links:
                if link.word in of:
                    of[link.word][link.role.startswith("?")].append(link)
            for word, asked in example.asked.items():
                target, count = np.zeros((words, roles), np.float32), np.zeros((words, roles), np.float32)
                for role in asked & self.roles.keys():
                    count[: len(example.words), self.roles[role]] = role != "same"
                if "same" in asked:
                    count[[w for w in same if w != word], self.roles["same"]] = 1
                for unsure in (True, False):
                    for link in of[word][unsure]:
                        role = self.roles.get(link.role.lstrip("?"))
                        if role is not None:
                            count[list(link.targets), role] = 0 if unsure else 1
                            if not unsure:
                                target[list(link.targets), role] = 1
                rows.append(row), starts.append(word), targets.append(target), counts.append(count)
        if not rows:
            return None
        starting = np.array(starts)
        distance = np.arange(words)[None] - starting[:, None]
        home = sentence[rows] == sentence[rows, starting][:, None]
        return Links(torch.tensor(rows), torch.tensor(starts), torch.from_numpy(np.stack(targets)), torch.from_numpy(np.stack(counts)),
                     torch.from_numpy(np.digitize(distance, DISTANCES)), torch.from_numpy(home.astype(np.float32)))

    def _clusters(self, group: list[Cut], wide: int) -> list[Clusters]:
        """``wide``: words of a row."""
        found = []
        rows: dict[int, list[int]] = {}
        for row, cut in enumerate(group):
            if cut.whole is not None and cut.whole.mentions:
                rows.setdefault(id(cut.whole), []).append(row)
        for at in rows.values():
            whole = group[at[0]].whole
            assert whole is not None
            placed = [(m, (row, group[row].start)) for m in whole.mentions or () for row in at
                      if group[row].start <= m.first and m.last < group[row].start + len(group[row].example.words)]
            if len(placed) > 1:
                found.append(_clusters_of(whole, placed, wide))
        return found


def _clusters_of(whole: Example, placed: list[tuple[Mention, tuple[int, int]]], wide: int) -> Clusters:
    spans = sorted({(m.first, m.last): (m.cluster, row * wide - start) for m, (row, start) in placed}.items())
    names = {c: n for n, c in enumerate(dict.fromkeys(cluster for _, (cluster, _) in spans))}
    bounds = [b for b, _ in spans]
    sentence = [n for n, (a, b) in enumerate(whole.sentences) for _ in range(a, b)]
    move = torch.tensor([by for _, (_, by) in spans])
    return Clusters(torch.tensor([a for a, _ in bounds]) + move, torch.tensor([head_of(whole.words, b) for b in bounds]) + move,
                    torch.tensor([names[c] for _, (c, _) in spans]), torch.from_numpy(own_features(whole.words, bounds)),
                    torch.from_numpy(pair_features(whole.words, bounds, sentence)))
