"""Web archives (WARC, also packed): a capture for each page that was stored with success."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from chancery.errors import SourceError
from chancery.reading.limits import MOST_BYTES
from chancery.record.facts import Rejection
from chancery.record.text import Capture
from chancery.sources.kinds import REPORTS, plain, said
from chancery.sources.unpack import too_large, unpacked

if TYPE_CHECKING:
    from fastwarc import WarcRecord

SUFFIXES = (".warc", ".warc.gz", ".warc.zst", ".wet.gz")
_CUT_SHORT = "the archive ends inside this record: it was cut short. Everything before it was read; fetch the archive again for the rest"


def pages(stream: BinaryIO, name: str, stem: str) -> Iterator[Capture | Rejection]:
    """The pages of an archive, called by the archive's name and the record's number in it.

    Of a damaged or shortened archive everything before the damage, then a rejection that tells.
    """
    number = found = 0
    try:
        for number, record in enumerate(_records(stream), 1):
            for item in _page(record, f"{name}:{number}", f"{stem}-{number:04d}"):
                found += 1
                yield item
    # FastWARC tells damage of any kind in this way, and refuses a header that is no text in the other.
    except (OSError, ValueError) as reason:
        yield Rejection(f"{name}:{number + 1}", "source", f"the archive is damaged here ({_first_line(reason)}); the rest cannot be read")
        return
    if not found:
        yield Rejection(name, "source", "no pages in this archive")


def count(stream: BinaryIO) -> int:
    """How many pages an archive holds, as far as it is whole."""
    found = 0
    try:
        for record in _records(stream):
            found += _is_report(record)
    except (OSError, ValueError):
        pass
    return found


def _first_line(reason: Exception) -> str:
    return (str(reason).splitlines() or [type(reason).__name__])[0].lower()


def _records(stream: BinaryIO) -> Iterator[WarcRecord]:
    from fastwarc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    return iter(ArchiveIterator(stream, record_types=wanted, parse_http=True))


def _page(record: WarcRecord, name: str, key: str) -> Iterator[Capture | Rejection]:
    """The capture of one record, or why there is none; nothing of what is no page."""
    declared = record.headers.get("Content-Length")
    if not (declared or "").isdigit() or (int(declared or 0) and not record.content_length):
        yield Rejection(name, "source", _CUT_SHORT)
    elif _is_report(record):
        try:
            yield Capture(name, _content(record), url=record.headers.get("WARC-Target-URI"), key=key, content_type=said(_kind(record)))
        except SourceError as reason:
            yield Rejection(name, reason.stage, reason.reason)


def _is_report(record: WarcRecord) -> bool:
    return plain(_kind(record)) in REPORTS and _succeeded(record)


def _kind(record: WarcRecord) -> str:
    headers = record.http_headers if record.http_headers is not None else record.headers
    return headers.get("Content-Type") or ""


def _succeeded(record: WarcRecord) -> bool:
    return record.http_headers is None or record.http_headers.status_code == 200


def _content(record: WarcRecord) -> bytes:
    raw = record.reader.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise too_large()
    if len(raw) < record.content_length:
        raise SourceError(_CUT_SHORT)
    headers = record.http_headers
    if headers is None:
        return raw
    if (headers.get("Transfer-Encoding") or "").strip().lower() == "chunked":
        raw = _without_chunks(raw)
    encoding = headers.get("Content-Encoding")
    # Some crawlers store the page unpacked and leave the header as it was.
    return raw if raw[:200].lstrip().startswith(b"<") else unpacked([raw], encoding)


def _without_chunks(raw: bytes) -> bytes:
    """The body of a chunked answer; one that is not chunked after all, as some crawlers store it, as it is."""
    body, stream = bytearray(), BytesIO(raw)
    while size := _size_of_chunk(stream.readline(100)):
        body += stream.read(size)
        stream.readline(100)
    return bytes(body) or raw


def _size_of_chunk(line: bytes) -> int:
    try:
        return int(line.split(b";")[0].strip(), 16)
    except ValueError:
        return 0
