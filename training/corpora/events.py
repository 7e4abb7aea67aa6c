"""Event corpora: PLOVER sentences, CAMEO source/target tags, M2E2, and factuality (UW, UDS)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.corpora.example import Aligned, Example, Link, bio, sentence_ranges

M2E2_ROLES = {
    "Attacker": "actor", "Agent": "actor", "Giver": "actor", "Police": "actor", "Entity": "actor", "Target": "recipient",
    "Victim": "recipient", "Person": "recipient", "Recipient": "recipient", "Place": "place",
}
"""How M2E2's roles read in a record; the others (instruments, vehicles, origins) have no slot there."""
ARGUMENT_ROLES = frozenset(("actor", "recipient", "place"))


def lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def read_plover(path: Path) -> list[Example]:
    """A sentence with its source, target and root code; the first span of each side is marked."""
    return [plover_example(item) for item in lines(path)]


def plover_example(item: dict[str, Any]) -> Example:
    """A side without words is marked at the sentence's first or last word."""
    aligned = Aligned(item["text"])
    covers = [aligned.cover(*item[side][0]) if item.get(side) else None for side in ("source_spans", "target_spans")]
    ends = (0, len(aligned.words) - 1)
    source, target = (cover[0] if cover else end for cover, end in zip(covers, ends, strict=True))
    return Example("plover", aligned.words, ((0, len(aligned.words)),), pair=(source, target, item.get("root", "")))


def read_cameo(path: Path) -> list[Example]:
    """Sentences with source, target and reciprocal tags."""
    return [
        Example("cameo", tuple(item["tokens"]), ((0, len(item["tokens"])),), tags={"cameo": item["tags"]})
        for item in lines(path)
    ]


def read_m2e2(path: Path, *, without: frozenset[str] = frozenset()) -> list[Example]:
    """VOA documents with ACE-style triggers and, from each trigger, its participants and place; those named in ``without`` are left out."""
    return [_m2e2(group) for group in m2e2_documents(path) if _document_of(group[0]) not in without]


def m2e2_documents(path: Path) -> list[list[dict[str, Any]]]:
    """The sentences of each document, as they are stored."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for item in lines(path):
        groups.setdefault(_document_of(item), []).append(item)
    return list(groups.values())


def _document_of(item: dict[str, Any]) -> str:
    return str(item["sentence_id"].rsplit("_", 1)[0])


def _m2e2(group: list[dict[str, Any]]) -> Example:
    sentences = sentence_ranges([len(item["words"]) for item in group])
    spans, links, asked = [], [], {}
    for item, (offset, _) in zip(group, sentences, strict=True):
        for event in item["golden-event-mentions"]:
            trigger = offset + event["trigger"]["start"]
            spans.append((trigger, offset + event["trigger"]["end"] - 1, event["event_type"].split(":")[1]))
            if event["event_type"] != "Movement:Transport":
                asked[trigger] = ARGUMENT_ROLES
            for argument in event["arguments"]:
                role = M2E2_ROLES.get(argument["role"])
                if role:
                    links.append(Link(trigger, role, tuple(range(offset + argument["start"], offset + argument["end"]))))
    words = tuple(word for item in group for word in item["words"])
    return Example("m2e2", words, sentences, tags={"m2e2": bio(len(words), spans)}, links=tuple(links), asked=asked)


def read_factuality(path: Path, corpus: str) -> list[Example]:
    """Sentences with a value from -3 to 3 at the last word of each target."""
    return [
        Example(corpus, tuple(item["text"].split()), ((0, len(item["text"].split())),),
                numbers={corpus: {t["span1"][1] - 1: t["label"] for t in item["targets"]}})
        for item in lines(path)
    ]
