"""Happenings found over a whole store: a pass that can be run again and again, and undoes nothing that people decided.

Everything is found first, in bounded memory, and put aside on disk; then it is written in one transaction. A pass that is killed has
changed nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from chancery.judging.happenings import apart, together
from chancery.judging.judgement import Member
from chancery.linking.aside import Aside
from chancery.linking.clusters import Limits
from chancery.linking.collected import Collected
from chancery.linking.corroboration import Account, Voice, account
from chancery.linking.happenings import happenings
from chancery.linking.sweep import BLOCK, sweep
from chancery.record.facts import Record
from chancery.store import differences
from chancery.store import happenings as kept
from chancery.store.differences import Differ, Side
from chancery.store.judgements import live_on_happenings
from chancery.store.store import Store

MADE_BY = "chancery link"
TOGETHER = 200
"""Reports whose records are held to say where they differ, and whose groups are written at a time."""
Group = frozenset[Member]


@dataclass(frozen=True)
class Related:
    """What a pass came to: reports and events looked at, happenings that several reports tell of, differences found."""

    reports: int
    events: int
    happenings: int
    differences: int


def relate(store: Store, *, block: int = BLOCK) -> Related:
    """Group the events of a store into happenings and say where their reports differ; ``block`` events are looked at together.

    Raises StoreFullError where there is no space on disk for what is compared.
    """
    with Collected() as collected, Aside(Differ) as differ:
        limits = _collect(store, collected)
        groups = sorted(sweep(collected, limits=limits, block=block))
        several = [group for group in groups if len({collected.report(number) for number in group}) > 1]
        for part in _parts(collected, several):
            for one in _differ(store, part):
                differ.add(one)
        made = kept.Pass(MADE_BY, store.now())
        with store.writing() as connection:
            for part in _parts(collected, several):
                kept.write(connection, part, made)
            for alone in _alone(connection, collected, groups, several):
                kept.write(connection, alone, made)
            differences.write(connection, differ)
        return Related(collected.reports, len(collected), len(several), len(differ))


def _collect(store: Store, collected: Collected) -> Limits:
    """Take all reports in; what people decided, by the numbers of the tellings."""
    with store.reading() as connection:
        judged = live_on_happenings(connection)
    wanted, number = {member for one in judged for member in (*one.detail.members, *one.detail.rest)}, dict[Member, int]()
    for record in store.records():
        first = len(collected)
        number.update((member, at) for at, member in enumerate(collected.add(record), first) if member in wanted)
    joined = [tuple(sorted(number[member] for member in one if member in number)) for one in together(judged)]
    parted = [tuple(sorted(number[member] for member in one if member in number)) for one in apart(judged)]
    return Limits(tuple(one for one in joined if len(one) > 1), tuple((one[0], one[1]) for one in parted if len(one) == 2))


def _parts(collected: Collected, groups: Iterable[tuple[int, ...]]) -> Iterator[list[Group]]:
    """Groups that are looked at together: as many as their records fit into memory. Happenings of the same reports stand side by side."""
    part, reports = list[tuple[int, ...]](), set[int]()
    for group in groups:
        part.append(group)
        reports.update(map(collected.report, group))
        if len(reports) >= TOGETHER:
            yield _named(collected, part)
            part, reports = [], set()
    if part:
        yield _named(collected, part)


def _named(collected: Collected, groups: Sequence[tuple[int, ...]]) -> list[Group]:
    member = collected.members(number for group in groups for number in group)
    return [frozenset(member[number] for number in group) for group in groups]


def _alone(
    connection: Connection, collected: Collected, groups: Sequence[tuple[int, ...]], several: Sequence[tuple[int, ...]]
) -> Iterator[list[Group]]:  # fmt: skip
    """What only one report tells of now, though a pass before, or people, had it in a group: some groups at a time."""
    there = {number for group in several for number in group}
    within = {number: group for group in groups for number in group if number not in there}
    for events in collected.parts(TOGETHER):
        before = kept.grouped(connection, {document for document, _ in events})
        lone = {number for member in before if (number := events.get(member)) is not None and number not in there}
        if lone:
            yield _named(collected, sorted({within.get(number, (number,)) for number in lone}))


def _differ(store: Store, groups: Sequence[Group]) -> Iterator[Differ]:
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
