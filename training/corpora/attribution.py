"""PolNeAR: brat folders (``text``/``attributions``) and CofeNet's instances (``.jsonl``)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from training.corpora.example import Aligned, Example, Link, bio, sentence_ranges

ROLES = {"Source": "speaker", "Content": "content"}


class Attribution(NamedTuple):
    """Character spans of one attribution."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


def read_ann(path: Path) -> list[Attribution]:
    """The attributions of a brat file."""
    spans: dict[str, tuple[tuple[int, int], ...]] = {}
    events: list[dict[str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        key, _, rest = line.partition("\t")
        if key.startswith("T") and " " in rest:
            offsets = rest.split("\t")[0].split(" ", 1)[1]
            spans[key] = tuple((int(a), int(b)) for a, b in (piece.split(" ") for piece in offsets.split(";")))
        elif key.startswith("E"):
            parts: dict[str, list[str]] = {}
            for item in rest.split():
                role, _, target = item.partition(":")
                parts.setdefault(re.sub(r"\d+$", "", role), []).append(target)
            events.append(parts)
    return [_attribution(parts, spans) for parts in events]


def _attribution(parts: dict[str, list[str]], spans: dict[str, tuple[tuple[int, int], ...]]) -> Attribution:
    def gather(role: str) -> tuple[tuple[int, int], ...]:
        return tuple(sorted(piece for key in parts.get(role, []) for piece in spans.get(key, ())))

    return Attribution(gather("Source"), gather("Cue"), gather("Content"))


def articles(folder: Path) -> Iterator[tuple[str, str, list[Attribution]]]:
    """Name, text and attributions of each article; of several annotators the first by name."""
    chosen: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        chosen.setdefault(path.stem.rsplit("_", 1)[0], path)
    for name, path in sorted(chosen.items()):
        text = folder / "text" / f"{name}.txt"
        if not text.exists():
            text = folder / "text" / f"{path.stem}.txt"
        yield name, text.read_text(encoding="utf-8"), read_ann(path)


def read_polnear(folder: Path) -> list[Example]:
    """One example an article: flat tags and, from each cue, links to its source and content."""
    return [_example(text, attributions) for _, text, attributions in articles(folder)]


def _example(text: str, attributions: list[Attribution]) -> Example:
    aligned = Aligned(text)
    spans, links, asked = [], [], {}
    for item in attributions:
        for label, pieces in zip(("source", "cue", "content"), item, strict=True):
            for a, b in pieces:
                cover = aligned.cover(a, b)
                if cover:
                    spans.append((*cover, label))
        cue = aligned.cover(item.cue[0][0], item.cue[-1][1]) if item.cue else None
        if cue:
            asked[cue[0]] = frozenset(ROLES.values())
            for role, pieces in (("speaker", item.source), ("content", item.content)):
                targets = tuple(w for a, b in pieces for w in aligned.words_in(a, b))
                if targets:
                    links.append(Link(cue[0], role, targets))
    return Example("polnear", aligned.words, aligned.sentences, tags={"attribution": bio(len(aligned.words), spans)},
                   links=tuple(links), asked=asked)


def read_instances(path: Path) -> list[Example]:
    """CofeNet's instances, those of one article together, each instance a sentence."""
    groups: dict[str, list[dict[str, list[str]]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        groups.setdefault(item.get("id", ""), []).append(item)
    return [
        Example("polnear", tuple(w for i in group for w in i["tokens"]), sentence_ranges([len(i["tokens"]) for i in group]),
                tags={"attribution": [t for i in group for t in i["labels"]]})
        for group in groups.values()
    ]
