"""The stages joined: captures are read to documents, analysed together, assembled to records. Read this first."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from chancery.errors import ChanceryError, ReportError
from chancery.reading.read import TEXT
from chancery.reading.read import read as document_of
from chancery.record.facts import BundleRef, Record, Rejection
from chancery.record.text import Capture, Document

BATCH = 16
"""Documents that share the network's passes …"""
BATCH_CHARACTERS = 200_000
"""… unless they are long."""

Engine = Callable[[Sequence[Document]], list[Record]]
"""Documents to their records, in order."""

_log = logging.getLogger(__name__)


def engine_of(bundle: Path | None = None, register: Path | None = None, *, threads: int = 1) -> Engine:
    """The engine that this release ships: its bundle and register, loaded once. Raises BundleError."""
    # Imported here, so that whoever brings an engine of their own needs no ONNX Runtime.
    from chancery.analysis.analyse import analyse
    from chancery.analysis.bundle import Bundle
    from chancery.assembly.record import assemble
    from chancery.knowledge.register import Register

    loaded, known = Bundle.load(bundle, threads=threads), Register.load(register)

    def records(documents: Sequence[Document]) -> list[Record]:
        analyses = analyse(loaded, documents)
        return [assemble(d, a, bundle=loaded.ref, register=known) for d, a in zip(documents, analyses, strict=True)]

    return records


def bundle_ref(bundle: Path | None = None) -> BundleRef:
    """How records name a bundle, the packaged one by default. Raises BundleError."""
    from chancery.analysis.bundle import ref_of

    return ref_of(bundle)


class Reader:
    """Reads many reports with one loaded bundle.

    >>> reader = Reader()
    >>> record = reader.read("Kyiv denied the charge.", published="2024-12-11")
    >>> record.document.published
    '2024-12-11'
    """

    def __init__(self, *, bundle: Path | None = None, register: Path | None = None, threads: int = 1, engine: Engine | None = None) -> None:
        """``bundle`` and ``register`` default to the packaged ones; ``engine`` replaces both. Raises BundleError."""
        self._engine = engine or engine_of(bundle, register, threads=threads)

    def read(
        self,
        report: str | Capture | Document,
        *,
        published: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
    ) -> Record:
        """The record of one report: its text, bytes as they arrived, or a document read before.

        The keywords go with a text; captures and documents carry their own. Raises ReadingError when there is
        nothing that Chancery reads.
        """
        if isinstance(report, str):
            content = report.encode("utf-8", "surrogatepass")
            report = Capture("text", content, title, publisher, url, published, content_type=TEXT)
        return self._engine([document_of(report) if isinstance(report, Capture) else report])[0]

    def read_all(self, captures: Iterable[Capture | Document | Rejection]) -> Iterator[Record | Rejection]:
        """A record for each capture or document, in order, or the reason why there is none. One bad report never stops the others.

        >>> captures = [Capture("wire-1", b"Kyiv denied the charge."), Capture("wire-2", b"")]
        >>> [type(outcome).__name__ for outcome in Reader().read_all(captures)]
        ['Record', 'Rejection']
        """
        group: list[tuple[str, Document | Rejection]] = []
        for capture in captures:
            name = capture.id if isinstance(capture, Document) else capture.name
            group.append((name, settled(capture) if isinstance(capture, Capture) else capture))
            if len(group) >= BATCH or sum(_size(item) for _, item in group) >= BATCH_CHARACTERS:
                yield from self._outcomes(group)
                group = []
        yield from self._outcomes(group)

    def _outcomes(self, group: Sequence[tuple[str, Document | Rejection]]) -> Iterator[Record | Rejection]:
        named = [(name, item) for name, item in group if isinstance(item, Document)]
        records = iter(self._records(named) if named else ())
        for _, item in group:
            yield item if isinstance(item, Rejection) else next(records)

    def _records(self, named: Sequence[tuple[str, Document]]) -> Sequence[Record | Rejection]:
        """Records of a batch; where it fails, its documents are tried one by one and the failing ones rejected."""
        try:
            return self._engine([document for _, document in named])
        except ChanceryError:
            raise
        except Exception as reason:  # One bad report must not stop a run; it is kept with its reason.
            if len(named) > 1:
                return [outcome for pair in named for outcome in self._records([pair])]
            _log.debug("%s: analysis failed", named[0][0], exc_info=True)
            return [Rejection(named[0][0], "analysis", f"failed on this text: {type(reason).__name__}: {reason}")]


def settled(capture: Capture) -> Document | Rejection:
    """The document of a capture, or why there is none."""
    try:
        return document_of(capture)
    except ReportError as reason:
        return Rejection(capture.name, reason.stage, reason.reason)
    except Exception as reason:  # What a hostile page makes its parser do is no reason to stop a run.
        _log.debug("%s: reading failed", capture.name, exc_info=True)
        return Rejection(capture.name, "reading", f"failed on this report: {type(reason).__name__}: {reason}")


def _size(item: Document | Rejection) -> int:
    return len(item.text) if isinstance(item, Document) else 0


@cache
def _default() -> Reader:
    return Reader()


def read(
    text: str, *, published: str | None = None, title: str | None = None, publisher: str | None = None, url: str | None = None
) -> Record:
    """The record of one report, with the packaged bundle (loaded once). For many reports, keep a `Reader`.

    ``published`` is the ISO 8601 date of the report; dates like "on Wednesday" are resolved against it.
    Raises ReadingError when there is nothing that Chancery reads.

    >>> record = read("The Kremlin said talks were held with Kyiv on Monday.", published="2024-12-11")
    >>> [actor.id for actor in record.actors][:1]
    ['state:rus']
    """
    return _default().read(text, published=published, title=title, publisher=publisher, url=url)
