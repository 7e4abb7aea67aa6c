"""As many records as are asked for, from a few: names and days are changed, every span stays true to its text.

A name's letters are exchanged for others of their kind, everywhere in a record, so that offsets stay; states and cities keep theirs, so
that some actors are in every tenth report and most in few. Days are moved. Every tenth report tells what the one before it tells, as
another publisher's; every twentieth is a reprint.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from chancery.record.facts import Record

VOWELS, CONSONANTS = "aeiou", "bcdfghklmnprstvwz"
VARIED = ("person", "company", "ngo", "armed-group", "party", "other", "media", "people")
KINDS, PLACES = ("Wire", "Herald", "Courier", "Gazette"), ("Ardent", "Harbour", "Northern", "Daily", "Zenda")
PUBLISHERS = tuple(f"{place} {kind}" for kind in KINDS for place in PLACES)
FIRST_DAY, DAYS = date(2015, 1, 1), 4000
COPY, RETOLD = 20, 10
_ID = re.compile(rf'("(?:{"|".join(VARIED)}):)([^"]*)')
_DAY = re.compile(r'("(?:published|value)":")(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?(?=")')
_WORD = re.compile(r"[^\W\d_]{3,}")
_DECODER = msgspec.json.Decoder(Record)


@dataclass(frozen=True)
class Varied:
    """A record with what it is to others: the document that it reprints, the one whose happenings it tells too."""

    record: Record
    copy_of: str | None
    retells: str | None


def varied(base: Sequence[Record], count: int, *, first: int = 0) -> Iterator[Varied]:
    """``count`` records, the same for the same numbers."""
    patterns = [_Pattern(record) for record in base]
    for number in range(first, first + count):
        copied = number - 1 if number % COPY == COPY - 1 else None
        retold = number - 1 if number % RETOLD == RETOLD // 2 else None
        told = next((other for other in (copied, retold) if other is not None), number)
        record = patterns[told % len(base)].record(told, number)
        yield Varied(record, _id(copied), _id(retold))


def _id(number: int | None) -> str | None:
    return None if number is None else f"doc-{number:07}"


class _Pattern:
    """A record as JSON, and the words in it that are somebody's name."""

    def __init__(self, record: Record) -> None:
        self.text = msgspec.json.encode(record).decode()
        self.day = record.document.published or "2020-01-01"
        names = {word for actor in record.actors if actor.kind in VARIED for word in _WORD.findall(actor.name) if word[0].isupper()}
        kept = {word for actor in record.actors if actor.kind not in VARIED for word in _WORD.findall(actor.name)}
        words = {word for word in names - kept if word.isascii() and not word.isupper()}
        # In JSON a line's first word stands behind the n of "\\n".
        self.words = re.compile(rf"(?:(?<=\\n)|\b)({'|'.join(sorted(words, key=len, reverse=True))})\b") if words else None

    def record(self, told: int, number: int) -> Record:
        moved = (FIRST_DAY + timedelta(days=told * 37 % DAYS)) - date.fromisoformat(self.day)
        text = _ID.sub(lambda found: found[1] + _WORD.sub(lambda word: _exchanged(word[0], told), found[2]), self.text)
        text = self.words.sub(lambda found: _exchanged(found[0], told), text) if self.words else text
        text = _DAY.sub(lambda found: found[1] + "/".join(_moved(day, moved) for day in (found[2], found[3]) if day), text)
        record = _DECODER.decode(text)
        document = msgspec.structs.replace(record.document, id=_id(number), publisher=PUBLISHERS[number * 7 % len(PUBLISHERS)], url=None)
        return msgspec.structs.replace(record, document=document)


def _exchanged(word: str, number: int) -> str:
    """The word with other letters, as many."""
    shift = 1 + number * 13 % 400
    return "".join(_letter(letter, shift + place) for place, letter in enumerate(word))


def _letter(letter: str, shift: int) -> str:
    for row in (VOWELS, CONSONANTS):
        if letter.lower() in row:
            other = row[(row.index(letter.lower()) + shift) % len(row)]
            return other.upper() if letter.isupper() else other
    return letter


def _moved(day: str, by: timedelta) -> str:
    try:
        return (date.fromisoformat(day) + by).isoformat()
    except (ValueError, OverflowError):
        return day


def check(record: Record) -> None:
    """Whether every span still quotes its text."""
    def spans(value: object) -> Iterator[dict[str, object]]:
        if isinstance(value, dict):
            if {"start", "end", "text"} <= value.keys():
                yield value
            for item in value.values():
                yield from spans(item)
        elif isinstance(value, list):
            for item in value:
                yield from spans(item)

    text = record.document.text
    for span in spans(json.loads(msgspec.json.encode(record))):
        assert text[span["start"] : span["end"]] == span["text"], (record.document.id, span)  # type: ignore[misc]
