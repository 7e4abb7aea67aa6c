"""Stores of both kinds. Every test that asks for ``where`` or ``store`` runs on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from chancery.store.store import Store, open_store
from tests.store.server import USER, programs, server

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Where the server's socket is."""
    folder = programs()
    if folder is None:
        warnings.warn("no PostgreSQL 15 or newer: HALF OF THE STORE'S TESTS ARE SKIPPED", pytest.PytestWarning, stacklevel=1)
        pytest.skip("no PostgreSQL 15 or newer was found, and none could be installed")
    with server(folder) as socket:
        yield socket


def fresh(socket: str) -> str:
    """The address of a new, empty database."""
    import psycopg

    name = f"t{next(_numbers)}"
    with psycopg.connect(host=socket, user=USER, dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
    return f"postgresql://{USER}@/{name}?host={socket}"


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store that is not there yet."""
    if request.param == "sqlite":
        return str(tmp_path / "chancery.db")
    return fresh(request.getfixturevalue("postgres"))


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    with open_store(where) as opened:
        yield opened
