"""A server on the story of the questions' tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.server.api.make import filled, server


@pytest.fixture(scope="session")
def where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the story. Tests that change it take ``own``."""
    return filled(tmp_path_factory.mktemp("api"))


@pytest.fixture(scope="session")
def client(where: Path) -> Iterator[TestClient]:
    with server(where) as opened:
        yield opened


@pytest.fixture
def own(tmp_path: Path) -> Iterator[TestClient]:
    with server(filled(tmp_path)) as opened:
        yield opened


@pytest.fixture(scope="session")
def own_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server whose store is changed again and again."""
    with server(filled(tmp_path_factory.mktemp("fuzzed"))) as opened:
        yield opened
