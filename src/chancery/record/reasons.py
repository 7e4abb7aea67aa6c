"""Why an actor is who the record says, beside the record: the record itself stays as its format has it."""

from __future__ import annotations

import msgspec

from chancery.record.facts import Record
from chancery.record.text import Span


class Reason(msgspec.Struct, frozen=True):
    """Why these mentions are of an actor, in words."""

    because: str
    mentions: tuple[Span, ...]


class Explained(msgspec.Struct, frozen=True):
    """A record, and for each of its actors by id why each of its mentions is taken for it."""

    record: Record
    reasons: dict[str, tuple[Reason, ...]]
