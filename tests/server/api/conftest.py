"""A server on the story of the questions' tests, on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.server.api.make import filled, server, told
from tests.server.make import KINDS
from tests.store.conftest import fresh


@pytest.fixture(scope="session")
def where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the story. Tests that change it take ``own``."""
    return filled(tmp_path_factory.mktemp("api"))


@pytest.fixture(scope="session", params=KINDS)
def client(request: pytest.FixtureRequest) -> Iterator[TestClient]:
    where = request.getfixturevalue("where") if request.param == "sqlite" else told(fresh(request.getfixturevalue("postgres"), "api"))
    with server(where) as opened:
        yield opened


@pytest.fixture(params=KINDS)
def own(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TestClient]:
    where = filled(tmp_path) if request.param == "sqlite" else told(fresh(request.getfixturevalue("postgres"), "api_own"))
    with server(where) as opened:
        yield opened


@pytest.fixture(scope="session", params=KINDS)
def own_session(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server whose store is changed again and again."""
    where = (
        filled(tmp_path_factory.mktemp("fuzzed"))
        if request.param == "sqlite"
        else told(fresh(request.getfixturevalue("postgres"), "fuzzed"))
    )
    with server(where) as opened:
        yield opened
