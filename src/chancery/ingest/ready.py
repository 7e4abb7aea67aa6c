"""Records that were read elsewhere: checked like anything from outside before they are let in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import msgspec

from chancery.reading.read import RECORD
from chancery.record.facts import FORMAT, Record, Rejection
from chancery.record.text import Capture, Span


def is_ready(capture: Capture) -> bool:
    """Whether a capture is a record already."""
    return capture.content_type == RECORD


def ready(capture: Capture) -> Record | Rejection:
    """The record that a capture is, or what is wrong with it: no fact without its words holds for it too."""
    try:
        record = _DECODER.decode(capture.content)
    except (msgspec.MsgspecError, RecursionError) as reason:
        return Rejection(capture.name, "record", f"damaged: {reason}")
    if record.format != FORMAT:
        return Rejection(capture.name, "record", f"a record of another format: {record.format[:40]!r}")
    text = record.document.text
    if record.document.id != "doc-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]:
        return Rejection(capture.name, "record", "its document's id does not go with its text; the text was changed")
    for span in _spans(record):
        if text[span.start : span.end] != span.text or span.start < 0:
            return Rejection(capture.name, "record", f"characters {span.start} to {span.end} do not quote the text")
    return record


_DECODER = msgspec.json.Decoder(Record)


def _spans(record: Record) -> Iterator[Span]:
    """Every span anywhere in a record."""
    waiting: list[object] = [record]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Span):
            yield part
        elif isinstance(part, tuple):
            waiting.extend(part)
        elif isinstance(part, msgspec.Struct):
            waiting.extend(msgspec.structs.astuple(part))
