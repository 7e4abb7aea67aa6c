"""Our reading of other people's text, kept without the text.

An item holds the record with every span as offsets alone, where its text comes from, and the few edits (a full stop, a
blank line) that lead from there to the text that was read. With the corpora at hand the record comes back whole.

    python -m training.codebook.standoff MARKUP_FOLDER CORPORA OUT.jsonl
"""

from __future__ import annotations

import argparse
import difflib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.codebook.brief import worldwide
from training.codebook.parse import read as read_markup

Json = dict[str, Any]
Sources = dict[str, str]


def sources(corpora: Path) -> Sources:
    """The texts that items were read from, by the id that items give."""
    found: Sources = {}
    for line in (corpora / "open-news/articles.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        found[f"voa:{article['id']}"] = found[f"news:{article['id']}"] = article["text"]
    for number, line in enumerate((corpora / "current-events/2025.jsonl").read_text(encoding="utf-8").splitlines(), 1):
        found[f"ce:{number}"] = json.loads(line)["text"]
    for name, sentences in worldwide(corpora / "worldwide-ner/train.tsv").items():
        found[f"ww:{name}"] = " ".join(word for words in sentences for word in words)
    return found


def strip(record: Json, source: str) -> Json:
    """The record without text, with the edits from its source."""
    text = record["document"]["text"]
    edits = [[a, b, text[c:d]] for tag, a, b, c, d in _changes(source, text) if tag != "equal"]
    bare = {key: value for key, value in record.items() if key != "document"}
    document = {key: value for key, value in record["document"].items() if key != "text"}
    return {"document": document, "edits": edits, **_without_words(bare)}


def _changes(source: str, text: str) -> list[tuple[str, int, int, int, int]]:
    return difflib.SequenceMatcher(None, source, text, autojunk=False).get_opcodes()


def _without_words(node: Any) -> Any:
    if isinstance(node, dict):
        if {"start", "end", "text"} == node.keys():
            return [node["start"], node["end"]]
        return {key: _without_words(value) for key, value in node.items()}
    return [_without_words(child) for child in node] if isinstance(node, list) else node


def restore(item: Json, source: str) -> Json:
    """The record over its text again."""
    text, at = "", 0
    for a, b, words in item["edits"]:
        text += source[at:a] + words
        at = b
    text += source[at:]
    bare = {key: value for key, value in item.items() if key not in ("document", "edits")}
    return {"document": {**item["document"], "text": text}, **_with_words(bare, text)}


def _with_words(node: Any, text: str) -> Any:
    if isinstance(node, dict):
        return {key: _with_words(value, text) for key, value in node.items()}
    if isinstance(node, list):
        if len(node) == 2 and all(type(part) is int for part in node):
            return {"start": node[0], "end": node[1], "text": text[node[0] : node[1]]}
        return [_with_words(child, text) for child in node]
    return node


def read(path: Path, corpora: Path) -> Iterator[Json]:
    """The records of a standoff file; an item whose source is not in the corpora is left out."""
    known = sources(corpora)
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        source = known.get(item["document"]["id"])
        if source is not None:
            yield restore(item, source)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("markup", "corpora", "out"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    known, kept = sources(args.corpora), []
    for path in sorted(args.markup.glob("*.txt")):
        records, problems = read_markup(path.read_text(encoding="utf-8"))
        print(f"{path.name}: {len(records)} records, {len(problems)} problems")
        for record in records:
            source = known[record["document"]["id"]]
            item = strip(record, source)
            if restore(item, source) != record:
                raise SystemExit(f"{record['document']['id']}: does not come back as it was")
            kept.append(json.dumps(item, ensure_ascii=False))
    args.out.write_text("\n".join(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
