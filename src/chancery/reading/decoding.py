"""Bytes to characters."""

from __future__ import annotations

import codecs
import re

from chancery.errors import ReadingError

LARGEST = 50_000_000
"""Bytes; a report is a few kilobytes, a page a few hundred."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"\x7fELF", b"Rar!", b"\xd0\xcf\x11\xe0")


def characters(content: bytes) -> str:
    """The text of ``content``: by its byte order mark, as UTF-8, as it declares itself, or as Windows-1252.

    Raises ReadingError for what is empty, too large or no text.

    >>> characters("Orbán".encode("utf-16"))
    'Orbán'
    """
    if len(content) > LARGEST:
        raise ReadingError("decode", f"{len(content) / 1e6:.0f} MB is over the limit of {LARGEST // 1_000_000} MB. Split it, one report a file.")
    if not content.strip():
        raise ReadingError("decode", "empty. Give a file with the text of a report.")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    if content.startswith(_MAGIC) or _looks_binary(content):
        raise ReadingError("decode", "not text but a binary file. Save the report as plain text or HTML.")
    return _guessed(content)


def _looks_binary(content: bytes) -> bool:
    head = content[:4096]
    odd = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)
    return b"\x00" in head or odd > len(head) // 50


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as reason:
        raise ReadingError("decode", f"marked as {encoding} but broken at byte {reason.start}. Save it again as UTF-8.") from reason


def _guessed(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as reason:
        declared = _DECLARED.search(content[:4096])
        encoding = declared[1].decode("ascii").lower() if declared else "cp1252"
        if encoding in ("utf-8", "utf8"):
            encoding = "cp1252"
        try:
            return content.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            raise ReadingError("decode", f"neither UTF-8 (broken at byte {reason.start}) nor {encoding}. Save it again as UTF-8.") from reason
