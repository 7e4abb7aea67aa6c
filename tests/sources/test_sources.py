"""Files, folders, standard input and JSON Lines as captures."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from chancery.record.facts import Rejection
from chancery.record.text import Capture
from chancery.sources.files import captures


def keys(found: object) -> list[str | None]:
    return [item.key if isinstance(item, Capture) else item.reason for item in found]  # type: ignore[attr-defined]


def test_a_folder_gives_its_files_in_order_and_passes_over_hidden_ones_and_records(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.html", "sub/c.txt", ".hidden"):
        (tmp_path / name).write_text("Kyiv denied it.")
    (tmp_path / "b.json").write_text('{\n  "format": "chancery-record/1",\n')
    assert keys(captures([str(tmp_path)])) == ["a", "b", "sub/c"]


def test_a_folder_passes_over_pages_that_chancery_wrote_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kyiv denied it.")
    (tmp_path / "a.html").write_text('<!doctype html>\n<html data-record="chancery-record/1" lang="en">\n<head>')
    (tmp_path / "b.html").write_text("<!doctype html>\n<html lang='en'><p>On the format chancery-record/1, and what came of it.")
    (tmp_path / "c.html").write_text("<!doctype html>\n<html lang='en'>\n<head><title>Of chancery-record/1</title>")
    assert keys(captures([str(tmp_path)])) == ["a", "b", "c"]


def test_what_cannot_be_opened_in_a_folder_is_a_rejection_in_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.html", "b.txt"):
        (tmp_path / name).write_text("Kyiv denied it.")
    opened = Path.open

    def open_or_refuse(path: Path, *how: str) -> object:
        if path.name == "a.html":
            raise PermissionError(13, "Permission denied")
        return opened(path, *how)

    monkeypatch.setattr(Path, "open", open_or_refuse)
    assert keys(captures([str(tmp_path)])) == ["permission denied", "b"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="to the superuser no folder is closed")
def test_a_folder_that_is_closed_is_a_rejection_in_its_place(tmp_path: Path) -> None:
    for name, mode in (("a", 0o000), ("b", 0o600), ("c", 0o700)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.txt").write_text("Kyiv denied it.")
        (tmp_path / name).chmod(mode)
    try:
        assert keys(captures([str(tmp_path)])) == ["permission denied", "permission denied", "c/report"]
    finally:
        for name in "ab":
            (tmp_path / name).chmod(0o700)


def test_links_that_lead_nowhere_or_round_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kyiv denied it.")
    for name, to in (("gone", "nowhere.txt"), ("self", "self"), ("round", "."), ("twice.txt", "a.txt")):
        (tmp_path / name).symlink_to(to)
    assert keys(captures([str(tmp_path)])) == ["a", "twice"]


@pytest.mark.parametrize(("name", "reason"), [("x" * 300, "file name too long"), ("a.txt/b.txt", "not a directory")])
def test_a_name_that_cannot_be_is_a_rejection_in_its_place(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "a.txt").write_text("Kyiv denied it.")
    assert keys(captures([str(tmp_path / name), str(tmp_path / "a.txt")])) == [reason, "a"]


def test_what_is_not_there_is_a_rejection_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kyiv denied it.")
    assert keys(captures([str(tmp_path / "no.txt"), str(tmp_path / "a.txt")])) == ["no such file or directory", "a"]


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    assert keys(captures([str(tmp_path)])) == ["no reports in this folder"]


def test_json_lines_carry_what_is_known_of_a_report(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    line = {"text": "Kyiv denied it.", "title": "Denial", "url": "https://wire.test/1", "published": "2024-12-11", "publisher": "Wire"}
    path.write_text(json.dumps(line) + "\n\n" + json.dumps({"text": "Moscow did not.", "id": "wire/2"}) + "\n")
    first, second = captures([str(path)])
    assert isinstance(first, Capture) and isinstance(second, Capture)
    assert (first.title, first.url, first.published, first.publisher) == ("Denial", "https://wire.test/1", "2024-12-11", "Wire")
    assert (first.key, first.name, second.key) == ("wire-0001", f"{path}:1", "wire-2")


def test_a_bad_line_is_rejected_by_number_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_text('{"text": "One."}\n{"text": \n{"title": "no text"}\n{"text": 4}\n[]\n{"text": "Two."}\n')
    found = list(captures([str(path)]))
    assert [item.name for item in found if isinstance(item, Rejection)] == [f"{path}:{n}" for n in (2, 3, 4, 5)]
    assert keys(found)[-1] == "wire-0006"


def test_standard_input_is_a_report() -> None:
    (found,) = captures(["-"], io.BytesIO(b"Kyiv denied it.\nMoscow did not."))
    assert isinstance(found, Capture) and found.content == b"Kyiv denied it.\nMoscow did not."


def test_standard_input_that_is_closed_is_a_rejection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert list(captures(["-"])) == [Rejection("-", "source", "standard input is closed")]


def test_standard_input_that_cannot_be_read_is_a_rejection() -> None:
    class Broken(io.BytesIO):
        def readline(self, _: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    assert list(captures(["-"], Broken())) == [Rejection("-", "source", "input/output error")]


def test_standard_input_may_be_json_lines() -> None:
    assert keys(captures(["-"], io.BytesIO(b'{"text": "One."}\n{"text": "Two."}'))) == ["stdin-0001", "stdin-0002"]
