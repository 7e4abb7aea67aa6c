"""How long a question may take."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

_STEPS = 20_000
"""Steps of SQLite's machine between two looks at the clock: well under a millisecond."""


@contextmanager
def within(connection: Connection, seconds: float) -> Iterator[Connection]:
    """The connection, whose queries fail after some seconds from now: with OperationalError on SQLite, StoreError on PostgreSQL."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('statement_timeout', :limit, true)"), {"limit": f"{int(seconds * 1000)}ms"})
        yield connection
        return
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    end = time.monotonic() + seconds
    raw.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        yield connection
    finally:
        raw.set_progress_handler(None, 0)
