"""Records cut to the length of a wire report: what the reader found in the beginning of a text, and nothing of what comes after.

Every fact keeps its words; one whose words, or whose actors, stand behind the cut is left out with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from chancery.record.facts import Actor, Claim, Event, Participant, Record, Statement
from chancery.record.text import Span

replace = msgspec.structs.replace
_WORD, _END = re.compile(r"\S+"), re.compile(r"[.!?][\"”’]?\s")


def cut(record: Record, words: int) -> Record:
    """The record of the first ``words`` words of its text, up to the end of a sentence; the whole where the text is no longer."""
    text = record.document.text
    ends = [found.end() for found in _WORD.finditer(text)]
    if len(ends) <= words:
        return record
    sentences = [found.end() for found in _END.finditer(text[: ends[words]])]
    return _Cut(record, sentences[-1] if sentences else ends[words - 1]).made()


@dataclass
class _Cut:
    record: Record
    end: int
    actors: dict[str, Actor] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)

    def made(self) -> Record:
        for actor in self.record.actors:
            if mentions := tuple(span for span in actor.mentions if self.holds(span)):
                self.actors[actor.id] = replace(actor, mentions=mentions)
        for said in self.record.statements:
            if self.holds(said) and {said.speaker, said.addressee} <= {None, *self.actors}:
                self.statements[said.id] = replace(said, within=said.within if said.within in self.statements else None)
        return replace(
            self.record,
            document=replace(self.record.document, text=self.record.document.text[: self.end].rstrip()),
            actors=tuple(self.actors.values()),
            events=tuple(self.event(one) for one in self.record.events if one.mentions and self.holds(one.mentions[0])),
            statements=tuple(self.statements.values()),
            relations=tuple(replace(one, claims=self.claims(one.claims)) for one in self.record.relations
                            if self.holds(replace(one, claims=())) and {one.subject, one.object} <= self.actors.keys()),
            positions=tuple(replace(one, statement=one.statement if one.statement in self.statements else None)
                            for one in self.record.positions if self.holds(one) and one.holder in self.actors),
        )  # fmt: skip

    def holds(self, fact: object) -> bool:
        return all(span.end <= self.end for span in _spans(fact))

    def event(self, one: Event) -> Event:
        return replace(
            one, mentions=tuple(span for span in one.mentions if self.holds(span)), actors=self.parts(one.actors),
            recipients=self.parts(one.recipients), claims=self.claims(one.claims), time=one.time if self.holds(one.time) else None,
            place=one.place if self.holds(one.place) else None, duration=one.duration if self.holds(one.duration) else None,
        )  # fmt: skip

    def parts(self, found: tuple[Participant, ...]) -> tuple[Participant, ...]:
        return tuple(part for part in found if part.actor in self.actors and self.holds(part))

    def claims(self, found: tuple[Claim, ...]) -> tuple[Claim, ...]:
        return tuple(one for one in found if {*one.by} <= self.actors.keys() and one.statement in {None, *self.statements})


def _spans(part: object) -> Iterator[Span]:
    if isinstance(part, Span):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from _spans(item)
    elif isinstance(part, msgspec.Struct):
        yield from _spans(msgspec.structs.astuple(part))
