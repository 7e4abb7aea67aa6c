"""What was said at a meeting was said on its day."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from chancery.assembly.actors import Cast
from chancery.record.facts import Event, When

SPOKEN = frozenset(("AGREE", "SUPPORT", "REQUEST", "REJECT", "ACCUSE", "CONCEDE", "THREATEN", "CONSULT"))
"""Codes of deeds that are done in talks."""


def dated(events: Sequence[Event], cast: Cast) -> tuple[Event, ...]:
    """The events, those without a date that were done in dated talks of the same parties with the date of these.

    The doer took part in the talks and so did the one it was done to, or somebody of the same country; where such talks
    have several dates, nobody can know.
    """
    country = {actor.id: actor.country for actor in cast.actors}
    talks = [event for event in events if event.code == "CONSULT" and event.status == "actual" and event.time and event.time.value]
    return tuple(_at(event, talks, country) for event in events)


def _at(event: Event, talks: Sequence[Event], country: dict[str, str | None]) -> Event:
    if event.time or event.status != "actual" or event.code not in SPOKEN:
        return event
    found: dict[str | None, When] = {talk.time.value: talk.time for talk in talks if talk.time and _between(event, talk, country)}
    return msgspec.structs.replace(event, time=next(iter(found.values()))) if len(found) == 1 else event


def _between(event: Event, talk: Event, country: dict[str, str | None]) -> bool:
    """Whether doer and recipient of a deed are two sides of the talks."""
    present = {part.actor for part in (*talk.actors, *talk.recipients)}
    lands = {country.get(actor) for actor in present} - {None}
    doers, others = {part.actor for part in event.actors}, {part.actor for part in event.recipients}
    if not doers or len(present) < 2 or not doers <= present:
        return False
    return len(doers) > 1 if not others else all(actor in present or country.get(actor) in lands for actor in others)
