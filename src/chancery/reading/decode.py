"""Bytes to characters: byte-order marks first, then UTF-8, then what was declared, then Windows-1252 with care."""

from __future__ import annotations

import codecs
import re

from chancery.errors import ReadingError

# The longer mark first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF document"),
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
# Codecs of Python that no page is written in, and with which one could write what its bytes do not show.
_NO_ENCODINGS = frozenset(("idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape", "utf_7"))
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*\"?([\w.:-]+)", re.IGNORECASE)


def decode(content: bytes, *, content_type: str | None = None) -> str:
    """The characters of a report's bytes.

    >>> decode("Orbán".encode("cp1252") + b" met Putin.")
    'Orbán met Putin.'
    """
    marked = _by_mark(content)
    if marked is not None:
        return marked
    _refuse_binary(content)
    # Lone surrogates pass here; settling the text replaces them where a reader can see it.
    found = _as(content, "utf-8", errors="surrogatepass")
    if found is None and (charset := _declared(content, content_type)) and _is_encoding(charset):
        found = _as(content, charset)
    return _last_resort(content) if found is None else found


def _by_mark(content: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            found = _as(content[len(mark) :], encoding, errors="surrogatepass")
            if found is None:
                raise ReadingError(f"begins with the byte-order mark of {encoding.upper()} but is not {encoding.upper()}")
            return found
    return None


def _refuse_binary(content: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            raise ReadingError(f"binary: {kind}; give its text or the page as HTML")
    sample = content[:65536]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if b"\0" in sample or controls * 100 > len(sample):
        raise ReadingError("binary: no text in an encoding that Chancery knows")


def _as(content: bytes, encoding: str, *, errors: str = "strict") -> str | None:
    try:
        return content.decode(encoding, errors)
    except (UnicodeDecodeError, LookupError):
        return None


def _declared(content: bytes, content_type: str | None) -> str | None:
    """The charset that the giver or the page itself names."""
    if content_type and (said := _CHARSET.search(content_type)):
        return said[1]
    meta = _META_CHARSET.search(content[:4096])
    return meta[1].decode("ascii", "replace") if meta else None


def _is_encoding(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name.replace("-", "_") not in _NO_ENCODINGS
    except LookupError:
        return False


def _last_resort(content: bytes) -> str:
    """UTF-8 with a few damaged bytes, or Windows-1252 where that gives words."""
    patched = content.decode("utf-8", "replace")
    damaged = patched.count("\N{REPLACEMENT CHARACTER}")
    if sum(not c.isascii() for c in patched) > 2 * damaged:
        return patched
    western = _as(content, "cp1252")
    if western is None or sum(not c.isascii() for c in western) * 5 > len(western):
        raise ReadingError("neither UTF-8 nor Windows-1252; save it as UTF-8")
    return western
