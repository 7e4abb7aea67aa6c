"""The stages joined: captures are read to documents, analysed together, assembled to records. Read this first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from chancery.errors import ReadingError
from chancery.reading.read import read as read_capture
from chancery.record.facts import Record, Rejection
from chancery.record.text import Capture, Document

BATCH = 16
"""Documents that share the network's passes."""

Engine = Callable[[Sequence[Document]], list[Record]]
"""Documents to their records, in order."""


def engine_of(bundle: Path | None = None, register: Path | None = None, *, threads: int = 1) -> Engine:
    """The engine that this release ships: its bundle and register, loaded once. Raises BundleError."""
    from chancery.analysis.analyse import analyse
    from chancery.analysis.bundle import Bundle
    from chancery.assembly.record import assemble
    from chancery.knowledge.register import Register

    loaded, known = Bundle.load(bundle, threads=threads), Register.load(register)

    def records(documents: Sequence[Document]) -> list[Record]:
        analyses = analyse(loaded, documents)
        return [assemble(d, a, bundle=loaded.ref, register=known) for d, a in zip(documents, analyses, strict=True)]

    return records


class Reader:
    """Reads many reports with one loaded bundle.

    >>> reader = Reader()
    >>> record = reader.read("Kyiv denied the charge.", published="2024-12-11")
    >>> record.document.published
    '2024-12-11'
    """

    def __init__(self, *, bundle: Path | None = None, register: Path | None = None, threads: int = 1, engine: Engine | None = None) -> None:
        self._engine = engine or engine_of(bundle, register, threads=threads)

    def read(self, text: str, *, published: str | None = None, title: str | None = None, publisher: str | None = None,
             url: str | None = None) -> Record:
        """The record of one report given as text. Raises ReadingError when it cannot be read."""
        capture = Capture("text", text.encode("utf-8", "surrogatepass"), title, publisher, url, published)
        return self._engine([read_capture(capture)])[0]

    def read_all(self, captures: Iterable[Capture | Rejection]) -> Iterator[Record | Rejection]:
        """A record for each capture, in order, or the reason why there is none. One bad report never stops the others."""
        waiting = iter(captures)
        while group := list(islice(waiting, BATCH)):
            yield from self._group(group)

    def _group(self, group: Sequence[Capture | Rejection]) -> Iterator[Record | Rejection]:
        settled = [item if isinstance(item, Rejection) else _settled(item) for item in group]
        records = iter(self._engine([item for item in settled if isinstance(item, Document)]))
        for item in settled:
            yield item if isinstance(item, Rejection) else next(records)


def _settled(capture: Capture) -> Document | Rejection:
    try:
        return read_capture(capture)
    except ReadingError as reason:
        return Rejection(capture.name, reason.stage, reason.reason)


def read(text: str, *, published: str | None = None, title: str | None = None, publisher: str | None = None, url: str | None = None) -> Record:
    """The record of one report. For many, keep a `Reader`: it loads the bundle once.

    ``published`` is the ISO date of the report; relative dates in the text are resolved against it.

    >>> record = read("The Kremlin said talks were held with Kyiv on Monday.", published="2024-12-11")
    >>> [actor.id for actor in record.actors][:1]
    ['state:rus']
    """
    return Reader().read(text, published=published, title=title, publisher=publisher, url=url)
