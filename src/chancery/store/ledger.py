"""What was run: reports read, unchanged and rejected, each rejection with its stage and reason; and where reports were met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from chancery.record.facts import Rejection
from chancery.record.text import Capture
from chancery.store import tables
from chancery.store.filing import next_key
from chancery.store.putting import Put, capture_sha, clean


@dataclass(frozen=True)
class Run:
    """One run of an ingest, as far as it came. ``ended_at`` is null while it runs, and where it was killed."""

    key: int
    command: str
    bundle: str | None
    started_at: str
    ended_at: str | None
    read: int
    unchanged: int
    rejected: int

    @property
    def found(self) -> int:
        return self.read + self.unchanged + self.rejected


def start(connection: Connection, command: str, bundle: str | None, now: str) -> int:
    """Write down that a run begins; its number."""
    key = next_key(connection, tables.runs)
    row = {"key": key, "command": clean(command), "bundle": bundle, "started_at": now, "read": 0, "unchanged": 0, "rejected": 0}
    connection.execute(insert(tables.runs).values(row))
    return key


def count(connection: Connection, run: int, puts: Sequence[Put]) -> None:
    """Count what was put, in the transaction that puts it."""
    counts = Counter("unchanged" if put.outcome == "unchanged" else "read" for put in puts)
    add(connection, run, read=counts["read"], unchanged=counts["unchanged"])


def add(connection: Connection, run: int, *, read: int = 0, unchanged: int = 0, rejected: int = 0) -> None:
    r = tables.runs.c
    counted = {r.read: r.read + read, r.unchanged: r.unchanged + unchanged, r.rejected: r.rejected + rejected}
    connection.execute(update(tables.runs).where(r.key == run).values(counted))


def reject(connection: Connection, run: int, rejections: Iterable[Rejection], now: str) -> None:
    """Keep what could not be read, with the reason."""
    r = tables.rejections.c
    first = int(connection.execute(select(func.coalesce(func.max(r.n) + 1, 0)).where(r.run == run)).scalar_one())
    rows = [
        {"run": run, "n": first + n, "name": clean(one.name), "stage": one.stage, "reason": clean(one.reason), "at": now}
        for n, one in enumerate(rejections)
    ]
    if rows:
        connection.execute(insert(tables.rejections), rows)
        add(connection, run, rejected=len(rows))


def end(connection: Connection, run: int, now: str) -> None:
    connection.execute(update(tables.runs).where(tables.runs.c.key == run).values(ended_at=now))


def runs(connection: Connection) -> list[Run]:
    """All runs, the last first."""
    columns = [tables.runs.c[name] for name in Run.__dataclass_fields__]
    return [Run(*row) for row in connection.execute(select(*columns).order_by(tables.runs.c.key.desc()))]


def rejections(connection: Connection, run: int) -> list[Rejection]:
    r = tables.rejections.c
    return [Rejection(*row) for row in connection.execute(select(r.name, r.stage, r.reason).where(r.run == run).order_by(r.n))]


def seen(connection: Connection, capture: Capture, bundle: str) -> bool:
    """Whether these very bytes were met under this name, and their document put as that bundle reads it."""
    c, d = tables.captures.c, tables.documents.c
    query = select(c.sha, d.bundle).join(tables.documents, c.document == d.key).where(c.name == clean(capture.name))
    found = connection.execute(query).one_or_none()
    return found is not None and tuple(found) == (capture_sha(capture), bundle)
