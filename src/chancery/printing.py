"""A record as a reader would like it: lines of text, with words from the report made safe for a terminal."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import click

from chancery.record.facts import Actor, Channel, Claim, Event, Position, Record, Relation, Statement
from chancery.record.reasons import Reason
from chancery.record.text import Span

WIDTH = 100
_STATUS = {"negated": "did not happen", "future": "still to come", "hypothetical": "only possible"}
_ONE = {"asserts": "says so", "denies": "denies it", "hedges": "is not certain"}
_SEVERAL = {"asserts": "say so", "denies": "deny it", "hedges": "are not certain"}
_ACTS = {
    "say": "says", "deny": "denies", "accuse": "accuses", "promise": "promises", "demand": "demands", "propose": "proposes",
    "threaten": "threatens", "warn": "warns", "praise": "praises", "refuse": "refuses", "ask": "asks", "suggest": "suggests",
    "think": "thinks",
}  # fmt: skip
_STANCES = {"for": "is for", "against": "is against", "conditional": "sets conditions for"}
_PREDICATES = {
    "holds-office": "holds office in", "member-of": "is a member of", "ally-of": "is an ally of", "adversary-of": "is an adversary of",
    "controls": "controls", "depends-on": "depends on", "represents": "speaks or acts for",
}  # fmt: skip
_LENGTH = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_UNITS = ("year", "month", "week", "day", "hour", "minute", "second")
# Joiners that emoji and some scripts need; they move nothing.
_HARMLESS = frozenset("\u200c\u200d\u00ad")


def safe(text: str) -> str:
    """One line whose control, format and bidi characters are written out: a report must not drive the terminal.

    >>> safe("\\x1b[31mred\\u202e")
    '\\\\u001b[31mred\\\\u202e'
    """
    return "".join(map(_shown, " ".join(text.split())))


def _shown(character: str) -> str:
    if unicodedata.category(character)[0] != "C" or character in _HARMLESS:
        return character
    return f"\\u{ord(character):04x}"


def length_of(value: str) -> str:
    """An ISO 8601 duration in words.

    >>> length_of("PT1H30M")
    '1 hour 30 minutes'
    """
    found = _LENGTH.fullmatch(value)
    parts = [(count, unit) for count, unit in zip(found.groups(), _UNITS, strict=True) if count] if found else []
    return " ".join(f"{count} {unit}{'' if count == '1' else 's'}" for count, unit in parts) or value


def lines(record: Record, *, width: int = WIDTH, reasons: Mapping[str, Sequence[Reason]] | None = None) -> Iterator[str]:
    """The record, section by section; sections without facts are left out. ``reasons`` for actors by id stand beside them."""
    page = _Page(record, width, reasons or {})
    yield from page.head()
    for title, paragraphs in page.sections():
        body = [line for paragraph in paragraphs for line in paragraph]
        if body:
            yield from ("", click.style(title, bold=True), *body)


class _Page:
    """One record with names in place of ids."""

    def __init__(self, record: Record, width: int, reasons: Mapping[str, Sequence[Reason]]) -> None:
        self.record, self.width, self.reasons = record, width, reasons
        self.names = {actor.id: safe(actor.name) for actor in record.actors}
        self.groups = {safe(actor.name) for actor in record.actors if actor.kind == "people"}
        self.speakers = {statement.id: statement.speaker for statement in record.statements}
        self.relations: dict[str, list[Relation]] = defaultdict(list)
        for relation in record.relations:
            self.relations[relation.subject].append(relation)

    def head(self) -> Iterator[str]:
        document = self.record.document
        yield click.style(safe(document.title or document.id), bold=True)
        known = " · ".join(safe(part) for part in (document.publisher, document.published, document.url) if part)
        if known:
            yield click.style(known, dim=True)

    def sections(self) -> Iterator[tuple[str, Iterable[Iterable[str]]]]:
        events = self.record.events
        yield "Who met and did what", [self.event(event) for event in events if not _disputed(event)]
        yield "Denied / disputed", [self.event(event) for event in events if _disputed(event)]
        yield "Who said what", map(self.statement, self.record.statements)
        yield "Where they stand", map(self.position, self.record.positions)
        yield "Who is who", map(self.actor, self.record.actors)
        yield "What is open", [self.wrap(f"{problem.stage}: {safe(problem.reason)}", 2) for problem in self.record.problems]

    def event(self, event: Event) -> Iterator[str]:
        """Who did what to whom, when and where; then its words and the voices behind it."""
        deed = event.code.lower() + (f" ({', '.join(event.modes)})" if event.modes else "")
        text = f"{self.all(p.actor for p in event.actors)} – {deed}"
        if event.recipients:
            text += f" → {self.all(p.actor for p in event.recipients)}"
        yield from self.wrap(" · ".join((text, *_circumstances(event))), 2)
        words = ", ".join(dict.fromkeys(map(_quoted, event.mentions)))
        yield from self.wrap(f"{words} — {self.voices(event.claims)}", 6, dim=True)

    def statement(self, statement: Statement) -> Iterator[str]:
        act = self.act(statement, self.name(statement.speaker) in self.groups)
        channel = f" ({_channel(statement.channel)})" if statement.channel else ""
        told = f", as told by {self.name(self.speakers.get(statement.within))}" if statement.within else ""
        quote = _quoted if statement.form == "direct" else _plain
        words = " … ".join(map(quote, statement.content))
        heard = f" to {self.name(statement.addressee)}" if statement.addressee else ""
        yield from self.wrap(f"{self.name(statement.speaker)} {act}{heard}{channel}{told}: {words}", 2)

    def act(self, statement: Statement, several: bool) -> str:
        if statement.negated:
            return f"{'do' if several else 'does'} not {statement.act}"
        return statement.act if several else _ACTS.get(statement.act, statement.act)

    def position(self, position: Position) -> list[str]:
        stance = _STANCES.get(position.stance, position.stance)
        topic = f" ({safe(position.topic)})" if position.topic else ""
        return self.wrap(f"{self.name(position.holder)} {stance} {_quoted(position.issue)}{topic}", 2)

    def actor(self, actor: Actor) -> Iterator[str]:
        """What the actor is, why it is held to be that one, then what stands between it and others."""
        known = ", ".join(safe(part) for part in (actor.title, actor.kind, actor.country) if part)
        yield from self.wrap(f"{self.names[actor.id]}: {known}", 2)
        for reason in self.reasons.get(actor.id, ()):
            words = ", ".join(dict.fromkeys(map(_quoted, reason.mentions)))
            yield from self.wrap(f"{words}: {safe(reason.because)}", 6, dim=True)
        for relation in self.relations[actor.id]:
            yield from self.wrap(self.relation(relation), 6, dim=True)

    def relation(self, relation: Relation) -> str:
        what = _PREDICATES.get(relation.predicate, relation.predicate)
        title = f" as {safe(relation.title)}" if relation.title else ""
        hedged = " (not certain)" if relation.hedged else ""
        return f"{what} {self.name(relation.object)}{title}{hedged} — {_quoted(relation.evidence)}"

    def voices(self, claims: Sequence[Claim]) -> str:
        """The chains of voices in words: "the report and Hungary say so; Politico says that Russia denies it"."""
        together: dict[tuple[str, str], list[str]] = defaultdict(list)
        for claim in claims:
            *outer, last = [self.name(by) for by in claim.by] or ["the report"]
            lead = "".join(f"{name} says that " for name in outer)
            together[lead, claim.stance].append(last)
        return "; ".join(f"{lead}{_joined(names)} {self.verb(stance, names)}" for (lead, stance), names in together.items())

    def verb(self, stance: str, names: Sequence[str]) -> str:
        several = len(names) > 1 or names[0] in self.groups
        return (_SEVERAL if several else _ONE).get(stance, stance)

    def name(self, actor: str | None) -> str:
        return self.names.get(actor or "", "somebody")

    def all(self, actors: Iterable[str]) -> str:
        return _joined([self.name(actor) for actor in actors]) or "somebody"

    def wrap(self, text: str, indent: int, **style: Any) -> list[str]:
        """The text in lines of the page's width, styled after they are cut so that no style counts as width."""
        cut = textwrap.wrap(text, max(self.width, 40), initial_indent=" " * indent, subsequent_indent=" " * (indent + 4))
        return [click.style(line, **style) if style else line for line in cut]


def _disputed(event: Event) -> bool:
    return event.status == "negated" or any(claim.stance == "denies" for claim in event.claims)


def _circumstances(event: Event) -> Iterator[str]:
    if event.status in _STATUS:
        yield _STATUS[event.status]
    if event.time and event.time.value:
        yield event.time.value.replace("/", " to ")
    if event.duration and event.duration.value:
        yield length_of(event.duration.value)
    if event.place:
        yield safe(event.place.name)


def _channel(channel: Channel) -> str:
    kind = channel.kind.replace("-", " ")
    name = safe(channel.name or "")
    return kind if not name or name.lower() == kind else f"{kind}, {name}"


def _plain(span: Span) -> str:
    return safe(span.text)


def _quoted(span: Span) -> str:
    return f"“{safe(span.text)}”"


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""
