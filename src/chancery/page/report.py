"""The report's text as HTML, in paragraphs, with the words of its facts marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chancery.page.markup import words
from chancery.page.segments import LAYERS, Mark, Segment, segments

DEEPEST = 3
"""Statements within statements that are tinted one darker than the other; beyond that nobody sees a difference."""
_GAP = re.compile(r"\n{2,}")


def report(text: str, marks: Iterable[Mark]) -> str:
    """The text, character for character, in a paragraph for every paragraph."""
    gaps = [found.span() for found in _GAP.finditer(text)]
    opening, closing = {end for _, end in gaps}, {start for start, _ in gaps}
    return "".join(_paragraphs(segments(text, marks, cuts=opening | closing), opening, closing))


def _paragraphs(pieces: Iterable[Segment], opening: set[int], closing: set[int]) -> Iterator[str]:
    """Blank lines stand between the paragraphs, where a browser shows none of them and copies all."""
    linked: set[Mark] = set()
    inside = True
    yield "<p>"
    for piece in pieces:
        if piece.start in opening or piece.start in closing:
            inside = piece.start in opening
            yield "<p>" if inside else "</p>"
        yield _piece(piece, linked) if inside and piece.marks else words(piece.text)
    yield "</p>" if inside else ""


def _piece(piece: Segment, linked: set[Mark]) -> str:
    """A stretch with the facts on it. The first stretch where a mark is the nearest one links to the mark's card."""
    core = [mark for mark in piece.marks if mark.core]
    # A link that is a space alone has no name to call it by.
    opening, closing = _tags(core if piece.text.strip() else [], linked)
    here = f' id="w{piece.start}"' if any(mark.start == piece.start for mark in piece.marks) else ""
    facts = _listed("core", core) + _listed("part", [mark for mark in piece.marks if not mark.core])
    return f'<{opening} class="m"{here}{facts}>{_underlined(piece)}</{closing}>'


def _tags(core: list[Mark], linked: set[Mark]) -> tuple[str, str]:
    if not core or core[0] in linked:
        return "span", "span"
    linked.add(core[0])
    return f'a href="#{core[0].fact}"', "a"


def _listed(part: str, marks: Iterable[Mark]) -> str:
    facts = " ".join(dict.fromkeys(mark.fact for mark in marks))
    return f' data-{part}="{facts}"' if facts else ""


def _underlined(piece: Segment) -> str:
    """One element inside the other for every layer: each draws its own line, at its own height."""
    layers = {mark.layer for mark in piece.marks}
    depth = min(len({mark.fact for mark in piece.marks if mark.core and mark.layer == "s"}), DEEPEST)
    said = ["s"] * depth or ["s cue"] * ("s" in layers)
    wanted = [*said, *(layer for layer in LAYERS if layer != "s" and layer in layers)]
    return "".join(f'<u class="{layer}">' for layer in wanted) + words(piece.text) + "</u>" * len(wanted)
