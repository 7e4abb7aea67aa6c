"""The article of a web page: its text, and its title, publisher and date where the page gives them."""

from __future__ import annotations

import re
from typing import NamedTuple

from chancery.errors import ReadingError

_OPENING = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>", re.IGNORECASE)
_LONG_TAG = re.compile(r"<[a-z][^<>]{20000,}", re.IGNORECASE)
_MOST_ATTRIBUTES = 2_000
# One of the ways in which trafilatura looks again, jusText, takes the square of a page's paragraphs: of a long table, hours.
_MANY_TAGS = 15_000
# Reading never looks at the clock, so a page's date is not held against today's.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}


class Page(NamedTuple):
    """What a web page says; null where it does not say."""

    text: str
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None


def looks_like_html(text: str) -> bool:
    """Whether a text of unknown kind begins like a web page."""
    return _OPENING.match(text[:4096]) is not None


def extract(html: str) -> Page:
    """The article of a page, one blank line between its paragraphs."""
    # Each attribute of a tag is held against all others of it: a hundred thousand take minutes. A long one is a picture, and harmless.
    if any(len(tag[0].split()) > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(html)):
        raise ReadingError("a page with thousands of attributes on one tag, which is no report")
    # trafilatura takes a quarter of a second to import; plain text does not pay it.
    import trafilatura

    # lxml refuses a declared encoding on characters that are decoded already.
    found = trafilatura.bare_extraction(
        _DECLARATION.sub("", html), with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=_DATES,
        fast=html.count("<") - html.count("</") > _MANY_TAGS,
    )  # fmt: skip
    if found is None or isinstance(found, dict) or not found.text:
        raise ReadingError("no article text found in the page")
    return Page("\n\n".join(found.text.splitlines()), found.title, found.sitename, found.url, found.date)
