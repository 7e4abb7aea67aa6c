"""One process that reads. It may die of a report, or not come back from it: then it is replaced, and the report rejected."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from chancery.errors import ChanceryError
from chancery.pipeline import Reader, settled
from chancery.record.facts import Record, Rejection
from chancery.record.text import Capture, Document

START_SECONDS = 300.0
SECONDS, BYTES_A_SECOND = 120.0, 2_000
"""How long a batch may take: so long, and so much more for its length. A report of 600 words takes a sixth of a second."""

Make = Callable[[], Reader]
IsKnown = Callable[[Capture, Document], bool]
"""Whether a document was read before, so that it need not be read again."""
Outcome = Record | Rejection | Document
"""A document stands for a report that was known already."""


class HandLost(Exception):
    """The process died or had to be killed; says of what."""


class Hand:
    """A process with a reader of its own."""

    def __init__(self, make: Make, *, seconds: float = SECONDS) -> None:
        """``make`` is called in the process. Raises what it raises, and ChanceryError where the process does not come up."""
        self._seconds = seconds
        # Spawned, not forked: there are threads here, and ONNX Runtime does not survive a fork.
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(make, theirs), daemon=True)
        self._process.start()
        theirs.close()
        try:
            failure = self._heard(START_SECONDS)
        except HandLost as reason:
            raise ChanceryError(f"a process for reading did not come up: it {reason}. Is there memory? Try --processes 1") from reason
        if isinstance(failure, Exception):
            self.close()
            raise failure

    def read(self, captures: Sequence[Capture], is_known: IsKnown) -> list[Outcome]:
        """What became of each capture. Raises HandLost, after which the hand is closed."""
        seconds = self._seconds + sum(len(capture.content) for capture in captures) / BYTES_A_SECOND
        self._said(list(captures))
        documents: list[Document | Rejection] = self._heard(seconds)
        known = [isinstance(item, Document) and is_known(capture, item) for capture, item in zip(captures, documents, strict=True)]
        self._said([item for item, is_old in zip(documents, known, strict=True) if isinstance(item, Document) and not is_old])
        records: Iterator[Record | Rejection] = iter(self._heard(seconds))
        return [item if old or isinstance(item, Rejection) else _named(next(records), capture.name)
                for item, old, capture in zip(documents, known, captures, strict=True)]  # fmt: skip

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._pipe.close()
        self._process.kill()
        self._process.join()

    def kill(self) -> None:
        """End the process from another thread; whoever waits for it finds it lost."""
        self._process.kill()

    def _said(self, message: object) -> None:
        try:
            self._pipe.send(message)
        except OSError as reason:
            raise HandLost(self._ended()) from reason

    def _heard(self, seconds: float) -> Any:
        try:
            if self._pipe.poll(seconds):
                return self._pipe.recv()
        except (EOFError, OSError) as reason:
            raise HandLost(self._ended()) from reason
        self.close()
        raise HandLost(f"took more than {seconds:.0f} seconds and was ended")

    def _ended(self) -> str:
        """How the process ended, which it has."""
        self._process.join(5.0)
        code = self._process.exitcode
        self.close()
        return f"was ended by signal {signal.Signals(-code).name}" if code is not None and code < 0 else f"ended with code {code}"


class Seat:
    """A place for one hand after another: who is lost is replaced, and what it was lost over is found out and rejected."""

    def __init__(self, make: Make, *, seconds: float = SECONDS) -> None:
        self._make, self._seconds = make, seconds
        self._hand: Hand | None = None
        self._left = False

    def read(self, captures: Sequence[Capture], is_known: IsKnown) -> list[tuple[Capture, Outcome]]:
        """Each capture with what became of it; fewer once the seat was left."""
        if self._left:
            return []
        try:
            self._hand = self._hand or Hand(self._make, seconds=self._seconds)
            return list(zip(captures, self._hand.read(captures, is_known), strict=True))
        except HandLost as reason:
            self._hand = None
            if len(captures) > 1:
                return [pair for capture in captures for pair in self.read([capture], is_known)]
            return [] if self._left else [(captures[0], Rejection(captures[0].name, "reading", f"the process that read it {reason}"))]

    def leave(self) -> None:
        """End the process. What it was reading is given up."""
        self._left = True
        if self._hand is not None:
            self._hand.kill()


def _named(outcome: Record | Rejection, name: str) -> Record | Rejection:
    """A rejection under its capture's name; past settling, the reader knows the document alone."""
    return Rejection(name, outcome.stage, outcome.reason) if isinstance(outcome, Rejection) else outcome


def _serve(make: Make, pipe: Connection) -> None:
    """The process: settle a batch, hear which of its documents are new, read those."""
    # Ctrl-C reaches every process of a terminal, the end of a service all of its; the one that writes decides what it means.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    try:
        reader = make()
    except ChanceryError as reason:
        pipe.send(reason)
        return
    pipe.send(None)
    try:
        while True:
            pipe.send([settled(capture) for capture in pipe.recv()])
            pipe.send(list(reader.read_all(pipe.recv())))
    # Whoever gave the work is gone.
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
