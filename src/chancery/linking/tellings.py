"""What linking compares: each event of each report, as that report tells it, beside what the report is about."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from chancery.linking.bags import Bags, Rarity
from chancery.linking.lexicon import Lexicon
from chancery.linking.words import is_empty, stem, words
from chancery.reading.segment import segment
from chancery.record.facts import Actor, Event, Participant, Record
from chancery.record.text import Span
from chancery.record.times import period

Bag = dict[str, float]
TELLING_BAGS = (
    "trigger", "class", "sentence", "around", "near", "names", "numbers", "days", "who", "actor", "recipient", "actor_id", "place",
)  # fmt: skip
PLAIN = frozenset(("days", "actor_id", "class"))
"""Bags whose words are all alike."""
REPORT_BAGS = ("words", "names", "numbers", "lead", "deeds")
NEAR = 30
"""Characters on both sides of a trigger that are near it."""
LEAD = 2
"""Sentences that say what a report is about."""
DAYS = re.compile(
    r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december)\b(?: \d{1,2}\b)?|\b(?:yesterday|today|tonight|tomorrow|morning|afternoon|evening|noon|midnight)\b|\b(?:19|20)\d\d\b"
)


@dataclass(frozen=True)
class Telling:
    """One event of one report: where it stands, and what of it is compared without words."""

    document: str
    event: str
    start: int
    sentence: int
    code: str
    modes: tuple[str, ...]
    status: str
    since: int | None
    until: int | None
    actors: frozenset[str]
    recipients: frozenset[str]
    country: str | None
    words: str
    report: int


@dataclass(frozen=True)
class Report:
    """A report: its id and the day on which it came out, as a number."""

    document: str
    published: int | None


class Tellings:
    """Reports and their events, added report by report, in columns."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or Lexicon.load()
        self.all: list[Telling] = []
        self.reports: list[Report] = []
        self.rarity = Rarity()
        self.bags = {name: Bags(None if name in PLAIN else self.rarity) for name in TELLING_BAGS}
        self.report_bags = {name: Bags(None if name in PLAIN else self.rarity) for name in REPORT_BAGS}
        self._vectors: list[NDArray[np.float32]] = []

    @classmethod
    def of(cls, records: Iterable[Record]) -> Tellings:
        found = cls()
        for record in records:
            found.add(record)
        return found

    def __len__(self) -> int:
        return len(self.all)

    def add(self, record: Record) -> None:
        """Take in a report with its events."""
        text = _Text(record, self.lexicon)
        number = len(self.reports)
        self.reports.append(Report(record.document.id, days(record.document.published)[0]))
        bags = text.report_bags()
        self.rarity.add(bags["words"], self.lexicon.rarity_of)
        for name, bag in bags.items():
            self.report_bags[name].add(bag)
        for event in record.events:
            if event.mentions:
                self._add(text, event, number)

    def _add(self, text: _Text, event: Event, number: int) -> None:
        since, until = days(event.time.value) if event.time else (None, None)
        self.all.append(Telling(
            text.record.document.id, event.id, event.mentions[0].start, text.sentence(event.mentions[0].start), event.code, event.modes,
            event.status, since, until, frozenset(p.actor for p in event.actors), frozenset(p.actor for p in event.recipients),
            event.place.country if event.place else None, " ".join(event.mentions[0].text.lower().split()), number,
        ))  # fmt: skip
        for name, bag in text.bags(event).items():
            self.bags[name].add(bag)
        self._vectors.append(self._vector(event.mentions))

    def _vector(self, mentions: Sequence[Span]) -> NDArray[np.float32]:
        """What the words of a trigger mean, the rarer the more; zero where none is known."""
        found = [word for span in mentions[:3] for _, word in words(span.text)]
        known = [(vector, self.lexicon.weight(word)) for word in found if (vector := self.lexicon.vector(word)) is not None]
        if not known:
            return np.zeros(self.lexicon.vectors.shape[1], np.float32)
        mean = sum((vector * weight for vector, weight in known), np.zeros_like(known[0][0]))
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-6), np.float32)

    @cached_property
    def vectors(self) -> NDArray[np.float32]:
        """(tellings, width) what their triggers mean."""
        return np.array(self._vectors, np.float32).reshape(len(self.all), -1)

    @cached_property
    def words(self) -> NDArray[np.str_]:
        """(tellings,) the words of their triggers."""
        return np.array([telling.words for telling in self.all], np.str_)

    @cached_property
    def kinds(self) -> tuple[NDArray[np.str_], NDArray[np.intp]]:
        """The different words, and (tellings,) the number of each one's."""
        return np.unique(self.words, return_inverse=True)

    @cached_property
    def spaced(self) -> NDArray[np.bool_]:
        """(tellings,) whether several words name it."""
        return np.array([" " in telling.words for telling in self.all], np.bool_)

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """(tellings,) whether it is known what their triggers mean."""
        return np.asarray(np.abs(self.vectors).sum(1) > 0)

    @cached_property
    def rareness(self) -> NDArray[np.float32]:
        """(tellings,) how rare the rarest of those is, 1 at most."""
        weight = self.lexicon.weight
        found = np.array([max((weight(word) for word in telling.words.split()), default=0.0) for telling in self.all], np.float32)
        return found / np.float32(self.lexicon.rarest)

    @cached_property
    def codes(self) -> NDArray[np.str_]:
        """(tellings,)"""
        return np.array([telling.code for telling in self.all], np.str_)

    @cached_property
    def statuses(self) -> NDArray[np.str_]:
        """(tellings,)"""
        return np.array([telling.status for telling in self.all], np.str_)

    @cached_property
    def sentences(self) -> NDArray[np.int64]:
        """(tellings,) the number of the sentence that each stands in."""
        return np.array([telling.sentence for telling in self.all], np.int64)

    @cached_property
    def report_of(self) -> NDArray[np.int64]:
        return np.array([telling.report for telling in self.all], np.int64)


class _Text:
    """A report's words, looked at once, and the bags cut out of them."""

    def __init__(self, record: Record, lexicon: Lexicon) -> None:
        self.record, self.lexicon = record, lexicon
        text = record.document.text
        self.words = [(at, word) for at, word in words(text) if not is_empty(word)]
        self.starts = [at for at, _ in self.words]
        cut = segment(text)
        self.sentences = [cut.words[first][0] for first, _ in cut.sentences]
        self.actors = {actor.id: actor for actor in record.actors}

    def sentence(self, at: int) -> int:
        return max(bisect_right(self.sentences, at) - 1, 0)

    def reach(self, first: int, last: int) -> tuple[int, int]:
        """Characters of sentences ``first`` up to and with ``last``."""
        bounds = [*self.sentences, len(self.record.document.text)] if self.sentences else [0, len(self.record.document.text)]
        return bounds[max(first, 0)], bounds[min(last + 1, len(bounds) - 1)]

    def within(self, start: int, end: int) -> list[str]:
        a, b = bisect_right(self.starts, start - 1), bisect_right(self.starts, end - 1)
        return [word for _, word in self.words[a:b]]

    def bag(self, found: Iterable[str]) -> Bag:
        return {stem(word): 1.0 for word in found}

    def names(self, found: Iterable[str]) -> Bag:
        return self.bag(word for word in found if self.lexicon.is_name(word))

    def bags(self, event: Event) -> Mapping[str, Bag]:
        """What is around the first mention of an event, the words of all its mentions, and who took part."""
        span = event.mentions[0]
        sentence = self.sentence(span.start)
        a, b = self.reach(sentence, sentence)
        inside = [*self.within(a, span.start), *self.within(span.end, b)]
        beside = [*self.within(max(a, span.start - NEAR), span.start), *self.within(span.end, min(b, span.end + NEAR))]
        parts = {"actor": self._who(event.actors), "recipient": self._who(event.recipients)}
        named = [word for mention in event.mentions for _, word in words(mention.text) if not is_empty(word)]
        return {
            "trigger": self.bag(named), "class": {str(number): 1.0 for number in self.lexicon.classes_of(named)},
            "sentence": self.bag(inside), "around": self.bag(self.within(*self.reach(sentence - 1, sentence + 1))),
            "near": self.bag(beside), "names": self.names(inside), "numbers": _numbers(inside),
            "days": {match.lower(): 1.0 for match in DAYS.findall(self.record.document.text[a:b])},
            "who": parts["actor"] | parts["recipient"], **parts,
            "actor_id": {part.actor: 1.0 for part in (*event.actors, *event.recipients)},
            "place": self.bag(word for _, word in words(event.place.name)) if event.place else {},
        }  # fmt: skip

    def _who(self, parts: Iterable[Participant]) -> Bag:
        """The words of the names of who takes part; of who has no name, those by which he is called here."""
        found: Bag = {}
        for part in parts:
            actor = self.actors.get(part.actor)
            called = [*_names(actor), *([part.span.text] if part.span else [])]
            found |= self.bag(word for name in called for _, word in words(name) if not is_empty(word))
        return found

    def report_bags(self) -> Mapping[str, Bag]:
        a, b = self.reach(0, LEAD - 1)
        everything = [word for _, word in self.words]
        weights = {word: 1.0 + math.log(n) for word, n in Counter(map(stem, everything)).items()}
        return {
            "words": weights, "names": {name: weights[name] for name in self.names(everything)},
            "numbers": _numbers(everything), "lead": self.bag(self.within(a, b)),
            "deeds": self.bag(
                word for event in self.record.events for m in event.mentions for _, word in words(m.text) if not is_empty(word)
            ),
        }  # fmt: skip


def _names(actor: Actor | None) -> list[str]:
    return [actor.name, *actor.aliases[:2]] if actor else []


def _numbers(found: Iterable[str]) -> Bag:
    return {word: 1.0 for word in found if word[0].isdigit()}



def days(value: str | None) -> tuple[int, int] | tuple[None, None]:
    """First and last day of a time's value as numbers, or two nulls."""
    found = period(value)
    return (date.fromisoformat(found[0]).toordinal(), date.fromisoformat(found[1]).toordinal()) if found else (None, None)
