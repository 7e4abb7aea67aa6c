"""The fields of a fact or an actor that a person can correct in a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.exceptions import HTTPException

from chancery.judging.apply import Judged
from chancery.record.facts import Actor, Event, Participant, Position, Relation, Statement, When
from chancery.record.ontology import KINDS, POSITION_STANCES, PREDICATES
from chancery.record.text import Span
from chancery.server.wording import CODES, STATUS
from chancery.views.says import ACTS

Fact = Event | Statement | Relation | Position | Actor
EDITED = ("event", "statement", "relation", "position", "actor")
"""What there are forms for."""


@dataclass(frozen=True)
class Field:
    """A field with what it holds now. ``options`` are the values to choose from, none for free text; ``names`` an actor's id."""

    name: str
    label: str
    value: str
    options: tuple[str, ...] = ()
    hint: str = ""
    names: bool = False

    @property
    def sent(self) -> str:
        """Its name in a form, which has a kind of its own."""
        return f"new-{self.name}"


def fact_of(judged: Judged, kind: str, id: str) -> Fact:
    """What is to be corrected, as people have it now. Raises HTTPException where the report has none of the id."""
    record = judged.record
    shelves: dict[str, Iterable[tuple[str, Fact]]] = {
        "event": ((event.id, event) for event in record.events),
        "statement": ((said.id, said) for said in record.statements),
        "relation": zip(judged.relations, record.relations, strict=True),
        "position": zip(judged.positions, record.positions, strict=True),
        "actor": ((actor.id, actor) for actor in record.actors),
    }
    for its, fact in shelves.get(kind, ()):
        if its == id:
            return fact
    raise HTTPException(404, "The report has no such fact any more.")


def fields_of(fact: Fact) -> tuple[Field, ...]:
    """What can be corrected about a fact."""
    return _FIELDS[type(fact)](fact)


def changes_of(judged: Judged, fact: Fact, sent: Mapping[str, str]) -> dict[str, Any]:
    """What a form says otherwise than the record does, as `chancery.judging` takes it. Raises HTTPException."""
    found = changed(fields_of(fact), sent)
    if isinstance(fact, Position) and "issue" in found:
        found["issue"] = msgspec.to_builtins(_words_of(judged.record.document.text, str(found["issue"] or ""), fact.evidence))
    return found


def changed(fields: Iterable[Field], sent: Mapping[str, str]) -> dict[str, Any]:
    """The fields that a form has other values for. Raises HTTPException where there are none."""
    found: dict[str, Any] = {}
    for field in fields:
        value = sent.get(field.sent, field.value).strip()
        if value != field.value:
            found[field.name] = _MADE.get(field.name, _text)(value)
    if not found:
        raise HTTPException(422, "Nothing was changed. Accept the fact if it is right as it is.")
    return found


def _words_of(text: str, words: str, near: Span) -> Span:
    """Where words stand, as near as can be to what is known. Raises HTTPException where they stand nowhere."""
    places, at = [], text.find(words) if words else -1
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    if not places:
        raise HTTPException(422, f"“{words[:80]}” does not stand in the report. An issue is named in the report's own words.")
    return Span.over(text, start := min(places, key=lambda place: abs(place - near.start)), start + len(words))


def _event(event: Event) -> tuple[Field, ...]:
    return (
        Field("code", "Deed", event.code, tuple(CODES)),
        Field("status", "Status", event.status, tuple(STATUS)),
        Field("modes", "Modes", " ".join(event.modes), hint="words with a space between"),
        Field("actors", "Who does it", _ids(event.actors), hint="ids with a space between"),
        Field("recipients", "To whom", _ids(event.recipients), hint="ids with a space between"),
        _time(event.time),
        Field("place", "Where", event.place.name if event.place else ""),
    )


def _statement(said: Statement) -> tuple[Field, ...]:
    return (
        Field("act", "Act", said.act, ACTS),
        Field("speaker", "Speaker", said.speaker or "", hint="an actor's id; empty for nobody", names=True),
        Field("addressee", "To whom", said.addressee or "", hint="an actor's id; empty for nobody", names=True),
        _yes("negated", "Negated", said.negated),
    )


def _relation(stands: Relation) -> tuple[Field, ...]:
    return (
        Field("subject", "Who", stands.subject, hint="an actor's id", names=True),
        Field("predicate", "Stands how", stands.predicate, PREDICATES),
        Field("object", "To whom", stands.object, hint="an actor's id", names=True),
        Field("title", "Title", stands.title or "", hint="of an office"),
        _yes("hedged", "Not certain", stands.hedged),
        _time(stands.time),
    )


def _position(stand: Position) -> tuple[Field, ...]:
    return (
        Field("holder", "Who", stand.holder, hint="an actor's id", names=True),
        Field("stance", "Stance", stand.stance, POSITION_STANCES),
        Field("issue", "On what", stand.issue.text, hint="in the report's own words"),
        _time(stand.time),
    )


def _actor(actor: Actor) -> tuple[Field, ...]:
    return (
        Field("id", "Id", actor.id, hint="that of another actor makes the two one", names=True),
        *actor_fields(actor.name, actor.kind, actor.country, actor.sectors, actor.wikidata),
        Field("title", "Title", actor.title or ""),
    )


def actor_fields(name: str, kind: str, country: str | None, sectors: Iterable[str], wikidata: str | None) -> tuple[Field, ...]:
    """What is said of an actor wherever he is named."""
    return (
        Field("name", "Name", name),
        Field("kind", "Kind", kind, KINDS),
        Field("country", "Country", country or "", hint="three letters, as RUS"),
        Field("sectors", "Sectors", " ".join(sectors), hint="as GOV MIL, with a space between"),
        Field("wikidata", "Wikidata", wikidata or "", hint="as Q159"),
    )


_FIELDS: dict[type, Callable[[Any], tuple[Field, ...]]] = {
    Event: _event, Statement: _statement, Relation: _relation, Position: _position, Actor: _actor,
}  # fmt: skip


def _time(time: When | None) -> Field:
    return Field("time", "When", time.value or "" if time else "", hint="2024-12-11, 2024-12, 2024-12-01/2024-12-11")


def _yes(name: str, label: str, value: bool) -> Field:
    return Field(name, label, "yes" if value else "no", ("no", "yes"))


def _ids(parts: Iterable[Participant]) -> str:
    return " ".join(part.actor for part in parts)


def _text(value: str) -> str | None:
    return value or None


def words_in(value: str) -> list[str]:
    """Words that a person sets apart by spaces or commas."""
    return value.replace(",", " ").split()


def _is_yes(value: str) -> bool:
    return value == "yes"


_MADE: dict[str, Callable[[str], Any]] = {
    "code": str, "status": str, "modes": words_in, "actors": words_in, "recipients": words_in, "sectors": words_in, "negated": _is_yes,
    "hedged": _is_yes,
}  # fmt: skip
