"""The stages joined: captures are read to documents, analysed together, assembled to records. Read this first."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from chancery.errors import ChanceryError, ReportError
from chancery.reading.read import TEXT
from chancery.reading.read import read as document_of
from chancery.record.facts import BundleRef, Record, Rejection
from chancery.record.marks import Analysis
from chancery.record.reasons import Explained
from chancery.record.text import Capture, Document

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController

    from chancery.analysis.bundle import Bundle
    from chancery.knowledge.register import Register

BATCH = 16
"""Documents that share the network's passes …"""
BATCH_CHARACTERS = 200_000
"""… unless they are long."""

Engine = Callable[[Sequence[Document]], list[Record]]
"""Documents to their records, in order."""

_log = logging.getLogger(__name__)

Found = TypeVar("Found", Record, Explained)
Made = TypeVar("Made", Record, Explained, covariant=True)


class Assembly(Protocol[Made]):
    """From the marks of a document to its facts."""

    def __call__(self, document: Document, analysis: Analysis, /, *, bundle: BundleRef, register: Register) -> Made: ...


@dataclass(frozen=True)
class Shipped:
    """The engine of this release; it can also say why actors are who it says."""

    bundle: Bundle
    register: Register
    threads: int
    pools: ThreadpoolController

    def __call__(self, documents: Sequence[Document]) -> list[Record]:
        from chancery.assembly.record import assemble

        return self._each(assemble, documents)

    def explain(self, documents: Sequence[Document]) -> list[Explained]:
        from chancery.assembly.record import explain

        return self._each(explain, documents)

    def _each(self, assembly: Assembly[Found], documents: Sequence[Document]) -> list[Found]:
        from chancery.analysis.analyse import analyse

        # Left alone, BLAS wakes a thread a core for each small product: a quarter of the time on two cores.
        with self.pools.limit(limits=self.threads, user_api="blas"):
            analyses = analyse(self.bundle, documents)
            return [assembly(d, a, bundle=self.bundle.ref, register=self.register) for d, a in zip(documents, analyses, strict=True)]


def engine_of(bundle: Path | None = None, register: Path | None = None, *, threads: int = 1) -> Shipped:
    """The engine that this release ships: its bundle and register, loaded once. Raises BundleError."""
    # Imported here, so that whoever brings an engine of their own needs no ONNX Runtime.
    from threadpoolctl import ThreadpoolController

    from chancery.analysis.bundle import Bundle
    from chancery.knowledge.register import Register

    return Shipped(Bundle.load(bundle, threads=threads), Register.load(register), threads, ThreadpoolController())


def _unexplained(engine: Engine) -> Callable[[Sequence[Document]], list[Explained]]:
    """An engine that gives no reasons, asked for them."""
    return lambda documents: [Explained(record, {}) for record in engine(documents)]


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
        self._engine: Engine = engine or engine_of(bundle, register, threads=threads)
        self._explainer = self._engine.explain if isinstance(self._engine, Shipped) else _unexplained(self._engine)

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
        return self._engine([_document(report, published, title, publisher, url)])[0]

    def explain(
        self,
        report: str | Capture | Document,
        *,
        published: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
    ) -> Explained:
        """The record that `read` gives, and for each actor by its id why each of its mentions is taken for it.

        >>> told = Reader().explain("The Hungarian foreign minister left.", published="2024-12-11")
        >>> told.reasons["person:peter-szijjarto"][0].because
        'matched because “Hungarian foreign minister” held the office on 2024-12-11: Péter Szijjártó, foreign minister of HUN since ...'
        """
        return self._explainer([_document(report, published, title, publisher, url)])[0]

    def read_all(self, captures: Iterable[Capture | Document | Rejection]) -> Iterator[Record | Rejection]:
        """A record for each capture or document, in order, or the reason why there is none. One bad report never stops the others.

        >>> captures = [Capture("wire-1", b"Kyiv denied the charge."), Capture("wire-2", b"")]
        >>> [type(outcome).__name__ for outcome in Reader().read_all(captures)]
        ['Record', 'Rejection']
        """
        return _outcomes(captures, self._engine)

    def explain_all(self, captures: Iterable[Capture | Document | Rejection]) -> Iterator[Explained | Rejection]:
        """As `read_all`, with the reasons beside each record."""
        return _outcomes(captures, self._explainer)


def _outcomes(
    captures: Iterable[Capture | Document | Rejection], engine: Callable[[Sequence[Document]], list[Found]]
) -> Iterator[Found | Rejection]:
    group: list[tuple[str, Document | Rejection]] = []
    for capture in captures:
        name = capture.id if isinstance(capture, Document) else capture.name
        group.append((name, settled(capture) if isinstance(capture, Capture) else capture))
        if len(group) >= BATCH or sum(_size(item) for _, item in group) >= BATCH_CHARACTERS:
            yield from _of_group(group, engine)
            group = []
    yield from _of_group(group, engine)


def _of_group(
    group: Sequence[tuple[str, Document | Rejection]], engine: Callable[[Sequence[Document]], list[Found]]
) -> Iterator[Found | Rejection]:
    named = [(name, item) for name, item in group if isinstance(item, Document)]
    found = iter(_tried(named, engine) if named else ())
    for _, item in group:
        yield item if isinstance(item, Rejection) else next(found)


def _tried(
    named: Sequence[tuple[str, Document]], engine: Callable[[Sequence[Document]], list[Found]]
) -> Sequence[Found | Rejection]:
    """What the engine makes of a batch; where it fails, its documents are tried one by one and the failing ones rejected."""
    try:
        return engine([document for _, document in named])
    except ChanceryError:
        raise
    except Exception as reason:  # One bad report must not stop a run; it is kept with its reason.
        if len(named) > 1:
            return [outcome for pair in named for outcome in _tried([pair], engine)]
        _log.debug("%s: analysis failed", named[0][0], exc_info=True)
        return [Rejection(named[0][0], "analysis", f"failed on this text: {type(reason).__name__}: {reason}")]


def _document(
    report: str | Capture | Document, published: str | None, title: str | None, publisher: str | None, url: str | None
) -> Document:
    if isinstance(report, str):
        report = Capture("text", report.encode("utf-8", "surrogatepass"), title, publisher, url, published, content_type=TEXT)
    return document_of(report) if isinstance(report, Capture) else report


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
