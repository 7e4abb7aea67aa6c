"""The commands with which people decide."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from chancery import cli
from chancery.record.facts import Record
from chancery.store.store import open_store
from tests.store.make import CALL, DENIAL

RAID = DENIAL.events[0].id


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "chancery.db"
    with open_store(path) as opened:
        opened.put_many([DENIAL, CALL])
    return path


def run(*arguments: str | Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Exit code, output and errors of a command."""
    try:
        cli.run(list(map(str, arguments)))
        code = 0
    except SystemExit as reason:
        code = int(reason.code or 0)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_rejection_is_listed_and_withdrawn(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("judge", "reject", "event", RAID, "--why", "a film", "--who", "Ada", "--store", store, capsys=capsys)
    assert code == 0 and out.endswith(f"reject event {RAID} in doc-denial\n")
    id = out.split()[0]
    _, listed, _ = run("judgements", "list", "--store", store, capsys=capsys)
    assert f"reject event {RAID} in doc-denial\n    Ada: a film\n" in listed
    assert run("judgements", "withdraw", id, "--who", "Ben", "--store", store, capsys=capsys)[0] == 0
    assert run("judgements", "list", "--store", store, capsys=capsys)[1] == "nothing was decided\n"
    assert "withdrawn by Ben" in run("judgements", "list", "--withdrawn", "--store", store, capsys=capsys)[1]


def test_a_correction_takes_text_and_json(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes = ["--set", "code=COERCE", "--set", "time=2024", "--set", "place=null", "--set", 'modes=["seize"]']
    assert run("judge", "correct", "event", RAID, *changes, "--store", store, capsys=capsys)[0] == 0
    with open_store(store, readonly=True) as opened:
        (event,) = opened.judged("doc-denial").events
    assert (event.code, event.place, event.modes) == ("COERCE", None, ("seize",))
    assert event.time and event.time.value == "2024"


def test_exported_judgements_are_imported_once(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("judge", "reject", "event", RAID, "--store", store, capsys=capsys)
    file, other = tmp_path / "judgements.jsonl", tmp_path / "other.db"
    run("judgements", "export", "--output", file, "--store", store, capsys=capsys)
    with open_store(other) as opened:
        opened.put(DENIAL)
    assert run("judgements", "import", file, "--store", other, capsys=capsys)[1] == "1 new, 0 known already\n"
    assert run("judgements", "import", file, "--store", other, capsys=capsys)[1] == "0 new, 1 known already\n"
    with open_store(other, readonly=True) as opened:
        assert opened.judged("doc-denial").events == ()


def test_corrected_records_are_exported_to_train_with(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("judge", "reject", "event", RAID, "--store", store, capsys=capsys)
    file = tmp_path / "records.jsonl"
    run("judgements", "export", "--records", "--output", file, "--store", store, capsys=capsys)
    (record,) = (msgspec.json.decode(line, type=Record) for line in file.read_bytes().splitlines())
    assert record == msgspec.structs.replace(DENIAL, events=())


def test_the_list_is_json_too(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("judge", "accept", "event", RAID, "--who", "Ada", "--store", store, capsys=capsys)
    (told,) = json.loads(run("judgements", "list", "--format", "json", "--store", store, capsys=capsys)[1])
    assert (told["verb"], told["who"], told["orphaned"]) == ("accept", "Ada", None)


def test_a_line_that_is_no_judgement_is_named_and_nothing_imported(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "judgements.jsonl"
    run("judge", "accept", "event", RAID, "--store", store, capsys=capsys)
    run("judgements", "export", "--output", file, "--store", store, capsys=capsys)
    file.write_bytes(file.read_bytes().replace(b"accept", b"praise") + b"{}\n")
    code, _, err = run("judgements", "import", file, "--store", store, capsys=capsys)
    assert code == 1 and "line 2: is no judgement" in err


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (["judge", "praise", "event", "x"], 2, "praise"),
        (["judge", "correct", "event", RAID, "--set", "code"], 2, "has no value; write it as code=AID"),
        (["judge", "correct", "event", RAID, "--set", "modes=[seize"], 2, "is no JSON"),
        (["judge", "split", "event", RAID, "--mention", "12"], 2, "write a mention as 120-131"),
        (["judge", "split", "happening", "hap-1", "--event", "evt-2"], 2, "write an event as doc-1:evt-2"),
        (["judge", "reject", "event", "evt-none"], 1, "there is no such event in the store"),
        (["judge", "correct", "event", RAID, "--set", "colour=red"], 1, "colour: cannot be changed"),
    ],
)
def test_what_does_not_fit_is_said(
    store: Path, arguments: list[str], code: int, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found, _, err = run(*arguments, "--store", store, capsys=capsys)
    assert found == code and reason in err


def test_judging_makes_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run("judge", "reject", "event", RAID, "--store", tmp_path / "none.db", capsys=capsys)
    assert code == 1 and "there is no such store" in err
    assert not (tmp_path / "none.db").exists()
