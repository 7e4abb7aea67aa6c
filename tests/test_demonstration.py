"""Sentences that machine coders before us code as one and the same event, and what Chancery makes of them."""

from __future__ import annotations

import pytest

import chancery
from scripts.demonstration import PUBLISHED, ROOT, SENTENCES, page, readme
from tests.make import told, voices

CASES = [
    ("Israel attacked a base in Syria on Monday.", "ASSAULT", "actual", [([], "asserts")]),
    ("Israel did not attack the base in Syria.", "ASSAULT", "negated", [([], "denies")]),
    ("Israel denied attacking the base in Syria.", "ASSAULT", "negated", [(["Israel"], "denies")]),
    ("Israel will attack the base in Syria next week, its defence minister said.", "ASSAULT", "future", None),
    ("Israel may attack the base in Syria.", "ASSAULT", "hypothetical", [([], "hedges")]),
    ("Israel threatened to attack the base in Syria.", "THREATEN", "actual", [([], "asserts")]),
    ("Israel was accused by Iran of attacking the base in Syria.", "ASSAULT", "actual", [(["Iran"], "asserts")]),
    ("Syria said Israel attacked a base near Homs.", "ASSAULT", "actual", [(["Syria"], "asserts")]),
    ("Israel called off an attack on the base in Syria.", "ASSAULT", "negated", [([], "denies")]),
    ("Israel refused to attack the base in Syria.", "REJECT", "actual", [([], "asserts")]),
]


@pytest.fixture(scope="module")
def reader() -> chancery.Reader:
    return chancery.Reader()


@pytest.mark.parametrize(("sentence", "code", "status", "claims"), CASES)
def test_what_was_done_is_told_from_what_was_not(
    reader: chancery.Reader, sentence: str, code: str, status: str, claims: list[tuple[list[str], str]] | None
) -> None:
    record = reader.read(sentence, published=PUBLISHED)
    found = [event for event in record.events if event.code == code]
    assert [event.status for event in found] == [status]
    assert "Israel" in told(record, found[0])[1]
    assert claims is None or voices(record, found[0]) == claims


def test_the_cases_are_the_ten_sentences_of_the_page() -> None:
    assert tuple(sentence for sentence, *_ in CASES) == SENTENCES


def test_the_pages_show_what_chancery_makes_of_the_sentences(reader: chancery.Reader) -> None:
    records = [reader.read(sentence, published=PUBLISHED) for sentence in SENTENCES]
    written = {path: (ROOT / path).read_text(encoding="utf-8") for path in ("docs/demonstration.md", "README.md")}
    again = "python scripts/demonstration.py --write, then read what changed"
    assert written["docs/demonstration.md"] == page(records), again
    assert written["README.md"] == readme(written["README.md"], records), again


@pytest.mark.parametrize("kind", ["threatened", "refused"])
def test_a_threat_or_a_refusal_is_no_attack(reader: chancery.Reader, kind: str) -> None:
    for sentence in (sentence for sentence in SENTENCES if kind in sentence):
        assert "ASSAULT" not in {event.code for event in reader.read(sentence, published=PUBLISHED).events}


def test_a_denial_within_a_report_keeps_both_voices(reader: chancery.Reader) -> None:
    record = reader.read("Russia, according to Politico, has denied that its envoy met Hamas leaders in Doha.", published=PUBLISHED)
    meeting = next(event for event in record.events if event.code == "CONSULT")
    assert (meeting.status, voices(record, meeting)) == ("negated", [(["Politico", "Russia"], "denies")])
