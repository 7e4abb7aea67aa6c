"""Parquet: a report a row."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from chancery.record.facts import Rejection
from chancery.record.text import Capture
from chancery.sources.files import captures


def write(folder: Path, **columns: object) -> Path:
    path = folder / "wire.parquet"
    pq.write_table(pa.table(columns), path)
    return path


def reasons(path: Path) -> list[str]:
    return [item.reason for item in captures([str(path)]) if isinstance(item, Rejection)]


def test_a_row_is_a_report_with_what_its_columns_say(tmp_path: Path) -> None:
    days = [date(2024, 12, 11), None]
    path = write(tmp_path, id=["a/1", None], text=["Kyiv denied it.", "Moscow did not."], published=days, other=[1, 2])
    first, second = captures([str(path)])
    assert isinstance(first, Capture) and isinstance(second, Capture)
    assert (first.name, first.key, first.content, first.published) == (f"{path}:1", "a-1", b"Kyiv denied it.", "2024-12-11")
    assert (second.name, second.key, second.published) == (f"{path}:2", "wire-0002", None)


TEXTS = pa.array(["Kyiv denied it."])


@pytest.mark.parametrize("column", [TEXTS.cast(pa.binary()), TEXTS.cast(pa.large_string()), TEXTS.dictionary_encode()])
def test_text_may_be_kept_in_several_ways(tmp_path: Path, column: object) -> None:
    (found,) = captures([str(write(tmp_path, text=column, published=[datetime(2024, 12, 11, 8)]))])
    assert isinstance(found, Capture) and (found.content, found.published) == (b"Kyiv denied it.", "2024-12-11T08:00:00")


def test_a_bad_row_is_rejected_by_number_and_the_rest_is_read(tmp_path: Path) -> None:
    found = list(captures([str(write(tmp_path, text=["One.", None, "Three."]))]))
    assert [item.name.rsplit(":")[-1] for item in found if isinstance(item, Rejection)] == ["2"]
    assert len(found) == 3


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"body": ["Kyiv denied it."]}, "no column called text; the columns are body"),
        ({"text": [4]}, "the column text holds no text"),
        ({"text": ["Kyiv denied it."], "title": [[1]]}, "not a report: Expected `str | null`, got `array` - at `$.title`"),
        ({"text": pa.array([], pa.string())}, "no rows in this file"),
    ],
)
def test_a_table_of_another_kind_is_refused_with_its_reason(tmp_path: Path, columns: dict[str, object], reason: str) -> None:
    (told,) = reasons(write(tmp_path, **columns))
    assert told.startswith(reason)


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, text=["Kyiv denied it."] * 100)
    whole = path.read_bytes()
    for damaged in (whole[:-20], whole[20:], b"PAR1", b"", b"not Parquet at all, but long enough to be"):
        path.write_bytes(damaged)
        assert len(reasons(path)) == 1


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, text=["Kyiv denied it."])
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert reasons(path) == ["Parquet needs pyarrow; install it with: pip install 'chancery[parquet]'"]
