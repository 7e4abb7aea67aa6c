"""The text of a PDF: its lines joined to paragraphs, without what stands on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from chancery.errors import ReadingError
from chancery.reading.extract import Page
from chancery.reading.limits import MOST_CHARACTERS, MOST_PAGES

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

SIGNATURE = b"%PDF-"
_HYPHEN = "\ufffe"
"""What PDFium gives for a hyphen at a line's end, in place of the line's end."""
_LINE_END = re.compile(f"(?<={_HYPHEN})|\r\n")
_WIDE = 1.3
"""Times the usual distance of lines from which a gap parts paragraphs."""
_INDENT = 6.0
"""Points that the first line of a paragraph is set in, at least."""
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*$")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–\s]*\d{1,4}[-–\s]*(?:(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_FILE_NAME = re.compile(r"\.\w{2,5}$|^microsoft |^untitled|^(?:document|slide|layout) ?\d*$", re.IGNORECASE)


class Line(NamedTuple):
    """One line of a page with where it stands, in points from the page's lower left."""

    text: str
    x: float
    y: float
    size: float


def pdf(content: bytes) -> Page:
    """The text of a PDF and its title, where it has one. Raises ReadingError when there is no text to be had."""
    # PDFium takes a tenth of a second to load; other reports do not pay it.
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(content)
        try:
            title, pages = document.get_metadata_value("Title"), list(_pages(document))
        finally:
            document.close()
    except PdfiumError as reason:
        raise ReadingError(_why(reason)) from reason
    text = "\n\n".join(_joined(_without_furniture(pages)))
    if not any(map(str.isalnum, text)):
        raise ReadingError("no text in this PDF, as in a scan; run it through text recognition (OCR) first")
    return Page(_unhyphenated(text), None if _FILE_NAME.search(title) else title or None, None, None, None)


def _why(reason: Exception) -> str:
    if "password" in str(reason).lower():
        return "a PDF under a password; give it without one"
    return "a damaged PDF; fetch or save it again"


def _pages(document: PdfDocument) -> Iterator[list[Line]]:
    if len(document) > MOST_PAGES:
        raise ReadingError(f"a PDF of more than {MOST_PAGES:,} pages; give one report a file")
    characters = 0
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        characters += text.count_chars()
        if characters > MOST_CHARACTERS:
            raise ReadingError(f"longer than {MOST_CHARACTERS // 1_000_000} million characters; give one report a file")
        yield list(_lines(text))
        text.close()
        page.close()


def _lines(page: PdfTextPage) -> Iterator[Line]:
    """The lines of a page in PDFium's order, which is that of reading."""
    start = 0
    for text in _LINE_END.split(page.get_text_range()):
        if text.strip():
            yield Line(text.strip(), *_place(page, start + len(text) - len(text.lstrip())))
        # PDFium counts UTF-16 units; a line's end is two, a hyphen at one is part of the line.
        start += len(text.encode("utf-16-le", "surrogatepass")) // 2 + 2 * (not text.endswith(_HYPHEN))


def _place(page: PdfTextPage, index: int) -> tuple[float, float, float]:
    from ctypes import byref, c_double

    from pypdfium2 import raw

    x, y = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(page, index, byref(x), byref(y))
    return x.value, y.value, raw.FPDFText_GetFontSize(page, index)


def _without_furniture(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Pages without their numbers and the lines that head or close most of them."""
    edges = Counter(shape for page in pages for shape in {_shape(page[n].text) for n in _edges(page)})
    usual = {shape for shape, count in edges.items() if count >= 3 and 2 * count > len(pages)}
    return [[line for n, line in enumerate(page) if n not in _edges(page) or not _is_furniture(line.text, usual)] for page in pages]


def _edges(page: Sequence[Line]) -> set[int]:
    """The lines where a page's head and foot may stand: two at each end, of a page of few lines one."""
    deep = 2 if len(page) >= 8 else 1
    return {n for n in range(len(page)) if n < deep or n >= len(page) - deep}


def _is_furniture(text: str, usual: set[str]) -> bool:
    return _shape(text) in usual or _PAGE_NUMBER.fullmatch(text) is not None


def _shape(text: str) -> str:
    """A line with its numbers left out, so that running heads with page numbers are alike."""
    return re.sub(r"\d+", "0", text).casefold()


def _joined(pages: Sequence[list[Line]]) -> Iterator[str]:
    """Paragraphs: lines that belong together, over the ends of pages too."""
    paragraph: list[str] = []
    previous: Line | None = None
    for page in pages:
        pitch, left = _pitch(page), min((line.x for line in page), default=0.0)
        for number, line in enumerate(page):
            if previous and (_SENTENCE_END.search(previous.text) if number == 0 else _parts(previous, line, pitch, left)):
                yield " ".join(paragraph)
                paragraph = []
            paragraph.append(line.text)
            previous = line
    yield " ".join(paragraph)


def _pitch(page: Sequence[Line]) -> float:
    """The usual distance between two lines of one size."""
    gaps = [a.y - b.y for a, b in pairwise(page) if a.y > b.y and _same_size(a, b)]
    # Of an even number the lower: a page of few lines has as many gaps between paragraphs as inside them.
    return sorted(gaps)[(len(gaps) - 1) // 2] if gaps else median([line.size for line in page] or [0.0]) * 1.2


def _same_size(a: Line, b: Line) -> bool:
    return abs(a.size - b.size) <= 0.1 * max(a.size, b.size)


def _parts(above: Line, below: Line, pitch: float, left: float) -> bool:
    """Whether a new paragraph begins between two lines."""
    if not _same_size(above, below):
        return True
    if above.y > below.y and above.y - below.y > _WIDE * pitch:
        return True
    ended = _SENTENCE_END.search(above.text) is not None
    # A jump upwards is the next column.
    return ended and (below.y > above.y or (below.x - above.x >= _INDENT and below.x - left >= _INDENT))


def _unhyphenated(text: str) -> str:
    """Words that were parted at a line's end, whole; the hyphen stays where the text has it elsewhere, or no small letter follows."""
    known = text.casefold()

    def join(match: re.Match[str]) -> str:
        first, second = match[1], match[2]
        return f"{first}-{second}" if not second[:1].islower() or f"{first}-{second}".casefold() in known else first + second

    return re.sub(rf"(\w*){_HYPHEN}\s*(\w*)", join, text)
