"""Ten sentences that coders by verb take for one event, beside Chancery's records of them, written into the documents.

    python scripts/demonstration.py            prints docs/demonstration.md
    python scripts/demonstration.py --write    writes it, and the table in README.md

`tests/test_demonstration.py` fails where a page differs from what Chancery makes of the sentences, so neither can lie.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

import chancery
from chancery.printing import lines

ROOT = Path(__file__).parent.parent
PUBLISHED = "2024-12-11"
SENTENCES = (
    "Israel attacked a base in Syria on Monday.",
    "Israel did not attack the base in Syria.",
    "Israel denied attacking the base in Syria.",
    "Israel will attack the base in Syria next week, its defence minister said.",
    "Israel may attack the base in Syria.",
    "Israel threatened to attack the base in Syria.",
    "Israel was accused by Iran of attacking the base in Syria.",
    "Syria said Israel attacked a base near Homs.",
    "Israel called off an attack on the base in Syria.",
    "Israel refused to attack the base in Syria.",
)
START, END = "<!-- demonstration: made by scripts/demonstration.py -->", "<!-- end of demonstration -->"
EVENTS = ("Who met and did what", "Denied / disputed")
PAGE = """\
# The demonstration

An event coder that looks for a verb and what stands on both sides of it makes the same of all ten sentences: Israel attacks, Syria is
attacked. They say ten different things. This is what Chancery makes of them, as `chancery read` prints the events, with the words that
name each event and who stands behind it. The sentences are read as reports of {published}.

{table}

`scripts/demonstration.py` writes this page from the output of the packaged bundle (`{bundle}`), and a test compares the two: what it gets
wrong is shown wrong. `tests/test_demonstration.py` says what each sentence must give; `tests/sayings.py` has sixty more, those that still
fail among them.
"""


def events_in(record: chancery.Record) -> Iterator[str]:
    """The events of a record, a line each, as they are printed for people."""
    section = ""
    for line in click.unstyle("\n".join(lines(record, width=400))).splitlines():
        section = line if line and not line.startswith(" ") else section
        if section in EVENTS and line.startswith(" "):
            yield line


def short(record: chancery.Record) -> str:
    """The events in a cell of a table: the deed, then its words and voices."""
    return "<br>".join(re.sub(r"^ {6}", "&emsp;", line).strip() for line in events_in(record))


def table(records: list[chancery.Record]) -> str:
    rows = [f"| {sentence} | {short(record)} |" for sentence, record in zip(SENTENCES, records, strict=True)]
    return "\n".join(("| the report says | Chancery records |", "|---|---|", *rows))


def page(records: list[chancery.Record]) -> str:
    return PAGE.format(published=PUBLISHED, table=table(records), bundle=records[0].bundle.id)


def readme(text: str, records: list[chancery.Record]) -> str:
    """The README with its table replaced."""
    before, _, rest = text.partition(START)
    return f"{before}{START}\n\n{table(records)}\n\n{END}{rest.partition(END)[2]}"


def read_all() -> list[chancery.Record]:
    reader = chancery.Reader()
    return [reader.read(sentence, published=PUBLISHED) for sentence in SENTENCES]


def main() -> None:
    records = read_all()
    if "--write" not in sys.argv[1:]:
        print(page(records), end="")
        return
    (ROOT / "docs" / "demonstration.md").write_text(page(records), encoding="utf-8")
    path = ROOT / "README.md"
    path.write_text(readme(path.read_text(encoding="utf-8"), records), encoding="utf-8")


if __name__ == "__main__":
    main()
