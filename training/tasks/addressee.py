"""Addressees: how often a found statement says to whom it was made, on our own reports, the only ones that know."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from chancery.analysis.analyse import analyse
from chancery.analysis.bundle import Bundle
from chancery.assembly.record import assemble
from chancery.knowledge.register import Register
from chancery.record.text import Document
from training.codebook import parse
from training.corpora.records import in_dev
from training.score_record import overlap, pair_off
from training.tasks.measures import f1

Json = dict[str, Any]


def evaluate(bundle: Bundle, path: Path) -> Json:
    """F1 over statements found; an addressee is right where it shares a mention with the one that gold names."""
    own = (record for file in sorted(path.glob("*.txt")) for record in parse.read(file.read_text(encoding="utf-8"))[0])
    golds = [record for record in own if in_dev(record["document"]["id"])]
    documents = [msgspec.convert(gold["document"], Document) for gold in golds]
    register = Register.load()
    pairs = []
    for gold, analysis in zip(golds, analyse(bundle, documents), strict=True):
        record = assemble(analysis.document, analysis, bundle=bundle.ref, register=register)
        pairs += list(_pairs(gold, json.loads(msgspec.json.encode(record))))
    right = sum(any(overlap(a, b) for a in wanted for b in found) for wanted, found in pairs)
    return {**f1(right, sum(bool(found) for _, found in pairs), sum(bool(wanted) for wanted, _ in pairs)), "statements": len(pairs)}


def _pairs(gold: Json, guess: Json) -> Iterator[tuple[list[Json], list[Json]]]:
    """For each statement found the mentions of the addressee that gold has and of the one that it was given."""
    mentions = [{actor["id"]: actor["mentions"] for actor in record["actors"]} for record in (gold, guess)]
    for i, j in pair_off(gold["statements"], guess["statements"], _likeness):
        sides = zip(mentions, (gold["statements"][i], guess["statements"][j]), strict=True)
        wanted, found = (by.get(statement["addressee"] or "", []) for by, statement in sides)
        yield wanted, found


def _likeness(a: Json, b: Json) -> float:
    ours, theirs = ({at for span in s["content"] for at in range(span["start"], span["end"])} for s in (a, b))
    share = len(ours & theirs) / (len(ours | theirs) or 1)
    return share if share >= 0.5 else 0.0
