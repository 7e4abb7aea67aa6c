"""Engines: SQLite and PostgreSQL opened so that they behave alike, and what goes wrong said in our words."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from chancery.errors import StoreError, StoreFullError, StoreLockedError

WAIT = 30.0
"""Seconds to wait for somebody else's transaction: a batch of a busy ingest takes far less than one."""
WRITES = "chancery_writes"
"""Execution option of a connection whose transaction writes."""
NAME = "chancery_name"
"""Execution option of every connection: how messages call the store."""
OUTSIDE = "chancery_outside"
"""Execution option of a connection that has no transaction."""
CONNECTIONS, KEPT = 15, 5
"""Connections that a store opens at most, and those that it keeps open."""
CACHE = 131_072
"""Kilobytes of its file that a program on SQLite keeps in memory, all its connections together."""
LEAST, MAPPED = 2048, 2**31
"""Kilobytes that a connection of a server keeps at least, and bytes of the file that it maps."""
APPLICATION = int.from_bytes(b"Chnc")
"""Marks a SQLite file as a store, for `file` and for us."""


@dataclass(frozen=True)
class Memory:
    """What a connection to SQLite may hold: kilobytes of pages of its own, and bytes of the file that it maps instead."""

    cache: int = CACHE
    mapped: int = 0


ALONE = Memory()
"""An ingest has one connection, and touches many pages again and again."""


def shared(processes: int = 1) -> Memory:
    """The same for the connections of a server, of so many processes.

    All may be in use at a time, so each has its share. That is no loss: what somebody else commits empties a connection's own pages,
    while the system's, which all connections and processes share, stay. Of a file over two gigabytes SQLite reads the rest as ever.
    (A mapped file that is cut short ends the process; nothing of ours does that, and SQLite cuts none that is in use.)

    >>> shared(), shared(64)
    (Memory(cache=8738, mapped=2147483648), Memory(cache=2048, mapped=2147483648))
    """
    return Memory(max(LEAST, CACHE // (CONNECTIONS * processes)), MAPPED)


def engine_of(
    where: str | Path, *, readonly: bool = False, create: bool = True, wait: float = WAIT, memory: Memory = ALONE
) -> Engine:
    """An engine on a SQLite file or a PostgreSQL server. Nothing is opened yet."""
    url, name = url_of(where), name_of(where)
    engine = _sqlite(url, readonly, create, wait, memory) if url.get_backend_name() == "sqlite" else _postgres(url, readonly, wait)
    engine.update_execution_options(**{NAME: name})
    event.listen(engine, "handle_error", lambda context: told(context.original_exception, name), retval=True)
    return engine


def url_of(where: str | Path) -> URL:
    """The address of a store: a path is a SQLite file.

    >>> url_of("chancery.db").render_as_string(), url_of("postgresql://news@db.example/chancery").render_as_string()
    ('sqlite+pysqlite:///chancery.db', 'postgresql+psycopg://news@db.example/chancery')
    """
    if isinstance(where, Path) or "://" not in where:
        return URL.create("sqlite+pysqlite", database=str(where))
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as reason:
        raise StoreError(f"{where.partition('://')[0]}://…: is no address of a store; write postgresql://user@host/name") from reason
    if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite" and url.database:
        return url.set(drivername="sqlite+pysqlite")
    raise StoreError(f"{url.drivername}: is no kind of store; give a path for SQLite or postgresql://user@host/name")


def name_of(where: str | Path) -> str:
    """How messages call a store: its path or its address, without the password."""
    url = url_of(where)
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


_POOL: dict[str, Any] = {"pool_size": KEPT, "max_overflow": CONNECTIONS - KEPT}


def _sqlite(url: URL, readonly: bool, create: bool, wait: float, memory: Memory) -> Engine:
    path = Path(str(url.database)).absolute()
    opened = f"{path.as_uri()}?mode={_mode(path) if readonly else 'rwc' if create else 'rw'}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(opened, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{memory.cache}")
        connection.execute(f"PRAGMA mmap_size = {memory.mapped}")
        # Pages of the log before it is worked into the file: an ingest touches many, again and again.
        connection.execute("PRAGMA wal_autocheckpoint = 16000")
        connection.execute(f"PRAGMA query_only = {'ON' if readonly else 'OFF'}")
        return connection

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, **_POOL)
    event.listen(engine, "begin", _begin)
    return engine


def _mode(path: Path) -> str:
    """How to open a store for reading only; it is not made where there is none."""
    # SQLite wants to put files beside a store that others may write to. Where it cannot, and nobody does, it need not.
    still = path.is_file() and not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
    return "ro&immutable=1" if still else "rw"


def _begin(connection: Connection) -> None:
    # Who writes takes the lock at once: one that reads first cannot always be given it later.
    options = connection.get_execution_options()
    if not options.get(OUTSIDE):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITES) else "BEGIN")


def _postgres(url: URL, readonly: bool, wait: float) -> Engine:
    options = f"-c lock_timeout={int(wait * 1000)} -c default_transaction_read_only={'on' if readonly else 'off'} -c timezone=UTC"
    try:
        return create_engine(url, connect_args={"options": options, "connect_timeout": max(2, int(wait))}, pool_pre_ping=True, **_POOL)
    except (ModuleNotFoundError, NoSuchModuleError) as reason:
        raise StoreError("PostgreSQL needs its driver: pip install 'chancery[postgres]'") from reason


def told(failure: BaseException, name: str) -> StoreError | None:
    """A database's error in our words; null for what can only be a mistake of ours."""
    if isinstance(failure, sqlite3.Error):
        return _sqlite_error(failure, name)
    return _postgres_error(failure, name)


def _sqlite_error(failure: sqlite3.Error, name: str) -> StoreError | None:
    code = getattr(failure, "sqlite_errorname", "") or ""
    primary = "_".join(code.split("_")[:2])
    made = _SQLITE.get(code) or _SQLITE.get(primary)
    return made[0](f"{name}: {made[1]}") if made else None


def _postgres_error(failure: Any, name: str) -> StoreError | None:
    state = getattr(failure, "sqlstate", None)
    if state is None:  # it never came to speak with the server, or no longer does
        return StoreError(f"{name}: {' '.join(str(failure).split())}") if type(failure).__name__ == "OperationalError" else None
    made = _POSTGRES.get(state) or _POSTGRES.get(state[:2])
    return made[0](f"{name}: {made[1]} ({' '.join(str(failure).split())})") if made else None


_FULL = (StoreFullError, "no space left. Free some and run it again; all that was committed is safe.")
_LOCKED = (StoreLockedError, "another program has kept it locked for too long. Try again when it is done.")
_SQLITE: dict[str, tuple[type[StoreError], str]] = {
    "SQLITE_FULL": _FULL,
    "SQLITE_IOERR_WRITE": _FULL,
    "SQLITE_BUSY": _LOCKED,
    "SQLITE_LOCKED": _LOCKED,
    "SQLITE_CANTOPEN": (StoreError, "there is no such store, or its folder may not be written to."),
    "SQLITE_READONLY": (StoreError, "may not be written to. Check who owns the file and its folder."),
    "SQLITE_PERM": (StoreError, "may not be opened. Check who owns the file and its folder."),
    "SQLITE_NOTADB": (StoreError, "is no store of Chancery's; give another file with --store."),
    "SQLITE_CORRUPT": (StoreError, "is damaged. Put back a copy, or ingest anew into another file."),
    "SQLITE_IOERR": (StoreError, "cannot be read or written; the disk or its connection fails."),
    "SQLITE_TOOBIG": (StoreError, "a record is larger than SQLite takes."),
}
_POSTGRES: dict[str, tuple[type[StoreError], str]] = {
    "53100": _FULL,
    "53": (StoreError, "the server has no room for this connection or its work."),
    "55P03": _LOCKED,
    "40P01": _LOCKED,
    "57": (StoreError, "the server ended the connection or its work."),
    "08": (StoreError, "the connection to the server was lost."),
    "28": (StoreError, "the server does not let this user in."),
    "3D": (StoreError, "the server has no such database; make it with `createdb`."),
    "42501": (StoreError, "this user may not do that in the database."),
    "22": (StoreError, "a record holds what PostgreSQL cannot keep."),
    "25006": (StoreError, "is open for reading only."),
}
