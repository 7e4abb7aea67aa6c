"""ECB+: reports in topics, with the happenings that they share.

A folder a topic, in it one ``TOPIC_NUMBERecb.xml`` or ``…ecbplus.xml`` a report; beside the topics
``ECBplus_coreference_sentences.csv``, the sentences whose mentions are annotated in full.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from chancery.reading.segment import Bounds

SENTENCES = "ECBplus_coreference_sentences.csv"
ACTIONS = ("ACTION_", "NEG_ACTION_")
DEVELOPMENT = frozenset("2 5 12 18 21 23 34 35".split())
"""The topics that are commonly kept for development."""
ADDRESS = 0
"""The sentence of an ``ecbplus`` report that is its address on the web."""


@dataclass(frozen=True)
class Deed:
    """Words ``first`` up to and with ``last`` of a report that name the happening ``cluster``; ``label`` is the annotators' class."""

    first: int
    last: int
    cluster: str
    label: str


@dataclass(frozen=True)
class Topical:
    """A report of a topic in words and sentences, with its mentions of happenings in the sentences annotated in full."""

    topic: str
    name: str
    words: tuple[str, ...]
    sentences: tuple[Bounds, ...]
    deeds: tuple[Deed, ...]

    @property
    def subtopic(self) -> str:
        """A topic has two: what ECB told of, and what was added as like it."""
        return f"{self.topic}{'ecbplus' if self.name.endswith('plus') else 'ecb'}"


def read_topics(folder: Path, topics: frozenset[str] | None = None) -> list[Topical]:
    """The reports of all topics of the folder, or of those named, in the order of their numbers."""
    chosen = _chosen(folder / SENTENCES)
    paths = [path for path in folder.glob("*/*.xml") if topics is None or path.parent.name in topics]
    return [_report(path, chosen[path.stem]) for path in sorted(paths, key=_order)]


def _order(path: Path) -> tuple[int, str]:
    return int(path.parent.name), path.stem


def _chosen(path: Path) -> dict[str, set[int]]:
    """The numbers of the annotated sentences of each report."""
    found: dict[str, set[int]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[f"{row['Topic']}_{row['File']}"].add(int(row["Sentence Number"]))
    return found


def _report(path: Path, chosen: set[int]) -> Topical:
    root = ElementTree.parse(path).getroot()
    address = {ADDRESS} if path.stem.endswith("plus") else set()
    tokens = [(token.get("t_id", ""), int(token.get("sentence", 0)), token.text or "") for token in root.iter("token")]
    kept = [token for token in tokens if token[1] not in address]
    place = {token: number for number, (token, _, _) in enumerate(kept)}
    asked = {token for token, sentence, _ in kept if sentence in chosen}
    deeds = sorted(_deeds(root, path.stem, place, asked), key=lambda d: (d.first, d.last))
    sentences = tuple(_sentences([s for _, s, _ in kept]))
    return Topical(path.parent.name, path.stem, tuple(text for _, _, text in kept), sentences, tuple(deeds))


def _sentences(numbers: list[int]) -> Iterator[Bounds]:
    start = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1]:
            yield start, at
            start = at


def _deeds(root: ElementTree.Element, report: str, place: dict[str, int], asked: set[str]) -> Iterator[Deed]:
    clusters = _clusters(root, report)
    for markable in root.find("Markables") or ():
        tokens = [anchor.get("t_id", "") for anchor in markable.iter("token_anchor")]
        if markable.tag.startswith(ACTIONS) and tokens and asked.issuperset(tokens):
            number = markable.get("m_id", "")
            words = [place[token] for token in tokens]
            yield Deed(min(words), max(words), clusters.get(number, f"{report}/{number}"), markable.tag)


def _clusters(root: ElementTree.Element, report: str) -> dict[str, str]:
    """The happening of each mention that is linked: a note shared by reports, or a chain of this report alone."""
    found: dict[str, str] = {}
    for chain in root.find("Relations") or ():
        name = chain.get("note") if chain.tag == "CROSS_DOC_COREF" else f"{report}/chain-{chain.get('r_id')}"
        found |= {source.get("m_id", ""): str(name) for source in chain.iter("source")}
    return found
