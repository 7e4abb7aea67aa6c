"""Answers as JSON and CSV. `docs/questions.md` tells both; fields and columns are only ever added."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import msgspec

from chancery.views.quoting import Quotation, Stretch
from chancery.views.sheets import Sheet, sheets

Quotes = Mapping[Stretch, Quotation]
_LEADING = tuple("=+-@\t\r\n＝＋－＠")
"""What makes a spreadsheet take a cell for a formula when it stands first."""


def to_json(view: str, answer: object, quotes: Quotes | None = None, *, pretty: bool = False) -> bytes:
    """An answer as one JSON object: ``format`` names the view, the other fields are the answer's.

    With ``quotes``, places in documents have their words.
    """
    raw = msgspec.json.encode({"format": f"chancery-{view}/1", **_fields(answer, quotes or {})})
    return msgspec.json.format(raw, indent=2) if pretty else raw


def _fields(answer: object, quotes: Quotes) -> dict[str, Any]:
    if not is_dataclass(answer):
        return {"rows": plain(answer, quotes)}
    return {field.name: plain(getattr(answer, field.name), quotes) for field in fields(answer)}


def plain(value: object, quotes: Quotes) -> Any:
    """An answer, or a part of it, as JSON has it."""
    if isinstance(value, Stretch):
        return _fields(quotes[value], {}) if value in quotes else _fields(value, {})
    if is_dataclass(value):
        return _fields(value, quotes)
    if isinstance(value, Mapping):
        return {str(key): plain(item, quotes) for key, item in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return [plain(item, quotes) for item in value]
    return value


def to_csv(view: str, answer: object, quotes: Quotes | None = None, *, bom: bool = False) -> str:
    """An answer as CSV (RFC 4180) with a line of names; of an answer with several lists, one below the other, an empty line between.

    Cells that a spreadsheet would take for a formula begin with an apostrophe. ``bom`` lets Excel see that it is UTF-8.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    for n, sheet in enumerate(sheets(view, answer, quotes or {})):
        if n:
            file.write("\r\n")
        _write(writer, sheet)
    return f"{chr(0xFEFF) if bom else ''}{file.getvalue()}"


def _write(writer: Any, sheet: Sheet) -> None:
    writer.writerow(sheet.columns)
    writer.writerows([[cell(value) for value in row] for row in sheet.rows])


def cell(value: object) -> str:
    """A value as a spreadsheet may have it.

    >>> cell("=1+1"), cell(-80.04), cell(None), cell("Kyiv")
    ("'=1+1", '-80.04', '', 'Kyiv')
    """
    if value is None:
        return ""
    text = str(value).replace("\0", "")
    # A spreadsheet may pass over any space, and takes a tab or a line for a beginning of its own.
    leads = text.lstrip(" \u00a0").startswith(_LEADING) or text.lstrip().startswith(_LEADING)
    return f"'{text}" if isinstance(value, str) and leads else text
