"""Scores to marks: tags to spans, arcs to trees, pair scores to probabilities. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from chancery.analysis.layout import DISTANCES
from chancery.record.marks import Mark

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bounds = tuple[int, int]


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


def _collect(tags: Ints, chances: Floats, labels: Sequence[str]) -> list[Mark]:
    found: list[Mark] = []
    start = -1
    for word in range(len(tags) + 1):
        label = labels[tags[word]] if word < len(tags) else "O"
        if start >= 0 and label[:1] != "I":
            found.append(Mark(start, word - 1, labels[tags[start]][2:], float(chances[start:word].mean())))
            start = -1
        if label[:1] == "B" or (label[:1] == "I" and start < 0):
            start = word
    return found


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
    state = np.zeros(len(heads), np.int8)
    state[root] = 2
    for start in range(len(heads)):
        path: list[int] = []
        at = start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at])
        if state[at] == 1:
            return path[path.index(at) :]
        state[path] = 2
    return None


def spanning_tree(scores: Floats) -> Ints:
    """Heads of the best tree with one root (Chu-Liu-Edmonds); the root's head is itself."""
    order = np.argsort(-np.diagonal(scores))[:2]
    best: tuple[float, Ints] | None = None
    for root in order:
        heads = _edmonds(scores, int(root))
        total = float(scores[np.arange(len(heads)), heads].sum())
        if best is None or total > best[0]:
            best = (total, heads)
    assert best is not None
    return best[1]


def _edmonds(scores: Floats, root: int) -> Ints:
    work = scores.astype(np.float64).copy()
    np.fill_diagonal(work, -np.inf)
    heads = work.argmax(-1)
    heads[root] = root
    cycle = _cycle(heads, root)
    return heads if cycle is None else _expand(work, heads, cycle, root)


def _expand(work: NDArray[np.float64], heads: Ints, cycle: list[int], root: int) -> Ints:
    """Contract a cycle to one node, solve the smaller problem, open the cycle where it is entered."""
    size = len(heads)
    inside = np.zeros(size, bool)
    inside[cycle] = True
    outside, ring = np.flatnonzero(~inside), np.array(cycle)
    gain = work[ring] - work[ring, heads[ring]][:, None]  # (cycle, size): what entering here costs
    enter, leave = gain[:, outside].argmax(0), work[np.ix_(outside, ring)].argmax(1)
    small = np.full((len(outside) + 1,) * 2, -np.inf)
    small[:-1, :-1] = work[np.ix_(outside, outside)]
    small[-1, :-1] = gain[enter, outside]
    small[:-1, -1] = work[outside, ring[leave]]
    solved = _edmonds(np.nan_to_num(small, neginf=-1e9).astype(np.float32), int(np.flatnonzero(outside == root)[0]))
    result = heads.copy()
    for place, node in enumerate(outside):
        head = int(solved[place])
        result[node] = cycle[leave[place]] if head == len(outside) else outside[head]
    entry = int(solved[-1])
    result[cycle[enter[entry]]] = outside[entry]
    result[root] = root
    return result


def relations(dep: Floats, head: Floats, weight: Floats) -> Ints:
    """Number of the best relation for each pair of dependent and head projections (words, width)."""
    ones = np.ones((len(dep), 1), np.float32)
    rels, wide, _ = weight.shape
    left = np.concatenate([dep, ones], 1) @ weight.transpose(1, 0, 2).reshape(wide, -1)  # (words, rels·width)
    scores = np.einsum("nrw,nw->nr", left.reshape(len(dep), rels, wide), np.concatenate([head, ones], 1))
    result: Ints = scores.argmax(-1)
    return result


def links(start: Floats, to: Floats, word: int, home: NDArray[np.bool_], heads: dict[str, Floats]) -> Floats:
    """(words, roles) probability that each word plays each role for ``word``; ``start`` and ``to`` are its and their projections."""
    roles = len(heads["link_base"])
    width = start.shape[-1] // roles
    scores = np.einsum("rd,wrd->wr", start.reshape(roles, width), to.reshape(-1, roles, width)) / np.float32(width**0.5)
    bucket = np.digitize(np.arange(len(to)) - word, DISTANCES)
    scores = scores + heads["link_near"].T[bucket] + home[:, None] * heads["link_home"] + heads["link_base"]
    return sigmoid(scores.astype(np.float32))


def same_actor(start: Floats, end: Floats, own: Floats, features: Floats, heads: dict[str, Floats]) -> Floats:
    """(mentions, mentions) score that the second is an antecedent of the first; ``own`` and ``features`` as `coreference` makes them."""
    x = start + end
    vector = x * 0.5 * (1.0 + _erf(x / np.float32(2**0.5)))
    shown = np.concatenate([vector, own], 1)
    later, earlier = shown @ heads["pair_later"].T + heads["pair_bias"], shown @ heads["pair_earlier"].T
    hidden = features @ heads["pair_seen"].T + later[:, None] + earlier[None]
    scores: Floats = vector @ heads["pair_weight"] @ vector.T + np.maximum(hidden, 0) @ heads["pair_out"] + heads["pair_base"]
    return scores.astype(np.float32)


def _erf(x: Floats) -> Floats:
    """Abramowitz and Stegun 7.1.26, good to 1.5e-7."""
    t = 1.0 / (1.0 + 0.3275911 * np.abs(x))
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    result: Floats = np.sign(x) * (1.0 - poly * np.exp(-x * x))
    return result
