"""A report taken apart: what linking compares of it, as numbers that need little room and are the same whatever it is compared with."""

from __future__ import annotations

import math
import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

import msgspec

from chancery.linking.bags import number_of
from chancery.linking.lexicon import Lexicon
from chancery.linking.words import WORD, is_empty, plain, stem, words
from chancery.reading.segment import segment
from chancery.record.facts import Actor, Event, Participant, Record
from chancery.record.times import period

Bag = set[int]
TELLING_BAGS = (
    "trigger", "class", "sentence", "around", "near", "names", "numbers", "days", "who", "actor", "recipient", "actor_id", "place",
)  # fmt: skip
REPORT_BAGS = ("words", "names", "numbers", "lead", "deeds")
NEAR = 30
"""Characters on both sides of a trigger that are near it."""
LEAD = 2
"""Sentences that say what a report is about."""
DAYS = re.compile(
    r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december)\b(?: \d{1,2}\b)?|\b(?:yesterday|today|tonight|tomorrow|morning|afternoon|evening|noon|midnight)\b|\b(?:19|20)\d\d\b"
)
FAMILIES = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "words for"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "deeds for"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "words against"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "deeds against"),
}
"""PLOVER's four: codes of one family are taken for each other more often than others."""
SURFACES, NAMES = 30_000, 5_000
"""Words as they are written, and names and phrases, that are remembered: in the next reports most come again."""


class Telling(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One event of one report: where it stands, and what of it is compared without bags.

    ``since`` and ``until`` are the days that it names, ``meaning`` the numbers that the lexicon has for the words that name it.
    """

    document: str
    event: str
    sentence: int
    code: str
    status: str
    since: int | None
    until: int | None
    words: str
    meaning: tuple[int, ...]


class Shelf(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A bag for each telling of a report: how many things are in each, and their numbers, ascending in each."""

    sizes: bytes
    numbers: bytes


class Weighed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One bag of words with their weights."""

    numbers: bytes
    weights: bytes


class Taken(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A report with its tellings, their ``keys``, of which those share one that may be compared, and bags in the order of their names."""

    document: str
    published: int | None
    tellings: tuple[Telling, ...]
    keys: Shelf
    bags: tuple[Shelf, ...]
    report: tuple[Weighed, ...]

    @property
    def words(self) -> bytes:
        """The words of the report, each once."""
        return self.report[0].numbers


class _Word(NamedTuple):
    """A word that says something: its number, whether it looks like a name, and its number as it is written where it is one of digits."""

    number: int
    is_name: bool
    digits: int | None


class _Phrase(NamedTuple):
    """What is known of the few words of a name or a trigger: numbers of those that say something, of all, of their classes, and in the
    lexicon."""

    numbers: frozenset[int]
    every: frozenset[int]
    classes: frozenset[int]
    meaning: tuple[int, ...]


class Taker:
    """Takes reports apart. It remembers words, so one should take all reports of a pass."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.word, self.phrase = lru_cache(SURFACES)(self._word), lru_cache(NAMES)(self._phrase)

    def __call__(self, record: Record) -> Taken:
        """Everything that linking compares of a report."""
        text = _Text(record, self)
        events = [event for event in record.events if event.mentions]
        bags = [text.bags(event) for event in events]
        return Taken(
            record.document.id, days(record.document.published)[0], tuple(map(text.telling, events)),
            _shelf((set(keys(event)) for event in events), "q"),
            tuple(_shelf((of[name] for of in bags), "I") for name in TELLING_BAGS), text.report_bags(),
        )  # fmt: skip

    def _word(self, written: str) -> _Word | None:
        word = plain(written)
        if not word or is_empty(word):
            return None
        return _Word(number_of(stem(word)), self.lexicon.is_name(word), number_of(word) if word[0].isdigit() else None)

    def _phrase(self, text: str) -> _Phrase:
        everything = [word for _, word in words(text)]
        telling = [word for word in everything if not is_empty(word)]
        classes = frozenset(number_of(str(number)) for number in self.lexicon.classes_of(telling))
        number = self.lexicon.number
        stems = [stem(word) for word in everything]
        return _Phrase(frozenset(number_of(stem(word)) for word in telling), frozenset(map(number_of, stems)), classes,
                       tuple(number[name] for name in stems if name in number))


def _shelf(bags: Iterable[Bag], code: str) -> Shelf:
    sizes, numbers = array("I"), array(code)
    for bag in bags:
        sizes.append(len(bag))
        numbers.extend(sorted(bag))
    return Shelf(sizes.tobytes(), numbers.tobytes())


def _weighed(weights: Mapping[int, float]) -> Weighed:
    numbers = sorted(weights)
    return Weighed(array("I", numbers).tobytes(), array("f", [weights[number] for number in numbers]).tobytes())


class _Text:
    """A report's words, looked at once, and the bags cut out of them."""

    def __init__(self, record: Record, taker: Taker) -> None:
        self.record, self.taker = record, taker
        text, word = record.document.text, taker.word
        found = [(match.start(), known) for match in WORD.finditer(text) if (known := word(match.group())) is not None]
        self.starts, self.words = [at for at, _ in found], [known for _, known in found]
        cut = segment(text)
        self.bounds = [*(cut.words[first][0] for first, _ in cut.sentences), len(text)] if cut.sentences else [0, len(text)]
        self.actors = {actor.id: actor for actor in record.actors}

    def sentence(self, at: int) -> int:
        return max(bisect_right(self.bounds, at, 0, len(self.bounds) - 1) - 1, 0)

    def reach(self, first: int, last: int) -> tuple[int, int]:
        """Characters of sentences ``first`` up to and with ``last``."""
        return self.bounds[max(first, 0)], self.bounds[min(last + 1, len(self.bounds) - 1)]

    def within(self, start: int, end: int) -> list[_Word]:
        return self.words[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def telling(self, event: Event) -> Telling:
        since, until = days(event.time.value) if event.time else (None, None)
        first = event.mentions[0]
        meaning = tuple(number for span in event.mentions[:3] for number in self.taker.phrase(span.text).meaning)
        return Telling(self.record.document.id, event.id, self.sentence(first.start), event.code, event.status, since, until,
                       called(event), meaning)

    def bags(self, event: Event) -> Mapping[str, Bag]:
        """What is around the first mention of an event, the words of all its mentions, and who took part."""
        span = event.mentions[0]
        sentence = self.sentence(span.start)
        a, b = self.reach(sentence, sentence)
        inside = [*self.within(a, span.start), *self.within(span.end, b)]
        beside = [*self.within(max(a, span.start - NEAR), span.start), *self.within(span.end, min(b, span.end + NEAR))]
        named = [self.taker.phrase(mention.text) for mention in event.mentions]
        actors, recipients = self._who(event.actors), self._who(event.recipients)
        return {
            "trigger": _all(phrase.numbers for phrase in named), "class": _all(phrase.classes for phrase in named),
            "sentence": _bag(inside), "around": _bag(self.within(*self.reach(sentence - 1, sentence + 1))), "near": _bag(beside),
            "names": _bag(word for word in inside if word.is_name), "numbers": _digits(inside),
            "days": {number_of(match.lower()) for match in DAYS.findall(self.record.document.text[a:b])},
            "who": actors | recipients, "actor": actors, "recipient": recipients,
            "actor_id": {number_of(part.actor) for part in (*event.actors, *event.recipients)},
            "place": set(self.taker.phrase(event.place.name).every) if event.place else set(),
        }  # fmt: skip

    def _who(self, parts: Iterable[Participant]) -> Bag:
        """The words of the names of who takes part; of who has no name, those by which he is called here."""
        called = [name for part in parts for name in (*_names(self.actors.get(part.actor)), *([part.span.text] if part.span else []))]
        return _all(self.taker.phrase(name).numbers for name in called)

    def report_bags(self) -> tuple[Weighed, ...]:
        """In the order of REPORT_BAGS."""
        weights = {word: 1.0 + math.log(n) for word, n in Counter(word.number for word in self.words).items()}
        names = {word.number for word in self.words if word.is_name}
        deeds = _all(self.taker.phrase(mention.text).numbers for event in self.record.events for mention in event.mentions)
        alike = (_digits(self.words), _bag(self.within(*self.reach(0, LEAD - 1))), deeds)
        return (_weighed(weights), _weighed({name: weights[name] for name in names}), *(_weighed(dict.fromkeys(bag, 1.0)) for bag in alike))


def _bag(found: Iterable[_Word]) -> Bag:
    return {word.number for word in found}


def _digits(found: Iterable[_Word]) -> Bag:
    return {word.digits for word in found if word.digits is not None}


def _all(parts: Iterable[frozenset[int]]) -> Bag:
    return set().union(*parts)


def _names(actor: Actor | None) -> list[str]:
    return [actor.name, *actor.aliases[:2]] if actor else []


def called(event: Event) -> str:
    """The words that name an event first."""
    return " ".join(event.mentions[0].text.lower().split())


def keys(event: Event) -> Iterator[int]:
    """What tellings of one happening are likely to share, two parts at a time, each pair as a number."""
    family = _part(FAMILIES.get(event.code, event.code))
    who = sorted({part.actor for part in (*event.actors, *event.recipients)})[:6]
    country = event.place.country if event.place else None
    parts = [*(_part(f"who {actor}") for actor in who), *([_part(f"where {country}")] if country else []), *_naming(called(event))]
    # The hash of whole numbers is the same in every run, that of words is not.
    yield from (hash((family, *two)) for two in combinations(parts, 2))
    if len(parts) < 2:
        yield from (hash((family, part)) for part in parts)


@lru_cache(maxsize=NAMES)
def _part(text: str) -> int:
    return number_of(text)


@lru_cache(maxsize=NAMES)
def _naming(text: str) -> tuple[int, ...]:
    """The first three stems, in the order of letters, of the words that name an event."""
    return tuple(number_of(f"named {name}") for name in sorted({stem(word) for _, word in words(text) if not is_empty(word)})[:3])


def days(value: str | None) -> tuple[int, int] | tuple[None, None]:
    """First and last day of a time's value as numbers, or two nulls."""
    found = period(value)
    return (date.fromisoformat(found[0]).toordinal(), date.fromisoformat(found[1]).toordinal()) if found else (None, None)
