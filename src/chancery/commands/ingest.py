"""`chancery ingest`: reports from anywhere into a store."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from chancery.commands.options import day, store_option
from chancery.errors import ChanceryError
from chancery.printing import safe
from chancery.sources.kinds import is_url

if TYPE_CHECKING:
    from chancery.ingest.memory import StoreMemory
    from chancery.ingest.run import Ingest
    from chancery.ingest.tally import Tally
    from chancery.pipeline import Reader
    from chancery.sources.web import Web

    Told = Callable[[Tally], None]

OK, FAILED, SOME_FAILED, INTERRUPTED = 0, 1, 3, 130
MOST_REASONS = 15
"""Kinds of rejections that are shown at the end; `chancery runs` has all."""


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@store_option
@click.option("--watch", is_flag=True, help="Go on: fetch the feeds again and again, until Ctrl-C.")
@click.option("--every", type=click.FloatRange(1), default=15, show_default=True, metavar="MINUTES", help="How often --watch fetches.")
@click.option("--published", metavar="DATE", callback=day, help="Date of the reports (2024-12-11), where they do not say it themselves.")
@click.option("--publisher", help="Who published them, where they do not say it themselves.")
@click.option("--processes", type=click.IntRange(1), default=None, help="Processes that read; as many as there are cores by default.")
@click.option("--again", is_flag=True, help="Read again what was read before, after a change of your register for instance.")
@click.option("--register", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="A CSV of your own actors.")
@click.option("--bundle", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Another trained bundle.")
def ingest(
    sources: tuple[str, ...],
    store: str,
    watch: bool,
    every: float,
    published: str | None,
    publisher: str | None,
    processes: int | None,
    again: bool,
    register: Path | None,
    bundle: Path | None,
) -> None:
    """Read every SOURCE into a store: a file (text, HTML, PDF, JSON Lines, Parquet, WARC, a feed, a record of Chancery's), a folder, the
    address of a page or of an RSS or Atom feed, or - for standard input.

    What was read before is not read again: after Ctrl-C, or a power cut, give the same command to go on.

    \b
    Exit codes: 0 all read, 1 failed, 2 wrong usage, 3 some reports could not be read.
    """
    urls = [source for source in sources if is_url(source)]
    if watch and not urls:
        raise click.UsageError("--watch is for feeds; give the address of one")
    known = {name: value for name, value in (("published", published), ("publisher", publisher)) if value}
    with _desk(store, processes or os.cpu_count() or 1, again, register, bundle) as desk:
        try:
            code = _told(desk.once(sources, known), store)
            while watch:
                desk.wait(every * 60)
                _told(desk.round([url for url in urls if url not in desk.pages], known), store)
        except KeyboardInterrupt:
            click.echo(f"stopped; what was read is in {safe(store)}. Give the same command to go on", err=True)
            code = INTERRUPTED
    sys.exit(code)


def nobody(_: Tally) -> None:
    """Who is told of a run that nobody watches."""


def _told(tally: Tally, store: str) -> int:
    """The exit code of a run, which is told; one that was broken off goes on being so."""
    if tally.run is not None:
        click.echo("\n".join(summary(tally, store)))
    if tally.interrupted:
        raise KeyboardInterrupt
    return OK if not tally.rejected else SOME_FAILED if tally.rejected < tally.found else FAILED


def summary(tally: Tally, store: str) -> Iterator[str]:
    """What a run came to, in lines."""
    yield f"{safe(store)}, run {tally.run}: {_counts(tally)}"
    for kind, count in tally.reasons.most_common(MOST_REASONS):
        stage, reason = kind
        others = f" and {count - 1:,} more" if count > 1 else ""
        yield f"  not read ({stage}): {safe(reason)}: {safe(tally.first[kind])}{others}"
    if len(tally.reasons) > MOST_REASONS:
        yield f"  … all are told by: chancery runs {tally.run}"


def _counts(tally: Tally) -> str:
    counts = ((tally.new, "new"), (tally.replaced, "read anew"), (tally.unchanged, "unchanged"), (tally.rejected, "not read"))
    told = ", ".join(f"{count:,} {what}" for count, what in counts if count) or "nothing"
    return f"{told}; {tally.copies:,} are copies of others" if tally.copies else told


class Desk:
    """Where runs start: the store, the crew and what else they share."""

    def __init__(self, ingest: Ingest, memory: StoreMemory) -> None:
        self._ingest, self._memory = ingest, memory
        self.pages: set[str] = set()

    def once(self, sources: Sequence[str], known: Mapping[str, str]) -> Tally:
        """Read the sources, with a bar."""
        from chancery.commands.progress import counted, progress
        from chancery.sources.count import count

        with progress() as shown:
            if not any(map(is_url, sources)):
                counted(shown, count, sources)
            return self._run(sources, known, told=shown.show)

    def round(self, urls: Sequence[str], known: Mapping[str, str]) -> Tally:
        """Fetch feeds once more, quietly."""
        if not urls:
            raise ChanceryError("nothing is left to watch: none of these addresses is a feed")
        return self._run(urls, known, quiet=True)

    def wait(self, seconds: float) -> None:
        Event().wait(seconds)

    def _run(self, sources: Sequence[str], known: Mapping[str, str], *, told: Told = nobody, quiet: bool = False) -> Tally:
        from chancery.ingest.plan import found

        # Anew for each run: what a site's robots.txt says is not kept for days.
        with Webs() as webs:
            given = found(sources, webs.one, self._memory, known=known)
            tally = self._ingest.run(given, "ingest " + " ".join(sources), told=told, quiet=quiet)
        self.pages |= tally.pages
        return tally


class Webs:
    """Something to fetch with, made when it is first wanted."""

    def __init__(self) -> None:
        self._web: Web | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, reason: BaseException | None, trace: TracebackType | None) -> None:
        if self._web is not None:
            self._web.close()

    def one(self) -> Web:
        self._web = self._web or make_web()
        return self._web


@contextmanager
def _desk(where: str, processes: int, again: bool, register: Path | None, bundle: Path | None) -> Iterator[Desk]:
    """A desk with all it needs, opened and closed in order."""
    from chancery.commands.interrupts import Interrupts
    from chancery.ingest.crew import Crew
    from chancery.ingest.memory import StoreMemory
    from chancery.ingest.run import Aside, Ingest
    from chancery.store.store import open_store

    ref = bundle_id(bundle)
    with ExitStack() as stack:
        interrupts = stack.enter_context(Interrupts())
        store = stack.enter_context(open_store(where))
        memory = StoreMemory(store, bundle=ref, again=again)
        make = partial(make_reader, bundle=bundle, register=register)
        crew: Crew[Aside] = stack.enter_context(Crew(make, processes, is_known=memory.is_known))
        yield Desk(Ingest(store, crew, memory, bundle=ref, again=again, held=interrupts.held), memory)


# What tests put other things in the place of.


def make_reader(*, bundle: Path | None, register: Path | None) -> Reader:
    """The reader of one process."""
    from chancery.pipeline import Reader

    return Reader(bundle=bundle, register=register)


def bundle_id(bundle: Path | None) -> str:
    from chancery.pipeline import bundle_ref

    return bundle_ref(bundle).id


def make_web() -> Web:
    from chancery.sources.web import Web

    return Web()
