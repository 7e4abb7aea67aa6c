"""The whole of Chancery with the bundle that it ships."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chancery
from chancery.errors import ReadingError
from chancery.output import encode
from chancery.reading.read import TEXT

EXAMPLE = Path(__file__).parent.parent / "examples" / "orban-putin-call.txt"
WORDS = st.sampled_from(
    ["Orbán", "Moscow", "denied", "said", "that", "“", "”", ".", "\n\n", "on Wednesday", "🕊️", "the", "U.S.", "\u202e", "2024"]
)


@pytest.fixture(scope="module")
def example() -> chancery.Record:
    return chancery.read(EXAMPLE.read_text(encoding="utf-8"), published="2024-12-11")


def spans_of(value: Any) -> Iterator[dict[str, Any]]:
    """Every span anywhere in a record."""
    if isinstance(value, dict):
        if set(value) == {"start", "end", "text"}:
            yield value
        yield from (span for item in value.values() for span in spans_of(item))
    elif isinstance(value, list):
        yield from (span for item in value for span in spans_of(item))


def assert_spans_hold(record: chancery.Record) -> None:
    whole = json.loads(encode(record))
    text = whole["document"]["text"]
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans_of(whole))


def test_the_example_gives_every_kind_of_fact(example: chancery.Record) -> None:
    assert example.actors and example.events and example.statements and example.relations and example.positions
    assert_spans_hold(example)


def test_the_same_report_gives_the_same_record(example: chancery.Record) -> None:
    again = chancery.Reader().read(EXAMPLE.read_text(encoding="utf-8"), published="2024-12-11")
    assert encode(again) == encode(example)


def test_of_a_text_that_is_too_long_the_beginning_is_read_and_the_rest_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chancery.analysis.analyse.MOST_ANALYSED", 60)
    text = "Moscow denied the charge.\n\nKyiv denied it too.\n\nParis denied that it had denied anything.\n"
    record = chancery.read(text)
    assert record.document.text == text
    assert {span["text"] for span in spans_of(json.loads(encode(record)))} >= {"Moscow", "Kyiv"}
    assert all(span["end"] <= 60 for span in spans_of(json.loads(encode(record))))
    assert [problem.reason for problem in record.problems] == [
        "too long to be read whole: no facts were looked for in the last 41 of 90 characters"
    ]


def test_reading_leaves_nothing_in_the_users_home(tmp_path: Path) -> None:
    known = {name: value for name, value in os.environ.items() if name not in ("ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME")}
    command = [sys.executable, "-c", "import chancery; chancery.read('Kyiv denied the charge.')"]
    subprocess.run(command, env={**known, "HOME": str(tmp_path)}, check=True)
    assert list(tmp_path.rglob("*")) == []


def test_reasons_are_given_for_the_same_record(example: chancery.Record) -> None:
    told = chancery.Reader().explain(EXAMPLE.read_text(encoding="utf-8"), published="2024-12-11")
    assert encode(told.record) == encode(example)
    assert set(told.reasons) == {actor.id for actor in example.actors}


def test_ids_name_something_in_the_record(example: chancery.Record) -> None:
    actors = {actor.id for actor in example.actors}
    statements = {statement.id for statement in example.statements}
    assert {p.actor for e in example.events for p in (*e.actors, *e.recipients)} <= actors
    assert {by for e in example.events for c in e.claims for by in c.by} <= actors
    assert {s.within for s in example.statements} - {None} <= statements
    assert {r.subject for r in example.relations} | {r.object for r in example.relations} <= actors


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=60).map(" ".join) | st.text(st.characters(codec=None), max_size=400))
def test_any_text_whatever_gives_a_record_whose_spans_hold_or_a_clear_rejection(text: str) -> None:
    try:
        assert_spans_hold(chancery.read(text, published="2024-12-11"))
    except ReadingError as refused:
        assert refused.reason


@settings(max_examples=10, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=40).map(" ".join), min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_a_report_is_read_alone_as_it_is_among_others_in_any_order(texts: list[str], chance: random.Random) -> None:
    captures = [chancery.Capture(str(number), text.encode(), content_type=TEXT) for number, text in enumerate(texts)]
    reader = chancery.Reader()
    together = list(reader.read_all(chance.sample(captures, len(captures))))
    alone = [outcome for capture in captures for outcome in reader.read_all([capture])]
    assert sorted(map(msgspec.json.encode, together)) == sorted(map(msgspec.json.encode, alone))


@pytest.mark.parametrize("page", ["README.md", "docs/api.md", "docs/questions.md"])
def test_the_examples_of_the_documents_run(page: str) -> None:
    text = (EXAMPLE.parent.parent / page).read_text(encoding="utf-8")
    blocks = [textwrap.dedent(block) for block in re.findall(r"(?:^    .*\n|^\n(?=    ))+", text, re.MULTILINE)]
    programs = [block for block in blocks if "import chancery" in block]
    assert programs
    for program in programs:
        exec(compile(program, page, "exec"), {})


def test_an_issue_that_its_words_do_not_name_is_named_by_the_network() -> None:
    (stand,) = chancery.read("Kyiv wants foreign boots off its soil, Andrii Sybiha said.", published="2025-03-04").positions
    assert (stand.issue.text, stand.topic) == ("foreign boots off its soil", "withdrawal of troops")
