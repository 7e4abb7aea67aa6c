"""What the reports of a happening say of it together: who asserts, who denies, who doubts, and where they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import combinations

import msgspec

from chancery.linking.happenings import Happening
from chancery.linking.quantities import quantities
from chancery.reading.segment import Bounds, paragraph, paragraphs
from chancery.record.facts import Claim, Event, Record, Statement
from chancery.record.text import Span
from chancery.record.times import period

NEAR = 0.5
"""Degrees of latitude and longitude within which two places are one."""


class Voice(msgspec.Struct, frozen=True):
    """A chain of speakers that stands behind a happening, or against it, in one report, with the words that say so."""

    by: tuple[str, ...]
    stance: str
    document: str
    event: str
    quotation: Span


class Side(msgspec.Struct, frozen=True):
    """What one report has where another has something else."""

    document: str
    event: str
    value: str
    span: Span | None


class Difference(msgspec.Struct, frozen=True):
    """Two reports that do not agree on the ``aspect``: date, place, number or actor."""

    aspect: str
    left: Side
    right: Side


class Contradiction(msgspec.Struct, frozen=True):
    """One chain of speakers asserts what another denies."""

    asserts: Voice
    denies: Voice


class Account(msgspec.Struct, frozen=True):
    """What is said of a happening. ``independent``: reports, copies of one another counted once."""

    happening: str
    reports: int
    independent: int
    asserts: tuple[Voice, ...]
    denies: tuple[Voice, ...]
    doubts: tuple[Voice, ...]
    differences: tuple[Difference, ...]
    contradictions: tuple[Contradiction, ...]


class _Telling:
    """An event in its record, with what is compared."""

    def __init__(self, record: Record, event: Event, copy_of: str) -> None:
        self.record, self.event, self.copy_of = record, event, copy_of

    @cached_property
    def quantities(self) -> dict[str, dict[float, Span]]:
        """Of each thing that is counted in the sentence of the event, the numbers."""
        text = self.record.document.text
        around = sentence(text, self.event.mentions[0])
        found: dict[str, dict[float, Span]] = {}
        for quantity in quantities(text, around.start, around.end):
            for name in quantity.of[:1]:
                found.setdefault(name, {})[quantity.value] = quantity.span
        return found

    @cached_property
    def doers(self) -> dict[str, str | None]:
        """Who did it, with their countries; those whom only a pronoun or a common noun names are left out."""
        known = {actor.id: actor for actor in self.record.actors}
        return {part.actor: known[part.actor].country for part in self.event.actors
                if part.actor in known and known[part.actor].name[:1].isupper()}

    def side(self, value: str, span: Span | None) -> Side:
        return Side(self.record.document.id, self.event.id, value, span)


def account(happening: Happening, records: Mapping[str, Record], *, copies: Mapping[str, str] | None = None) -> Account:
    """What the reports of a happening say of it.

    ``records`` holds the reports by document; ``copies`` says which group of near copies a document belongs to, one without a group
    stands for itself. Of each group the earliest report speaks for all.
    """
    tellings = list(_tellings(happening, records, copies or {}))
    voices = list(_distinct(voice for telling in _originals(tellings) for voice in _voices(telling)))
    asserts, denies, doubts = (tuple(v for v in voices if v.stance == stance) for stance in ("asserts", "denies", "hedges"))
    reports = {told.document for told in happening.told}
    return Account(happening.id, len(reports), len({telling.copy_of for telling in tellings}), asserts, denies, doubts,
                   tuple(_differences(_originals(tellings))), tuple(_contradictions(asserts, denies)))


def _tellings(happening: Happening, records: Mapping[str, Record], copies: Mapping[str, str]) -> Iterator[_Telling]:
    for told in happening.told:
        record = records[told.document]
        event = next(event for event in record.events if event.id == told.event)
        yield _Telling(record, event, copies.get(told.document, told.document))


def _originals(tellings: Sequence[_Telling]) -> list[_Telling]:
    """The tellings of the first report of each group of copies."""
    first: dict[str, str] = {}
    for telling in tellings:
        first.setdefault(telling.copy_of, telling.record.document.id)
    return [telling for telling in tellings if first[telling.copy_of] == telling.record.document.id]


# -- who stands behind it ----------------------------------------------------------------------------------------------------


def _voices(telling: _Telling) -> Iterator[Voice]:
    said = {statement.id: statement for statement in telling.record.statements}
    for claim in telling.event.claims:
        yield Voice(claim.by, claim.stance, telling.record.document.id, telling.event.id, _quotation(telling, claim, said))


def _quotation(telling: _Telling, claim: Claim, said: Mapping[str, Statement]) -> Span:
    """What was said, or else the sentence that tells of the happening."""
    statement = said.get(claim.statement or "")
    if statement is not None and statement.content:
        first, last = statement.content[0], statement.content[-1]
        return Span.over(telling.record.document.text, first.start, last.end)
    return sentence(telling.record.document.text, telling.event.mentions[0])


def sentence(text: str, span: Span) -> Span:
    """The sentence around a span.

    >>> sentence("He left. Kyiv denied it. All is well.", Span(14, 20, "denied")).text
    'Kyiv denied it.'
    """
    after = (part for part in paragraphs(text) if span.start < part[1])
    for first, last in (bounds for start, end in after for bounds in _sentences(text, start, end)):
        if span.start < last:
            return Span.over(text, min(first, span.start), max(last, span.end))
    return span


# Reports that tell of one happening tell of others too, which are looked at next.
@lru_cache(maxsize=256)
def _sentences(text: str, start: int, end: int) -> tuple[Bounds, ...]:
    """Where the sentences of a paragraph are."""
    cut = paragraph(text, start, end)
    return tuple((cut.words[first][0], cut.words[last - 1][1]) for first, last in cut.sentences)


def _distinct(voices: Iterable[Voice]) -> Iterator[Voice]:
    """Each chain with its stance once a report."""
    seen = set()
    for voice in voices:
        key = voice.by, voice.stance, voice.document
        if key not in seen:
            seen.add(key)
            yield voice


def _contradictions(asserts: Sequence[Voice], denies: Sequence[Voice]) -> Iterator[Contradiction]:
    """Each chain that asserts beside each that denies, with their earliest words; what a report says in its own voice too."""
    for_it = {voice.by: voice for voice in reversed(asserts)}
    against = {voice.by: voice for voice in reversed(denies)}
    for denying in sorted(against):
        for asserting in sorted(for_it):
            yield Contradiction(for_it[asserting], against[denying])


# -- where they differ -------------------------------------------------------------------------------------------------------


def _differences(tellings: Sequence[_Telling]) -> Iterator[Difference]:
    """Each aspect on which two reports differ, the first pair for every pair of values."""
    seen = set()
    for one, other in combinations(tellings, 2):
        if one.copy_of == other.copy_of:
            continue
        for aspect, compare in ASPECTS.items():
            for left, right in compare(one, other):
                key = aspect, frozenset((left.value, right.value))
                if key not in seen:
                    seen.add(key)
                    yield Difference(aspect, left, right)


Compare = Callable[[_Telling, _Telling], Iterator[tuple[Side, Side]]]


def _dates(one: _Telling, other: _Telling) -> Iterator[tuple[Side, Side]]:
    a, b = one.event.time, other.event.time
    if a is None or b is None or not a.value or not b.value:
        return
    days, others = period(a.value), period(b.value)
    if days and others and (days[1] < others[0] or others[1] < days[0]):
        yield one.side(a.value, a.span), other.side(b.value, b.span)


def _places(one: _Telling, other: _Telling) -> Iterator[tuple[Side, Side]]:
    a, b = one.event.place, other.event.place
    if a is None or b is None or a.name.casefold() == b.name.casefold():
        return
    if (a.country and b.country and a.country != b.country) or _far(a.latitude, b.latitude, a.longitude, b.longitude):
        yield one.side(a.name, a.span), other.side(b.name, b.span)


def _far(latitude: float | None, other_latitude: float | None, longitude: float | None, other_longitude: float | None) -> bool:
    if latitude is None or other_latitude is None or longitude is None or other_longitude is None:
        return False
    return abs(latitude - other_latitude) > NEAR or abs(longitude - other_longitude) > NEAR


def _actors(one: _Telling, other: _Telling) -> Iterator[tuple[Side, Side]]:
    """Doers of whom none is the same, nor of the same country: a minister may stand for his state."""
    mine, theirs = one.doers, other.doers
    if mine and theirs and not _stand_for(mine) & _stand_for(theirs):
        yield one.side(*_told(one, mine)), other.side(*_told(other, theirs))


def _stand_for(doers: Mapping[str, str | None]) -> set[str]:
    return {*doers, *(country for country in doers.values() if country)}


def _told(telling: _Telling, doers: Mapping[str, str | None]) -> tuple[str, Span | None]:
    names = {actor.id: actor.name for actor in telling.record.actors}
    spans = [part.span for part in telling.event.actors if part.actor in doers]
    return ", ".join(sorted(names[actor] for actor in doers)), spans[0]


def _counts(one: _Telling, other: _Telling) -> Iterator[tuple[Side, Side]]:
    """Numbers of the same thing in the sentences that tell of it, of which no two agree."""
    mine, theirs = one.quantities, other.quantities
    for name in sorted(mine.keys() & theirs.keys()):
        values, others = mine[name], theirs[name]
        if not values.keys() & others.keys():
            yield one.side(*_first(values)), other.side(*_first(others))


def _first(values: Mapping[float, Span]) -> tuple[str, Span]:
    value = min(values)
    return f"{value:g}", values[value]


ASPECTS: dict[str, Compare] = {"date": _dates, "place": _places, "number": _counts, "actor": _actors}
