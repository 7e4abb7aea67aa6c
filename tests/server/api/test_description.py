"""The OpenAPI document, and its page."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from chancery.server.api.description import examples
from tests.server.api.examples import answered, call
from tests.server.api.make import filled, server

OTHER = ("application/x-ndjson", "text/csv")


@pytest.fixture(scope="module")
def told(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return found


def test_every_schema_that_is_named_is_there(told: dict[str, Any]) -> None:
    named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(told)))
    assert named <= told["components"]["schemas"].keys()


def test_every_answer_has_an_example_and_every_problem_a_schema(told: dict[str, Any]) -> None:
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            answers = operation["responses"]
            assert "application/problem+json" in answers["default"]["content"], path
            done = answers.get("200") or answers["201"]
            assert all("example" in content for media, content in done["content"].items() if media not in OTHER), f"{method} {path}"
            assert operation["description"] and len(operation["operationId"]) < 20


def test_examples_are_what_a_server_answers(tmp_path: Path) -> None:
    with server(filled(tmp_path), engine=call) as client:
        assert answered(client) == examples()


def test_no_operation_has_the_name_of_another(told: dict[str, Any]) -> None:
    names = [operation["operationId"] for methods in told["paths"].values() for operation in methods.values()]
    assert len(set(names)) == len(names)


def test_an_answer_fits_its_schema(told: dict[str, Any]) -> None:
    for name, answer in examples().items():
        method, _, path = name.partition(" ")
        done = told["paths"][path][method.lower()]["responses"]
        for media, content in (done.get("200") or done["201"])["content"].items():
            if media not in OTHER:
                misfits = list(_misfits(answer, content["schema"], told["components"]["schemas"], name))
                assert misfits == []


def test_the_page_of_the_api_loads_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/api").text
    assert "/api/v1/reconcile" in page
    assert re.findall(r'(?:src|href)="(?!/|#)[^"]*"', page) == []


def _misfits(value: Any, schema: dict[str, Any], schemas: dict[str, Any], where: str) -> Any:
    """Where a value is not as its schema says: types, members, choices."""
    if "$ref" in schema:
        yield from _misfits(value, schemas[schema["$ref"].rpartition("/")[2]], schemas, where)
    elif "anyOf" in schema:
        found = [list(_misfits(value, one, schemas, where)) for one in schema["anyOf"]]
        if all(found):
            yield min(found, key=len)
    elif not isinstance(value, _TYPES[schema["type"]] if isinstance(schema.get("type"), str) else object):
        yield f"{where}: {value!r} is no {schema['type']}"
    elif isinstance(value, dict):
        yield from (f"{where}: lacks {name}" for name in schema.get("required", ()) if name not in value)
        for name, one in schema.get("properties", {}).items():
            yield from _misfits(value[name], one, schemas, f"{where}.{name}") if name in value else ()
    elif isinstance(value, list) and isinstance(schema.get("items"), dict):
        for item in value:
            yield from _misfits(item, schema["items"], schemas, f"{where}[]")


_TYPES: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None),
}  # fmt: skip
