"""The questions on the command line."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from pathlib import Path

import pytest

import chancery
from chancery import cli
from chancery.store.store import open_store
from tests.commands.test_judge import run
from tests.store.make import renamed
from tests.views.make import CALL, fill

MANUAL = Path(__file__).parents[2] / "docs/questions.md"
EXAMPLE = Path(__file__).parents[2] / "examples/orban-putin-call.txt"


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("story") / "chancery.db"
    with open_store(path) as store:
        fill(store)
    return path


def test_a_table_is_for_people(story: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    code, out, err = run("disputed", "--store", story, capsys=capsys)
    lines = [line.split() for line in out.splitlines() if "2024-12-10" in line]
    assert (code, err) == (0, "")
    assert lines[0][:4] == ["2024-12-10", "Graustark", "ASSAULT", "Ruritania"]
    assert "denied that there was a raid" in out


def test_positions_show_how_they_changed(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("positions", "--store", story, capsys=capsys)
    assert re.search(r"Ruritania +\S.* for +2024-12-12 +against \(2024-12-05\) → for \(2024-12-12\) +2", out)


def test_a_matrix_is_a_square(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("contacts", "--matrix", "--store", story, capsys=capsys)
    assert "1 Graustark                  1" in out
    code, _, err = run("contacts", "--matrix", "--with", "Orbán", "--store", story, capsys=capsys)
    assert code == 2 and "takes no --with" in err


def test_json_and_csv_hold_the_quotations(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("says", "truce", "--format", "json", "--store", story, capsys=capsys)
    told = json.loads(out)
    assert told["format"] == "chancery-says/1" and "truce" in told["rows"][0]["evidence"][0]["text"]
    _, out, _ = run("says", "--speaker", "Orbán", "--format", "csv", "--store", story, capsys=capsys)
    (row,) = csv.DictReader(io.StringIO(out))
    assert row["quotation"] == "told Graustark that the prisoner exchange with Ruritania is near"


def test_pages_go_on_with_their_cursor(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen, more = [], []
    while True:
        _, out, err = run("documents", "--limit", "3", "--format", "csv", *more, "--store", story, capsys=capsys)
        seen += [row["document"] for row in csv.DictReader(io.StringIO(out))]
        if not err:
            break
        more = err.removeprefix("more: ").split()
    assert len(seen) == len(set(seen)) == 7


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["timeline", "--actor", "Graustrak"], "did you mean Graustark"),
        (["timeline", "--cursor", "abc"], "is no cursor"),
        (["search", '"'], "names no word"),
        (["happening", "hap-none"], "no such happening"),
        (["brief", "--since", "soon"], "is no date"),
    ],
)
def test_what_cannot_be_answered_is_one_line(story: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    code, out, err = run(*arguments, "--store", story, capsys=capsys)
    assert (code, out, err.count("\n")) == (1, "", 1) and message in err


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run("timeline", "--store", tmp_path / "none.db", capsys=capsys)
    assert code == 1 and "there is no such store" in err
    assert not (tmp_path / "none.db").exists()


def test_words_of_a_report_do_not_drive_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(tmp_path / "chancery.db") as store:
        store.put(renamed(CALL, "doc-1", title="\u202e[bold]red[/bold] :smile:\u2066"))
    _, out, _ = run("documents", "--store", tmp_path / "chancery.db", capsys=capsys)
    assert r"\u202e[bold]red[/bold] :smile:\u2066" in out


def test_the_examples_of_the_manual_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store("chancery.db") as store:
        record = chancery.read(EXAMPLE.read_text(encoding="utf-8"), published="2024-12-11")
        store.put(renamed(record, record.document.id, publisher="Example Wire"))
    lines = re.findall(r"^    chancery (.*)$", MANUAL.read_text(encoding="utf-8"), re.MULTILINE)
    asked = [shlex.split(line.partition(" > ")[0]) for line in lines if not line.startswith("ingest")]
    assert len(asked) > 15
    for arguments in asked:
        code, out, err = run(*arguments, capsys=capsys)
        assert (code, err) == (0, ""), arguments
        assert out
    assert set(cli.main.commands) >= {arguments[0] for arguments in asked}
