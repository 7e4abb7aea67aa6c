<<<<<<< HEAD
"""Many clients at once, with an ingest running beside them: how long answers take, and whether any fails.

    python -m benchmarks.load [--clients 50] [--seconds 120] [--store chancery.db] [--json]

Without a store, one is filled with the texts of `benchmarks.speed` first. The server, the ingest and the clients are processes of this
machine and share its cores. Clients ask one thing after the other, pages and API in turn, without a pause.
=======
"""A server under load: many clients ask for every kind of page while an ingest writes beside them.

    python -m benchmarks.load STORE [--clients 50] [--seconds 120]

The store is copied, and the copy is written to: its own reports are put again under other ids.
>>>>>>> server
"""

from __future__ import annotations

import argparse
<<<<<<< HEAD
import asyncio
import json
import multiprocessing
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.speed import NEWS, texts

FIRST, MORE = 30, 2000
"""Reports that the store begins with, and those that the ingest is given: more than it can read meanwhile."""
ADDRESSES = (
    "/api/v1/events?limit=20", "/api/v1/statements?q=talks&limit=20", "/api/v1/search?q=government&facets=true&limit=20",
    "/api/v1/claims?stance=denies&limit=20", "/api/v1/actors?limit=20", "/api/v1/positions?limit=20", "/api/v1/documents?limit=20",
    "/api/v1/disputed?limit=10", "/api/v1/events?actor=state:rus&limit=20", "/", "/search?q=talks", "/timeline", "/actors", "/positions",
    "/contacts", "/sources",
)  # fmt: skip


def serve(store: str, port: int) -> None:
    """A server on the store that lets one address ask as often as it likes."""
    import uvicorn

    from chancery.server.app import create
    from chancery.server.settings import Limits, Settings

    app = create(Settings(store, port=port, limits=Limits(a_minute=10**9)))
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error", access_log=False)


@contextmanager
def served(store: str) -> Iterator[str]:
    """The address of a server of its own process."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(store, port), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.join()


def ingest(store: str, file: Path) -> list[str]:
    return [sys.executable, "-m", "chancery", "ingest", str(file), "--store", store, "--processes", "1", "--published", "2024-12-11"]


def written(folder: Path, reports: list[str], name: str) -> Path:
    path = folder / name
    path.write_text("".join(json.dumps({"text": report, "title": report[:60]}) + "\n" for report in reports), encoding="utf-8")
    return path


async def ask(base: str, clients: int, seconds: float) -> tuple[list[float], Counter[str]]:
    """How long each answer took, and what failed."""
    import httpx2

    took: list[float] = []
    wrong: Counter[str] = Counter()
    async with httpx2.AsyncClient(base_url=base, timeout=60, limits=httpx2.Limits(max_connections=clients)) as client:
        await _ready(client)
        end = time.monotonic() + seconds

        async def one(number: int) -> None:
            while time.monotonic() < end:
                address = ADDRESSES[number % len(ADDRESSES)]
                number += 1
                began = time.monotonic()
                try:
                    status = (await client.get(address)).status_code
                except httpx2.HTTPError as reason:
                    wrong[f"{address}: {type(reason).__name__}"] += 1
                    continue
                took.append(time.monotonic() - began)
                if status != 200:
                    wrong[f"{address}: {status}"] += 1

        await asyncio.gather(*(one(number) for number in range(clients)))
    return took, wrong


async def _ready(client: Any) -> None:
    import httpx2

    for _ in range(100):
        try:
            await client.get("/api/v1/openapi.json")
            return
        except httpx2.TransportError:
            await asyncio.sleep(0.2)
    raise SystemExit("the server did not start")


def count(store: str) -> int:
    from chancery.store.store import open_store

    with open_store(store, readonly=True) as opened:
        return sum(1 for _ in opened.documents())


def measure(store: str | None, clients: int, seconds: float) -> dict[str, Any]:
    reports = texts(NEWS, FIRST + MORE)
    with TemporaryDirectory() as folder:
        if store is None:
            store = str(Path(folder) / "chancery.db")
            subprocess.run(ingest(store, written(Path(folder), reports[:FIRST], "first.jsonl")), check=True, stdout=subprocess.DEVNULL)
        before = count(store)
        with served(store) as base, subprocess.Popen(
            ingest(store, written(Path(folder), reports[FIRST:], "more.jsonl")), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as beside:  # fmt: skip
            took, wrong = asyncio.run(ask(base, clients, seconds))
            beside.terminate()
        more = {"clients": clients, "reports_before": before, "reports_ingested_meanwhile": count(store) - before}
        return _figures(took, wrong, seconds) | more


def _figures(took: list[float], wrong: Counter[str], seconds: float) -> dict[str, Any]:
    cuts = quantiles(took, n=100) if len(took) > 1 else [0.0] * 99
    times = {f"p{n}_ms": round(1000 * cuts[n - 1]) for n in (50, 95, 99)}
    rate = round(len(took) / seconds, 1)
    return {"answers": len(took), "answers_per_second": rate, **times, "errors": sum(wrong.values()), "wrong": dict(wrong)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--store")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    figures = measure(args.store, args.clients, args.seconds)
    print(json.dumps(figures, indent=1) if args.json else "\n".join(f"{name:28}{value}" for name, value in figures.items()))
=======
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
>>>>>>> server


if __name__ == "__main__":
    main()
