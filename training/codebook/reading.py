"""The record of one item, and what is wrong with the item."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from chancery.record.ontology import (
    ACTS,
    CHANNELS,
    CLAIM_STANCES,
    FORMS,
    KINDS,
    MODES,
    POSITION_STANCES,
    PREDICATES,
    STATUSES,
)
from training.codebook.markup import MARK_ID, Item, Mark
from training.codebook.values import in_quotes, is_duration, is_time, other_weekday, wrapped

Record = dict[str, Any]

_ACTOR = re.compile(r'([A-Z]\w*)\s+(\S+)\s+(\S+)\s+("[^"]+"(?:\s+"[^"]+")*)')
_EVENT = re.compile(r"(e\d+)\s+([^\s/]+)(?:/(\S+))?\s+(\S+)\s*(.*?)\s*:\s*([^:\"]*)")
_STATEMENT = re.compile(r"(s\d+)\s+(\S+)\s+(\S+)\s*(.*)")
_RELATION = re.compile(r'(r\d+)\s+(\S+)\s+(\S+)\s+(\S+)(?:\s+"([^"]+)")?(\s+hedged)?')
_POSITION = re.compile(r"(i\d+)\s+(\S+)\s+(\S+)(?:\s+(\S+))?")
_OPTION = re.compile(r'(\w+)=([\w-]*:)?(?:"([^"]*)"|(\S+))|(\S+)')


class Reader:
    """Makes the record of one item, noting what is wrong with it."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.marks: dict[str, list[Mark]] = {}
        for mark in item.marks:
            for label in mark.ids:
                self.marks.setdefault(label, []).append(mark)
        self.lines: dict[str, int] = {}
        self.actors: dict[str, str] = {}
        self.used: set[str] = set()
        self.record: Record = {
            "format": "chancery-record/1",
            "document": {
                "id": item.id,
                "title": None,
                "publisher": item.publisher,
                "url": None,
                "published": item.published,
                "language": "en",
                "text": item.text,
            },
            **{part: [] for part in ("actors", "events", "statements", "relations", "positions")},
        }

    def read(self) -> Record:
        """The record; ``item.problems`` is filled on the way."""
        for line, fact in self.item.facts:
            if fact[0].isupper():
                self._fact(line, fact, _ACTOR, 'an actor: ID KIND COUNTRY "name"', self._actor)
        readers = {
            "e": (_EVENT, "an event: e1 CODE[/mode] STATUS [options] : CHAIN STANCE", self._event),
            "s": (_STATEMENT, "a statement: s1 ACT FORM [options]", self._statement),
            "r": (_RELATION, 'a relation: r1 SUBJECT PREDICATE OBJECT ["title"] [hedged]', self._relation),
            "i": (_POSITION, "a position: i1 HOLDER STANCE [s1]", self._position),
        }
        for line, fact in self.item.facts:
            if fact[0] in readers:
                self._fact(line, fact, *readers[fact[0]])
            elif not fact[0].isupper():
                self.item.complain(line, f"not a fact: {fact!r}")
        self._check_links()
        self._check_marks()
        return self.record

    def _fact(self, line: int, fact: str, pattern: re.Pattern[str], shape: str, reader: Any) -> None:
        match = pattern.fullmatch(fact)
        if not match:
            self.item.complain(line, f"not {shape}: {fact!r}")
        elif match[1] in self.lines:
            self.item.complain(line, f"{match[1]} is declared twice")
        else:
            self.lines[match[1]] = line
            reader(line, match)

    # facts

    def _actor(self, line: int, match: re.Match[str]) -> None:
        label, kind, country = match[1], match[2], match[3]
        name, *aliases = re.findall(r'"([^"]+)"', match[4])
        self._known(line, "kind", kind, KINDS)
        if country != "-" and not re.fullmatch("[A-Z]{3}", country):
            self.item.complain(line, f"country {country!r} is neither ISO alpha-3 nor '-'")
        spans = sorted({(mark.start, mark.end) for mark in self.marks.get(label, [])})
        if not spans:
            self.item.complain(line, f"actor {label} is declared but nowhere marked")
        self.actors[label] = f"a{len(self.actors) + 1}"
        self.record["actors"].append(
            {
                "id": self.actors[label],
                "name": name,
                "aliases": aliases,
                "kind": kind,
                "country": None if country == "-" else country,
                "mentions": [self._span(*span) for span in spans],
            }
        )

    def _event(self, line: int, match: re.Match[str]) -> None:
        label, code, status = match[1], match[2], match[4]
        modes = match[3].split(",") if match[3] else []
        self._known(line, "code", code, MODES.keys())
        for mode in modes:
            self._known(line, f"mode of {code}", mode, MODES.get(code, ()))
        self._known(line, "status", status, STATUSES)
        options = self._options(line, match[5], {"t", "d", "p", "a", "r"})
        mentions = self.marks.get(label, [])
        if not mentions:
            self.item.complain(line, f"{label} has no trigger")
        self.record["events"].append(
            {
                "id": label,
                "code": code,
                "modes": modes,
                "mentions": [self._mark_span(mark) for mark in mentions],
                "actors": self._participants(line, label + "a", options.get("a", [])),
                "recipients": self._participants(line, label + "r", options.get("r", [])),
                "time": self._when(line, label, "t", options),
                "duration": self._when(line, label, "d", options),
                "place": self._place(line, label, options),
                "status": status,
                "claims": self._claims(line, match[6]),
            }
        )

    def _statement(self, line: int, match: re.Match[str]) -> None:
        label, act, form = match[1], match[2], match[3]
        self._known(line, "act", act, ACTS)
        self._known(line, "form", form, FORMS)
        options = self._options(line, match[4], {"by", "ch", "in", "to"}, flags={"neg"})
        speaker, speaker_span = self._speaker(line, label, options)
        content = self._contents(line, label)
        self._check_form(line, label, form, content, "in" in options)
        to = self._one(options, "to")
        self.record["statements"].append(
            {
                "id": label,
                "speaker": speaker,
                "speaker_span": speaker_span,
                "cue": self._single(label, line, "the cue"),
                "content": content,
                "form": form,
                "act": act,
                "channel": self._channel(line, label, options),
                "addressee": self._known_actor(line, to) if to else None,
                "negated": "neg" in options,
                "within": self._one(options, "in"),
            }
        )

    def _relation(self, line: int, match: re.Match[str]) -> None:
        label, predicate = match[1], match[3]
        self._known(line, "predicate", predicate, PREDICATES)
        if predicate == "holds-office" and not match[5]:
            self.item.complain(line, f"{label} holds-office without a title")
        self.record["relations"].append(
            {
                "subject": self._known_actor(line, match[2]),
                "predicate": predicate,
                "object": self._known_actor(line, match[4]),
                "title": match[5],
                "hedged": bool(match[6]),
                "evidence": self._single(label, line, "the evidence"),
            }
        )

    def _position(self, line: int, match: re.Match[str]) -> None:
        self._known(line, "stance of a position", match[3], POSITION_STANCES)
        self.record["positions"].append(
            {
                "holder": self._known_actor(line, match[2]),
                "stance": match[3],
                "issue": self._single(match[1], line, "the issue"),
                "statement": match[4],
            }
        )

    # parts of facts

    def _options(
        self, line: int, text: str, allowed: set[str], flags: frozenset[str] | set[str] = frozenset()
    ) -> dict[str, list[tuple[str, bool]]]:
        """Each option's values, with whether they were quoted; a flag has none."""
        found: dict[str, list[tuple[str, bool]]] = {}
        for option in _OPTION.finditer(text):
            key = option[1] or option[5]
            if key not in (allowed if option[1] else flags):
                self.item.complain(line, f"unknown option {option[0]!r}")
                continue
            values = found.setdefault(key, [])
            if option[1]:
                quoted = option[3] is not None
                values.append(((option[2] or "") + (option[3] if quoted else option[4]), quoted))
            if len(values) > 1 and key not in "ar":
                self.item.complain(line, f"option {key}= is given twice")
        return found

    def _one(self, options: dict[str, list[tuple[str, bool]]], key: str) -> str | None:
        return options[key][0][0] if options.get(key) else None

    def _participants(self, line: int, label: str, implied: list[tuple[str, bool]]) -> list[Record]:
        found: list[tuple[int, int, str]] = []
        for mark in self.marks.get(label, []):
            if not mark.actors:
                self.item.complain(mark.line, f"{label} stands beside no actor id")
            found += [(mark.start, mark.end, actor) for actor in mark.actors]
        order = list(self.actors)
        found = [each for each in found if each[2] in order]
        found.sort(key=lambda each: (each[0], each[1], order.index(each[2])))
        names = [actor for _, _, actor in found] + [name for name, _ in implied]
        for actor, times in Counter(names).items():
            if times > 1:
                self.item.complain(line, f"{actor} is given {times} times as {label}")
        marked = [{"actor": self.actors[actor], "span": self._span(a, b)} for a, b, actor in found]
        return marked + [{"actor": self._known_actor(line, name), "span": None} for name, _ in implied]

    def _when(self, line: int, event: str, role: str, options: dict[str, list[tuple[str, bool]]]) -> Record | None:
        value = self._one(options, role)
        label, good = event + role, is_time if role == "t" else is_duration
        if value is None and label not in self.marks:
            return None
        if value is None:
            self.item.complain(line, f"{label} is marked but {event} has no {role}= (write {role}=? if it cannot be resolved)")
        elif value != "?" and not good(value):
            self.item.complain(line, f"bad {'date' if role == 't' else 'duration'} {value!r}")
        span = self._single(label, line, f"the words of {role}=")
        if value and span and role == "t":
            self._check_weekday(line, value, span["text"])
        return {"value": None if value == "?" else value, "span": span}

    def _place(self, line: int, event: str, options: dict[str, list[tuple[str, bool]]]) -> Record | None:
        name = self._one(options, "p")
        if name is None and event + "p" not in self.marks:
            return None
        span = self._single(event + "p", line, "the words of p=")
        return {"name": name or (span["text"] if span else ""), "span": span}

    def _claims(self, line: int, text: str) -> list[Record]:
        claims: list[Record] = []
        for part in filter(None, map(str.strip, text.split(";"))):
            chain, _, stance = part.partition(" ")
            self._known(line, "stance of a claim", stance.strip(), CLAIM_STANCES)
            by = [] if chain == "-" else [self._known_actor(line, actor) for actor in chain.split(">")]
            if by in [claim["by"] for claim in claims]:
                self.item.complain(line, f"two claims by {chain}")
            claims.append({"by": by, "stance": stance.strip()})
        if not claims:
            self.item.complain(line, "an event without a claim")
        return claims

    def _speaker(self, line: int, label: str, options: dict[str, list[tuple[str, bool]]]) -> tuple[str | None, Record | None]:
        by, marked = self._one(options, "by"), self.marks.get(label + "s", [])
        if bool(by) == bool(marked):
            self.item.complain(line, f"{label} has {'both' if by else 'neither'} {label}s and by= (one is needed)")
        if by:
            return (None if by == "-" else self._known_actor(line, by)), None
        span = self._single(label + "s", line, "the speaker") if marked else None
        names = marked[0].actors if marked else []
        if marked and len(names) != 1:
            self.item.complain(marked[0].line, f"{label}s stands beside {len(names)} actor ids (one is needed; nest marks)")
        return (self.actors.get(names[0]) if names else None), span

    def _contents(self, line: int, label: str) -> list[Record]:
        marks = self.marks.get(label + "c", [])
        if not marks:
            self.item.complain(line, f"{label} has no content")
        for mark in marks:
            words = self.item.text[mark.start : mark.end]
            if re.search(r"([,;:]|\b[a-z]{4,}\.)$", words):
                self.item.complain(mark.line, f"{label}c ends in punctuation: {words[-20:]!r}")
        return [self._mark_span(mark) for mark in marks]

    def _channel(self, line: int, label: str, options: dict[str, list[tuple[str, bool]]]) -> Record | None:
        value = self._one(options, "ch")
        if value is None and label + "h" not in self.marks:
            return None
        if value is None:
            self.item.complain(line, f"{label}h is marked but {label} has no ch=")
        kind, _, name = (value or "").partition(":")
        if value is not None:
            self._known(line, "channel", kind, CHANNELS)
        return {"kind": kind, "name": name or None, "span": self._single(label + "h", line, "the words of ch=")}

    # checks

    def _known(self, line: int, what: str, value: str, allowed: Any) -> None:
        if value not in allowed:
            self.item.complain(line, f"unknown {what} {value!r}")

    def _known_actor(self, line: int, label: str) -> str:
        if label not in self.actors:
            self.item.complain(line, f"{label!r} is no declared actor")
        return self.actors.get(label, label)

    def _single(self, label: str, line: int, what: str) -> Record | None:
        marks = self.marks.get(label, [])
        if len(marks) != 1:
            self.item.complain(line, f"{what} (#{label}) is {f'marked {len(marks)} times' if marks else 'not marked'}")
        return self._mark_span(marks[0]) if marks else None

    def _check_form(self, line: int, label: str, form: str, content: list[Record], nested: bool) -> None:
        quoted = [in_quotes(self.item.text, span["start"], span["end"]) for span in content]
        if form == "direct" and not all(quoted):
            self.item.complain(line, f"{label} is direct but its content is not within quotation marks")
        if form == "indirect" and content and not nested and all(wrapped(self.item.text, span) for span in content):
            self.item.complain(line, f"{label} is indirect but all its content is within quotation marks")

    def _check_weekday(self, line: int, value: str, words: str) -> None:
        if day := other_weekday(value, words):
            self.item.complain(line, f"{value} is a {day}, the text says {words!r}")

    def _check_links(self) -> None:
        """``in=`` and the statement of a position name statements; nesting has no circle."""
        within = {statement["id"]: statement["within"] for statement in self.record["statements"]}
        for outer in [*within.values(), *(position["statement"] for position in self.record["positions"])]:
            if outer is not None and outer not in within:
                self.item.complain(self.item.line, f"{outer!r} is no declared statement")
        for label in within:
            seen: set[str | None] = set()
            at: str | None = label
            while at is not None and at not in seen:
                seen.add(at)
                at = within.get(at)
            if at == label:
                self.item.complain(self.lines[label], f"{label} is within itself")

    def _check_marks(self) -> None:
        """Every id that is marked is declared."""
        for label, marks in self.marks.items():
            base = label if label[0].isupper() else re.sub(r"\D$", "", label)
            if base not in self.lines and MARK_ID.fullmatch(label):
                self.item.complain(marks[0].line, f"{label} is marked but {base} is not declared")

    # spans

    def _span(self, start: int, end: int) -> Record:
        return {"start": start, "end": end, "text": self.item.text[start:end]}

    def _mark_span(self, mark: Mark) -> Record:
        return self._span(mark.start, mark.end)
