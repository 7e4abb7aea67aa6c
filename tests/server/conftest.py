"""A server on the story, and one on the hostile report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from chancery.store.store import open_store
from tests.server.make import client_of, hostile
from tests.views.make import fill


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the story. Tests that judge take one of their own."""
    where = tmp_path_factory.mktemp("server") / "chancery.db"
    with open_store(where) as store:
        fill(store)
    return where


@pytest.fixture(scope="session")
def client(story: Path) -> Iterator[TestClient]:
    with client_of(story) as opened:
        yield opened


@pytest.fixture(scope="session")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(hostile(tmp_path_factory.mktemp("evil"))) as opened:
        yield opened


@pytest.fixture
def own(tmp_path: Path) -> Iterator[TestClient]:
    """A server whose store a test may change."""
    where = tmp_path / "own.db"
    with open_store(where) as store:
        fill(store)
    with client_of(where) as opened:
        yield opened
