"""Events of short items, written down compactly: enough for triggers, codes, modes and participants, nothing else.

    N<TAB>trigger + trigger=CODE[/mode][~status][!stance] | actor; actor > recipient [@ place] || …

`N` is the item's line in the Current Events file, `N<TAB>-` an item without events; every word is the item's own, `word#2`
its second occurrence. `python -m training.codebook.brief FILE… --corpora FOLDER [--out OUT.jsonl]` checks files and keeps
them without the words, as offsets.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.codebook.short import BriefError, Json, arguments, check, records_of, span_of

_HEAD = re.compile(r"(?P<code>[A-Z]+)(?:/(?P<modes>[a-z,-]+))?(?:~(?P<status>\w+))?(?:!(?P<stance>\w+))?$")


def texts(corpora: Path) -> dict[str, Json]:
    """The items by name: a line number of Current Events, a PLOVER or CAMEO sentence's id, ``REPORT:piece`` for three sentences."""
    found: dict[str, Json] = {str(n): item for n, item in enumerate(_lines(corpora / "current-events/2025.jsonl"), 1)}
    for name in ("plover/plv-train.jsonl", "plover/cameo-class.jsonl"):
        found |= {item["id"]: {"text": item["text"], "date": None} for item in _lines(corpora / name)}
    return found | pieces(corpora / "worldwide-ner/train.tsv") | voa_pieces(corpora / "m2e2/train.jsonl")


def _lines(path: Path) -> Iterator[Json]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def voa_pieces(path: Path) -> dict[str, Json]:
    """Three sentences each of every VOA report in the file."""
    reports: dict[str, list[str]] = {}
    for item in _lines(path):
        sentence = item["sentence"].strip()
        stop = "" if sentence[-1:] in ".!?”\"" else "."
        reports.setdefault(item["sentence_id"].rsplit("_", 1)[0], []).append(sentence + stop)
    return _in_threes(reports)


def _in_threes(reports: dict[str, list[str]]) -> dict[str, Json]:
    return {
        f"{name}:{number // 3}": {"text": " ".join(sentences[number : number + 3]), "date": None}
        for name, sentences in reports.items() for number in range(0, len(sentences), 3)
    }  # fmt: skip


def worldwide(path: Path) -> dict[str, list[list[str]]]:
    """The reports of a Worldwide NER file: sentences of words."""
    reports: dict[str, list[list[str]]] = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("-DOCSTART-"):
            current = reports.setdefault(line.split("\t")[0].split(" ", 1)[1].strip(), [[]])
        elif not line.strip():
            current.append([])
        else:
            current[-1].append(line.split("\t")[0])
    return reports


def pieces(path: Path) -> dict[str, Json]:
    """Three sentences each of every report in the file, words joined by spaces."""
    return _in_threes({name: [" ".join(words) for words in sentences if words and not words[0].startswith("http")]
                       for name, sentences in worldwide(path).items()})


def read_line(line: str, items: dict[str, Json]) -> Json:
    """The record that a line stands for: events with their participants, and those as actors."""
    number, _, rest = line.partition("\t")
    number = number.strip()
    if number not in items:
        raise BriefError(f"{number}: no such item")
    text = items[number]["text"]
    events = [_event(part, text) for part in rest.split(" || ")] if rest.strip() != "-" else []
    document = {"id": f"ce:{number}", "published": items[number]["date"], "text": text}
    return {"document": document, "actors": _actors(events), "events": events, "statements": [], "relations": [], "positions": []}


def _event(part: str, text: str) -> Json:
    named, _, who = part.partition("|")
    triggers, _, head = named.strip().rpartition("=")
    found = _HEAD.match(head.strip())
    if not triggers or not found:
        raise BriefError(f"not trigger=CODE: {part!r}")
    who, _, place = who.partition("@")
    place = place.partition(";")[0]
    actors, _, recipients = who.partition(">")
    spans = [span_of(words, text) for words in triggers.split(" + ")]
    return {
        "code": found["code"], "modes": (found["modes"] or "").split(",") if found["modes"] else [], "mentions": spans,
        "actors": _side(actors, text), "recipients": _side(recipients, text), "time": None, "duration": None,
        "place": {"name": place.strip(), "span": span_of(place, text)} if place.strip() else None,
        "status": found["status"] or "actual", "claims": [{"by": [], "stance": found["stance"] or "asserts"}],
    }  # fmt: skip


def _side(words: str, text: str) -> list[Json]:
    spans = [span_of(piece, text) for piece in words.split(";") if piece.strip()]
    return [{"actor": f"{span['start']}", "span": span} for span in spans]


def _actors(events: list[Json]) -> list[Json]:
    spans = {p["actor"]: p["span"] for event in events for side in ("actors", "recipients") for p in event[side]}
    unknown = {"kind": "other", "country": None, "aliases": []}
    return [{"id": key, "name": span["text"], **unknown, "mentions": [span]} for key, span in spans.items()]


def read(lines: list[str], items: dict[str, Json]) -> tuple[list[Json], list[str]]:
    """The records of the good lines, and what is wrong with the others."""
    return records_of(lines, lambda line: read_line(line, items))


def keep(record: Json) -> str:
    """A record without its text: what `restore` needs, in one line."""
    bare = [
        [e["code"], e["modes"], e["status"], e["claims"][0]["stance"], *([_pair(s) for s in spans] for spans in _parts(e))]
        for e in record["events"]
    ]
    return json.dumps([record["document"]["id"].removeprefix("ce:"), bare], separators=(",", ":"))


def _parts(event: Json) -> Iterator[list[Json]]:
    yield event["mentions"]
    yield [p["span"] for p in event["actors"]]
    yield [p["span"] for p in event["recipients"]]
    yield [event["place"]["span"]] if event["place"] else []


def _pair(span: Json) -> list[int]:
    return [span["start"], span["end"]]


def restore(line: str, items: dict[str, Json]) -> Json:
    """The record of a kept line."""
    number, bare = json.loads(line)
    text = items[number]["text"]
    events = [_restored(event, text) for event in bare]
    document = {"id": f"ce:{number}", "published": items[number]["date"], "text": text}
    return {"document": document, "actors": _actors(events), "events": events, "statements": [], "relations": [], "positions": []}


def _restored(event: list[Any], text: str) -> Json:
    code, modes, status, stance, *groups = event
    mentions, actors, recipients, places = ([{"start": a, "end": b, "text": text[a:b]} for a, b in group] for group in groups)
    sides = [[{"actor": f"{span['start']}", "span": span} for span in side] for side in (actors, recipients)]
    return {"code": code, "modes": modes, "mentions": mentions, "actors": sides[0], "recipients": sides[1], "time": None, "duration": None,
            "place": {"name": places[0]["text"], "span": places[0]} if places else None, "status": status,
            "claims": [{"by": [], "stance": stance}]}


def main() -> None:
    args = arguments(__doc__)
    items = texts(args.corpora)
    check(args.files, lambda lines: read(lines, items), parts=["events"], keep=keep, out=args.out)


if __name__ == "__main__":
    main()
