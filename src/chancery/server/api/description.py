"""The OpenAPI document: what FastAPI finds, the schemas of rows and records, an example of every answer."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from chancery.server.api.schemas import components

_ABOUT = """
Every row stands by itself: names beside ids, the words that it rests on with their place in the report (`start` and `end` count
Unicode code points). Lists come in pages; `next` and the `Link` header lead on. With `Accept: application/x-ndjson` a list is a
stream of all rows, a row a line. What goes wrong is told as `application/problem+json`.
"""


def install(app: FastAPI) -> None:
    """Let an application describe its API."""
    made: dict[str, Any] = {}

    def openapi() -> dict[str, Any]:
        if not made:
            made.update(_described(app))
        return made

    app.openapi = openapi  # type: ignore[method-assign]


def _described(app: FastAPI) -> dict[str, Any]:
    about: dict[str, Any] = {"title": app.title, "version": app.version, "summary": app.summary, "license_info": app.license_info}
    told = get_openapi(**about, description=_ABOUT.strip(), routes=app.routes)
    parts = told.setdefault("components", {})
    parts["schemas"] = {**parts.get("schemas", {}), **components()}
    parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer", "description": "Where the server has users."}}
    told["security"] = [{}, {"token": []}]
    for path, operations in told["paths"].items():
        for method, operation in operations.items():
            operation["operationId"] = operation["operationId"].partition("_api_v1_")[0] or operation["operationId"]
            _exemplify(operation, examples().get(f"{method.upper()} {path}"))
    return told


def _exemplify(operation: dict[str, Any], example: Any) -> None:
    for status in ("200", "201"):
        for media, content in operation["responses"].get(status, {}).get("content", {}).items():
            if example is not None and media not in _OTHER:
                content["example"] = example


_OTHER = ("application/x-ndjson", "text/csv")


@cache
def examples() -> dict[str, Any]:
    """An answer of each address, by method and path. The tests hold them against what the server answers."""
    found: dict[str, Any] = msgspec.json.decode((files("chancery.server.api") / "examples.json").read_bytes())
    return found
