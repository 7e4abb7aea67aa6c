"""How the network's output is cut: which columns belong to which head. Saved in the bundle's config."""

from __future__ import annotations

import msgspec

LINK_ROLES = (
    "actor", "recipient", "time", "place", "duration", "same", "speaker", "content", "holder",
    "holds-office", "member-of", "ally-of", "adversary-of", "controls", "depends-on", "represents",
)  # fmt: skip
"""What a word can be for a trigger, a cue, an issue or a subject. ``same`` joins triggers of one happening."""

DISTANCES = (-64, -32, -16, -8, -4, -2, -1, 0, 1, 2, 3, 5, 9, 17, 33, 65)
"""Lower bounds of the buckets of the signed distance in words from the first to the second of a pair."""


class Layout(msgspec.Struct, frozen=True):
    """Label sets of every head, in the order of the columns of ``tags``.

    ``tags``: one label a word by arg max. ``several``: any number of labels a word, by sigmoid. ``numbers``: a real
    value a word. ``pair``: three columns a class, read at ``[CLS]``, the source's and the target's mark.
    """

    tags: dict[str, tuple[str, ...]]
    several: dict[str, tuple[str, ...]]
    numbers: tuple[str, ...]
    pair: tuple[str, ...]
    rels: tuple[str, ...]
    roles: tuple[str, ...] = LINK_ROLES
    link_width: int = 48

    def columns(self) -> dict[str, slice]:
        """Where each head's columns stand."""
        sizes = {name: len(labels) for name, labels in (self.tags | self.several).items()}
        sizes |= {"numbers": len(self.numbers), "pair": 3 * len(self.pair)}
        at = 0
        found: dict[str, slice] = {}
        for name, size in sizes.items():
            found[name] = slice(at, at + size)
            at += size
        return found

    @property
    def width(self) -> int:
        """Columns of ``tags`` in all."""
        return max(int(part.stop) for part in self.columns().values())
