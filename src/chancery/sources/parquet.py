"""Parquet: one report a row, with the columns that a line of JSON Lines has as fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from chancery.errors import SourceError
from chancery.reading.limits import MOST_BYTES
from chancery.record.facts import Rejection
from chancery.record.text import Capture
from chancery.sources.jsonl import Line, capture_of

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

SUFFIXES = (".parquet", ".pq")
_ROWS = 64
"""Rows held at once."""
_MOST_GROUP = 2_000_000_000
"""Bytes that one row group may unpack to."""


def rows(path: Path, stem: str) -> Iterator[Capture | Rejection]:
    """A capture for each row; called by ``stem`` and the row's number where it has no id."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        yield Rejection(str(path), "source", "Parquet needs pyarrow; install it with: pip install 'chancery[parquet]'")
        return
    number = 0
    try:
        with ParquetFile(path) as table:
            for number, row in enumerate(_rows(table), 1):
                yield _item(row, f"{path}:{number}", f"{stem}-{number:04d}")
        if not number:
            yield Rejection(str(path), "source", "no rows in this file")
    except SourceError as reason:
        yield Rejection(str(path), reason.stage, reason.reason)
    # Arrow tells damage in either way, depending on where in the file it is.
    except (ArrowException, OSError, ValueError) as reason:
        where = f"{path}:{number + 1}" if number else str(path)
        yield Rejection(where, "source", f"the Parquet file is damaged here ({_first_line(reason)}); what came before it was read")


def count(path: Path) -> int:
    """How many rows a file has; one where it cannot be told."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import read_metadata
    except ImportError:
        return 1
    try:
        return int(read_metadata(path).num_rows)
    except (ArrowException, OSError, ValueError):
        return 1


def _first_line(reason: Exception) -> str:
    return (str(reason).splitlines() or [type(reason).__name__])[0][:200]


def _rows(table: ParquetFile) -> Iterator[dict[str, object]]:
    names = table.schema_arrow.names
    if "text" not in names:
        found = ", ".join(names[:20]) or "none"
        raise SourceError(f"no column called text; the columns are {found}. Rename the one that holds the reports")
    for number in range(table.metadata.num_row_groups):
        if table.metadata.row_group(number).total_byte_size > _MOST_GROUP:
            raise SourceError(f"row group {number} unpacks to more than {_MOST_GROUP // 1_000_000_000} GB; write it in smaller ones")
    for batch in table.iter_batches(batch_size=_ROWS, columns=[name for name in Line.__struct_fields__ if name in names]):
        yield from batch.to_pylist()


def _item(row: dict[str, object], name: str, key: str) -> Capture | Rejection:
    told = {field: _plain(value) for field, value in row.items()}
    text = told["text"]
    if not isinstance(text, str):
        return Rejection(name, "source", "no text in this row" if text is None else "the column text holds no text")
    if len(text) > MOST_BYTES:
        return Rejection(name, "source", f"a text of more than {MOST_BYTES // 1_000_000} MB; one report a row")
    return capture_of(told, name, key)


def _plain(value: object) -> object:
    """A cell as JSON would have it: dates as ISO 8601, bytes as the text they hold."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if isinstance(value, date) else value
