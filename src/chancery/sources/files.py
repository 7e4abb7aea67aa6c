"""Files, folders, standard input and JSON Lines as captures."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from chancery.errors import SourceError
from chancery.reading.decoding import LARGEST
from chancery.record.facts import Rejection
from chancery.record.text import Capture

REPORTS = frozenset((".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ""))
LINES = frozenset((".jsonl", ".ndjson"))
_FIELDS = ("title", "url", "published", "publisher")


def captures(paths: Iterable[str], stdin: BinaryIO | None = None) -> Iterator[Capture | Rejection]:
    """Every report at the paths: files, folders (all reports below, by name), ``-`` for standard input.

    Raises SourceError for a path that is not there.
    """
    for path in paths:
        if path == "-":
            yield Capture("-", (stdin or sys.stdin.buffer).read(LARGEST + 1))
        else:
            yield from _at(Path(path))


def _at(path: Path) -> Iterator[Capture | Rejection]:
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in REPORTS and not p.name.startswith("."))
        if not found:
            raise SourceError(f"{path}: no reports in this folder (looked for .txt, .html and .jsonl files).")
        for file in found:
            yield from _file(file)
    elif path.exists():
        yield from _file(path)
    else:
        raise SourceError(f"{path}: there is no such file or folder.")


def _file(path: Path) -> Iterator[Capture | Rejection]:
    try:
        if path.suffix.lower() in LINES:
            yield from _lines(path)
        else:
            with path.open("rb") as file:
                yield Capture(str(path), file.read(LARGEST + 1))
    except OSError as reason:
        yield Rejection(str(path), "open", f"cannot be opened: {reason.strerror}.")


def _lines(path: Path) -> Iterator[Capture | Rejection]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _item(f"{path}:{number}", line)


def _item(name: str, line: bytes) -> Capture | Rejection:
    """One report of a JSON Lines file: ``text`` and, if known, title, url, published, publisher."""
    try:
        item: Any = json.loads(line)
    except (ValueError, RecursionError) as reason:
        return Rejection(name, "json", f"not a JSON object ({type(reason).__name__}). Write one object a line with at least \"text\".")
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        return Rejection(name, "json", "has no \"text\". Write one object a line with at least \"text\".")
    known = {field: str(item[field]) for field in _FIELDS if item.get(field)}
    return Capture(name, item["text"].encode("utf-8", "surrogatepass"), **known)
