"""Text and the spans that quote it."""

from __future__ import annotations

from typing import Self

import msgspec


class Span(msgspec.Struct, frozen=True, order=True, gc=False):
    """Characters ``start`` up to, not including, ``end`` of a document's text, with their words.

    Offsets count Unicode code points.

    >>> Span.over("Kyiv denied it.", 5, 11)
    Span(start=5, end=11, text='denied')
    """

    start: int
    end: int
    text: str

    @classmethod
    def over(cls, text: str, start: int, end: int) -> Self:
        """The span of ``text`` from ``start`` to ``end``, quoting it."""
        return cls(start, end, text[start:end])

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class Document(msgspec.Struct, frozen=True, gc=False):
    """Settled text of one report; every span of its record points into ``text``.

    ``published`` is an ISO 8601 date or null; ``language`` an ISO 639-1 code or null.
    """

    id: str
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None
    language: str | None
    text: str


class Capture(msgspec.Struct, frozen=True, gc=False):
    """Bytes as they arrived, with what the giver said of them.

    ``name`` is how a message calls it, ``key`` what a file made from it is called, ``content_type`` as HTTP writes it.
    """

    name: str
    content: bytes
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    key: str | None = None
    content_type: str | None = None
