"""Servers for the API's tests."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from chancery.server import tokens
from chancery.server.app import create
from chancery.server.settings import Limits, Settings
from chancery.store.store import open_store
from tests.stub import stub_engine
from tests.views.make import fill

BASE = "http://127.0.0.1:8420"
LINES = {"accept": "application/x-ndjson"}
# Fuzzing asks more often than a person may.
LIMITS = Limits(a_minute=1_000_000)


def noon() -> datetime:
    return datetime(2026, 3, 1, 12, tzinfo=UTC)


def filled(folder: Path) -> Path:
    told(folder / "chancery.db")
    return folder / "chancery.db"


def told(where: str | Path) -> str | Path:
    """A store with the story."""
    with open_store(where, clock=noon) as store:
        fill(store)
    return where


def server(where: str | Path, *, limits: Limits = LIMITS, engine: Any = stub_engine, **settings: Any) -> TestClient:
    """A client of a server on the store, whose clock stands still."""
    app = create(Settings(where, limits=limits, **settings), engine=engine)
    app.state.store._clock = noon
    return TestClient(app, base_url=BASE, raise_server_exceptions=False)


def user(name: str, *scopes: str) -> tuple[dict[str, str], tokens.Token]:
    """The header that a user sends, and what the server keeps."""
    secret, kept = tokens.new(name, scopes)
    return {"authorization": f"Bearer {secret}"}, kept
