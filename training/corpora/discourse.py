"""Attributions of GUM's eRST trees (``.rs4``): who says so, and what is said, as words of the document."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

ATTRIBUTIONS = frozenset(("attribution-positive", "attribution-negative"))


class Attribution(NamedTuple):
    """Words of the attributing unit ("she believed") and of its content, counted through the document."""

    cue: frozenset[int]
    content: frozenset[int]


class Edge(NamedTuple):
    """From a node to the node that it belongs to or says something of."""

    child: str
    parent: str
    relation: str


@dataclass(frozen=True)
class Discourse:
    """The nodes of one document: words of the segments, edges, and the names of relations between equals."""

    segments: dict[str, frozenset[int]]
    edges: tuple[Edge, ...]
    second: tuple[Edge, ...]
    equals: frozenset[str]

    @cached_property
    def below(self) -> dict[str, list[Edge]]:
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            found[edge.parent].append(edge)
        return found

    def attributions(self) -> Iterator[Attribution]:
        """From the tree and from its secondary edges."""
        for edge in (*self.edges, *self.second):
            if edge.relation in ATTRIBUTIONS:
                yield Attribution(self.own(edge.child), self.own(edge.parent))

    def own(self, node: str) -> frozenset[int]:
        """The words of a node, without those of the satellites that say something of it."""
        parts = [self._whole(edge.child) for edge in self.below[node] if self._part(edge)]
        return self.segments.get(node, frozenset()).union(*parts)

    def _whole(self, node: str) -> frozenset[int]:
        return self.own(node).union(*(self._whole(edge.child) for edge in self.below[node] if not self._part(edge)))

    def _part(self, edge: Edge) -> bool:
        return edge.relation == "span" or edge.relation in self.equals


def read_discourse(path: Path) -> Discourse:
    """The tree of one document."""
    root = ET.parse(path).getroot()
    segments: dict[str, frozenset[int]] = {}
    at = 0
    for segment in root.iter("segment"):
        size = len((segment.text or "").split())
        segments[segment.attrib["id"]] = frozenset(range(at, at + size))
        at += size
    nodes = [node.attrib for tag in ("segment", "group") for node in root.iter(tag) if "parent" in node.attrib]
    edges = tuple(Edge(node["id"], node["parent"], node["relname"]) for node in nodes)
    second = tuple(Edge(e.attrib["source"], e.attrib["target"], e.attrib["relname"]) for e in root.iter("secedge"))
    equals = frozenset(rel.attrib["name"] for rel in root.iter("rel") if rel.attrib["type"] == "multinuc")
    return Discourse(segments, edges, second, equals)
