"""Kill a program that fills a store, again and again, and look at what it left. Run as a program of its own.

    python -m tests.store.killed WHERE TIMES

Every report of a committed transaction must be there, whole, and no part of another. The children are forked, so that each is
writing within milliseconds; each tells on a pipe which documents it has committed.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time

from sqlalchemy import func, select

from chancery.judging.apply import unjudged
from chancery.record.facts import Record
from chancery.store import tables
from chancery.store.putting import Arrival
from chancery.store.rows import ROWS, Filed, named
from chancery.store.search import matching
from chancery.store.store import Store, open_store
from tests.store.make import CALL, DENIAL, renamed

BATCH = 3
DOCUMENTS = 60


def record_of(number: int) -> Record:
    """A report that one word tells from all others. Numbers that differ by DOCUMENTS are two readings of one document."""
    return renamed((DENIAL, CALL)[number % 2], f"doc-{number % DOCUMENTS}", title=f"unique{number}")


def fill(where: str, first: int, pipe: int) -> None:
    """Put reports until killed, telling after each transaction which are committed."""
    with open_store(where) as store:
        for start in range(first, sys.maxsize, BATCH):
            store.put_many([Arrival(record_of(number)) for number in range(start, start + BATCH)])
            os.write(pipe, f"{start}\n".encode())


def killed(where: str, first: int, patience: float) -> int:
    """Let a child fill the store, kill it; the last transaction that it told of (the one before ``first`` if none)."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            fill(where, first, writer)
        finally:
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader, "rb") as told:
        started = told.readline()  # from now on it is in the middle of things
        time.sleep(patience)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), f"the child ended by itself: {status}"
        lines = [line for line in (started + told.read()).split(b"\n") if line]
    assert lines, "the child did not come to commit anything"
    return int(lines[-1])


def check(store: Store, last: int, ever: int) -> int:
    """That all reports up to the last that was told are there, and every document whole; the highest number found."""
    records = {record.document.id: record for record in store.records()}
    numbers = {int(str(record.document.title).removeprefix("unique")) for record in records.values()}
    newest = {number % DOCUMENTS: number for number in range(last + BATCH)}
    missing = {number for number in newest.values() if number not in numbers and number + DOCUMENTS not in numbers}
    assert not missing, f"committed and lost: {sorted(missing)}"
    # The kill may have come between the commit and the telling of it.
    assert max(numbers) < ever, f"never written: {max(numbers)}"
    with store.reading() as connection:
        d = tables.documents.c
        keys = {row.id: row.key for row in connection.execute(select(d.id, d.key))}
        assert keys.keys() == records.keys()
        for table, rows in ROWS:
            count = dict(iter(connection.execute(select(table.c.document, func.count()).group_by(table.c.document)).all()))
            for id, record in records.items():
                actors = named(record)
                filed = Filed(unjudged(record), keys[id], {actor: n for n, actor in enumerate(actors)}, actors)
                assert count.get(keys[id], 0) == len(list(rows(filed))), (table.name, id)
        for id, record in records.items():
            found = connection.execute(matching(connection, tables.document_search, str(record.document.title))).all()
            assert [row.document for row in found] == [keys[id]], f"{id} is not found by its title"
    return max(numbers)


def main(where: str, times: int) -> None:
    chance = random.Random(6)
    open_store(where).close()
    first = 0
    for _ in range(times):
        last = killed(where, first, chance.random() * 0.03)
        with open_store(where) as store:
            highest = check(store, last, last + 2 * BATCH)
        assert (highest + 1 - first) % BATCH == 0, f"half a transaction: {first} to {highest}"
        first = highest + 1
    with open_store(where) as store, store.reading() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    print(f"killed {times} times, {first} reports written")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
