"""How long `chancery link` takes over a store, and how much memory it wants.

    python -m benchmarks.link STORE [--block N] [--repeat N]

The store is one that `benchmarks.scale` made; it is written to. Memory is the most that the process ever had, what it starts with included.
"""

from __future__ import annotations

import argparse
import resource
import time

from chancery.ingest.relating import relate
from chancery.linking.sweep import BLOCK
from chancery.store.store import open_store


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--block", type=int, default=BLOCK, help="events that are looked at together")
    parser.add_argument("--repeat", type=int, default=1, help="passes, one after the other")
    args = parser.parse_args()
    print("| reports of the mix | events | happenings | processor | clock | memory at most |\n|---|---|---|---|---|---|")
    with open_store(args.store, create=False) as store:
        for _ in range(args.repeat):
            began = time.process_time(), time.perf_counter()
            found = relate(store, block=args.block)
            worked, took = time.process_time() - began[0], time.perf_counter() - began[1]
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            counts = f"{found.reports:,} | {found.events:,} | {found.happenings:,}"
            print(f"| {counts} | {worked:.1f} s | {took:.0f} s | {most} MB |", flush=True)


if __name__ == "__main__":
    main()
