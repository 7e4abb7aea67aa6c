"""How many reports there are to come, as far as that can be told ahead and cheaply."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from chancery.sources import files, parquet, warc


def count(paths: Iterable[str]) -> int | None:
    """About how many reports files and folders give; null where nobody can say (standard input, a feed).

    It is for a progress bar: a report that is rejected later counts, and what cannot be opened counts as one.
    """
    total = 0
    for path in paths:
        if path == "-":
            return None
        total += sum(map(_in_file, files.below(Path(path)))) if files.is_folder(path) else _in_file(Path(path))
    return total


def _in_file(path: Path) -> int:
    name = path.name.lower()
    try:
        if name.endswith(parquet.SUFFIXES):
            return parquet.count(path)
        with path.open("rb") as file:
            if name.endswith(files.LINES):
                return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
            return warc.count(file) if name.endswith(warc.SUFFIXES) else 1
    except OSError:
        return 1
