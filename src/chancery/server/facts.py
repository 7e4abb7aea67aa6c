"""A record's two halves, as the pages here show them: words of the text that can be cited, cards that lead on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from chancery.page.cards import Cards
from chancery.page.marks import marks_of
from chancery.page.markup import plain
from chancery.page.report import report
from chancery.page.segments import LAYERS, Mark
from chancery.page.voices import Voices
from chancery.record.facts import Record
from chancery.server.visible import segment

CITED = "cited"
"""What marks the words that an address asks for."""


@dataclass(frozen=True)
class Layer:
    """A switch over the text."""

    letter: str
    name: str
    count: int


@dataclass(frozen=True)
class Shown:
    """A record in HTML. It is safe: `chancery.page` escapes every word of the report."""

    text: Markup
    layers: tuple[Layer, ...]
    sections: tuple[tuple[str, tuple[Markup, ...]], ...]


Foot = Callable[[str, int], str]
"""The HTML that stands last on the card of the fact of this kind, with this place in the record."""


def shown(record: Record, *, cited: tuple[int, int] | None = None, linked: bool = True, foot: Foot | None = None) -> Shown:
    """A record for a page. ``linked`` lets actors lead to their pages, which only those of a store have."""
    marks = list(marks_of(record))
    own = [Mark(*cited, CITED, None, False)] if cited else []
    cards = LinkedCards(record, linked=linked, foot=foot)
    sections = tuple((title, tuple(map(_safe, found))) for title, found in cards.sections() if found)
    return Shown(_safe(report(record.document.text, chain(marks, own))), tuple(_layers(marks)), sections)


def _safe(html: str) -> Markup:
    return Markup(html)  # made by chancery.page, which escapes


def _layers(marks: Iterable[Mark]) -> Iterable[Layer]:
    listed = list(marks)
    return (Layer(letter, name, len({(m.start, m.end) for m in listed if m.layer == letter})) for letter, name in LAYERS.items())


class LinkedCards(Cards):
    """Cards whose actors lead to their own pages."""

    def __init__(self, record: Record, *, linked: bool, foot: Foot | None) -> None:
        super().__init__(record)
        self.linked, self._foot = linked, foot
        self.voices = _LinkedVoices(self.names, self.numbers, linked)

    def who(self, actor: str | None) -> str:
        return _linked(super().who(actor), actor if self.linked and actor in self.names else None)

    def foot(self, kind: str, fact: str) -> str:
        return self._foot(kind, int(fact[1:]) - 1) if self._foot else ""


class _LinkedVoices(Voices):
    def __init__(self, names: dict[str, str], statements: dict[str, str], linked: bool) -> None:
        super().__init__(names, statements)
        self.linked = linked

    def voice(self, actor: str) -> str:
        return _linked(super().voice(actor), actor if self.linked and actor in self.names else None)


def _linked(html: str, actor: str | None) -> str:
    return f'<a class="who" href="/actors/{plain(segment(actor))}">{html}</a>' if actor else html
