"""How far an ingest is, as a bar and as lines."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from chancery.commands.progress import Lines
from chancery.ingest.tally import Tally
from tests.commands.test_ingest import ROOT, SCRIPT, lines
from tests.ingest.texts import text


def told(capsys: pytest.CaptureFixture[str], *, total: int | None, seconds: float, **counts: int) -> str:
    times = iter([0.0, seconds])
    shown = Lines(clock=lambda: next(times))
    if total is not None:
        shown.expect(total)
    shown.show(Tally("ingest", "bundle", **counts))  # type: ignore[arg-type]
    return capsys.readouterr().err


def test_a_line_tells_rate_and_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    line = told(capsys, total=4000, seconds=100.0, new=1200, rejected=3)
    assert line == "1,203 of 4,000 reports, 12.0 a second, 4 minutes left, 3 rejected\n"


def test_what_is_to_come_is_not_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, total=None, seconds=100.0, new=50, unchanged=50) == "100 reports, 1.0 a second\n"


def test_lines_keep_their_distance(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, total=None, seconds=29.0, new=50) == ""


def test_a_terminal_has_a_bar(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    path = lines(tmp_path / "wire.jsonl", *(text(n) for n in range(40)))
    arguments = ["ingest", str(path), "--store", str(tmp_path / "chancery.db"), "--processes", "1"]
    terminal = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    command = [sys.executable, "-c", SCRIPT, *arguments]
    with subprocess.Popen(command, cwd=ROOT, stderr=theirs, stdout=subprocess.PIPE, env=terminal) as process:
        os.close(theirs)
        shown = b""
        # At the end of the terminal's other side Linux has an error where macOS has an end.
        try:
            while part := os.read(ours, 4096):
                shown += part
        except OSError:
            pass
        assert process.stdout is not None
        out = process.stdout.read().decode()
    os.close(ours)
    assert process.returncode == 0 and out.endswith("run 1: 40 new\n")
    assert b"40 of 40 reports" in shown
