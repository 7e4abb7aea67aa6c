"""Stores of both kinds. Every test that asks for ``where`` or ``store`` runs on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from chancery.store.store import Store, open_store
from tests.store.server import USER, programs, server


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Where the server's socket is."""
    folder = programs()
    if folder is None:
        warnings.warn("no PostgreSQL 15 or newer: HALF OF THE STORE'S TESTS ARE SKIPPED", pytest.PytestWarning, stacklevel=1)
        pytest.skip("no PostgreSQL 15 or newer was found, and none could be installed")
    with server(folder) as socket:
        yield socket


def fresh(socket: str, name: str = "store") -> str:
    """The address of a database that was emptied, and made where it was not there."""
    address = {"host": socket, "user": USER, "autocommit": True}
    with psycopg.connect(**address, dbname="postgres") as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
    with psycopg.connect(**address, dbname=name) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
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
