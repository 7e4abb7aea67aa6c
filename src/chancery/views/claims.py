"""Who stands behind which event: its voices as rows of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from chancery.views.events import EventRow, Voice
from chancery.views.paging import Page
from chancery.views.timeline import timeline


@dataclass(frozen=True)
class Claim:
    """One chain of voices behind one event of one report."""

    event: str
    code: str
    day: str | None
    status: str
    voice: Voice


def claims(connection: Connection, *, stance: str | None = None, **asked: Any) -> Page[Claim]:
    """The voices behind events by day, with the filters of the timeline; ``stance`` leaves those that take it.

    A page holds the claims of ``limit`` events. Raises QueryError.
    """
    page = timeline(connection, stance=stance, once=False, **asked)
    found = (_claim(event, voice) for event in page.rows for voice in event.voices if stance in (None, voice.stance))
    return Page(tuple(found), page.next)


def _claim(event: EventRow, voice: Voice) -> Claim:
    return Claim(event.id, event.code, event.day, event.status, voice)
