"""Records to files: each whole or not at all, and no two on one name."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import msgspec

from chancery.errors import OutputError
from chancery.record.facts import Record


class NameTakenError(OutputError):
    """Two reports of one run ask for the same file."""


def encode(record: Record, *, pretty: bool = False) -> bytes:
    """The record as JSON, field for field in the order of the format."""
    raw = msgspec.json.encode(record)
    return msgspec.json.format(raw, indent=2) if pretty else raw


class Folder:
    """A folder of records: ``NAME.json`` for ``NAME.txt``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._taken: dict[str, str] = {}
        _make(path)

    def write(self, record: Record, *, key: str, name: str) -> Path:
        """Write the record of the report called ``name`` to the file that ``key`` names."""
        target = self.path / file_of(key)
        # Two names that differ in case alone are one file on some systems.
        holder = self._taken.setdefault(str(target).casefold(), name)
        if holder != name:
            raise NameTakenError(f"{target} already holds the record of {holder}; give one of them another name")
        _make(target.parent)
        try:
            _write(target, encode(record, pretty=True) + b"\n")
        except OSError as reason:
            raise OutputError(f"{target}: cannot be written: {reason.strerror}. Records written so far are whole.") from reason
        return target


def file_of(key: str) -> Path:
    """The file a report's key names, always below its folder.

    >>> file_of("2024/kyiv talks").as_posix(), file_of("../../etc/passwd").as_posix()
    ('2024/kyiv talks.json', 'etc/passwd.json')
    """
    *folders, last = [part for part in key.split("/") if part.strip(". ")] or ["report"]
    return Path(*folders, f"{last}.json")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as reason:
        raise OutputError(f"{folder}: cannot be made a folder: {reason.strerror}") from reason


def _write(target: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".chancery-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The process's mask for new files; the system tells it only by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
