"""JSON Lines: one report a line, with ``text`` and, where known, ``id``, ``title``, ``url``, ``published``, ``publisher``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from chancery.reading.limits import MOST_BYTES
from chancery.reading.read import RECORD, TEXT
from chancery.record.facts import FORMAT, Rejection
from chancery.record.text import Capture

_UNSAFE = re.compile(r"[^\w.-]+")
_OBJECT = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"[^"]{1,80}"\s*:')
_RECORD = re.compile(rb'\s*\{\s*"format"\s*:\s*"%s"' % re.escape(FORMAT.encode()))
_LONGEST_ID = 60
"""Characters of an id that a file's name keeps; file systems stop at 255 bytes."""


class Line(msgspec.Struct):
    """What one line may say; other fields are passed over."""

    text: str
    id: str | int | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    publisher: str | None = None


def lines(raws: Iterable[bytes], name: str, stem: str) -> Iterator[Capture | Rejection]:
    """A capture for each line; ``stem`` and the line's number call a line that has no id."""
    for number, raw in enumerate(raws, 1):
        if raw.strip():
            yield _item(raw, f"{name}:{number}", f"{stem}-{number:04d}")


def looks_like_lines(first: bytes) -> bool:
    """Whether the first line of something of unknown kind begins a JSON object, as no report does."""
    return _OBJECT.match(first) is not None


def is_record(head: bytes) -> bool:
    """Whether something begins as a record of Chancery's does, on one line or many.

    >>> is_record(b'{"format":"chancery-record/1","document":{'), is_record(b'{"text":"chancery-record/1"}')
    (True, False)
    """
    return _RECORD.match(head[:80]) is not None


def raw_lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; of one that is over the limit its beginning, with the rest passed over."""
    while raw := stream.readline(MOST_BYTES + 1):
        last = raw
        while len(last) > MOST_BYTES and not last.endswith(b"\n"):
            last = stream.readline(MOST_BYTES + 1)
        yield raw


def _item(raw: bytes, name: str, key: str) -> Capture | Rejection:
    if len(raw) > MOST_BYTES:
        return Rejection(name, "source", f"a line of more than {MOST_BYTES // 1_000_000} MB; one report a line")
    if is_record(raw):
        return Capture(name, raw, key=key, content_type=RECORD)
    try:
        # Not msgspec: it refuses a lone surrogate, which the standard library hands on to be replaced.
        told = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as reason:
        return Rejection(name, "source", f"not a report in JSON: {reason}")
    return capture_of(told, name, key)


def capture_of(told: object, name: str, key: str) -> Capture | Rejection:
    """The capture of a report that came as named fields, or what is wrong with them."""
    try:
        line = msgspec.convert(told, Line)
    except (ValueError, RecursionError, msgspec.ValidationError) as reason:
        return Rejection(name, "source", f"not a report: {reason}")
    content = line.text.encode("utf-8", "surrogatepass")
    key = key if line.id is None else _UNSAFE.sub("-", str(line.id))[:_LONGEST_ID]
    return Capture(name, content, line.title, line.publisher, line.url, line.published, key, TEXT)
