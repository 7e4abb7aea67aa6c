"""Answers in other forms than pages: JSON with a version that saves sending it twice, CSV, lines of JSON."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from chancery.views.quoting import Quotation, Stretch

NDJSON = "application/x-ndjson"
Quoted = Mapping[Stretch, Quotation]


@dataclass(frozen=True)
class Answer:
    """What a view found: rows with the words they rest on, the cursor of the next ones, and what only the page shows."""

    rows: Sequence[object]
    next: str | None = None
    quoted: Quoted = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)


# -- rows as plain data ----------------------------------------------------------------------------------------------------


def told(value: object, quoted: Quoted) -> Any:
    """A row as plain data, its stretches replaced by the words that stand there.

    >>> told({"evidence": (Stretch("doc-1", 3, 9),)}, {})
    {'evidence': [{'document': 'doc-1', 'start': 3, 'end': 9}]}
    """
    if isinstance(value, Stretch):
        return _plain(quoted.get(value, value))
    if isinstance(value, msgspec.Struct):
        return msgspec.to_builtins(value)
    if is_dataclass(value):
        return {one.name: told(getattr(value, one.name), quoted) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): told(one, quoted) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [told(one, quoted) for one in value]
    return value


def _plain(value: Quotation | Stretch) -> dict[str, Any]:
    return {one.name: getattr(value, one.name) for one in fields(value)}


# -- forms -----------------------------------------------------------------------------------------------------------------


def etagged(request: Request, body: bytes, media: str, headers: Mapping[str, str] | None = None) -> Response:
    """The body, or word that it has not changed since the client had it."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    told_so = {**(headers or {}), "etag": tag, "cache-control": "private, no-cache", "vary": "accept"}
    if tag in (part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=told_so)
    return Response(body, headers=told_so, media_type=media)


def json_of(value: object) -> bytes:
    return msgspec.json.encode(value)


def as_json(request: Request, answer: Answer) -> Response:
    """Rows and the cursor of the next ones, which the Link header leads to."""
    body = msgspec.json.encode({"rows": [told(row, answer.quoted) for row in answer.rows], "next": answer.next})
    return etagged(request, body, "application/json", _links(request, answer))


def as_lines(request: Request, answer: Answer) -> Response:
    """A row a line."""
    lines = (msgspec.json.encode(told(row, answer.quoted)) + b"\n" for row in answer.rows)
    return StreamingResponse(lines, headers=_links(request, answer), media_type=NDJSON)


def as_csv(request: Request, answer: Answer) -> Response:
    rows = [dict(flat(told(row, answer.quoted))) for row in answer.rows]
    name = request.url.path.strip("/").replace("/", "-").removesuffix(".csv") or "chancery"
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in name)
    headers = {**_links(request, answer), "content-disposition": f'attachment; filename="{safe}.csv"'}
    return etagged(request, csv_of(rows).encode(), "text/csv; charset=utf-8", headers)


def csv_of(rows: Sequence[Mapping[str, object]]) -> str:
    """Rows as CSV, a column for every key in the order of their first coming.

    >>> csv_of([{"a": "=1+1", "b": None}, {"a": "x", "c": -2}])
    "a,b,c\\r\\n'=1+1,,\\r\\nx,,-2\\r\\n"
    """
    columns = list(dict.fromkeys(key for row in rows for key in row))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    """A spreadsheet takes text that begins so for a formula, and reports are written by anybody."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def flat(row: Any, prefix: str = "") -> Iterator[tuple[str, object]]:
    """Columns of a row: what has an id and a name gives both, lists are joined.

    >>> dict(flat({"actors": [{"id": "state:rus", "name": "Russia"}], "place": {"name": "Kyiv", "country": "UKR"}}))
    {'actors': 'Russia', 'actors_id': 'state:rus', 'place_name': 'Kyiv', 'place_country': 'UKR'}
    """
    for key, value in row.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and value.keys() == {"id", "name"}:
            yield from ((name, value["name"]), (f"{name}_id", value["id"]))
        elif isinstance(value, dict):
            yield from flat(value, f"{name}_")
        elif isinstance(value, list):
            yield from _listed(name, value)
        else:
            yield name, value


def _listed(name: str, value: list[Any]) -> Iterator[tuple[str, object]]:
    if value and all(isinstance(one, dict) and one.keys() == {"id", "name"} for one in value):
        yield from ((name, "; ".join(one["name"] for one in value)), (f"{name}_id", "; ".join(one["id"] for one in value)))
    elif value and all(isinstance(one, dict) and "before" in one for one in value):
        yield name, " … ".join(one["text"] for one in value)
    elif value and all(isinstance(one, dict) and "chain" in one for one in value):
        yield name, "; ".join(f"{' > '.join(by['name'] for by in one['chain']) or 'the report'} {one['stance']}" for one in value)
    elif any(isinstance(one, dict | list) for one in value):
        yield name, msgspec.json.encode(value).decode()
    else:
        yield name, "; ".join(map(str, value))


def _links(request: Request, answer: Answer) -> dict[str, str]:
    return {"link": f'<{next_page(request, answer.next)}>; rel="next"'} if answer.next else {}


def next_page(request: Request, cursor: str) -> str:
    """The address of the rows after these."""
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    return f"{request.url.path}?{urlencode([*asked, ('cursor', cursor)])}"


def first_page(request: Request, suffix: str = "", leave_out: Iterable[str] = ("cursor",)) -> str:
    """The address of the first rows, in the form that the suffix names."""
    left = set(leave_out)
    asked = [(name, value) for name, value in request.query_params.multi_items() if name not in left and value]
    return f"{request.url.path}{suffix}{'?' if asked else ''}{urlencode(asked)}"
