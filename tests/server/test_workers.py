"""Several processes that serve one store: what has to be one for all of them is."""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec
import pytest
from fastapi.testclient import TestClient
from sqlalchemy.pool import QueuePool

from chancery.server.app import THREADS
from chancery.server.rates import Rate, SharedRate
from chancery.server.settings import Settings
from chancery.server.workers import worker
from chancery.store.database import CACHE, CONNECTIONS, KEPT
from chancery.store.store import Store, open_store
from tests.server.make import BASE, limited, send
from tests.store.make import renamed
from tests.views.make import CALL, fill


@pytest.mark.parametrize("made", [Rate, SharedRate])
def test_a_slowed_client_may_come_again(made: type[Rate | SharedRate]) -> None:
    now = [0.0]
    rate = made(60, lambda: now[0])
    assert [rate.allows("a") for _ in range(61)] == [True] * 60 + [False] and rate.allows("b")
    now[0] = 2.0
    assert [rate.allows("a") for _ in range(3)] == [True, True, False]


def test_many_clients_crowd_nobody_out_who_still_asks() -> None:
    now = [0.0]
    rate = SharedRate(5, lambda: now[0])
    assert [rate.allows("one") for _ in range(6)] == [True] * 5 + [False]
    for n in range(2000):
        now[0] += 0.0001
        assert rate.allows(f"10.0.{n // 256}.{n % 256}") and not rate.allows("one")


def _spend(rate: SharedRate, spent: int) -> None:
    for _ in range(spent):
        rate.allows("a")


def test_processes_count_together() -> None:
    rate = SharedRate(10)
    rate.clock = float  # a clock that stands still, and that another process can be handed
    other = multiprocessing.get_context("spawn").Process(target=_spend, args=(rate, 7))
    other.start()
    other.join(60)
    assert [rate.allows("a") for _ in range(5)] == [True, True, True, False, False]


def test_a_lock_that_nobody_gives_back_stops_nobody() -> None:
    rate = SharedRate(10)
    assert rate.lock.acquire()
    assert rate.allows("a")


@pytest.fixture
def collector() -> Iterator[None]:
    """What a process sets aside for good is given back to those of the tests."""
    yield
    gc.unfreeze()


@pytest.mark.parametrize("processes", [1, 4])
@pytest.mark.usefixtures("collector")
def test_all_connections_together_hold_no_more_than_a_program_may(tmp_path: Path, processes: int) -> None:
    app = worker(Settings(tmp_path / "store.db"), processes)()
    store: Store = app.state.store
    with ExitStack() as stack:
        taken = [stack.enter_context(store.reading()) for _ in range(CONNECTIONS)]
        assert isinstance(store.engine.pool, QueuePool) and store.engine.pool.overflow() == CONNECTIONS - KEPT
        held = [connection.exec_driver_sql("PRAGMA cache_size").scalar_one() for connection in taken]
        mapped = taken[0].exec_driver_sql("PRAGMA mmap_size").scalar_one()
    store.close()
    assert 0 < -sum(held) * processes <= CACHE and mapped > 1_000_000_000
    assert THREADS < CONNECTIONS


@pytest.mark.usefixtures("collector")
def test_a_process_leaves_what_it_imported_to_itself(tmp_path: Path) -> None:
    app = worker(Settings(tmp_path / "store.db"))()
    assert gc.get_freeze_count() > 10_000
    app.state.store.close()


@pytest.mark.usefixtures("collector")
def test_a_form_of_one_process_is_taken_by_another_and_limits_are_common(story: Path) -> None:
    made = worker(Settings(story, limits=limited(a_minute=6)))
    with TestClient(made(), base_url=BASE) as one, TestClient(made(), base_url=BASE) as other:
        token = re.search(r'name="form_token" value="([0-9a-f]+)"', one.get("/read").text)
        assert token
        other.cookies = one.cookies
        assert other.post("/read", data={"form_token": token[1], "text": " "}).status_code == 422
        assert other.post("/read", data={"form_token": "0" * 64, "text": " "}).status_code == 403
        assert [client.get("/keys").status_code for client in (one, other, one, other, one)] == [200, 200, 200, 429, 429]
    apart = worker(Settings(story))
    with TestClient(apart(), base_url=BASE) as stranger:
        assert send(stranger, "/read", "/read", text=" ").status_code == 422
        assert stranger.post("/read", data={"form_token": token[1], "text": " "}).status_code == 403


@contextmanager
def served(store: Path, workers: int) -> Iterator[str]:
    """A server's address. It has to end when it is told to, and to complain of nothing."""
    command = [sys.executable, "-m", "chancery", "serve", "--store", str(store), "--port", "0", "--workers", str(workers)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as running:
        assert running.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", running.stdout.readline())
        assert found is not None
        try:
            yield found[0]
        finally:
            running.send_signal(signal.SIGINT)
            complaints = running.communicate(timeout=60)[1]
        assert running.returncode in (0, 130) and "Traceback" not in complaints, complaints


def test_several_processes_answer_while_somebody_writes(tmp_path: Path) -> None:
    where = tmp_path / "store.db"
    with open_store(where) as store:
        fill(store)
    with served(where, 2) as address:
        wrong: list[str] = []

        def ask() -> None:
            for n in range(8):
                page = ("/", "/timeline", "/search?q=truce", "/api/v1/events")[n % 4]
                try:
                    with urllib.request.urlopen(address + page, timeout=60) as answer:
                        answer.read()
                except (urllib.error.URLError, OSError) as reason:
                    wrong.append(f"{page}: {reason}")

        askers = [threading.Thread(target=ask) for _ in range(3)]
        for one in askers:
            one.start()
        with open_store(where) as store:
            for n in range(12):
                store.put(renamed(msgspec.structs.replace(CALL), f"doc-{n}"))
        for one in askers:
            one.join()
        with urllib.request.urlopen(f"{address}/api/v1/documents?limit=100", timeout=60) as answer:
            held = len(msgspec.json.decode(answer.read())["rows"])
    assert wrong == [] and held == 19
