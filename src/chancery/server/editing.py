"""The fields of a fact that a person can correct in a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException

from chancery.record.facts import Event, Participant, Record, Statement
from chancery.server.wording import CODES, STATUS
from chancery.views.says import ACTS


@dataclass(frozen=True)
class Field:
    """A field with what it holds now. ``options`` are the values to choose from, none for free text."""

    name: str
    label: str
    value: str
    options: tuple[str, ...] = ()
    hint: str = ""


def fields_of(record: Record, kind: str, id: str) -> tuple[Field, ...]:
    """What can be corrected about a fact. Raises HTTPException where the record has none of the id."""
    fact = _fact(record, kind, id)
    return _event(fact) if isinstance(fact, Event) else _statement(fact)


def changes_of(record: Record, kind: str, id: str, sent: Mapping[str, str]) -> dict[str, Any]:
    """What a form says otherwise than the record does, as `chancery.judging` takes it."""
    found: dict[str, Any] = {}
    for field in fields_of(record, kind, id):
        value = sent.get(field.name, field.value).strip()
        if value != field.value:
            found[field.name] = _MADE.get(field.name, _text)(value)
    if not found:
        raise HTTPException(422, "Nothing was changed. Accept the fact if it is right as it is.")
    return found


def _fact(record: Record, kind: str, id: str) -> Event | Statement:
    facts: Iterable[Event | Statement] = record.events if kind == "event" else record.statements if kind == "statement" else ()
    for fact in facts:
        if fact.id == id:
            return fact
    raise HTTPException(404, "The report has no such fact any more.")


def _event(event: Event) -> tuple[Field, ...]:
    return (
        Field("code", "Deed", event.code, tuple(CODES)),
        Field("status", "Status", event.status, tuple(STATUS)),
        Field("modes", "Modes", " ".join(event.modes), hint="words with a space between"),
        Field("actors", "Who does it", _ids(event.actors), hint="ids with a space between"),
        Field("recipients", "To whom", _ids(event.recipients), hint="ids with a space between"),
        Field("time", "When", event.time.value or "" if event.time else "", hint="2024-12-11, 2024-12, 2024-12-01/2024-12-11"),
        Field("place", "Where", event.place.name if event.place else ""),
    )


def _statement(said: Statement) -> tuple[Field, ...]:
    return (
        Field("act", "Act", said.act, ACTS),
        Field("speaker", "Speaker", said.speaker or "", hint="an actor's id; empty for nobody"),
        Field("addressee", "To whom", said.addressee or "", hint="an actor's id; empty for nobody"),
        Field("negated", "Negated", "yes" if said.negated else "no", ("no", "yes")),
    )


def _ids(parts: Iterable[Participant]) -> str:
    return " ".join(part.actor for part in parts)


def _text(value: str) -> str | None:
    return value or None


def _words(value: str) -> list[str]:
    return value.replace(",", " ").split()


_MADE: dict[str, Callable[[str], Any]] = {
    "code": str, "status": str, "modes": _words, "actors": _words, "recipients": _words, "negated": lambda value: value == "yes",
}  # fmt: skip
