"""Files, folders and standard input as captures."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from chancery.reading.limits import MOST_BYTES
from chancery.reading.read import HTML, RECORD
from chancery.record.facts import FORMAT, Rejection
from chancery.record.text import Capture
from chancery.sources import parquet, warc
from chancery.sources.jsonl import is_record, lines, looks_like_lines, raw_lines

LINES = (".jsonl", ".ndjson")
PAGES = frozenset((".html", ".htm", ".xhtml"))
OURS = frozenset((".json", ".html"))


def captures(paths: Iterable[str], stdin: BinaryIO | None = None, *, records: bool = False) -> Iterator[Capture | Rejection]:
    """Every report at the paths: files, folders (all files below that are not hidden), ``-`` for standard input.

    What cannot be had is a rejection in its place. With ``records`` the records in a folder are wanted too.
    """
    for path in paths:
        if path == "-":
            yield from _stdin(stdin)
        elif is_folder(path):
            yield from _folder(Path(path), records=records)
        else:
            yield from _file(Path(path), Path(path).stem)


def holds_many(path: str) -> bool:
    """Whether what is there may give more than one report."""
    return is_folder(path) or path.lower().endswith((*LINES, *warc.SUFFIXES, *parquet.SUFFIXES))


def _stdin(stdin: BinaryIO | None) -> Iterator[Capture | Rejection]:
    # Python has no standard input at all where it was closed before the start, as services are run.
    if stdin is None and sys.stdin is None:
        yield Rejection("-", "source", "standard input is closed")
        return
    try:
        yield from _stream(stdin or sys.stdin.buffer)
    except OSError as reason:
        yield Rejection("-", "source", (reason.strerror or str(reason)).lower())


def _stream(stream: BinaryIO) -> Iterator[Capture | Rejection]:
    first = stream.readline(MOST_BYTES + 1)
    if looks_like_lines(first):
        yield from lines(chain([first], raw_lines(stream)), "-", "stdin")
    else:
        yield Capture("-", first + stream.read(MOST_BYTES + 1), key="stdin")


def _folder(folder: Path, *, records: bool) -> Iterator[Capture | Rejection]:
    found = 0
    for path in below(folder):
        if not _is_ours(path) or (records and path.suffix == ".json"):
            found += 1
            yield from _file(path, path.relative_to(folder).with_suffix("").as_posix())
    if not found:
        yield Rejection(str(folder), "source", "no reports in this folder")


def below(folder: Path) -> Iterator[Path]:
    """Regular files below a folder in the order of their names, hidden ones passed over.

    What may not be looked at, file or folder, is among them: opening it tells why.
    """
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    for path in inside:
        if path.name.startswith("."):
            continue
        if is_folder(path) and not path.is_symlink():
            yield from below(path)
        elif is_file(path):
            yield path


def is_folder(path: str | Path) -> bool:
    return stat.S_ISDIR(_mode(Path(path)))


def is_file(path: Path) -> bool:
    """Whether it is a regular file, or may be one: it is for whoever opens it to tell that it is closed."""
    return stat.S_ISREG(_mode(path))


def _mode(path: Path) -> int:
    """What a path leads to; nothing where it leads nowhere. Path's own questions trip over what may not be looked at."""
    try:
        return path.stat().st_mode
    except PermissionError:
        return stat.S_IFREG
    except OSError:
        return 0


def _is_ours(path: Path) -> bool:
    """Whether a file is a record or a page that Chancery wrote: a folder may hold reports and what was read from them."""
    if path.suffix not in OURS:
        return False
    try:
        with path.open("rb") as file:
            return FORMAT.encode() in file.read(60)
    # The reason is told when the file is read.
    except OSError:
        return False


def _file(path: Path, key: str) -> Iterator[Capture | Rejection]:
    try:
        with path.open("rb") as file:
            yield from _opened(path, file, key)
    except OSError as reason:
        yield Rejection(str(path), "source", (reason.strerror or str(reason)).lower())


def _opened(path: Path, file: BinaryIO, key: str) -> Iterator[Capture | Rejection]:
    name = path.name.lower()
    if name.endswith(LINES):
        yield from lines(raw_lines(file), str(path), key)
    elif name.endswith(warc.SUFFIXES):
        yield from warc.pages(file, str(path), key.removesuffix(".warc"))
    elif name.endswith(parquet.SUFFIXES):
        yield from parquet.rows(path, key)
    else:
        content = file.read(MOST_BYTES + 1)
        kind = HTML if path.suffix.lower() in PAGES else RECORD if is_record(content) else None
        yield Capture(str(path), content, key=key, content_type=kind)
