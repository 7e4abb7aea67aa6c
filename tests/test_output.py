"""Records to files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from chancery.errors import NameTakenError, OutputError
from chancery.output import Folder, encode
from chancery.pipeline import Reader
from tests.stub import stub_engine

RECORD = Reader(engine=stub_engine).read("Kyiv denied it.")


def test_two_reports_never_share_a_file(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.write(RECORD, key="kyiv", name="a/kyiv.txt")
    with pytest.raises(NameTakenError, match=r"Kyiv.json already holds the record of a/kyiv.txt"):
        folder.write(RECORD, key="Kyiv", name="b/Kyiv.txt")


def test_a_second_run_writes_the_same_bytes_over_the_first(tmp_path: Path) -> None:
    first = Folder(tmp_path).write(RECORD, key="kyiv", name="kyiv.txt").read_bytes()
    assert Folder(tmp_path).write(RECORD, key="kyiv", name="kyiv.txt").read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["kyiv.json"]


def test_a_full_disk_is_a_clear_error_and_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: str, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OutputError, match="No space left on device"):
        Folder(tmp_path).write(RECORD, key="kyiv", name="kyiv.txt")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputError, match="cannot be made a folder"):
        Folder(tmp_path / "out")


def test_the_fields_stand_in_the_order_of_the_format() -> None:
    assert encode(RECORD).startswith(b'{"format":"chancery-record/1","document":{"id":"doc-')
