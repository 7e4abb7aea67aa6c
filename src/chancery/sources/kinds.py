"""Types of content, as HTTP names them."""

from __future__ import annotations

REPORTS = frozenset(("text/html", "application/xhtml+xml", "text/plain", "application/pdf"))
"""What can be a report; scripts, pictures and the like are none."""
FEEDS = frozenset(("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"))


def is_url(source: str) -> bool:
    """Whether something that a user names is an address on the web.

    >>> is_url("https://wire.test/feed"), is_url("wire.jsonl")
    (True, False)
    """
    return source.lower().startswith(("http://", "https://"))


def plain(said_type: str) -> str:
    """A type without its parameters.

    >>> plain("Text/HTML; charset=cp1252")
    'text/html'
    """
    return said_type.split(";")[0].strip().lower()


def said(said_type: str) -> str | None:
    """A type as somebody else says it, never to be taken for one that Chancery vouches for (`reading.read.TEXT`).

    >>> said("text/plain; charset=utf-8")
    'text/plain;charset=utf-8'
    """
    return "".join(said_type.split()) or None
