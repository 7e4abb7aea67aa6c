"""RSS and Atom feeds: what each entry says of its report, and the report itself where the entry holds it whole."""

from __future__ import annotations

import hashlib
import html
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any, NamedTuple

from chancery.errors import SourceError
from chancery.reading.read import HTML
from chancery.record.text import Capture

SUFFIXES = (".rss", ".atom", ".rdf", ".xml")
MOST_BYTES = 10_000_000
_ENOUGH_WORDS = 150
"""Words from which an entry's content is taken for the report; fewer are a teaser, and the link is followed."""
_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r"https?://", re.IGNORECASE)


class Entry(NamedTuple):
    """One entry: ``id`` is the same each time the feed is fetched, ``content`` the report as HTML where the entry holds it whole."""

    id: str
    url: str | None
    title: str | None
    published: str | None
    publisher: str | None
    content: str | None


def looks_like_feed(content: bytes) -> bool:
    """Whether something of unknown kind begins like a feed.

    >>> looks_like_feed(b'<?xml version="1.0"?>\\n<rss version="2.0">'), looks_like_feed(b"<html>")
    (True, False)
    """
    return _OPENING.match(content[:4096]) is not None


def entries(content: bytes, *, url: str | None = None) -> tuple[Entry, ...]:
    """The entries of a feed in its order; ``url`` is where it came from. Raises SourceError where it is no feed."""
    import feedparser

    if len(content) > MOST_BYTES:
        raise SourceError(f"a feed larger than {MOST_BYTES // 1_000_000} MB")
    try:
        # As a stream: of bytes it would ask whether they name a file or an address.
        found = feedparser.parse(BytesIO(content), response_headers={"content-location": url} if url else None)
        listed = [_entry(entry, found.feed) for entry in found.entries]
    # Whatever a hostile feed makes the parser trip over; a feed is one source among many.
    except (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as reason:
        raise SourceError(f"a feed that cannot be parsed ({type(reason).__name__})") from reason
    if not found.get("version") and not listed:
        raise SourceError("not a feed: neither RSS nor Atom")
    if not listed and found.bozo:
        raise SourceError("a damaged feed without an entry that can be read")
    return tuple({entry.id: entry for entry in listed}.values())


def capture(entry: Entry, name: str) -> Capture | None:
    """The entry's own content as a capture; null where it is a teaser and the link leads to the report."""
    if entry.content is None:
        return None
    page = f"<!doctype html><html><body><article>{entry.content}</article></body></html>"
    told = {"title": entry.title, "publisher": entry.publisher, "url": entry.url, "published": entry.published}
    return Capture(name, page.encode("utf-8", "replace"), **told, key=entry.id, content_type=f"{HTML}; charset=utf-8")


def _entry(entry: dict[str, Any], feed: dict[str, Any]) -> Entry:
    link = str(entry.get("link") or "")
    url = link if _LINK.match(link) else None
    source = entry.get("source") or {}
    content = _content(entry, has_link=url is not None)
    title = _plain(entry.get("title"))
    return Entry(
        id=str(entry.get("id") or url or hashlib.sha256(f"{title}{content}".encode("utf-8", "replace")).hexdigest()),
        url=url,
        title=title,
        published=_day(entry),
        # The page of a linked report names its publisher better than the feed does, which may be called "World".
        publisher=_plain(source.get("title")) or (_plain(feed.get("title")) if content else None),
        content=content,
    )


def _content(entry: dict[str, Any], *, has_link: bool) -> str | None:
    texts = [str(part.get("value") or "") for part in entry.get("content") or ()]
    longest = max(texts, key=len, default="")
    if len(_TAG.sub(" ", longest).split()) >= _ENOUGH_WORDS:
        return longest
    # Where nothing is linked, what the entry says is all there is.
    return None if has_link else longest or str(entry.get("summary") or "") or None


def _plain(text: object) -> str | None:
    return " ".join(html.unescape(_TAG.sub(" ", str(text))).split()) or None if text else None


def _day(entry: dict[str, Any]) -> str | None:
    """The day of publication where it was published: a report of Wednesday night says "today", whatever the day is in Greenwich."""
    # feedparser's own `get` hands out "published" for a missing "updated", with a warning.
    for said in (str(entry.get("published") or ""), str(dict.get(entry, "updated") or "")):
        for parse in (datetime.fromisoformat, parsedate_to_datetime):
            try:
                return parse(said.strip()).date().isoformat()
            except (ValueError, OverflowError):
                continue
    return _day_in_greenwich(entry)


def _day_in_greenwich(entry: dict[str, Any]) -> str | None:
    """Of the odder ways to write a date that feedparser knows, all as it settles them."""
    said = entry.get("published_parsed") or dict.get(entry, "updated_parsed")
    return f"{said.tm_year:04d}-{said.tm_mon:02d}-{said.tm_mday:02d}" if said else None
