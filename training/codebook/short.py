"""What the compact ways of writing down short items have in common: words found in a text, lines read, files checked."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Json = dict[str, Any]


class BriefError(ValueError):
    """A line that cannot be read."""


def span_of(words: str, text: str) -> Json:
    """The words' place in the text, ``words#2`` for their second."""
    wanted, _, count = words.strip().partition("#")
    places = [m.start() for m in re.finditer(r"(?<!\w)" + re.escape(wanted) + r"(?!\w)", text)]
    nth = int(count) if count.isdigit() else 1
    if not wanted or len(places) < nth or (count and not count.isdigit()):
        raise BriefError(f"{words.strip()!r} is not in the text")
    return {"start": places[nth - 1], "end": places[nth - 1] + len(wanted), "text": wanted}


def records_of(lines: Sequence[str], record: Callable[[str], Json]) -> tuple[list[Json], list[str]]:
    """The records of the good lines, and what is wrong with the others."""
    records, wrong = [], []
    for line in lines:
        if line.strip():
            try:
                records.append(record(line))
            except BriefError as reason:
                wrong.append(f"{line.split()[0]}: {reason}")
    return records, wrong


def arguments(description: str | None) -> argparse.Namespace:
    """What the command line of such a way names: files, corpora and where to keep the records."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


def check(
    files: Sequence[Path],
    read: Callable[[list[str]], tuple[list[Json], list[str]]],
    *,
    parts: Sequence[str],
    keep: Callable[[Json], str],
    out: Path | None,
) -> None:
    """Print what is wrong with the files and how much of each part they hold; keep their records in ``out``."""
    kept: dict[str, str] = {}
    for path in files:
        records, wrong = read(path.read_text(encoding="utf-8").splitlines())
        sizes = [f"{sum(len(record[part]) for record in records)} {part}" for part in parts]
        print(*wrong, f"{path.name}: {', '.join([f'{len(records)} items', *sizes, f'{len(wrong)} problems'])}", sep="\n")
        kept |= {record["document"]["id"]: keep(record) for record in records}
    if out:
        out.write_text("\n".join(kept.values()) + "\n", encoding="utf-8")
