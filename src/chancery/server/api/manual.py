"""The API as a page, made from its own description: nothing is loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chancery.server.rendering import render

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Parameter:
    """A parameter, with the values that it takes where they are few."""

    name: str
    where: str
    description: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Operation:
    """A method of an address."""

    method: str
    path: str
    group: str
    description: str
    parameters: tuple[Parameter, ...]


@router.get("/api")
def manual(request: Request) -> Response:
    return render(request, "api.html", operations=tuple(operations(request.app.openapi())))


def operations(told: dict[str, Any]) -> Iterator[Operation]:
    """What an OpenAPI document describes."""
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            parameters = tuple(map(_parameter, one.get("parameters", ())))
            yield Operation(method.upper(), path, one["tags"][0], one.get("description", ""), parameters)


def _parameter(told: dict[str, Any]) -> Parameter:
    schema = told.get("schema", {})
    return Parameter(told["name"], told["in"], told.get("description", ""), tuple(schema.get("enum", ())))
