"""Contacts as a graph: laid out for a picture, and as GEXF."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from chancery.views.contacts import Pair
from chancery.views.naming import Named

WIDTH, HEIGHT, MARGIN = 1000.0, 560.0, 60.0
ROUNDS, LETTER, LINE, LONGEST = 80, 6.4, 42.0, 28
"""Rounds of moving names apart; the breadth of a letter, the height of a mark with its name, letters of a name that are shown."""


@dataclass(frozen=True)
class Node:
    actor: Named
    x: float
    y: float
    radius: float
    contacts: int


@dataclass(frozen=True)
class Edge:
    pair: Pair
    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True)
class Network:
    """A picture of contacts: who has many stands in the middle. ``left_out`` counts the actors that it has no room for."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


def drawn(pairs: Sequence[Pair], *, most: int) -> Network | None:
    """The actors with most contacts and the pairs among them; null where there is none. The same pairs give the same picture."""
    sums: dict[Named, int] = {}
    for pair in pairs:
        for actor in (pair.one, pair.other):
            sums[actor] = sums.get(actor, 0) + pair.contacts
    shown = set(sorted(sums, key=lambda actor: (-sums[actor], actor.id))[:most])
    kept = [pair for pair in pairs if pair.one in shown and pair.other in shown]
    if not kept:
        return None
    places = _places(kept)
    largest = max(pair.contacts for pair in kept)
    nodes = tuple(Node(a, *places[a], 5 + 9 * math.sqrt(sums[a] / max(sums.values())), sums[a]) for a in places)
    edges = tuple(Edge(p, *places[p.one], *places[p.other], 1 + 5 * p.contacts / largest) for p in kept)
    return Network(nodes, edges, len(sums) - len(places))


def _places(pairs: Sequence[Pair]) -> dict[Named, tuple[float, float]]:
    import networkx as nx

    graph = nx.Graph()
    for pair in pairs:
        graph.add_edge(pair.one, pair.other, weight=1 + math.log(pair.contacts))
    # Groups that have nothing to do with each other would drift out of the picture; a faint tie of all to all holds them.
    found: dict[Named, Any] = nx.spring_layout(graph, k=2.2 / math.sqrt(len(graph)), seed=7, iterations=120, weight="weight")
    xs, ys = ([place[axis] for place in found.values()] for axis in (0, 1))
    return _legible({actor: (_scaled(place[0], xs, WIDTH), _scaled(place[1], ys, HEIGHT)) for actor, place in found.items()})


def _legible(places: Mapping[Named, tuple[float, float]]) -> dict[Named, tuple[float, float]]:
    """The places moved apart until no name lies on another, as far as there is room."""
    moved, halves = [list(place) for place in places.values()], [_breadth(actor) / 2 for actor in places]
    pairs = [(one, other, halves[one] + halves[other]) for one, other in combinations(range(len(moved)), 2)]
    for _ in range(ROUNDS):
        parted = False
        for one, other, breadth in pairs:
            if _meet(moved[one], moved[other], breadth):
                _part(moved[one], moved[other], breadth)
                parted = True
        for place, half in zip(moved, halves, strict=True):
            # A long name near the border would be cut off; on a telephone letters are half as broad again.
            place[0] = min(max(place[0], half * 1.5), WIDTH - half * 1.5)
        if not parted:
            break
    return {actor: (round(x, 1), round(y, 1)) for actor, (x, y) in zip(places, moved, strict=True)}


def _meet(one: list[float], other: list[float], breadth: float) -> bool:
    return abs(one[1] - other[1]) < LINE and abs(one[0] - other[0]) < breadth


def _breadth(actor: Named) -> float:
    return min(len(actor.name), LONGEST) * LETTER + 10


def _part(one: list[float], other: list[float], breadth: float) -> None:
    """Push two apart along the axis on which they overlap less, and keep them in the picture."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    over = breadth - abs(dx), LINE - abs(dy)
    axis = 0 if over[0] < over[1] else 1
    step = math.copysign(over[axis] / 4, (dx, dy)[axis] or 1.0)
    for place, sign in ((one, -1), (other, 1)):
        margin, size = (MARGIN, WIDTH) if axis == 0 else (MARGIN / 2, HEIGHT)
        place[axis] = min(max(place[axis] + sign * step, margin), size - margin)


def _scaled(value: float, among: Sequence[float], size: float) -> float:
    low, high = min(among), max(among)
    share = (value - low) / (high - low) if high > low else 0.5
    return round(MARGIN + share * (size - 2 * MARGIN), 1)


def gexf(pairs: Sequence[Pair]) -> bytes:
    """The graph in GEXF 1.2, which Gephi opens."""
    import networkx as nx

    graph = nx.Graph()
    for pair in pairs:
        for actor in (pair.one, pair.other):
            graph.add_node(actor.id, label=_clean(actor.name))
        about = {"ways": " ".join(pair.ways), "first": pair.first or "", "last": pair.last or ""}
        graph.add_edge(pair.one.id, pair.other.id, weight=pair.contacts, **about)
    out = io.BytesIO()
    nx.write_gexf(graph, out, version="1.2draft")
    return out.getvalue()


def _clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000")
