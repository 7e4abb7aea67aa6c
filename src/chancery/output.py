"""Records to files: each whole or not at all, and no two on one name."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

import msgspec

from chancery.errors import OutputError
from chancery.record.facts import Record

_UNSAFE = re.compile(r"[^\w.-]+")


def encode(record: Record, *, pretty: bool = False) -> bytes:
    """The record as JSON, field for field in the order of the format."""
    raw = msgspec.json.encode(record)
    return msgspec.json.format(raw, indent=1) if pretty else raw


class Folder:
    """A folder of records: ``NAME.json`` for ``NAME.txt``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.taken: dict[str, str] = {}
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as reason:
            raise OutputError(f"{path}: cannot be made a folder: {reason.strerror}.") from reason

    def write(self, record: Record, source: str) -> Path:
        """Write the record of ``source``. Raises OutputError when two sources ask for one name or the disk refuses."""
        name = stem(source)
        if self.taken.setdefault(name, source) != source:
            raise OutputError(f"{source}: {name}.json is already the record of {self.taken[name]}. Give one of them another name.")
        target = self.path / f"{name}.json"
        try:
            _write(target, encode(record, pretty=True) + b"\n")
        except OSError as reason:
            raise OutputError(f"{target}: cannot be written: {reason.strerror}. Records written so far are whole.") from reason
        return target


def stem(source: str) -> str:
    """The name a source's record has: the file's without its ending, with the line's number for JSON Lines.

    >>> stem("reports/kyiv.txt"), stem("items.jsonl:7"), stem("-")
    ('kyiv', 'items-0007', 'stdin')
    """
    if source == "-":
        return "stdin"
    path, _, line = source.rpartition(":")
    if path and line.isdigit():
        return f"{_UNSAFE.sub('-', Path(path).stem)}-{int(line):04d}"
    return _UNSAFE.sub("-", Path(source).stem) or "report"


def _write(target: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
