"""The story of `make`, told once on each database and then only asked about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from chancery.store.store import Store, open_store
from tests.store.conftest import fresh, postgres, store, where
from tests.views.make import fill

__all__ = ["postgres", "store", "where"]


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that holds the story, linked. Tests do not write to it."""
    if request.param == "sqlite":
        where = str(Path(tmp_path_factory.mktemp("story")) / "chancery.db")
    else:
        where = fresh(request.getfixturevalue("postgres"), "story")
    with open_store(where) as opened:
        yield fill(opened)


@pytest.fixture
def story(told: Store) -> Iterator[Connection]:
    with told.reading() as connection:
        yield connection
