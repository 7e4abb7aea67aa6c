"""As many records as are asked for, from a few: names and days are changed, every span stays true to its text.

A name's letters are exchanged for others of their kind, everywhere in a record, so that offsets stay; states and cities keep theirs, so
that some actors are in every tenth report and most in few. Four reports of five are cut to the length of a wire report, 100 to 400
words; the fifth is whole. They come in the order of their days, as a feed brings them. Every tenth report tells what the one before it
tells, as another publisher's; every twentieth is a reprint.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zlib import crc32

import msgspec

from benchmarks.wire import cut
from chancery.record.facts import Record

VOWELS, CONSONANTS = "aeiou", "bcdfghklmnprstvwz"
VARIED = ("person", "company", "ngo", "armed-group", "party", "other", "media", "people")
KINDS, PLACES = ("Wire", "Herald", "Courier", "Gazette"), ("Ardent", "Harbour", "Northern", "Daily", "Zenda")
PUBLISHERS = tuple(f"{place} {kind}" for kind in KINDS for place in PLACES)
FIRST_DAY, DAYS = date(2015, 1, 1), 4000
COPY, RETOLD, WHOLE = 20, 10, 5
WIRE = range(100, 400, 7)
"""Words of a wire report."""
VARIANTS = 400
"""Times that names are exchanged before they come again: a name is in some five of 200,000 reports."""
_LETTERS = VOWELS + CONSONANTS
_OTHERS = [VOWELS[v:] + VOWELS[:v] + CONSONANTS[c:] + CONSONANTS[:c] for v in range(len(VOWELS)) for c in range(1, len(CONSONANTS))]
_TABLES = [str.maketrans(_LETTERS + _LETTERS.upper(), others + others.upper()) for others in _OTHERS]
"""What letters are exchanged for."""
_ID = re.compile(rf'"(?:{"|".join(VARIED)}):([^"]*)')
_DAY = re.compile(r'"(?:published|value)":"(\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?)"')
_WORD = re.compile(r"[^\W\d_]{3,}")
_DECODER = msgspec.json.Decoder(Record)


@dataclass(frozen=True)
class Varied:
    """A record with what it is to others: the document that it reprints, the one whose happenings it tells too."""

    record: Record
    copy_of: str | None
    retells: str | None


def varied(base: Sequence[Record], count: int, *, first: int = 0, of: int | None = None, whole: bool = False) -> Iterator[Varied]:
    """``count`` records from number ``first``, the same for the same numbers; ``of`` is how many share all days, ``whole`` cuts none."""
    wires = [_Pattern(cut(record, WIRE[n * 11 % len(WIRE)])) for n, record in enumerate(base)]
    wholes, of = [_Pattern(record) for record in base], of or first + count
    for number in range(first, first + count):
        copied = number - 1 if number % COPY == COPY - 1 else None
        retold = number - 1 if number % RETOLD == RETOLD // 2 else None
        told = next((other for other in (copied, retold) if other is not None), number)
        pattern = (wires if (told + told // len(base)) % WHOLE and not whole else wholes)[told % len(base)]
        record = pattern.record(told // len(base) % VARIANTS, FIRST_DAY + timedelta(days=min(told, of - 1) * DAYS // of))
        document = msgspec.structs.replace(record.document, id=_id(number), publisher=PUBLISHERS[number * 7 % len(PUBLISHERS)], url=None)
        yield Varied(msgspec.structs.replace(record, document=document), _id(copied), _id(retold))


def _id(number: int | None) -> str | None:
    return None if number is None else f"doc-{number:07}"


class _Pattern:
    """A record as JSON, taken apart once: what stays, the words that are somebody's name, the days."""

    def __init__(self, record: Record) -> None:
        text = msgspec.json.encode(record).decode()
        self.day = date.fromisoformat(record.document.published or "2020-01-01")
        self.pieces, self.slots = [""], dict[int, str]()
        at = 0
        for start, end in sorted(_slots(record, text)):
            if start < at:
                continue
            self.pieces.append(text[at:start])
            self.slots[len(self.pieces)] = text[start:end]
            self.pieces.append("")
            at = end
        self.pieces.append(text[at:])

    def record(self, variant: int, day: date) -> Record:
        made: dict[str, str] = {}
        pieces, moved = list(self.pieces), day - self.day
        for at, value in self.slots.items():
            if value not in made:
                made[value] = _moved(value, moved) if value[0].isdigit() else _exchanged(value, variant)
            pieces[at] = made[value]
        return _DECODER.decode("".join(pieces))


def _slots(record: Record, text: str) -> Iterator[tuple[int, int]]:
    """Where the JSON has days, and words of names: in ids, and in what is written."""
    yield from (found.span(1) for found in _DAY.finditer(text))
    names = {word for actor in record.actors if actor.kind in VARIED for word in _WORD.findall(actor.name) if word[0].isupper()}
    kept = {word for actor in record.actors if actor.kind not in VARIED for word in _WORD.findall(actor.name)}
    words = sorted((word for word in names - kept if word.isascii() and not word.isupper()), key=len, reverse=True)
    lower = {word.lower() for word in words}
    for found in _ID.finditer(text):
        yield from (word.span() for word in _WORD.finditer(text, *found.span(1)) if word[0] in lower)
    if words:
        # In JSON a line's first word stands behind the n of "\\n".
        yield from (found.span() for found in re.finditer(rf"(?:(?<=\\n)|\b)(?:{'|'.join(words)})\b", text))


def _exchanged(word: str, variant: int) -> str:
    """The word with other letters, as many; the same for the same word in any case."""
    drawn = (crc32(word.lower().encode()) + variant * 40503) * 2654435761 >> 16
    return word.translate(_TABLES[drawn % len(_TABLES)])


def _moved(days: str, by: timedelta) -> str:
    try:
        return "/".join((date.fromisoformat(day) + by).isoformat() for day in days.split("/"))
    except (ValueError, OverflowError):
        return days


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
