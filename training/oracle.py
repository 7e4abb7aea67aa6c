"""An analysis as a perfect network would give it: gold labels of a record, read as marks.

Assembly run on it shows what assembly itself loses; tests build their marks with it.
"""

from __future__ import annotations

import msgspec
import numpy as np

from chancery.analysis.layout import LINK_ROLES
from chancery.record.marks import Analysis, Mark, Near, Tree, Trigger
from chancery.record.text import Document
from training.corpora.example import Aligned, Example
from training.corpora.records import Json, example_of
from training.tasks.names import tagged


def analysis_of(record: Json, tree: Tree | None = None) -> Analysis:
    """Marks with probability 1 where the record has them; without a tree, capitals are proper nouns and the rest are nouns."""
    example = example_of(record)
    aligned = Aligned(record["document"]["text"])
    marks = {head: tuple(Mark(a, b, label, 1.0) for a, b, label in tagged(tags)) for head, tags in example.tags.items()
             if head not in ("status", "stance", "topic")}
    mentions = tuple(sorted((*marks["mention"], *marks["inner"]), key=lambda m: (m.first, -m.last)))
    clusters = {(m.first, m.last): m.cluster for m in example.mentions or ()}
    names = [clusters[m.first, m.last] for m in mentions]
    same = np.array([[5.0 if a == b else -5.0 for b in names] for a in names], np.float32).reshape(len(names), len(names))
    return Analysis(
        msgspec.convert(record["document"], Document), aligned.bounds, aligned.sentences, tree or plain_tree(example), (), mentions,
        tuple(_trigger(example, mark) for mark in marks["trigger"]), marks["cue"], (), marks["channel"], marks["title"], marks["issue"],
        _links(example), LINK_ROLES, same, np.zeros((len(aligned.words), 0), np.float32), (),
    )


def plain_tree(example: Example) -> Tree:
    """No dependencies, and UPOS by looks."""
    def upos(number: int, word: str) -> str:
        opening = any(a == number for a, _ in example.sentences)
        if not word[0].isalnum():
            return "PUNCT"
        return "PROPN" if word[0].isupper() and not (opening and word.lower() in ("the", "a", "an", "in", "on")) else "NOUN"

    return Tree(tuple(upos(n, w) for n, w in enumerate(example.words)), (-1,) * len(example.words), ("root",) * len(example.words))


def _trigger(example: Example, mark: Mark) -> Trigger:
    status, stance = example.tags["status"][mark.first] or "actual", example.tags["stance"][mark.first] or "asserts"
    modes = tuple(name.split("/")[1] for name in sorted(example.several["mode"].get(mark.first, ())))
    return Trigger(mark, modes, status, stance, {stance: 1.0})


def _links(example: Example) -> dict[int, Near]:
    found = {word: Near(0, np.zeros((len(LINK_ROLES), len(example.words)), np.float32)) for word in example.asked}
    for link in example.links:
        if not link.role.startswith("?"):
            found[link.word].chances[LINK_ROLES.index(link.role), list(link.targets)] = 1.0
    return found
