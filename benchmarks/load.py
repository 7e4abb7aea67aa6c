"""A server under load: many clients ask for every kind of page while an ingest writes beside them.

    python -m benchmarks.load STORE [--clients 50] [--seconds 120]

The store is copied, and the copy is written to: its own reports are put again under other ids.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import random
import shutil
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import msgspec

from chancery.server.settings import Limits, Settings
from chancery.store.store import open_store

PAGES = (
    "/",
    "/search?q=talks",
    "/timeline",
    "/actors",
    "/says",
    "/positions",
    "/contacts",
    "/disputed",
    "/map",
    "/review",
    "/sources",
    "/api/v1/events",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(shutil.copy(asked.store, Path(folder) / "load.db"))
        port, spawned = (
            8499,
            [multiprocessing.Process(target=_serve, args=(store, 8499)), multiprocessing.Process(target=_ingest, args=(store,))],
        )
        for one in spawned:
            one.start()
        try:
            _wait(f"http://127.0.0.1:{port}/keys")
            _tell(_ask(f"http://127.0.0.1:{port}", _documents(store), asked.clients, asked.seconds), asked.seconds)
        finally:
            for one in spawned:
                one.terminate()
                one.join()


def _documents(store: Path) -> tuple[str, ...]:
    with open_store(store) as opened:
        return tuple(f"/reports/{held.id}" for held in itertools.islice(opened.documents(), 200))


def _serve(store: Path, port: int) -> None:
    import uvicorn

    from chancery.server.app import create

    # All clients come from one address here.
    app = create(Settings(store, port=port, limits=Limits(a_minute=10_000_000)))
    uvicorn.run(app, port=port, log_level="error", access_log=False)


def _ingest(store: Path) -> None:
    with open_store(store) as opened:
        for n in itertools.count():
            for record in opened.records():
                document = msgspec.structs.replace(record.document, id=f"{record.document.id}-{n}")
                opened.put(msgspec.structs.replace(record, document=document))


def _wait(address: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.5)


def _ask(base: str, documents: Sequence[str], clients: int, seconds: float) -> dict[str, list[float]]:
    """Times by page; what failed stands under its status."""
    times: dict[str, list[float]] = defaultdict(list)
    end = time.monotonic() + seconds

    def client(seed: int) -> None:
        chosen = random.Random(seed)
        while time.monotonic() < end:
            page = chosen.choice((*PAGES, "/reports/"))
            address = base + (chosen.choice(documents) if page == "/reports/" else page)
            began = time.monotonic()
            try:
                with urllib.request.urlopen(address, timeout=60) as answer:
                    answer.read()
                times[page].append(time.monotonic() - began)
            except (urllib.error.URLError, TimeoutError) as reason:
                times[f"failed: {page} {reason}"].append(time.monotonic() - began)

    threads = [threading.Thread(target=client, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _tell(times: dict[str, list[float]], seconds: float) -> None:
    counts = Counter({page: len(found) for page, found in times.items()})
    print(f"{counts.total()} answers, {counts.total() / seconds:.1f} a second")
    for page, found in sorted(times.items()):
        ordered = sorted(found)
        print(
            f"{page:40} {len(found):6}  p50 {ordered[len(found) // 2] * 1000:7.0f} ms  p95 {ordered[len(found) * 95 // 100] * 1000:7.0f} ms"
        )


if __name__ == "__main__":
    main()
