"""A capture to its document: the one way into settled text."""

from __future__ import annotations

import hashlib
import re
from datetime import date

from chancery.errors import ReadingError
from chancery.reading.decode import decode
from chancery.reading.extract import Page, extract, looks_like_html
from chancery.reading.language import language_of
from chancery.reading.limits import MOST_BYTES, MOST_CHARACTERS
from chancery.reading.normalise import normalise
from chancery.reading.pdf import SIGNATURE, pdf
from chancery.record.text import Capture, Document

TEXT = "text/plain; charset=utf-8"
"""Content type of a text that its giver vouches for: it is never taken for a page or for binary."""
HTML = "text/html"
RECORD = "application/vnd.chancery.record+json"
"""Content type of what was read already."""
# A text file of one of these forms is no report, though it may hold some: its tags and braces would be read as words.
_DATA = re.compile(
    r"\s*(?:(?P<json>\[?\s*\{\s*\"[^\"]{1,80}\"\s*:)"
    r"|(?P<feed>(?:<\?[^>]*>\s*|<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b)"
    r"|(?P<xml><\?xml\b))",
    re.DOTALL,
)
_WHY_NO_DATA = {
    "json": "JSON and no report; one report a line (text, title, url, published, publisher) is read from a file called NAME.jsonl",
    "feed": "a feed and no report; give it to `chancery ingest` by its name, and what it lists is fetched",
    "xml": "XML and no report; give its text or the page as HTML",
}


def read(capture: Capture) -> Document:
    """The document of a capture; what the giver said of it wins over what the page says.

    Raises ReadingError where there is no text that Chancery reads.

    >>> read(Capture("wire", b"Kyiv denied it.", published="2024-12-11")).published
    '2024-12-11'
    """
    if len(capture.content) > MOST_BYTES:
        raise ReadingError(f"larger than {MOST_BYTES // 1_000_000} MB; give one report a file")
    page = _page(capture)
    text = normalise(page.text)
    _refuse(text)
    return Document(
        id="doc-" + hashlib.sha256(text.encode()).hexdigest()[:16],
        title=_line(capture.title) or _line(page.title),
        publisher=_line(capture.publisher) or _line(page.publisher),
        url=_line(capture.url) or _line(page.url),
        published=_day(capture.published) or _day(page.published),
        language=_english(text),
        text=text,
    )


def _page(capture: Capture) -> Page:
    if capture.content_type == TEXT:
        return Page(capture.content.decode("utf-8", "surrogatepass"), None, None, None, None)
    if capture.content_type == RECORD:
        raise ReadingError("a record already, and no report; `chancery ingest` takes it into a store")
    if capture.content.startswith(SIGNATURE):
        return pdf(capture.content)
    text = decode(capture.content, content_type=capture.content_type)
    if (capture.content_type or "").startswith(HTML) or looks_like_html(text):
        return extract(text)
    if (form := _DATA.match(text[:4096])) is not None:
        raise ReadingError(_WHY_NO_DATA[form.lastgroup or ""])
    return Page(text, None, None, None, None)


def _refuse(text: str) -> None:
    if not any(map(str.isalnum, text)):
        raise ReadingError("empty: no words in it")
    if len(text) > MOST_CHARACTERS:
        raise ReadingError(f"longer than {MOST_CHARACTERS // 1_000_000} million characters; give one report a file")


def _english(text: str) -> str | None:
    found = language_of(text)
    if found not in ("en", None):
        raise ReadingError(f"not in English ({'script other than Latin' if found == 'und' else found}); Chancery reads English only")
    return found


def _line(text: str | None) -> str | None:
    """A title or name in one settled line."""
    return " ".join(normalise(text).split()) or None if text else None


def _day(published: str | None) -> str | None:
    """The day of an ISO 8601 date or date and time."""
    if not published:
        return None
    try:
        return date.fromisoformat(published[:10]).isoformat()
    except ValueError:
        raise ReadingError(f"published {published!r} is no ISO 8601 date; write it as 2024-12-11") from None
