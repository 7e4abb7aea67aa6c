"""An analysis to its record: actors first, then what they said and did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chancery.assembly.actors import Cast, cast
from chancery.assembly.doubts import doubts
from chancery.assembly.events import events, published_of
from chancery.assembly.positions import positions
from chancery.assembly.reasons import reasons
from chancery.assembly.relations import relations
from chancery.assembly.statements import talk
from chancery.assembly.threats import as_threats
from chancery.assembly.times import Times
from chancery.assembly.where import Places
from chancery.knowledge.register import Register
from chancery.record.facts import FORMAT, Actor, BundleRef, Problem, Record
from chancery.record.marks import Analysis
from chancery.record.reasons import Explained
from chancery.record.text import Document


def assemble(document: Document, analysis: Analysis, *, bundle: BundleRef, register: Register) -> Record:
    """All facts of a document that its marks show."""
    return _record(document, analysis, cast(analysis, register, published_of(analysis)), bundle, register)


def explain(document: Document, analysis: Analysis, *, bundle: BundleRef, register: Register) -> Explained:
    """The same record, and why its actors are who it says."""
    people = cast(analysis, register, published_of(analysis))
    return Explained(_record(document, analysis, people, bundle, register), reasons(analysis, people))


def _record(document: Document, analysis: Analysis, people: Cast, bundle: BundleRef, register: Register) -> Record:
    published = published_of(analysis)
    analysis = as_threats(analysis)
    said = talk(analysis, people)
    done = events(analysis, people, said, Times(analysis, published), Places(analysis, register))
    stands = relations(analysis, people, said, done)
    return Record(FORMAT, document, _with_countries(people, stands), done, said.statements, stands,
                  positions(analysis, people, said), bundle, (*_unread(analysis), *doubts(people, register, published)))


def _unread(analysis: Analysis) -> Iterator[Problem]:
    """Where the marks end before the text does: the report was too long to be looked at whole."""
    text = analysis.document.text
    end = analysis.words[-1][1] if analysis.words else 0
    if rest := len(text[end:].strip()):
        yield Problem("analysis", f"too long to be read whole: no facts were looked for in the last {rest:,} of {len(text):,} characters")


def _with_countries(people: Cast, stands: Iterable[object]) -> tuple[Actor, ...]:
    """Actors by their first mention; who holds an office of a state and has no country has that state's."""
    return tuple(sorted(people.actors, key=lambda a: (a.mentions[0].start if a.mentions else 0, a.id)))
