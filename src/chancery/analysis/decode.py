"""Scores to marks: tags to spans, arcs to trees, pair scores to probabilities. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from chancery.analysis.layout import DISTANCES
from chancery.record.marks import Mark

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bounds = tuple[int, int]
PAIR_ROWS = 64
"""Mentions whose pairs are scored at a time."""


def softmax(scores: Floats) -> Floats:
    """Along the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    result: Floats = raised / raised.sum(-1, keepdims=True)
    return result


def sigmoid(scores: Floats) -> Floats:
    return (1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))).astype(np.float32)


def spans(scores: Floats, labels: Sequence[str], bias: float = 0.0) -> tuple[Mark, ...]:
    """BIO marks from (words, labels) scores; ``bias`` is added to the score of O (the first label).

    The best sequence in which an inside tag follows its own begin or inside tag.
    """
    if not len(scores):
        return ()
    shifted = scores.copy()
    shifted[:, 0] += bias
    tags = _best_path(shifted, labels)
    chances = softmax(shifted)[np.arange(len(tags)), tags]
    return tuple(_collect(tags, chances, labels))


def _best_path(scores: Floats, labels: Sequence[str]) -> Ints:
    """Arg max where that is already a legal sequence, Viterbi over the stretches where it is not."""
    tags: Ints = scores.argmax(-1)
    before = np.array([labels.index("B-" + label[2:]) if label.startswith("I-") else -1 for label in labels])
    last = np.concatenate([[0], tags[:-1]])
    broken = (before[tags] >= 0) & (last != tags) & (last != before[tags])
    if not broken.any():
        return tags
    quiet = np.concatenate([[-1], np.flatnonzero(tags == 0), [len(tags)]])
    for word in np.flatnonzero(broken):
        at = int(np.searchsorted(quiet, word))
        start, end = int(quiet[at - 1]) + 1, int(quiet[at])
        tags[start:end] = _viterbi(scores[start:end], before)
    return tags


def _viterbi(scores: Floats, before: Ints) -> Ints:
    """Best legal path; ``before[label]`` is the begin tag of an inside tag, -1 for others."""
    count, size = scores.shape
    inside = before >= 0
    own = np.where(inside, np.arange(size), 0)
    begin = np.where(inside, before, 0)
    best = np.where(inside, -1e9, scores[0])
    back = np.zeros((count, size), np.int64)
    for word in range(1, count):
        free = int(best.argmax())
        stay = best[own] >= best[begin]
        back[word] = np.where(inside, np.where(stay, own, begin), free)
        best = best[back[word]] + scores[word]
    path = np.zeros(count, np.int64)
    path[-1] = best.argmax()
    for word in range(count - 1, 0, -1):
        path[word - 1] = back[word, path[word]]
    return path


def _collect(tags: Ints, chances: Floats, labels: Sequence[str]) -> Iterator[Mark]:
    """The marks of a legal sequence of tags."""
    busy = np.flatnonzero(tags).tolist()
    begins = np.array([label[:1] == "B" for label in labels])[tags[busy]].tolist()
    sums = np.concatenate([[0.0], np.cumsum(chances, dtype=np.float64)]).tolist()
    at = 0
    while at < len(busy):
        end = at + 1
        while end < len(busy) and busy[end] == busy[end - 1] + 1 and not begins[end]:
            end += 1
        first, last = busy[at], busy[end - 1]
        yield Mark(first, last, labels[tags[first]][2:], (sums[last + 1] - sums[first]) / (last + 1 - first))
        at = end


def whole(marks: Iterable[Mark], small: Sequence[bool], *, alone: bool = False) -> Iterator[Mark]:
    """Marks with the ``small`` words right before them that were taken for another one; such ``alone`` are marks or none."""
    before: Mark | None = None
    for mark in marks:
        joins = before is not None and before.last + 1 == mark.first
        if before and alone and not joins:
            yield before
        mark = replace(mark, first=before.first) if before and joins else mark
        before = mark if all(small[mark.first : mark.last + 1]) else None
        if before is None:
            yield mark
    if before and alone:
        yield before


def tree(arcs: Floats, sentences: Sequence[Bounds]) -> Ints:
    """Heads of a window's words from its (words, words) arc scores, -1 for each sentence's one root."""
    heads = np.full(len(arcs), -1, np.int64)
    for a, b in sentences:
        heads[a:b] = _sentence_tree(arcs[a:b, a:b])
        heads[a:b] = np.where(heads[a:b] >= 0, heads[a:b] + a, -1)
    return heads


def _sentence_tree(scores: Floats) -> Ints:
    """Greedy heads where they make a tree with one root, else the maximum spanning tree under the best root."""
    size = len(scores)
    heads: Ints = scores.argmax(-1)
    roots = np.flatnonzero(heads == np.arange(size))
    if len(roots) != 1 or _cycle(heads, int(roots[0])) is not None:
        heads = spanning_tree(scores)
        roots = np.flatnonzero(heads == np.arange(size))
    heads[roots] = -1
    return heads


def _cycle(heads: Ints, root: int) -> list[int] | None:
    """A cycle among heads that does not pass the root, if there is one."""
    reached = heads
    for _ in range(len(heads).bit_length()):  # after n steps every word is where its 2^n-th head is
        reached = reached[reached]
    lost = np.flatnonzero(reached != root)
    if not len(lost):
        return None
    ring = [int(reached[lost[0]])]
    while (head := int(heads[ring[-1]])) != ring[0]:
        ring.append(head)
    return ring


def spanning_tree(scores: Floats) -> Ints:
    """Heads of the best tree with one root (Chu-Liu-Edmonds, under the two best roots); the root's head is itself."""
    every = np.arange(len(scores))
    loose = np.where(np.eye(len(scores), dtype=bool), np.float32(-1e9), scores)
    gains = np.diagonal(scores) - loose.max(1)  # what a word as root adds to the best heads of all others, tree or not
    order = np.argsort(-np.diagonal(scores))[:2]
    best, total = every, -np.inf
    for root in order[np.argsort(-gains[order], kind="stable")]:
        if gains[root] + loose.max(1).sum() > total:
            heads = _edmonds(scores, int(root))
            reached = float(scores[every, heads].sum())
            best, total = (heads, reached) if reached > total else (best, total)
    return best


class _Ring(NamedTuple):
    """A contracted cycle: the words within each of its nodes, and the edge (dependent, head) that each has inside it."""

    within: list[frozenset[int]]
    edges: list[tuple[int, int]]


def _edmonds(scores: Floats, root: int) -> Ints:
    """Heads of the best tree under ``root``: cycles of best heads are contracted to their first node until there is none."""
    size = len(scores)
    work = scores.astype(np.float64)  # (dependent, head)
    np.fill_diagonal(work, -np.inf)
    work[root] = -np.inf
    enter, leave = np.indices((size, size))  # the words that an edge between nodes stands for
    within = [frozenset((word,)) for word in range(size)]
    alive = np.ones(size, bool)
    rings: list[_Ring] = []
    while True:
        heads = np.where(alive, work.argmax(1), root)
        heads[root] = root
        if (cycle := _cycle(heads, root)) is None:
            break
        edges = [(int(enter[node, heads[node]]), int(leave[node, heads[node]])) for node in cycle]
        rings.append(_Ring([within[node] for node in cycle], edges))
        _contract(work, enter, leave, np.array(cycle), heads)
        alive[cycle[1:]] = False
        within[cycle[0]] = frozenset().union(*(within[node] for node in cycle))
    nodes = [node for node in np.flatnonzero(alive) if node != root]
    return _opened(rings, {int(enter[n, heads[n]]): int(leave[n, heads[n]]) for n in nodes}, size, root)


def _contract(work: NDArray[np.float64], enter: Ints, leave: Ints, ring: Ints, heads: Ints) -> None:
    """Put a cycle's first node in the place of all: entering it costs the edge that the cycle then loses."""
    every = np.arange(len(work))
    gain = work[ring] - work[ring, heads[ring]][:, None]  # (cycle, nodes)
    into, out = gain.argmax(0), work[:, ring].argmax(1)
    here = ring[0]
    row = gain[into, every], enter[ring[into], every], leave[ring[into], every]
    column = work[every, ring[out]], enter[every, ring[out]], leave[every, ring[out]]
    for table, down, across in zip((work, enter, leave), column, row, strict=True):
        table[:, here], table[here] = down, across
    work[ring[1:]] = work[:, ring[1:]] = work[here, here] = -np.inf


def _opened(rings: Sequence[_Ring], chosen: dict[int, int], size: int, root: int) -> Ints:
    """The heads of all words: a cycle keeps its edges but for the node where it was entered."""
    for ring in reversed(rings):
        for words, (dependent, head) in zip(ring.within, ring.edges, strict=True):
            if not any(word in chosen for word in words):
                chosen[dependent] = head
    chosen[root] = root
    return np.array([chosen[word] for word in range(size)], np.int64)


def relations(dep: Floats, head: Floats, weight: Floats) -> Ints:
    """Number of the best relation for each pair of dependent and head projections (words, width)."""
    ones = np.ones((len(dep), 1), np.float32)
    rels, wide, _ = weight.shape
    left = np.concatenate([dep, ones], 1) @ weight.transpose(1, 0, 2).reshape(wide, -1)  # (words, rels·width)
    scores = np.einsum("nrw,nw->nr", left.reshape(len(dep), rels, wide), np.concatenate([head, ones], 1))
    result: Ints = scores.argmax(-1)
    return result


def links(start: Floats, to: Floats, words: Ints, home: NDArray[np.bool_], heads: dict[str, Floats]) -> Floats:
    """(asked, roles, words) probability that each word plays each role for the asked ones.

    ``start`` (asked, …) and ``to`` (words, …) are their projections, ``words`` (asked,) where the asked ones stand and
    ``home`` (asked, words) who shares a sentence.
    """
    roles = len(heads["link_base"])
    width = start.shape[-1] // roles
    left = start.reshape(-1, roles, width).transpose(1, 0, 2)
    right = to.reshape(-1, roles, width).transpose(1, 2, 0)
    scores = (left @ right) / np.float32(width**0.5)  # (roles, asked, words)
    near = heads["link_near"][:, np.digitize(np.arange(len(to))[None] - words[:, None], DISTANCES)]
    scores += near + home * heads["link_home"][:, None, None] + heads["link_base"][:, None, None]
    return sigmoid(scores).transpose(1, 0, 2)


def same_actor(start: Floats, end: Floats, own: Floats, features: Callable[[slice], Floats], heads: dict[str, Floats]) -> Floats:
    """(mentions, mentions) score that the second is an antecedent of the first.

    ``own`` and ``features`` (of a slice of the mentions with all) are as `coreference` makes them.
    """
    x = start + end
    vector = (x * 0.5 * (1.0 + _erf(x / np.float32(2**0.5)))).astype(np.float32)
    shown = np.concatenate([vector, own], 1)
    later, earlier = shown @ heads["pair_later"].T + heads["pair_bias"], shown @ heads["pair_earlier"].T
    scores: Floats = (vector @ heads["pair_weight"] @ vector.T + heads["pair_base"]).astype(np.float32)
    for at in range(0, len(scores), PAIR_ROWS):
        rows = slice(at, at + PAIR_ROWS)
        hidden = features(rows) @ heads["pair_seen"].T + later[rows, None] + earlier[None]
        scores[rows] += np.maximum(hidden, 0) @ heads["pair_out"]
    return scores


def _erf(x: Floats) -> Floats:
    """Abramowitz and Stegun 7.1.26, good to 1.5e-7."""
    t = 1.0 / (1.0 + 0.3275911 * np.abs(x))
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    result: Floats = np.sign(x) * (1.0 - poly * np.exp(-x * x))
    return result
