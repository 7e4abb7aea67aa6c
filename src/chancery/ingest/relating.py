"""Happenings found over a whole store: a pass that can be run again and again, and undoes nothing that people decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from chancery.judging.happenings import apart, together
from chancery.judging.judgement import Member
from chancery.linking.candidates import candidates
from chancery.linking.clusters import ANY, Limits, Window, group
from chancery.linking.corroboration import Account, Voice, account
from chancery.linking.happenings import happenings
from chancery.linking.matcher import Matcher
from chancery.linking.tellings import Telling, Tellings
from chancery.record.facts import Record
from chancery.store import differences
from chancery.store import happenings as kept
from chancery.store.differences import Differ, Side
from chancery.store.judgements import live_on_happenings
from chancery.store.store import Store

MADE_BY = "chancery link"
TOGETHER = 500
"""Reports whose records are held to say where they differ."""


@dataclass(frozen=True)
class Related:
    """What a pass came to: reports and events looked at, happenings that several reports tell of, differences found."""

    reports: int
    events: int
    happenings: int
    differences: int


def relate(store: Store) -> Related:
    """Group the events of a store into happenings and say where their reports differ."""
    tellings = Tellings.of(store.records())
    with store.reading() as connection:
        limits = _limits(tellings, connection)
    pairs = candidates(tellings)
    matcher = Matcher.load()
    found = group(len(tellings), *matcher.likely(tellings, *pairs), least=matcher.least, limits=limits)
    groups = [frozenset(_member(tellings.all[number]) for number in numbers) for numbers in found]
    several = [one for one in groups if _is_told_twice(one)]
    differ = [one for part in _parts(several) for one in _differ(store, part)]
    with store.writing() as connection:
        before = kept.grouped(connection)
        alone = [one for one in groups if not _is_told_twice(one) and one & before] if before else []
        kept.write(connection, [*several, *alone], kept.Pass(MADE_BY, store.now()))
        differences.write(connection, differ)
    return Related(len(tellings.reports), len(tellings), len(several), len(differ))


def _member(telling: Telling) -> Member:
    return telling.document, telling.event


def _limits(tellings: Tellings, connection: Connection) -> Limits:
    """What people decided, and the days that events name, by the numbers of the tellings."""
    judged = live_on_happenings(connection)
    number = {_member(telling): at for at, telling in enumerate(tellings.all)}
    joined = [tuple(sorted(number[member] for member in one if member in number)) for one in together(judged)]
    parted = [tuple(sorted(number[member] for member in one if member in number)) for one in apart(judged)]
    windows: list[Window] = [(t.since, t.until) if t.since is not None else ANY for t in tellings.all]
    return Limits(tuple(one for one in joined if len(one) > 1), tuple((one[0], one[1]) for one in parted if len(one) == 2), windows)


def _is_told_twice(group: frozenset[Member]) -> bool:
    return len(group) > 1 and len({document for document, _ in group}) > 1


def _parts(groups: Sequence[frozenset[Member]]) -> Iterator[list[frozenset[Member]]]:
    """Groups whose records are looked at together: as many as fit into memory. Happenings of the same reports stand side by side."""
    part: list[frozenset[Member]] = []
    documents: set[str] = set()
    for one in sorted(groups, key=min):
        documents |= {document for document, _ in one}
        part.append(one)
        if len(documents) >= TOGETHER:
            yield part
            part, documents = [], set()
    if part:
        yield part


def _differ(store: Store, groups: Sequence[frozenset[Member]]) -> Iterator[Differ]:
    """Where the reports of happenings differ, and who denies what another asserts."""
    documents = sorted({document for members in groups for document, _ in members})
    records = {record.document.id: record for record in store.records(documents)}
    copies = _copies(store, records)
    for one in happenings(groups, records.values()):
        yield from _told(account(one, records, copies=copies))


def _copies(store: Store, records: Mapping[str, Record]) -> dict[str, str]:
    with store.reading() as connection:
        return kept.origins(connection, sorted(records))


def _told(found: Account) -> Iterator[Differ]:
    for one in found.differences:
        yield Differ(one.aspect, *(Side((side.document, side.event), side.value, side.span) for side in (one.left, one.right)))
    for denied in found.contradictions:
        yield Differ("stance", _voice(denied.asserts), _voice(denied.denies))


def _voice(voice: Voice) -> Side:
    return Side((voice.document, voice.event), voice.stance, voice.quotation)
