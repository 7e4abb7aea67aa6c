"""Positions and relations of short items, written down compactly.

    N<TAB>holder|for|issue || subject|holds-office|object|title || subject|member-of|object …

Items and words as in `brief`. `python -m training.codebook.stands FILE… --corpora FOLDER [--out OUT.jsonl]` checks files
and keeps them without the words, as offsets.
"""

from __future__ import annotations

import json
from typing import Any

from chancery.record.ontology import POSITION_STANCES, PREDICATES
from training.codebook.brief import texts
from training.codebook.short import BriefError, Json, arguments, check, records_of, span_of


def read_line(line: str, items: dict[str, Json]) -> Json:
    """The record that a line stands for: positions, relations, and who has part in them."""
    number, _, rest = line.partition("\t")
    number = number.strip()
    if number not in items:
        raise BriefError(f"{number}: no such item")
    text = items[number]["text"]
    parts = [_entry(part, text) for part in rest.split(" || ")] if rest.strip() not in ("-", "") else []
    return record_of(number, items[number], parts)


def _entry(part: str, text: str) -> list[Any]:
    """``[kind, span, span, title span or None]`` of one entry."""
    fields = [field.strip() for field in part.split("|")]
    if len(fields) < 3 or fields[1] not in (*POSITION_STANCES, *PREDICATES):
        raise BriefError(f"not who|stance or predicate|what: {part!r}")
    title = _pair(fields[3], text) if len(fields) > 3 and fields[3] else None
    return [fields[1], _pair(fields[0], text), _pair(fields[2], text), title]


def _pair(words: str, text: str) -> list[int]:
    span = span_of(words, text)
    return [span["start"], span["end"]]


def record_of(number: str, item: Json, entries: list[Any]) -> Json:
    text = item["text"]

    def span(pair: list[int]) -> Json:
        return {"start": pair[0], "end": pair[1], "text": text[pair[0] : pair[1]]}

    actors: dict[str, Json] = {}
    positions, relations = [], []
    for kind, first, second, title in entries:
        for pair in (first, second)[: 1 if kind in POSITION_STANCES else 2]:
            actors.setdefault(str(pair[0]), {"id": str(pair[0]), "name": "", "kind": "other", "country": None, "mentions": [span(pair)]})
        if kind in POSITION_STANCES:
            positions.append({"holder": str(first[0]), "stance": kind, "issue": span(second)})
        else:
            ends = [first, second, *([title] if title else [])]
            evidence = span([min(e[0] for e in ends), max(e[1] for e in ends)])
            words = text[title[0] : title[1]] if title else None
            relations.append({"subject": str(first[0]), "predicate": kind, "object": str(second[0]), "title": words, "evidence": evidence})
    document = {"id": f"ce:{number}", "published": item["date"], "text": text}
    return {"document": document, "actors": list(actors.values()), "events": [], "statements": [], "relations": relations,
            "positions": positions, "entries": entries}  # fmt: skip


def read(lines: list[str], items: dict[str, Json]) -> tuple[list[Json], list[str]]:
    """The records of the good lines, and what is wrong with the others."""
    return records_of(lines, lambda line: read_line(line, items))


def keep(record: Json) -> str:
    """A record without its text, in one line."""
    return json.dumps([record["document"]["id"].removeprefix("ce:"), record["entries"]], separators=(",", ":"))


def restore(line: str, items: dict[str, Json]) -> Json:
    """The record of a kept line."""
    number, entries = json.loads(line)
    return record_of(number, items[number], entries)


def main() -> None:
    args = arguments(__doc__)
    items = texts(args.corpora)
    check(args.files, lambda lines: read(lines, items), parts=["positions", "relations"], keep=keep, out=args.out)


if __name__ == "__main__":
    main()
