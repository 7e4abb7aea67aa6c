"""The command line: what it prints, writes and answers."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from chancery import cli
from chancery.pipeline import Reader
from tests.stub import stub_engine

NEWS = "The Kremlin said on Wednesday that the two leaders had discussed the war in a call that took an hour."


class Ran(NamedTuple):
    code: int
    out: str
    err: str


class Run:
    """Calls the command line in this process, with the engine that needs no bundle."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self.capture = capture

    def __call__(self, *arguments: str | Path) -> Ran:
        code: object = 0
        try:
            cli.run([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = ended.code
        assert isinstance(code, int)
        return Ran(code, *self.capture.readouterr())


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def reader(**_: object) -> Reader:
        return Reader(engine=stub_engine)

    monkeypatch.setattr(cli, "Reader", reader)
    return Run(capsys)


def write(folder: Path, name: str, content: str | bytes = NEWS) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_json_is_one_record(run: Run, tmp_path: Path) -> None:
    ran = run(
        "read", write(tmp_path, "call.txt"), "--format", "json", "--published", "2024-12-11", "--title", "Call", "--publisher", "Wire"
    )
    record = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert list(record) == ["format", "document", "actors", "events", "statements", "relations", "positions", "bundle", "problems"]
    assert record["document"] | {"id": ""} == {
        "id": "", "title": "Call", "publisher": "Wire", "url": None, "published": "2024-12-11", "language": "en", "text": NEWS,
    }  # fmt: skip


def test_a_second_run_is_the_same_byte_for_byte(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path, "call.txt")
    assert run("read", path, "--format", "json") == run("read", path, "--format", "json")


def test_many_are_a_line_each(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "wire.jsonl", json.dumps({"text": NEWS, "published": "2024-12-10"}) + "\n" + json.dumps({"text": NEWS}))
    for form in ("json", "jsonl"):
        ran = run("read", tmp_path, "--format", form, "--published", "2024-12-11")
        assert [json.loads(line)["document"]["published"] for line in ran.out.splitlines()] == ["2024-12-10", "2024-12-11"]


def test_the_text_for_people_has_no_escape_codes_when_it_is_no_terminal(run: Run, tmp_path: Path) -> None:
    ran = run("read", write(tmp_path, "call.txt"), "--title", "A \x1b[31mcall")
    assert ran.out.splitlines()[0] == "A [31mcall"
    assert "\x1b" not in ran.out


def test_output_writes_a_file_for_each(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    write(folder, "a.txt")
    write(folder, "sub/b.html", f"<html><body><article><p>{NEWS}</p><p>{NEWS.replace('Kremlin', 'palace')}</p></article></body></html>")
    write(folder, "wire.jsonl", json.dumps({"text": NEWS}) + "\n" + json.dumps({"text": NEWS, "id": "w/2"}))
    ran = run("read", folder, "--output", tmp_path / "out")
    written = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.json"))
    assert (ran, written) == (Ran(0, "", ""), ["a.json", "sub/b.json", "w-2.json", "wire-0001.json"])


def test_reports_with_their_pages_and_records_beside_them_are_read_once(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "b.txt", NEWS.replace("Kremlin", "palace"))
    for form in ("html", "json"):
        run("read", tmp_path, "--format", form, "--output", tmp_path)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    ran = run("read", tmp_path, "--format", "html", "--output", tmp_path)
    assert (ran, sorted(first)) == (Ran(0, "", ""), ["a.html", "a.json", "a.txt", "b.html", "b.json", "b.txt"])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first


def test_two_reports_of_one_name_are_not_written_over_each_other(run: Run, tmp_path: Path) -> None:
    first, second = write(tmp_path, "a.txt"), write(tmp_path, "a.md")
    ran = run("read", first, second, "--output", tmp_path / "out")
    assert ran.code == 3
    assert f"{second}: not written: " in ran.err and f"already holds the record of {first}" in ran.err


def test_one_bad_report_does_not_stop_the_good_ones(run: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "c.txt"):
        write(tmp_path, name)
    bad = write(tmp_path, "b.txt", b"\x7fELF\0\0\0")
    ran = run("read", tmp_path, "--format", "jsonl")
    assert (ran.code, len(ran.out.splitlines())) == (3, 2)
    assert ran.err.splitlines() == [f"{bad}: not read (reading): binary: no text in an encoding that Chancery knows", "2 read, 1 not read"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG picture"),
        (b"a" * 50_000_001, "larger than 50 MB"),
        ("Der Bundeskanzler sprach am Montag mit dem Außenminister über die Lage in der Ukraine.".encode(), "not in English (de)"),
        (b"<html><body>", "no article text"),
    ],
)
def test_a_bad_report_is_named_with_its_reason(run: Run, tmp_path: Path, content: bytes, reason: str) -> None:
    path = write(tmp_path, "bad.txt", content)
    ran = run("read", path)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"{path}: not read (reading): {reason}" if reason[0] in "enl" else f"{path}: not read (reading): ")
    assert reason in ran.err


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_any_common_encoding_is_read(run: Run, tmp_path: Path, encoding: str) -> None:
    text = "“No,” Orbán said. " + NEWS
    ran = run("read", write(tmp_path, "a.txt", text.encode(encoding)), "--format", "json")
    assert json.loads(ran.out)["document"]["text"] == text


def test_a_clean_text_comes_back_as_it_was(run: Run) -> None:
    path = Path(__file__).parent.parent / "examples" / "orban-putin-call.txt"
    assert json.loads(run("read", path, "--format", "json").out)["document"]["text"] == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["read"], ["read", ""], ["ingest", "a.txt", ""], ["read", "a.txt", "--published", "yesterday"],
        ["read", "a.txt", "--published", ""], ["read", "a.txt", "--format", "xml"], ["write"],
    ],
)
def test_wrong_usage_is_answered_with_2(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.code == 2 and "Traceback" not in ran.err


def test_reasons_are_for_people_and_change_no_record(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path, "call.txt")
    assert run("read", path, "--why") == run("read", path)
    for arguments in (("--format", "json"), ("--format", "html"), ("--output", tmp_path / "out")):
        ran = run("read", path, "--why", *arguments)
        assert ran.code == 2 and "--why goes with text" in ran.err


def test_a_missing_file_is_named(run: Run, tmp_path: Path) -> None:
    assert run("read", tmp_path / "no.txt") == Ran(1, "", f"{tmp_path / 'no.txt'}: not read (source): no such file or directory\n")


def test_a_folder_that_cannot_be_written_is_a_clear_error(run: Run, tmp_path: Path) -> None:
    ran = run("read", write(tmp_path, "a.txt"), "--output", write(tmp_path, "taken") / "out")
    assert ran.code == 1 and "cannot be made a folder" in ran.err


def test_an_interrupt_is_quiet(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "captures", stop)
    ran = run("read", write(tmp_path, "a.txt"))
    assert (ran.code, ran.out, ran.err.strip()) == (130, "", "stopped")


SCRIPT = (
    "from chancery import cli; from chancery.pipeline import Reader; from tests.stub import stub_engine; "
    "cli.Reader = lambda **_: Reader(engine=stub_engine); cli.run()"
)
started = partial(
    subprocess.Popen, cwd=Path(__file__).parent.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
)


def test_standard_input_is_read() -> None:
    process = started([sys.executable, "-c", SCRIPT, "read", "-", "--format", "json"], stdin=subprocess.PIPE)
    out, err = process.communicate(NEWS, timeout=60)
    assert (json.loads(out)["document"]["text"], err, process.returncode) == (NEWS, "", 0)


@pytest.mark.parametrize(("settings", "coloured"), [({}, True), ({"TERM": "dumb"}, False), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_that_has_or_wants_no_colours_gets_none(tmp_path: Path, settings: dict[str, str], coloured: bool) -> None:
    ours, theirs = pty.openpty()
    known = {name: value for name, value in os.environ.items() if name not in ("TERM", "NO_COLOR")}
    command = [sys.executable, "-c", SCRIPT, "read", str(write(tmp_path, "a.txt"))]
    with subprocess.Popen(command, cwd=Path(__file__).parent.parent, stdout=theirs, env={"TERM": "xterm", **known, **settings}) as process:
        assert process.wait(timeout=60) == 0
    os.close(theirs)
    assert (b"\x1b" in os.read(ours, 4096)) == coloured
    os.close(ours)


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    path = write(tmp_path, "wire.jsonl", (json.dumps({"text": NEWS}) + "\n") * 500)
    with started(
        [sys.executable, "-c", SCRIPT, "read", str(path), "--format", "jsonl"], env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert (process.stderr.read(), process.wait(timeout=60)) == ("", 1)
