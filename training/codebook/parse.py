"""The codebook's markup (FORMAT.md): items to records, records to items, and what is wrong with an item.

``python -m training.codebook.parse FILE… [--json OUT.jsonl]`` prints the problems and a line of counts.
The time of a statement (``s1t``) is checked but has no place in a record and is left out of it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from training.codebook.markup import CodebookError, Problem, items
from training.codebook.reading import Reader, Record
from training.codebook.render import render

__all__ = ["CodebookError", "Problem", "Record", "counts", "items", "main", "parse", "problems", "read", "render", "sentence_ends"]

_SENTENCE_END = re.compile(r"[.!?][\"”’')]*(?=\s+[\"“‘'(]*[A-Z0-9]|\s*$)")


def read(text: str) -> tuple[list[Record], list[Problem]]:
    """The records of a file's sound items, and the problems of the others."""
    found, records, wrong = items(text), [], []
    seen: set[str] = set()
    for item in found:
        record = Reader(item).read()
        if item.id in seen:
            item.complain(item.line, f"a second item {item.id!r}")
        seen.add(item.id)
        wrong += sorted(dict.fromkeys(item.problems), key=lambda problem: problem.line)
        if not item.problems:
            records.append(record)
    if not found:
        wrong.append(Problem("-", 1, "no item (no line '## …')"))
    return records, wrong


def parse(text: str) -> list[Record]:
    """The records of a file's items; raises CodebookError where any has a problem."""
    records, wrong = read(text)
    if wrong:
        raise CodebookError(wrong)
    return records


def problems(text: str) -> list[str]:
    """What is wrong with the items, one message each."""
    return [str(problem) for problem in read(text)[1]]


def sentence_ends(text: str) -> list[str]:
    """The marks that end a sentence, one each."""
    return _SENTENCE_END.findall(text)


def counts(records: Sequence[Record]) -> str:
    """How much the records hold, on one line."""
    codes = Counter(event["code"] for record in records for event in record["events"])
    sentences = sum(len(sentence_ends(record["document"]["text"])) for record in records)
    sizes = [f"{part} {sum(len(record[part]) for record in records)}" for part in ("statements", "relations", "positions")]
    by_code = " ".join(f"{code} {number}" for code, number in codes.most_common())
    return f"items {len(records)}, sentences {sentences}, events {codes.total()} ({by_code}), {', '.join(sizes)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the files named; 1 where there are problems."""
    parser = argparse.ArgumentParser(description="Check files in the codebook's markup.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--json", type=Path, metavar="OUT.jsonl", help="write the records of the sound items")
    options = parser.parse_args(arguments)
    records: list[Record] = []
    wrong = 0
    seen: dict[str, Path] = {}
    for path in options.files:
        text = path.read_text(encoding="utf-8")
        found, bad = read(text)
        for item in items(text):
            if seen.setdefault(item.id, path) != path:
                bad.append(Problem(item.id, item.line, f"this id is also in {seen[item.id]}"))
        for problem in bad:
            print(f"{path}: {problem}")
        records += found
        wrong += len(bad)
    print(counts(records) + (f"; {wrong} problems" if wrong else ""))
    if options.json:
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        options.json.write_text("".join(lines), encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
