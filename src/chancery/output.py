"""Records to files: each whole or not at all, and no two on one name."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec

from chancery.errors import NameTakenError, OutputError
from chancery.record.facts import FORMAT, Record


def encode(record: Record, *, pretty: bool = False) -> bytes:
    """The record as JSON, field for field in the order of the format."""
    raw = msgspec.json.encode(record)
    return msgspec.json.format(raw, indent=2) if pretty else raw


def _lines(record: Record) -> bytes:
    return encode(record, pretty=True) + b"\n"


class Folder:
    """A folder of records: ``NAME.json`` for ``NAME.txt``, or another suffix with the form that goes with it."""

    def __init__(self, path: Path, suffix: str = ".json", form: Callable[[Record], bytes] = _lines) -> None:
        self.path, self.suffix, self.form = path, suffix, form
        self._taken: dict[str, str] = {}
        _make(path)

    def write(self, record: Record, *, key: str, name: str) -> Path:
        """Write the record of the report called ``name`` to the file that ``key`` names."""
        target = self.path / file_of(key, self.suffix)
        # Two names that differ in case alone are one file on some systems.
        holder = self._taken.setdefault(str(target).casefold(), name)
        if holder != name:
            raise NameTakenError(f"{target} already holds the record of {holder}; give one of them another name")
        if self.suffix == ".html" and _is_foreign(target):
            raise NameTakenError(f"{target} is there already and no page of Chancery's; give another folder")
        _make(target.parent)
        try:
            _write(target, self.form(record))
        except OSError as reason:
            raise OutputError(f"{target}: cannot be written: {reason.strerror}. Records written so far are whole.") from reason
        return target


def file_of(key: str, suffix: str = ".json") -> Path:
    """The file a report's key names, always below its folder.

    >>> file_of("2024/kyiv talks").as_posix(), file_of("../../etc/passwd").as_posix()
    ('2024/kyiv talks.json', 'etc/passwd.json')
    """
    *folders, last = [part for part in key.split("/") if part.strip(". ")] or ["report"]
    return Path(*folders, f"{last}{suffix}")


def _is_foreign(target: Path) -> bool:
    """Whether somebody else's file is there: a report read from NAME.html must not be lost to its own page."""
    if not target.is_file():
        return False
    with target.open("rb") as file:
        return FORMAT.encode() not in file.read(60)


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
