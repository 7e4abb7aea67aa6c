"""The facts of a record, field for field as the record format names them."""

from __future__ import annotations

import msgspec

from chancery.record.text import Document, Span


class Actor(msgspec.Struct, frozen=True, gc=False):
    """One real-world actor of a document with all its mentions."""

    id: str
    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    title: str | None
    wikidata: str | None
    mentions: tuple[Span, ...]
    aliases: tuple[str, ...] = ()


class Participant(msgspec.Struct, frozen=True, gc=False):
    """An actor's part in an event; ``span`` is null where the text only implies it."""

    actor: str
    span: Span | None


class When(msgspec.Struct, frozen=True, gc=False):
    """An ISO 8601 date, interval or duration, null where the words cannot be resolved."""

    value: str | None
    span: Span | None


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where something happened. Latitude and longitude are degrees (WGS 84)."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    geonames: int | None
    span: Span | None


class Claim(msgspec.Struct, frozen=True, gc=False):
    """Who stands behind an event or relation: a chain of actor ids, outermost first; empty is the report's own voice."""

    by: tuple[str, ...]
    stance: str
    statement: str | None = None


class Event(msgspec.Struct, frozen=True, gc=False):
    """One political happening, however often the report mentions it."""

    id: str
    code: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    mentions: tuple[Span, ...]
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    time: When | None
    duration: When | None
    place: Place | None
    status: str
    claims: tuple[Claim, ...]


class Channel(msgspec.Struct, frozen=True, gc=False):
    """The way words reached the public; ``name`` as the text gives it."""

    kind: str
    name: str | None
    span: Span | None


class Statement(msgspec.Struct, frozen=True, gc=False):
    """Words, thoughts or wishes that the report attributes to somebody."""

    id: str
    speaker: str | None
    speaker_span: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    form: str
    act: str
    channel: Channel | None
    addressee: str | None
    negated: bool
    within: str | None


class Relation(msgspec.Struct, frozen=True, gc=False):
    """What stands between two actors."""

    subject: str
    predicate: str
    object: str
    title: str | None
    evidence: Span
    hedged: bool
    time: When | None
    claims: tuple[Claim, ...]


class Position(msgspec.Struct, frozen=True, gc=False):
    """Where an actor stands on an issue: ``for``, ``against`` or ``conditional``.

    ``topic`` is the canonical name of the issue, so that positions on one matter are found together; null where none fits.
    """

    holder: str
    stance: str
    issue: Span
    evidence: Span
    statement: str | None
    time: When | None
    topic: str | None = None


class BundleRef(msgspec.Struct, frozen=True, gc=False):
    """The trained bundle that a record was made with."""

    id: str
    version: str


class Problem(msgspec.Struct, frozen=True, gc=False):
    """What a stage could not do, in words for the reader of the record."""

    stage: str
    reason: str


class Record(msgspec.Struct, frozen=True, gc=False):
    """All facts of one document."""

    format: str
    document: Document
    actors: tuple[Actor, ...]
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    relations: tuple[Relation, ...]
    positions: tuple[Position, ...]
    bundle: BundleRef
    problems: tuple[Problem, ...]


FORMAT = "chancery-record/1"


class Rejection(msgspec.Struct, frozen=True, gc=False):
    """A report that could not be read: how it is called, the stage that refused it, and why, in words that help."""

    name: str
    stage: str
    reason: str
