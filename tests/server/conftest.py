"""A server on the story, on SQLite and on a real PostgreSQL server, and one on the hostile report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from chancery.store.store import open_store
from tests.server.make import KINDS, client_of, hostile
from tests.store.conftest import fresh, postgres
from tests.views.make import fill

__all__ = ["postgres"]


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the story. Tests that judge take one of their own."""
    where = tmp_path_factory.mktemp("server") / "chancery.db"
    with open_store(where) as store:
        fill(store)
    return where


@pytest.fixture(scope="session", params=KINDS)
def client(request: pytest.FixtureRequest) -> Iterator[TestClient]:
    """A server on the story."""
    if request.param == "sqlite":
        where: str | Path = request.getfixturevalue("story")
    else:
        where = fresh(request.getfixturevalue("postgres"), "pages")
        with open_store(where) as store:
            fill(store)
    with client_of(where) as opened:
        yield opened


@pytest.fixture(scope="session")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(hostile(tmp_path_factory.mktemp("evil"))) as opened:
        yield opened


@pytest.fixture(params=KINDS)
def own(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TestClient]:
    """A server whose store a test may change."""
    where = str(tmp_path / "own.db") if request.param == "sqlite" else fresh(request.getfixturevalue("postgres"), "pages_own")
    with open_store(where) as store:
        fill(store)
    with client_of(where) as opened:
        yield opened
