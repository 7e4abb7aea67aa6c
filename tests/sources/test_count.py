"""What is to come is counted as it will be found."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from chancery.sources.count import count
from chancery.sources.files import captures
from tests.warcs import INFO, make_record


def test_files_count_as_many_as_they_give(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kyiv denied it.")
    (tmp_path / "wire.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n')
    (tmp_path / "crawl.warc.gz").write_bytes(gzip.compress(INFO + make_record() + make_record(kind="image/png") + make_record()))
    pq.write_table(pa.table({"text": ["One."] * 5}), tmp_path / "wire.parquet")
    assert count([str(tmp_path)]) == len(list(captures([str(tmp_path)]))) == 10


def test_what_cannot_be_opened_counts_as_one(tmp_path: Path) -> None:
    (tmp_path / "wire.parquet").write_text("damaged")
    assert count([str(tmp_path / "wire.parquet"), str(tmp_path / "none.txt"), str(tmp_path / "none.warc")]) == 3


def test_standard_input_is_not_counted() -> None:
    assert count(["-"]) is None
