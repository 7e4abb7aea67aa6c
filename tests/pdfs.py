"""Tiny PDFs made by hand: lines of text where a test puts them."""

from __future__ import annotations

from typing import NamedTuple


class Put(NamedTuple):
    """A line of text, so many points from the page's lower left."""

    text: str
    y: int
    x: int = 72
    size: int = 11


def make_pdf(*pages: list[Put], title: str | None = None) -> bytes:
    """A PDF with a page for each list of lines."""
    tree = 2 * len(pages) + 2
    objects = [b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    for page in pages:
        drawn = b"".join(_drawn(line) for line in page)
        objects.append(b"<< /Length %d >>\nstream\n%sendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 1 0 R >> >> >>"
            % (tree, len(objects))
        )
    kids = b" ".join(b"%d 0 R" % n for n in range(3, tree, 2))
    objects.append(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)))
    objects.append(b"<< /Type /Catalog /Pages %d 0 R >>" % tree)
    objects.append(b"<< /Title (%s) >>" % (title or "").encode())
    return _file(objects)


def _drawn(line: Put) -> bytes:
    text = line.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 %d Tf %d %d Td (%s) Tj ET\n" % (line.size, line.x, line.y, text)


def _file(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return out + b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, size - 2, size - 1, start)
