"""Corpora of names: UNER (``.iob2``), Worldwide NER (``.tsv``), CrossNER (``.txt``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from training.corpora.example import Example, sentence_ranges

UNER_KEPT = {"PER", "LOC", "ORG"}

Sentence = tuple[list[str], list[str], bool]
"""Words, tags, and whether a document starts here."""


def head_of(path: Path) -> str:
    """The names head that speaks the labels of this file."""
    return {".iob2": "uner", ".tsv": "worldwide", ".txt": "politics"}[path.suffix]


def sentences(path: Path) -> Iterator[Sentence]:
    """The tagged sentences of a file in any of the three layouts."""
    words: list[str] = []
    tags: list[str] = []
    new = False
    columns_at = 1 if path.suffix == ".iob2" else 0
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        columns = line.split("\t")
        if line.startswith("# ") and path.suffix == ".iob2":
            new = new or line.startswith("# newdoc")
        elif line.startswith("-DOCSTART-"):
            new = True
        elif line.strip() and len(columns) > columns_at + 1:
            words.append(columns[columns_at])
            tags.append(_tag(columns[columns_at + 1].strip(), path.suffix))
        elif words:
            yield words, tags, new
            words, tags, new = [], [], False


def _tag(tag: str, suffix: str) -> str:
    if suffix == ".iob2" and tag[2:] not in UNER_KEPT:
        return "O"
    return tag or "O"


def read_names(path: Path) -> list[Example]:
    """One example a document; CrossNER's sentences stand alone."""
    head = head_of(path)
    alone = path.suffix == ".txt"
    groups: list[list[Sentence]] = []
    for sentence in sentences(path):
        if alone or sentence[2] or not groups:
            groups.append([])
        groups[-1].append(sentence)
    return [_example(group, head) for group in groups]


def _example(group: list[Sentence], head: str) -> Example:
    return Example(
        head,
        tuple(word for words, _, _ in group for word in words),
        sentence_ranges([len(words) for words, _, _ in group]),
        tags={head: _repair([tag for _, tags, _ in group for tag in tags])},
    )


def _repair(tags: list[str]) -> list[str | None]:
    """BIO that starts every name with B."""
    fixed: list[str | None] = []
    for tag in tags:
        before = fixed[-1] if fixed else "O"
        fixed.append(f"B-{tag[2:]}" if tag[:2] == "I-" and (before or "O")[2:] != tag[2:] else tag)
    return fixed


def add_names(trees: list[Example], path: Path) -> list[Example]:
    """EWT trees with the names of UNER, sentence by sentence; a sentence it lacks keeps its names unknown."""
    known = {tuple(words): tags for words, tags, _ in sentences(path)}

    def tagged(example: Example) -> Example:
        tags: list[str | None] = []
        for a, b in example.sentences:
            found = known.get(example.words[a:b])
            tags.extend(_repair(found) if found else [None] * (b - a))
        return replace(example, tags={**example.tags, "uner": tags})

    return [tagged(example) for example in trees]
