"""Reports a second, text to record, on this machine.

    python -m benchmarks.speed [--json] [--texts articles.jsonl] [--processes N] [--reports N]

One process a core, one thread each. The texts are those of a JSON Lines file with `text` (../shared/corpora/open-news when it
is there), cut to 600 words; without one they are put together from the examples.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
NEWS = ROOT.parent / "shared/corpora/open-news/articles.jsonl"
WORDS = 600


def texts(path: Path | None, count: int) -> list[str]:
    """Reports of about 600 words."""
    if path and path.exists():
        found = [json.loads(line)["text"].replace("\n", "\n\n") for line in path.read_text(encoding="utf-8").splitlines()]
    else:
        found = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "examples").glob("*.txt"))]
    words = " ".join(found).split(" ")
    words = words * (1 + count * WORDS // len(words))
    return [" ".join(words[n * WORDS : (n + 1) * WORDS]) for n in range(count)]


def work(reports: list[str]) -> tuple[float, float, int]:
    """Seconds, peak memory in MB, and events found, of one process over its reports; loading is not counted."""
    from chancery import Capture, Reader, Rejection

    reader = Reader()
    reader.read(reports[0])
    began, events = time.perf_counter(), 0
    for outcome in reader.read_all(Capture(str(n), text.encode()) for n, text in enumerate(reports)):
        events += 0 if isinstance(outcome, Rejection) else len(outcome.events)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return time.perf_counter() - began, peak, events


def first_record() -> float:
    """Seconds from the start of a process to the first record of the example."""
    example = ROOT / "examples/orban-putin-call.txt"
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "chancery", "read", str(example), "--format", "json"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def measure(path: Path | None, processes: int, count: int) -> dict[str, float | int]:
    reports = texts(path, count)
    parts = [reports[n::processes] for n in range(processes)]
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        done = pool.map(work, parts)
    slowest = max(seconds for seconds, _, _ in done)
    words = sum(len(report.split()) for report in reports)
    return {
        "reports_per_second": round(count / slowest, 2), "words_per_second": round(words / slowest),
        "peak_memory_mb": round(max(peak for _, peak, _ in done)),
        "seconds_to_first_record": round(min(first_record() for _ in range(3)), 2),
        "reports": count, "processes": processes, "events": sum(events for _, _, events in done),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--texts", type=Path, default=NEWS)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--reports", type=int, default=200)
    args = parser.parse_args()
    figures = measure(args.texts, args.processes, args.reports)
    print(json.dumps(figures, indent=1) if args.json else "\n".join(f"{name:26}{value}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
