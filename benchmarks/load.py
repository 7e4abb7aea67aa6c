"""A server under load: many clients ask for every kind of page while an ingest writes beside them.

    python -m benchmarks.load STORE [--clients 50] [--seconds 120] [--pause 1 3] [--workers 1] [--puts 10]

The store is copied, and the copy is written to: its own reports are put again under other ids, ``--puts`` a second. A client asks for a
page, reads it, and asks for the next one 1 to 3 seconds later, as people who look for something do and programs that mind their
manners; ``--pause 0 0`` lets none pause, so that the server is never idle and its times are those of a queue. Times are from asking to
the last byte, by the clock, which on a busy machine holds waiting for a core. It ends with 1 where anything failed.

``--cost`` asks for each page a few times in this process alone, and tells what one takes of the processor, whatever else the machine does.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import random
import shutil
import socket
import statistics
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from chancery.server.settings import Limits, Settings
from chancery.server.workers import run
from chancery.store.store import open_store

REPORT = "/reports/…"
PAGES = (
    "/", "/search?q=talks", "/timeline", "/actors", "/says", "/positions", "/contacts", "/contacts.png", "/disputed", "/happenings", "/map",
    "/review", "/sources", "/timeline.json", "/timeline.csv", "/api/v1/events", "/api/v1/search?q=talks&facets=true", REPORT,
)  # fmt: skip


@dataclass
class Seen:
    """What clients saw: seconds by path, and what went wrong by path and reason."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument(
        "--pause", type=float, nargs=2, default=(1.0, 3.0), metavar=("LEAST", "MOST"), help="Seconds between requests of a client."
    )
    parser.add_argument("--workers", type=int, default=1, help="Processes of the server.")
    parser.add_argument("--puts", type=float, default=10.0, help="Reports a second that are put meanwhile; 0 for none.")
    parser.add_argument("--cost", action="store_true", help="Tell what each page takes of the processor, and no more.")
    asked = parser.parse_args()
    if asked.cost:
        return _cost(asked.store)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(shutil.copy(asked.store, Path(folder) / "load.db"))
        with _served(store, asked.workers) as address, _ingesting(store, asked.puts) as put:
            for page in PAGES * asked.workers:  # the first of a kind loads what draws it
                _get(address, page, page if page != REPORT else "/keys", Seen())
            put.value = 0
            seen = _ask(address, _documents(store), asked.clients, asked.seconds, tuple(asked.pause))
            least, most = asked.pause
            print(f"{asked.clients} clients, {asked.seconds:.0f} s, pausing {least:g} to {most:g} s; {asked.workers} workers")
            print(f"{put.value} reports put meanwhile, {put.value / asked.seconds:.1f} a second")
    sys.exit(_tell(seen, asked.seconds))


def _documents(store: Path) -> tuple[str, ...]:
    with open_store(store) as opened:
        return tuple(f"/reports/{held.id}" for held in itertools.islice(opened.documents(), 200))


def _cost(store: Path) -> None:
    from fastapi.testclient import TestClient

    from chancery.server.app import create

    settings = Settings(store, limits=Limits(a_minute=10_000_000))
    documents = _documents(store)
    with TestClient(create(settings), base_url=settings.address) as client:
        for page in PAGES:
            addresses = documents[:7] if page == REPORT else (page,) * 7
            times = []
            for address in addresses:
                began = time.process_time()
                client.get(address).raise_for_status()
                times.append(time.process_time() - began)
            print(f"{page:36} {statistics.median(times) * 1000:8.0f} ms")


# -- the server and the ingest, each in a process of its own --------------------------------------------------------------


@contextmanager
def _served(store: Path, workers: int) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with _process(_serve, store, listening, workers):
            _wait(f"{address}/keys")
            yield address


def _serve(store: Path, listening: socket.socket, workers: int) -> None:
    # All clients come from one address here.
    run(Settings(store, limits=Limits(a_minute=10_000_000)), listening, workers=workers)


@contextmanager
def _ingesting(store: Path, puts: float) -> Iterator[multiprocessing.sharedctypes.Synchronized[int]]:
    count = multiprocessing.Value("i", 0)
    if not puts:
        yield count
        return
    with _process(_ingest, store, puts, count):
        yield count


def _ingest(store: Path, puts: float, count: multiprocessing.sharedctypes.Synchronized[int]) -> None:
    began = time.monotonic()
    with open_store(store) as opened:
        records = list(itertools.islice(opened.records(), 500))
        for n in itertools.count():
            record = records[n % len(records)]
            document = msgspec.structs.replace(record.document, id=f"{record.document.id}-{n}")
            opened.put(msgspec.structs.replace(record, document=document))
            count.value += 1
            time.sleep(max(0.0, began + (n + 1) / puts - time.monotonic()))


@contextmanager
def _process(target: object, *arguments: object) -> Iterator[None]:
    started = multiprocessing.Process(target=target, args=arguments)  # type: ignore[arg-type]
    started.start()
    try:
        yield
    finally:
        started.terminate()
        started.join()


def _wait(address: str) -> None:
    for _ in range(240):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit(f"{address}: no server came")


# -- the clients -----------------------------------------------------------------------------------------------------------


def _ask(base: str, documents: Sequence[str], clients: int, seconds: float, pause: tuple[float, float]) -> Seen:
    seen, end = Seen(), time.monotonic() + seconds

    def client(seed: int) -> None:
        chosen = random.Random(seed)
        time.sleep(chosen.uniform(0, pause[1]))  # people do not all come at once
        while time.monotonic() < end:
            page = chosen.choice(PAGES)
            _get(base, page, chosen.choice(documents) if page == REPORT else page, seen)
            time.sleep(chosen.uniform(*pause))

    threads = [threading.Thread(target=client, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def _get(base: str, page: str, address: str, seen: Seen) -> None:
    began = time.monotonic()
    try:
        with urllib.request.urlopen(base + address, timeout=60) as answer:
            answer.read()
        seen.times[page].append(time.monotonic() - began)
    except (urllib.error.URLError, OSError) as reason:
        seen.wrong[page, str(reason)] += 1


def _tell(seen: Seen, seconds: float) -> int:
    every = [one for found in seen.times.values() for one in found]
    print(f"{len(every)} answers, {len(every) / seconds:.1f} a second; {sum(seen.wrong.values())} errors\n")
    print(f"{'milliseconds':36} {'answers':>8} {'p50':>8} {'p95':>8} {'max':>8} {'errors':>8}")
    for page in sorted(PAGES, key=lambda page: -_at(seen.times[page], 0.95)):
        _line(page, seen.times[page], sum(count for (one, _), count in seen.wrong.items() if one == page))
    _line("all", every, sum(seen.wrong.values()))
    for (page, reason), count in sorted(seen.wrong.items()):
        print(f"failed {count} times: {page}: {reason}")
    return 1 if seen.wrong or not every else 0


def _line(name: str, times: Sequence[float], errors: int) -> None:
    print(f"{name:36} {len(times):8} {_at(times, 0.5):8.0f} {_at(times, 0.95):8.0f} {_at(times, 1):8.0f} {errors:8}")


def _at(times: Sequence[float], share: float) -> float:
    """The time in milliseconds under which this share of all lies."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))] * 1000 if times else 0.0


if __name__ == "__main__":
    main()
