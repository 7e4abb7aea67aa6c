"""Processes that read: all is read, and no report, however bad, takes another with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import Event

import pytest

from chancery.errors import BundleError, ChanceryError, StoreError
from chancery.ingest.crew import Crew, Read
from chancery.ingest.hand import IsKnown, Make, Outcome
from chancery.record.facts import Record, Rejection
from chancery.record.text import Capture, Document
from tests.ingest import workers


def crew_of(make: Make, size: int, *, is_known: IsKnown, seconds: float = 60.0) -> Crew[str]:
    return Crew(make, size, is_known=is_known, seconds=seconds)


def no(_: Capture, __: Document) -> bool:
    return False


def captures(*texts: str) -> list[Capture]:
    return [Capture(f"wire-{n}", text.encode()) for n, text in enumerate(texts)]


def outcomes(found: Iterable[object]) -> dict[str, Outcome]:
    return {item.capture.name: item.outcome for item in found if isinstance(item, Read)}


def read(*texts: str, size: int = 1, seconds: float = 60.0) -> dict[str, Outcome]:
    with crew_of(workers.make, size, is_known=no, seconds=seconds) as crew:
        return outcomes(crew.read(captures(*texts)))


def test_every_capture_comes_back_with_its_own_record() -> None:
    texts = [f"Report {n} was denied." for n in range(40)]
    found = read(*texts, size=2)
    assert {name: outcome.document.text for name, outcome in found.items() if isinstance(outcome, Record)} == {
        f"wire-{n}": text for n, text in enumerate(texts)
    }


def test_a_report_that_kills_its_process_is_rejected_alone() -> None:
    found = read("Good news.", "Some poison.", "", "A riddle.", "More news.")
    assert [type(found[f"wire-{n}"]) for n in range(5)] == [Record, Rejection, Rejection, Rejection, Record]
    assert found["wire-1"] == Rejection("wire-1", "reading", "the process that read it was ended by signal SIGKILL")
    assert found["wire-3"] == Rejection("wire-3", "analysis", "failed on this text: IndexError: word 7")


def test_a_report_that_is_never_done_is_given_up() -> None:
    found = read("Some quicksand.", seconds=0.5)
    assert found["wire-0"] == Rejection("wire-0", "reading", "the process that read it took more than 1 seconds and was ended")


def test_a_known_document_is_not_read_again() -> None:
    with crew_of(workers.make, 1, is_known=lambda _, document: "old" in document.text) as crew:
        found = outcomes(crew.read(captures("Some old poison.", "Some news.")))
    assert isinstance(found["wire-0"], Document) and isinstance(found["wire-1"], Record)


def test_a_crew_reads_again_after_it_has_read() -> None:
    with crew_of(workers.make, 1, is_known=no) as crew:
        assert [list(outcomes(crew.read(captures("News.")))) for _ in range(2)] == [["wire-0"]] * 2


def test_a_damaged_bundle_stops_the_run() -> None:
    with crew_of(workers.make_none, 1, is_known=no) as crew, pytest.raises(BundleError, match="damaged"):
        list(crew.read(captures("News.")))


def test_a_process_that_does_not_come_up_stops_the_run() -> None:
    with crew_of(workers.make_dead, 1, is_known=no) as crew, pytest.raises(ChanceryError, match=r"did not come up: .* signal SIGKILL"):
        list(crew.read(captures("News.")))


def test_what_the_source_or_the_store_trips_over_is_raised() -> None:
    def source() -> Iterator[Capture]:
        yield from captures("News.")
        raise StoreError("locked")

    def known(_: Capture, __: Document) -> bool:
        raise StoreError("full")

    with crew_of(workers.make, 1, is_known=no) as crew, pytest.raises(StoreError, match="locked"):
        list(crew.read(source()))
    with crew_of(workers.make, 1, is_known=known) as crew, pytest.raises(StoreError, match="full"):
        list(crew.read(captures("News.")))


def test_a_run_that_is_left_stops_taking_reports() -> None:
    taken: list[str] = []

    def source() -> Iterator[Capture]:
        for capture in captures(*(f"Report {n} was denied." for n in range(10_000))):
            taken.append(capture.name)
            yield capture

    with crew_of(workers.make, 1, is_known=no) as crew:
        found = crew.read(source())
        next(found)
        found.close()  # type: ignore[attr-defined]
    assert len(taken) < 1_000


def test_what_is_no_capture_comes_through() -> None:
    with crew_of(workers.make, 1, is_known=no) as crew:
        assert list(crew.read(iter(["aside"]))) == ["aside"]


def test_silence_is_told() -> None:
    left = Event()

    def source() -> Iterator[Capture]:
        left.wait(20)
        yield from captures("News.")

    with Crew[str](workers.make, 1, is_known=no, tick=0.01) as crew:
        found = crew.read(source())
        assert next(found) is None
        left.set()
        assert list(outcomes(found)) == ["wire-0"]
