"""Canonical issues: how often a position's issue gets the name that we read by hand, from its words, from the network, and from both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from chancery.analysis.analyse import analyse
from chancery.analysis.bundle import Bundle
from chancery.assembly.positions import topic_of
from chancery.knowledge.issues import canonical
from chancery.record.text import Document
from training.codebook import stands, topics
from training.corpora.example import Aligned
from training.corpora.library import READINGS, Folders, own_records, short_records
from training.corpora.records import in_dev, read_records
from training.tasks.measures import f1


class Named(NamedTuple):
    """An issue by hand, by its words, and by the network where it stands."""

    gold: str | None
    words: str | None
    seen: str | None

    @property
    def both(self) -> str | None:
        """What a record has: the network is asked where the words name nothing."""
        return self.words or self.seen


def evaluate(bundle: Bundle, path: Path) -> dict[str, Any]:
    """F1 and accuracy (null counts) over labelled issues of development documents: of the records, of our own reports, and, where the
    corpora lie beside the folder of the records, of our readings and items over them.
    """
    return figures(list(named(bundle, path)))


def figures(found: list[Named]) -> dict[str, Any]:
    both = _scores([(one.gold, one.both) for one in found])
    words, seen = _scores([(one.gold, one.words) for one in found]), _scores([(one.gold, one.seen) for one in found])
    return {**both, "by words": words["f1"], "by network": seen["f1"], "issues": len(found)}


def _scores(pairs: list[tuple[str | None, str | None]]) -> dict[str, float]:
    hit = sum(gold == guess for gold, guess in pairs if guess)
    right = sum(gold == guess for gold, guess in pairs)
    return {**f1(hit, sum(guess is not None for _, guess in pairs), sum(gold is not None for gold, _ in pairs)),
            "accuracy": 100 * right / max(len(pairs), 1)}


def named(bundle: Bundle, path: Path) -> Iterator[Named]:
    hand = {document: places for document, places in topics.read().items() if in_dev(document)}
    told = (record["document"] for record in _records(path) if record["document"]["id"] in hand)
    texts = {one["id"]: Document(one["id"], None, None, None, one.get("published"), "en", one["text"]) for one in told}
    for analysis in analyse(bundle, list(texts.values())):
        for (start, end), gold in hand[analysis.document.id].items():
            bounds = Aligned(analysis.document.text).cover(start, end)
            if bounds:
                yield Named(gold, canonical(analysis.document.text[start:end]), topic_of(analysis, bounds))


def _records(path: Path) -> Iterator[dict[str, Any]]:
    corpora = path.parent.parent / "corpora"
    there = corpora.is_dir()
    folders = Folders(corpora, path, readings=READINGS if there else corpora)
    yield from short_records(folders, stands, dev=True) if there else ()
    yield from own_records(folders)
    yield from read_records(path)
