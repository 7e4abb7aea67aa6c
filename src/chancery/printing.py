"""A record as a reader would like it: lines of text, words from the report made safe for a terminal."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator

from chancery.record.facts import Claim, Event, Position, Record, Relation, Statement
from chancery.record.text import Span

WIDTH = 100
_VERBS = {"asserts": ("says", "say"), "denies": ("denies", "deny"), "hedges": ("doubts or hedges", "hedge")}


def safe(text: str) -> str:
    """One line without control, format and bidi characters: hostile text must not drive the terminal."""
    flat = " ".join(text.split())
    return "".join(c for c in flat if unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))


class Printer:
    """Prints one record; names stand for ids."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.names = {actor.id: safe(actor.name) for actor in record.actors}

    def lines(self) -> Iterator[str]:
        """The whole record, section by section; sections without facts are left out."""
        yield from self._head()
        disputed = [e for e in self.record.events if any(c.stance != "asserts" for c in e.claims)]
        told = [e for e in self.record.events if e not in disputed]
        yield from self._section("What happened", [line for e in told for line in self.event(e)])
        yield from self._section("Denied or doubted", [line for e in disputed for line in self.event(e)])
        yield from self._section("Who said what", [line for s in self.record.statements for line in self.statement(s)])
        yield from self._section("Where they stand", [line for p in self.record.positions for line in self.position(p)])
        yield from self._section("Who is who", [line for r in self.record.relations for line in self.relation(r)])

    def _head(self) -> Iterator[str]:
        document = self.record.document
        parts = [safe(part) for part in (document.title, document.publisher, document.published) if part]
        yield " · ".join(parts) or document.id
        counts = (("event", self.record.events), ("statement", self.record.statements), ("actor", self.record.actors))
        yield "  " + ", ".join(f"{len(facts)} {name}{'' if len(facts) == 1 else 's'}" for name, facts in counts)  # type: ignore[arg-type]

    def _section(self, title: str, lines: list[str]) -> Iterator[str]:
        if lines:
            yield ""
            yield title.upper()
            yield from lines

    def name(self, actor: str | None) -> str:
        return self.names.get(actor or "", "somebody")

    def _all(self, ids: list[str]) -> str:
        return ", ".join(self.name(i) for i in ids) or "somebody"

    def event(self, event: Event) -> Iterator[str]:
        """Who did what to whom, when and where; then its words and the voices behind it."""
        code = "/".join((event.code, *event.modes))
        head = f"{self._all([p.actor for p in event.actors])}  {code}"
        if event.recipients:
            head += f"  → {self._all([p.actor for p in event.recipients])}"
        details = [event.status] if event.status != "actual" else []
        details += [w.value for w in (event.time, event.duration) if w and w.value]
        details += [safe(event.place.name)] if event.place else []
        yield from _wrap(head + (f"  [{'; '.join(details)}]" if details else ""), 2)
        yield from _wrap(f"{self._words(event.mentions)} — {'; '.join(self.voice(c) for c in event.claims)}", 6)

    def voice(self, claim: Claim) -> str:
        """A chain of voices in words: "Politico says that Russia denies it"."""
        singular, _ = _VERBS[claim.stance]
        if not claim.by:
            return "the report says so" if claim.stance == "asserts" else f"the report {singular}"
        outer = "".join(f"{self.name(by)} says that " for by in claim.by[:-1])
        return f"{outer}{self.name(claim.by[-1])} {singular}{' so' if claim.stance == 'asserts' else ' it'}"

    def _words(self, spans: tuple[Span, ...]) -> str:
        return ", ".join(dict.fromkeys(f"“{safe(span.text)}”" for span in spans))

    def statement(self, statement: Statement) -> Iterator[str]:
        channel = f", {statement.channel.kind}" if statement.channel else ""
        cue = f" “{safe(statement.cue.text)}”" if statement.cue else ""
        words = " … ".join(safe(span.text) for span in statement.content)
        quoted = f"“{words}”" if statement.form == "direct" else words
        negated = "did not " if statement.negated else ""
        yield from _wrap(f"{self.name(statement.speaker)} ({negated}{statement.act}{channel};{cue}): {quoted}", 4 if statement.within else 2)

    def position(self, position: Position) -> Iterator[str]:
        stance = {"for": "is for", "against": "is against", "conditional": "sets conditions for"}[position.stance]
        yield from _wrap(f"{self.name(position.holder)} {stance} “{safe(position.issue.text)}”", 2)

    def relation(self, relation: Relation) -> Iterator[str]:
        title = f" ({safe(relation.title)})" if relation.title else ""
        what = relation.predicate.replace("-", " ")
        yield from _wrap(f"{self.name(relation.subject)} {what}{title} {self.name(relation.object)} — “{safe(relation.evidence.text)}”", 2)


def _wrap(text: str, indent: int) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 4)) or []
