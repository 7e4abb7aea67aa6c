"""Who says so, in sixty sentences: see the table in `sayings.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import chancery
from tests.make import name_of, voices
from tests.sayings import CASES, Case, Said

PUBLISHED = "2024-12-11"
REPORTS = Path(__file__).parent.parent / "training" / "codebook" / "reports"
STRETCH = 8
"""Words that no sentence may share with the training text in a row."""


@pytest.fixture(scope="module")
def reader() -> chancery.Reader:
    return chancery.Reader()


def said_in(record: chancery.Record) -> list[Said]:
    """The statements of a record; "to" before what is promised or demanded may stand inside or outside."""
    speakers = {statement.id: name_of(record, statement.speaker) for statement in record.statements}
    return [
        Said(
            speakers[s.id], s.act, " … ".join(span.text for span in s.content).removeprefix("to "), s.form, s.negated,
            speakers.get(s.within or ""), s.channel.kind if s.channel else None,
        )
        for s in record.statements
    ]  # fmt: skip


def asked(case: Case, found: list[Said]) -> list[Said]:
    """The statements found, without what the case does not ask of its own."""
    kept = {said.content: said for said in case.said}
    return [
        said._replace(form=said.form if wanted and wanted.form else None, channel=said.channel if wanted and wanted.channel else None)
        for said in found
        for wanted in [kept.get(said.content)]
    ]


def claimed(record: chancery.Record, code: str) -> list[tuple[str, tuple[str, ...]]]:
    """Status and claims of the events of a code, as the table writes them."""
    return [
        (event.status, tuple(f"{' > '.join(map(str, by)) or '-'} {stance}" for by, stance in voices(record, event)))
        for event in record.events if event.code == code
    ]  # fmt: skip


def holds(case: Case, record: chancery.Record) -> bool:
    """Whether a record gives what the case asks for."""
    if (case.said or not case.claims) and sorted(asked(case, said_in(record)), key=str) != sorted(case.said, key=str):
        return False
    if case.without and claimed(record, case.without):
        return False
    return all(claimed(record, code) == [wanted] for code, wanted in case.claims.items())


@pytest.mark.parametrize("case", CASES, ids=[case.text[:60] for case in CASES])
def test_who_says_so(reader: chancery.Reader, case: Case) -> None:
    record = reader.read(case.text, published=PUBLISHED)
    assert holds(case, record) != case.fails, (said_in(record), [(e.code, claimed(record, e.code)) for e in record.events])


def test_the_table_has_sixty_sentences_and_most_hold() -> None:
    assert len({case.text for case in CASES}) == len(CASES) == 60
    assert sum(case.fails for case in CASES) < 9


def stretches(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return zip(*(words[start:] for start in range(STRETCH)), strict=False)


def test_no_sentence_is_in_the_training_text() -> None:
    """Marks of the codebook are taken out before its words are compared."""
    trained = {
        stretch
        for path in REPORTS.glob("*.txt")
        for stretch in stretches(re.sub(r" #[\w,]+\]|\[", "", path.read_text(encoding="utf-8")))
    }
    assert len(trained) > 10_000
    assert not [case.text for case in CASES if trained & set(stretches(case.text))]
