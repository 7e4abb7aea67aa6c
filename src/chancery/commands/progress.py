"""How far an ingest is: a bar on a terminal, a line now and then elsewhere. Both on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

import click

from chancery.ingest.tally import Tally

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

EVERY = 30.0
"""Seconds between two lines."""


class Progress(Protocol):
    """Something that shows how far a run is."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, reason: BaseException | None, trace: TracebackType | None) -> None: ...

    def expect(self, total: int) -> None:
        """It is known now how many reports there are."""

    def show(self, tally: Tally) -> None:
        """It has come so far."""


def progress() -> Progress:
    """A bar where somebody is looking, lines where a file or another program is."""
    return Bar() if sys.stderr.isatty() else Lines()


def counted(shown: Progress, count: Callable[[Sequence[str]], int | None], sources: Sequence[str]) -> None:
    """Count what is to come beside the work, and let the bar know."""

    def work() -> None:
        total = count(sources)
        if total is not None:
            shown.expect(total)

    Thread(target=work, daemon=True).start()


def left(seconds: float) -> str:
    """A time to wait in words.

    >>> left(40), left(600), left(5400)
    ('a minute', '10 minutes', '1.5 hours')
    """
    if seconds < 90:
        return "a minute"
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"


class Lines:
    """A line every half minute."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic, every: float = EVERY) -> None:
        self._clock, self._every = clock, every
        self._began = self._told = clock()
        self._total: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, reason: BaseException | None, trace: TracebackType | None) -> None:
        pass

    def expect(self, total: int) -> None:
        self._total = total

    def show(self, tally: Tally) -> None:
        now = self._clock()
        if now - self._told < self._every:
            return
        self._told = now
        click.echo(self._line(tally, tally.found / (now - self._began)), err=True)

    def _line(self, tally: Tally, rate: float) -> str:
        parts = [f"{tally.found:,}" + (f" of {self._total:,}" if self._total else "") + " reports", f"{rate:.1f} a second"]
        if self._total and rate and self._total > tally.found:
            parts.append(f"{left((self._total - tally.found) / rate)} left")
        if tally.rejected:
            parts.append(f"{tally.rejected:,} rejected")
        return ", ".join(parts)


class Bar:
    """A bar with rate and time left."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        self._bar: RichProgress = RichProgress(
            TextColumn("{task.fields[counts]}"), BarColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
            console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._task: TaskID = self._bar.add_task("", total=None, counts="", rate="")

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, reason: BaseException | None, trace: TracebackType | None) -> None:
        # It is drawn ten times a second; the end of a short run would never be seen.
        self._bar.refresh()
        self._bar.stop()

    def expect(self, total: int) -> None:
        self._bar.update(self._task, total=total)

    def show(self, tally: Tally) -> None:
        task = self._bar.tasks[0]
        counts = f"{tally.found:,}" + (f" of {task.total:,.0f}" if task.total else "") + " reports"
        rejected = f", {tally.rejected:,} rejected" if tally.rejected else ""
        rate = f"{task.speed:.1f} a second" if task.speed else ""
        self._bar.update(self._task, completed=tally.found, counts=counts + rejected, rate=rate)
