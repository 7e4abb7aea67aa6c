"""M2E2's triggers and their arguments, which the network reads with the ``m2e2`` tags and the link roles of a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from chancery.analysis.analyse import Reader
from chancery.analysis.bundle import Bundle
from chancery.analysis.runtime import run
from chancery.assembly.parts import stretches
from chancery.reading.segment import Segmentation
from chancery.record.marks import Mark
from training.corpora.events import m2e2_documents, read_m2e2
from training.tasks.measures import set_f1
from training.tasks.names import spans_of

ROLES = {
    "Attack": {"actor": "Attacker", "recipient": "Target", "place": "Place"},
    "Die": {"actor": "Agent", "recipient": "Victim", "place": "Place"},
    "Meet": {"actor": "Entity", "recipient": "Entity", "place": "Place"},
    "Phone-Write": {"actor": "Entity", "recipient": "Entity", "place": "Place"},
    "Demonstrate": {"actor": "Entity", "recipient": "Entity", "place": "Place"},
    "Arrest-Jail": {"actor": "Agent", "recipient": "Person", "place": "Place"},
    "Transport": {"actor": "Artifact", "recipient": "Destination", "place": "Destination"},
    "Transfer-Money": {"actor": "Giver", "recipient": "Recipient", "place": "Place"},
}
"""What a record's roles are called by M2E2 under each type: ``training.corpora.events.M2E2_ROLES`` turned round.

Transport's links are not learnt from M2E2; a record's actor is who travels, its recipient and place where to.
"""

LIKELY = 0.3
"""Probability from which a word plays a role; the best of 0.3 to 0.6 on the training part."""

STOPS = frozenset(
    ", ; : ( -- – — of in on at from to for with by against near into over under between among outside inside across around "
    "about including like after before during since who whom whose which that where".split()
)
"""What ends the part of a phrase that holds its head."""


class Argument(NamedTuple):
    """What has to agree for an argument to be right; ``head`` is the number of its head word in the document."""

    document: int
    sentence: int
    event: str
    role: str
    head: int


def evaluate(bundle: Bundle, path: Path) -> dict[str, Any]:
    """F1 of triggers: the same words with the same type."""
    gold, guess = spans_of(bundle, read_m2e2(path), "m2e2")
    return {**set_f1(gold, guess), "triggers": len(gold)}


def evaluate_arguments(bundle: Bundle, path: Path) -> dict[str, Any]:
    """F1 of arguments, at predicted triggers.

    An argument is right when its event's type, its role and its head word are those of an argument of gold, in the same
    sentence; the head is the last word before the first preposition, comma or relative pronoun. Which of a sentence's
    events of one type it belongs to is not asked: arguments that agree in all of this count once, on both sides. Every gold
    argument is wanted, so roles that a record has no slot for (Instrument, Origin, Vehicle, Police) are missed.
    """
    gold, guess = set(gold_arguments(path)), set(guessed_arguments(bundle, path))
    by_role = {role: set_f1((a for a in gold if a.role == role), (a for a in guess if a.role == role))["f1"]
               for role in sorted({a.role for a in gold})}
    return {**set_f1(gold, guess), "arguments": len(gold), "by_role": by_role}


def gold_arguments(path: Path) -> Iterator[Argument]:
    for document, items in enumerate(m2e2_documents(path)):
        offset = 0
        for sentence, item in enumerate(items):
            for event in item["golden-event-mentions"]:
                for argument in event["arguments"]:
                    head = offset + head_of(item["words"], argument["start"], argument["end"] - 1)
                    yield Argument(document, sentence, event["event_type"].split(":")[1], argument["role"], head)
            offset += len(item["words"])


def head_of(words: Sequence[str], first: int, last: int) -> int:
    """The last word of a phrase before any preposition, comma or relative pronoun after its first word."""
    stops = (word for word in range(first + 1, last + 1) if words[word].lower() in STOPS)
    return next(stops, last + 1) - 1


def guessed_arguments(bundle: Bundle, path: Path) -> Iterator[Argument]:
    examples = read_m2e2(path)
    raws = run(bundle, [(e.words, e.sentences) for e in examples])
    for document, (example, raw) in enumerate(zip(examples, raws, strict=True)):
        yield from arguments(document, Reader(bundle, example.words, Segmentation((), example.sentences), raw))


def arguments(document: int, reader: Reader) -> Iterator[Argument]:
    """Of each trigger, the runs of likely words of its sentence for each role that its type knows."""
    triggers = reader.marks("m2e2")
    linked = reader.links({t.first for t in triggers})
    for trigger in triggers:
        sentence = int(reader.sentence[trigger.first])
        start, end = reader.cut.sentences[sentence]
        for role, name in ROLES[trigger.label].items():
            near = linked[trigger.first]
            chances = near.chances[reader.layout.roles.index(role), start - near.first : end - near.first]
            for first, last in stretches(chances, LIKELY):
                if not _inside(trigger, start + first, start + last):
                    yield Argument(document, sentence, trigger.label, name, head_of(reader.words, start + first, start + last))


def _inside(trigger: Mark, first: int, last: int) -> bool:
    return trigger.first <= first and last <= trigger.last
