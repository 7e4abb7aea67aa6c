"""Canonical issues of positions, read by hand: `issues.jsonl` has a position a line, as document, place of its issue and name or null."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

LABELS = Path(__file__).with_name("issues.jsonl")
Hand = dict[str, dict[tuple[int, int], str | None]]


def read() -> Hand:
    """By document and place (first character and the one after the last) what was read there."""
    found: Hand = defaultdict(dict)
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        found[label["document"]][tuple(label["at"])] = label["issue"]
    return found


def told(records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The records, with the ``topic`` of those positions whose issue was read by hand."""
    hand = read()
    for record in records:
        known = hand.get(record["document"]["id"])
        yield {**record, "positions": [_told(position, known) for position in record["positions"]]} if known else record


def _told(position: dict[str, Any], known: dict[tuple[int, int], str | None]) -> dict[str, Any]:
    place = position["issue"]["start"], position["issue"]["end"]
    return {**position, "topic": known[place]} if place in known else position
