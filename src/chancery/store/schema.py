"""The tables of a store brought to the newest form, at the first opening and after each release."""

from __future__ import annotations

import os
import sqlite3
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from chancery.errors import StoreError, StoreVersionError
from chancery.store.database import APPLICATION, OUTSIDE, WRITES
from chancery.store.tables import SCHEMA

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 0x6368616E
"""PostgreSQL's advisory lock of whoever migrates."""


def prepare(engine: Engine, *, readonly: bool, name: str) -> None:
    """Bring the tables to this release's form. Raises StoreError where there is no store, or one that is newer."""
    with engine.connect() as connection:
        found = version(connection)
        _refuse(connection, found, readonly, name)
    if found != SCHEMA:
        _migrate(engine, name)


def version(connection: Connection) -> str | None:
    """The migration that the tables have seen last; null where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _refuse(connection: Connection, found: str | None, readonly: bool, name: str) -> None:
    if found is None and inspect(connection).has_table("documents"):
        raise StoreError(f"{name}: has tables of somebody else's; give Chancery a file or database of its own")
    if found is None and readonly:
        raise StoreError(f"{name}: is no store of Chancery's; `chancery ingest` makes one")
    if found is not None and found > SCHEMA:
        raise StoreVersionError(f"{name}: was made by a newer release (tables {found}, this one knows {SCHEMA}); install that one")
    if found != SCHEMA and readonly:
        raise StoreVersionError(f"{name}: was made by an older release (tables {found}, this one wants {SCHEMA}); open it once for writing")


def _migrate(engine: Engine, name: str) -> None:
    if engine.dialect.name == "sqlite":
        # The journal's kind cannot change inside a transaction; the file keeps it.
        with engine.connect().execution_options(**{OUTSIDE: True}) as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        found = version(connection)  # somebody else may have been here before the lock was ours
        if found != SCHEMA:
            _keep(connection, found, name)
            _upgrade(connection)


def _keep(connection: Connection, found: str | None, name: str) -> None:
    """Keep a copy of an older SQLite file beside it. The lock is ours, so nobody writes meanwhile."""
    if connection.dialect.name != "sqlite" or found is None:
        return
    store = Path(name)
    names = (f"{store.name}.{found}{f'-{n}' if n else ''}.bak" for n in count())
    target = next(path for path in map(store.with_name, names) if not path.exists())
    unfinished = target.with_name(f"{target.name}.part")
    # The copy is read through a connection of its own: what it sees is what was committed.
    with sqlite3.connect(store) as source, sqlite3.connect(unfinished) as copy:
        source.backup(copy)
    source.close()
    copy.close()
    os.replace(unfinished, target)


def _upgrade(connection: Connection) -> None:
    # Alembic takes a third of a second to import, and hardly any opening needs it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, SCHEMA)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
