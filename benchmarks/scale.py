"""How fast a large store takes reports and answers questions.

    python -m benchmarks.scale --reports N --texts articles.jsonl [--store build/scale.db] [--asked N] [--whole] [--ingest] [--markdown]

The records are those of open news (`../shared/corpora/open-news`), read once with the bundle and kept in build/, and varied by names and
days (`benchmarks/varied.py`). The store is made where it has fewer reports than asked for. ``--ingest`` lets another process put
records all the time while the questions are asked. Times are of whole views, quotations included, on a connection that is open; the
process keeps of the store, and collects its garbage, as one of `chancery serve` does.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from benchmarks.varied import Varied, check, varied
from chancery.record.facts import Record
from chancery.server.workers import set_aside
from chancery.store import happenings, tables
from chancery.store.database import shared
from chancery.store.reprints import Filing, file_all
from chancery.store.store import Store, open_store
from chancery.views.actors import actor, actors
from chancery.views.brief import brief
from chancery.views.contacts import contacts, matrix
from chancery.views.disputes import disputed
from chancery.views.documents import documents, sources
from chancery.views.happenings import happening
from chancery.views.happenings import happenings as listed
from chancery.views.positions import positions, stands
from chancery.views.quoting import quotations
from chancery.views.says import says
from chancery.views.search import search
from chancery.views.timeline import timeline

ROOT = Path(__file__).parent.parent
NEWS = ROOT.parent / "shared/corpora/open-news/articles.jsonl"
BUILD = ROOT / "build"
BATCH = 2000
MARKDOWN = "| question (ms) | median | p95 | longest | processor: median | p95 |\n|---|---|---|---|---|---|"
PLAIN = f"{'ms':34}   median      p95  longest      cpu  p95 cpu"
Question = Callable[[Connection, random.Random, "Known"], Any]


# -- the store -------------------------------------------------------------------------------------------------------------


def base_records(texts: Path, most: int) -> list[Record]:
    """Records of the articles, read with the bundle the first time."""
    kept = BUILD / f"scale-base-{most}.jsonl"
    if not kept.exists():
        from chancery import Capture, Reader

        lines = [json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines()[:most]]
        captures = [Capture(str(n), one["text"].encode(), title=one["title"][:90], published=one["date"]) for n, one in enumerate(lines)]
        found = [outcome for outcome in Reader(threads=1).read_all(captures) if isinstance(outcome, Record)]
        BUILD.mkdir(exist_ok=True)
        kept.write_bytes(b"\n".join(msgspec.json.encode(record) for record in found))
    return [msgspec.json.decode(line, type=Record) for line in kept.read_bytes().splitlines()]


def filled(store: Store, texts: Path, articles: int, count: int, *, whole: bool = False) -> tuple[float, float] | None:
    base = base_records(texts, articles)
    for one in varied(base, 200, first=1000):
        check(one.record)
    return fill(store, base, count, whole=whole)


def fill(store: Store, base: Sequence[Record], count: int, *, whole: bool = False) -> tuple[float, float] | None:
    """Put what the store lacks; records a second of `put_many` alone, by the clock and by the processor; null where none was lacking."""
    with store.reading() as connection:
        there = int(connection.execute(select(func.count()).select_from(tables.documents)).scalar_one())
    if there >= count:
        return None
    waiting, spent = varied(base, count - there, first=there, of=count, whole=whole), [0.0, 0.0]
    while chunk := list(islice(waiting, BATCH)):
        began = time.perf_counter(), time.process_time()
        store.put_many([one.record for one in chunk])
        spent = [spent[0] + time.perf_counter() - began[0], spent[1] + time.process_time() - began[1]]
        tie(store, chunk)
    return (count - there) / spent[0], (count - there) / spent[1]


def tie(store: Store, chunk: Sequence[Varied]) -> None:
    """Reprints and happenings, as passes over the store would leave them."""
    with store.writing() as connection:
        file_all(connection, [Filing(id, b"-", (), one.copy_of or id) for one in chunk for id in (one.record.document.id,)])
        told = {one.record.document.id: one.record for one in chunk}
        pairs = [(told[other], one.record) for one in chunk if (other := one.retells or one.copy_of) in told]
        groups = [
            frozenset({(first.document.id, one.id), (second.document.id, other.id)})
            for first, second in pairs for one, other in zip(first.events, second.events, strict=False)
        ]  # fmt: skip
        happenings.write(connection, groups, happenings.Pass("benchmark", store.now()))


def ingest(where: str, texts: Path, articles: int, count: int) -> None:
    """Put records of the last days until somebody ends the process."""
    waiting = varied(base_records(texts, articles), 1_000_000, first=10_000_000, of=count)
    with open_store(where) as store:
        while chunk := [one.record for one in islice(waiting, 256)]:
            store.put_many(chunk)


# -- the questions ---------------------------------------------------------------------------------------------------------


class Known:
    """Things of the store to ask for: common ones and rare ones, as they come."""

    def __init__(self, connection: Connection, draw: random.Random) -> None:
        d, n = tables.document_actors.c, tables.actors.c
        rows = connection.execute(select(n.id, func.count()).join(tables.document_actors, d.actor == n.key).group_by(n.id)).all()
        rows = sorted(((id, count) for id, count in map(tuple, rows)), key=lambda row: -row[1])
        self.common, self.rare = [id for id, _ in rows[:20]], [id for id, _ in draw.sample(rows, min(200, len(rows)))]
        # Where they are met in the news is how often they are asked for.
        self.weighted = draw.choices([id for id, _ in rows], [count for _, count in rows], k=200)
        place = tables.events.c.place
        self.places = list(connection.execute(select(place).where(place.is_not(None)).limit(2000)).scalars())
        self.happenings = list(connection.execute(select(tables.happenings.c.id).limit(500)).scalars())
        self.publishers = list(connection.execute(select(tables.documents.c.publisher).distinct().limit(50)).scalars())
        texts = connection.execute(select(tables.records.c.text).limit(40)).scalars()
        self.words = sorted({word for text in texts for word in text.split() if word.isalpha() and len(word) > 4})

    def actor(self, draw: random.Random) -> str:
        return draw.choice(draw.choice((self.common, self.rare, self.weighted)))


def day(draw: random.Random) -> str:
    return f"{draw.randint(2015, 2025)}-{draw.randint(1, 12):02}"


QUESTIONS: dict[str, Question] = {
    "search, a word": lambda c, r, k: search(c, r.choice(k.words)),
    "search, two words, facets": lambda c, r, k: search(c, f"{r.choice(k.words)} {r.choice(k.words)}", facets=True),
    "search, a common word, facets": lambda c, r, k: search(c, r.choice(("government", "said", "president", "military")), facets=True),
    "search, a phrase": lambda c, r, k: search(c, r.choice(('"prime minister"', '"white house"', '"human rights"', '"in the" capital'))),
    "search, a prefix and an actor": lambda c, r, k: search(c, r.choice(("negot*", "sanct*", "elect*", "mil*")), actor=k.actor(r)),
    "search, an actor denies": lambda c, r, k: search(c, actor=k.actor(r), stance="denies"),
    "search, a code in a place": lambda c, r, k: search(c, code=r.choice(("CONSULT", "ASSAULT", "SANCTION")), place=r.choice(k.places)),
    "timeline": lambda c, r, k: timeline(c, since=day(r)),
    "timeline, an actor": lambda c, r, k: timeline(c, actor=k.actor(r)),
    "timeline, two actors": lambda c, r, k: timeline(c, actor=r.choice(k.common), other=k.actor(r)),
    "timeline, code, status, place": lambda c, r, k: timeline(c, code="ASSAULT", status="actual", place=r.choice(k.places)),
    "timeline, a publisher's denials": lambda c, r, k: timeline(c, publisher=r.choice(k.publishers), stance="denies"),
    "contacts, an actor": lambda c, r, k: contacts(c, actor=k.actor(r)),
    "contacts, matrix": lambda c, r, k: matrix(c, since=day(r)),
    "contacts, matrix of an actor": lambda c, r, k: matrix(c, actor=k.actor(r)),
    "says, a speaker": lambda c, r, k: says(c, speaker=k.actor(r)),
    "says, about an actor": lambda c, r, k: says(c, about=k.actor(r)),
    "says, a speaker about an actor": lambda c, r, k: says(c, speaker=r.choice(k.common), about=k.actor(r)),
    "says, words": lambda c, r, k: says(c, r.choice(k.words)),
    "positions": lambda c, r, k: positions(c),
    "positions, an actor": lambda c, r, k: positions(c, actor=k.actor(r)),
    "positions, words": lambda c, r, k: stands(c, r.choice(k.words)),
    "disputed": lambda c, r, k: disputed(c, until=day(r)),
    "disputed, an actor": lambda c, r, k: disputed(c, actor=k.actor(r)),
    "actor": lambda c, r, k: actor(c, k.actor(r)),
    "actors, a name": lambda c, r, k: actors(c, r.choice(k.words)[:4]),
    "happening": lambda c, r, k: happening(c, r.choice(k.happenings)),
    "happenings": lambda c, r, k: listed(c, until=day(r)),
    "documents": lambda c, r, k: documents(c, until=day(r)),
    "sources": lambda c, r, k: sources(c),
    "brief, a month": lambda c, r, k: brief(c, since="2025-11-15"),
}


def measure(store: Store, count: int) -> Iterator[tuple[str, list[float], list[float]]]:
    """Each question's times, by the clock and by the processor, sorted."""
    draw = random.Random(7)
    with store.reading() as connection:
        known = Known(connection, draw)
    for name, question in QUESTIONS.items():
        times, worked = [], []
        for _ in range(count):
            with store.reading() as connection:
                began = time.perf_counter(), time.process_time()
                quotations(connection, [question(connection, draw, known)])
                times.append(time.perf_counter() - began[0])
                worked.append(time.process_time() - began[1])
        yield name, sorted(times), sorted(worked)


def told(name: str, times: Sequence[float], worked: Sequence[float], markdown: bool) -> str:
    late = int(len(times) * 0.95)
    figures = [1000 * value for value in (statistics.median(times), times[late], times[-1], statistics.median(worked), worked[late])]
    if markdown:
        return "|".join(["", f" {name} ", *(f" {one:.0f} " for one in figures), ""])
    return f"{name:34}" + "".join(f"{one:9.1f}" for one in figures)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--texts", type=Path, default=NEWS)
    parser.add_argument("--articles", type=int, default=120, help="articles whose records are varied")
    parser.add_argument("--store", default=str(BUILD / "scale.db"))
    parser.add_argument("--asked", type=int, default=40, help="times that each question is asked")
    parser.add_argument("--whole", action="store_true", help="make the store of long records alone")
    parser.add_argument("--ingest", action="store_true")
    parser.add_argument("--markdown", action="store_true")
    args = parser.parse_args()
    with open_store(args.store) as store:
        # The records that were varied are not kept: the collector would look through them while questions are timed.
        rate = filled(store, args.texts, args.articles, args.reports, whole=args.whole)
    # As a server opens it.
    with open_store(args.store, memory=shared()) as store:
        head(store, rate)
        set_aside()
        given = (args.store, args.texts, args.articles, args.reports)
        putting = multiprocessing.get_context("spawn").Process(target=ingest, args=given, daemon=True)
        if args.ingest:
            putting.start()
        print(MARKDOWN if args.markdown else PLAIN)
        for name, times, worked in measure(store, args.asked):
            print(told(name, times, worked, args.markdown), flush=True)
        if args.ingest:
            putting.kill()


def head(store: Store, rate: tuple[float, float] | None) -> None:
    """What was measured, on what."""
    with store.reading() as connection:
        counts = [
            f"{connection.execute(select(func.count()).select_from(table)).scalar_one():,} {table.name}"
            for table in (tables.documents, tables.events, tables.statements, tables.actors, tables.happenings)
        ]
        name = connection.dialect.name
    print(f"{', '.join(counts)}; {name}{f' {sqlite3.sqlite_version}' if name == 'sqlite' else ''}")
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}")
    if rate:
        print(f"put_many: {rate[0]:.0f} records a second by the clock, {rate[1]:.0f} by the processor")


if __name__ == "__main__":
    main()
