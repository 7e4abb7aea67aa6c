"""Answers in other forms than pages: JSON with a version that saves sending it twice, CSV, lines of JSON."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response


def etagged(request: Request, body: bytes, media: str, headers: Mapping[str, str] | None = None) -> Response:
    """The body, or word that it has not changed since the client had it."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    told = {**(headers or {}), "etag": tag, "cache-control": "private, no-cache"}
    if tag in (part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=told)
    return Response(body, headers=told, media_type=media)


def json_of(value: object) -> bytes:
    return msgspec.json.encode(value)
