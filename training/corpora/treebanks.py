"""CoNLL-U treebanks (UD EWT, GUM) and the CorefUD entity layer of GUM."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from chancery.record.marks import Tree
from training.corpora.example import Example, Mention, sentence_ranges
from training.phrases import noun_phrases

_BRACKET = re.compile(r"\(([^-()]+)(?:-[^()]*)?\)|\(([^-()]+)(?:-[^()]*)?|([^-()]+)\)")


class Row(NamedTuple):
    """The columns of a word line that are used."""

    form: str
    upos: str
    head: int
    rel: str
    misc: str


class Block(NamedTuple):
    """A sentence of the file, and whether a document starts with it."""

    rows: tuple[Row, ...]
    starts_document: bool


def blocks(path: Path) -> Iterator[Block]:
    """The sentences of a CoNLL-U file without empty nodes and multiword lines."""
    rows: list[Row] = []
    new = False
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            new = new or line.startswith("# newdoc")
        elif line:
            columns = line.split("\t")
            if columns[0].isdigit():
                head = int(columns[6]) if columns[6].isdigit() else 0
                rows.append(Row(columns[1], columns[3], head - 1, columns[7], columns[9]))
        elif rows:
            yield Block(tuple(rows), new)
            rows, new = [], False


def documents(path: Path) -> Iterator[list[Block]]:
    """The sentences of each document."""
    group: list[Block] = []
    for block in blocks(path):
        if block.starts_document and group:
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def read_trees(path: Path, corpus: str, *, coreference: bool = False) -> list[Example]:
    """One example a document with UPOS and trees, on request with coreference."""
    return [_example(group, corpus, coreference) for group in documents(path)]


def _example(group: list[Block], corpus: str, coreference: bool) -> Example:
    sentences = sentence_ranges([len(b.rows) for b in group])
    rows = [row for block in group for row in block.rows]
    starts = [a for (a, b) in sentences for _ in range(a, b)]
    words = tuple(row.form for row in rows)
    heads = tuple(row.head + start if row.head >= 0 else -1 for row, start in zip(rows, starts, strict=True))
    tree = Tree(tuple(row.upos for row in rows), heads, tuple(row.rel for row in rows))
    mentions = tuple(with_singletons(list(entity_mentions(rows)), words, tree)) if coreference else None
    return Example(corpus, words, sentences, tags={"upos": list(tree.upos)}, heads=heads, rels=tree.rels, mentions=mentions)


def with_singletons(mentions: list[Mention], words: tuple[str, ...], tree: Tree) -> Iterator[Mention]:
    """The mentions, and each other noun phrase as a cluster of its own: OntoGUM marks what is spoken of twice alone."""
    yield from mentions
    known = {(m.first, m.last) for m in mentions}
    for first, last in noun_phrases(words, tree):
        if (first, last) not in known:
            yield Mention(first, last, f"alone-{first}-{last}")


def entity_mentions(rows: list[Row]) -> Iterator[Mention]:
    """The spans of the ``Entity=`` layer; the part before the first hyphen names the cluster."""
    open_at: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        layer = next((item[7:] for item in row.misc.split("|") if item.startswith("Entity=")), "")
        for single, opened, closed in _BRACKET.findall(layer):
            if single:
                yield Mention(number, number, single)
            elif opened:
                open_at.setdefault(opened, []).append(number)
            elif open_at.get(closed):
                yield Mention(open_at[closed].pop(), number, closed)
