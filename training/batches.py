"""Examples to padded batches: windows of like length together, labels as numbers."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from chancery.analysis.coreference import own_features, pair_features
from chancery.analysis.features import Pieces, Window, build, split, windows
from chancery.analysis.layout import DISTANCES, Layout
from training.corpora.example import UNKNOWN, Example
from training.marking import LONGEST, mark_pair


class Cut(NamedTuple):
    """A window of an example, ready to be batched."""

    example: Example
    window: Window


class Links(NamedTuple):
    """Asked words of a batch: their row and word, targets (asked, words, roles) and what counts of them."""

    rows: Tensor
    words: Tensor
    target: Tensor
    counts: Tensor
    buckets: Tensor
    home: Tensor


class Clusters(NamedTuple):
    """Mentions of one row: first and last words, cluster numbers, what each and each pair shows."""

    row: int
    first: Tensor
    last: Tensor
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
            yield Cut(part, mark_pair(window, part) if part.pair else window)


def batches(cuts: Sequence[Cut], layout: Layout, *, pieces: int, seed: random.Random) -> Iterator[Batch]:
    """All windows once, of like length together, batches in random order."""
    order = sorted(range(len(cuts)), key=lambda n: (len(cuts[n].window.ids) // 8, seed.random()))
    groups: list[list[Cut]] = [[]]
    for number in order:
        cut = cuts[number]
        if groups[-1] and len(cut.window.ids) * (len(groups[-1]) + 1) > pieces:
            groups.append([])
        groups[-1].append(cut)
    seed.shuffle(groups)
    maps = _Maps(layout)
    for group in groups:
        if group:
            yield maps.batch(group)


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
        for row, (example, window) in enumerate(group):
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
                     torch.from_numpy(pair), self._links(group, sentence), self._clusters(group),
                     sum(len(c.example.words) for c in group))

    def _links(self, group: list[Cut], sentence: np.ndarray) -> Links | None:
        words, roles = sentence.shape[1], len(self.roles)
        rows, starts, targets, counts = [], [], [], []
        for row, (example, _) in enumerate(group):
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

    def _clusters(self, group: list[Cut]) -> list[Clusters]:
        found = []
        for row, (example, window) in enumerate(group):
            if example.mentions and len(example.mentions) > 1:
                spans = sorted({(m.first, m.last): m.cluster for m in example.mentions}.items())
                names = {c: n for n, c in enumerate(dict.fromkeys(c for _, c in spans))}
                bounds = [b for b, _ in spans]
                found.append(Clusters(row, torch.tensor([a for a, _ in bounds]), torch.tensor([b for _, b in bounds]),
                                      torch.tensor([names[c] for _, c in spans]), torch.from_numpy(own_features(example.words, bounds)),
                                      torch.from_numpy(pair_features(example.words, bounds, window.sentence.tolist()))))
        return found
