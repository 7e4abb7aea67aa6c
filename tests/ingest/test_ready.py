"""Records that were read elsewhere are checked before they are let in."""

from __future__ import annotations

import msgspec
import pytest

from chancery.ingest.ready import ready
from chancery.pipeline import Reader
from chancery.reading.read import RECORD
from chancery.record.facts import Record, Rejection
from chancery.record.text import Capture
from tests.stub import stub_engine

GOOD = Reader(engine=stub_engine).read("The envoy denied it.")


def taken(raw: bytes) -> Record | Rejection:
    return ready(Capture("records.jsonl:1", raw, content_type=RECORD))


def test_a_record_comes_through_as_it_is() -> None:
    assert taken(msgspec.json.encode(GOOD)) == GOOD


@pytest.mark.parametrize(
    ("was", "becomes", "reason"),
    [
        (b'"text":"The envoy denied it."', b'"text":"The envoy affirmed it."', "the text was changed"),
        (b'"start":0', b'"start":1', "characters 1 to 3 do not quote the text"),
        (b'"start":0,"end":3', b'"start":-20,"end":-17', "characters -20 to -17 do not quote the text"),
        (b"chancery-record/1", b"chancery-record/9", "a record of another format: 'chancery-record/9'"),
        (b'"kind":"other"', b'"kind":4', "damaged: Expected `str`, got `int` - at `$.actors[0].kind`"),
        (b"}", b"", "damaged"),
    ],
)
def test_a_record_that_was_tampered_with_is_rejected(was: bytes, becomes: bytes, reason: str) -> None:
    outcome = taken(msgspec.json.encode(GOOD).replace(was, becomes))
    assert isinstance(outcome, Rejection) and reason in outcome.reason
