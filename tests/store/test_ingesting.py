"""An ingest, on both databases."""

from __future__ import annotations

from pathlib import Path

from tests.commands.test_ingest import first_line, lines, run
from tests.ingest.texts import text
from tests.test_cli import Run

__all__ = ["run"]


def test_an_ingest_goes_in_once_and_its_reprints_are_grouped(run: Run, where: str, tmp_path: Path) -> None:
    wire = f"{text(1)} {text(2)} {text(3)}"
    path = lines(tmp_path / "wire.jsonl", wire, f"A headline of another paper\n\n{wire}", text(4), "")
    told = [first_line(run("ingest", path, "--store", where, "--processes", "1")).partition(": ")[2] for _ in range(2)]
    assert told == ["3 new, 1 not read; 1 are copies of others", "3 unchanged, 1 not read"]
    assert len(run("runs", "--store", where).out.splitlines()) == 3
