"""Whole records against gold: what the record scorer prints."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from chancery.analysis.analyse import analyse
from chancery.analysis.bundle import Bundle
from chancery.assembly.record import assemble
from chancery.knowledge.register import Register
from chancery.record.text import Document
from training import score_record
from training.corpora.library import Folders, is_reading, own_records
from training.corpora.records import in_dev, read_records

Json = dict[str, Any]


def evaluate(bundle: Bundle, path: Path) -> Json:
    """Figures over a folder of gold records, or over the development part of a JSON Lines file of them."""
    return measured(bundle, list(gold_records(path)))


def evaluate_own(bundle: Bundle, path: Path, *, press: bool) -> Json:
    """Figures over our own development documents, for a folder of corpora: those of the press, read by us, or those that we wrote."""
    own = own_records(Folders(path, path))
    return measured(bundle, [one for one in own if in_dev(one["document"]["id"]) and is_reading(one) == press])


def measured(bundle: Bundle, golds: list[Json]) -> Json:
    """Every gold record against what is read from its text."""
    documents = [msgspec.convert(gold["document"], Document) for gold in golds]
    register = Register.load()
    tally = score_record.Tally()
    for gold, document, analysis in zip(golds, documents, analyse(bundle, documents), strict=True):
        record = assemble(document, analysis, bundle=bundle.ref, register=register)
        guess = json.loads(msgspec.json.encode(record))
        if not score_record.spans_are_true(guess):
            raise AssertionError(f"{document.id}: a span does not quote its document")
        score_record.score_document(gold, guess, tally, lambda line: None)
    return figures(tally)


def gold_records(path: Path) -> Iterator[Json]:
    if path.is_dir():
        for file in sorted(path.glob("*.json")):
            yield json.loads(file.read_text(encoding="utf-8"))
    else:
        yield from (record for record in read_records(path) if in_dev(record["document"]["id"]))


def figures(tally: score_record.Tally) -> Json:
    """The scorer's rows; the mean of the six headline figures first, on a scale of 0 to 100."""
    rows = tally.figures()
    headline = [100 * rows.get(name, {"f1": 0.0})["f1"] for name in score_record.HEADLINE]
    shown = {name: {key: 100 * value if isinstance(value, float) else value for key, value in row.items()} for name, row in rows.items()}
    return {"record": sum(headline) / len(headline), **shown}


def write(bundle: Bundle, path: Path, out: Path) -> None:
    """The records themselves, NAME.json for NAME, to look at."""
    out.mkdir(parents=True, exist_ok=True)
    golds = list(gold_records(path))
    documents = [msgspec.convert(gold["document"], Document) for gold in golds]
    register = Register.load()
    for document, analysis in zip(documents, analyse(bundle, documents), strict=True):
        record = assemble(document, analysis, bundle=bundle.ref, register=register)
        with tempfile.NamedTemporaryFile("wb", dir=out, delete=False) as file:
            file.write(msgspec.json.format(msgspec.json.encode(record)))
        Path(file.name).replace(out / f"{document.id}.json")
