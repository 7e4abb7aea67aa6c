"""The codebook's markup (FORMAT.md): items to records, records to items, and what is wrong with an item.

``python -m training.codebook.parse FILE… [--json OUT.jsonl]`` prints the problems and a line of counts.
The time of a statement (``s1t``) is checked but has no place in a record and is left out of it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

Record = dict[str, Any]

MODES: dict[str, frozenset[str]] = {
    code: frozenset(modes.split())
    for code, modes in {
        "AGREE": "",
        "CONSULT": "visit third-party multilateral phone",
        "SUPPORT": "",
        "CONCEDE": "",
        "COOPERATE": "",
        "AID": "",
        "RETREAT": "withdraw release disarm ceasefire access resign",
        "REQUEST": "assist change yield meet",
        "ACCUSE": "disapprove investigate allege",
        "REJECT": "assist change yield meet",
        "THREATEN": "restrict arrest relations expel territory violence",
        "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
        "SANCTION": "convict expel withdraw discontinue",
        "MOBILIZE": "troops weapons police militia",
        "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
        "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
        "heavy-weapons crowd-control unconventional",
    }.items()
}
KINDS = frozenset(["person", "state", "government", "igo", "ngo", "company", "media", "armed-group", "party", "people", "other"])
STATUSES = frozenset(["actual", "negated", "future", "hypothetical"])
ACTS = frozenset(
    ["say", "deny", "accuse", "promise", "demand", "propose", "threaten", "warn", "praise", "refuse", "ask", "suggest", "think"]
)
FORMS = frozenset(["direct", "indirect", "mixed"])
CHANNELS = frozenset(
    [
        "press-release",
        "social-media",
        "interview",
        "news-conference",
        "speech",
        "phone",
        "letter",
        "broadcast",
        "document",
        "report",
    ]
)
PREDICATES = frozenset(["holds-office", "member-of", "ally-of", "adversary-of", "controls", "depends-on", "represents"])
CLAIM_STANCES = frozenset(["asserts", "denies", "hedges"])
POSITION_STANCES = frozenset(["for", "against", "conditional"])

_HEADER = re.compile(r"##\s+(\S+)\s+(\S+)\s*(?:\|\s*(.*?)\s*)?")
_TOKEN = re.compile(r"\s*#\s*([A-Za-z]\w*(?:\s*,\s*[A-Za-z]\w*)*)\s*\]|[\[\]#]")
_MARK_ID = re.compile(r"[A-Z]\w*|e\d+[artpd]?|s\d+[scht]?|[ri]\d+")
_ACTOR = re.compile(r'([A-Z]\w*)\s+(\S+)\s+(\S+)\s+("[^"]+"(?:\s+"[^"]+")*)')
_EVENT = re.compile(r"(e\d+)\s+([^\s/]+)(?:/(\S+))?\s+(\S+)\s*(.*?)\s*:\s*([^:\"]*)")
_STATEMENT = re.compile(r"(s\d+)\s+(\S+)\s+(\S+)\s*(.*)")
_RELATION = re.compile(r'(r\d+)\s+(\S+)\s+(\S+)\s+(\S+)(?:\s+"([^"]+)")?(\s+hedged)?')
_POSITION = re.compile(r"(i\d+)\s+(\S+)\s+(\S+)(?:\s+(\S+))?")
_OPTION = re.compile(r'(\w+)=([\w-]*:)?(?:"([^"]*)"|(\S+))|(\S+)')
_DATE = re.compile(r"(\d{4})(?:-W\d\d|-\d\d(?:-\d\d(?:T\d\d(?::\d\d)?)?)?)?")
_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(
    rf"(?:(?:on|last|this|late|early) )*({'|'.join(_DAYS)})(?: (?:morning|afternoon|evening|night))?", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*(?=\s+[\"“‘'(]*[A-Z0-9]|\s*$)")
_OPENERS = "\"“„«'‘"


class Problem(NamedTuple):
    """Something wrong with an item."""

    item: str
    line: int
    message: str

    def __str__(self) -> str:
        """Item, line and message on one line."""
        return f"{self.item} line {self.line}: {self.message}"


class CodebookError(ValueError):
    """Markup that does not make records; ``problems`` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems and show them all."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = list(problems)


class Mark(NamedTuple):
    """A marked stretch of the plain text."""

    start: int
    end: int
    ids: tuple[str, ...]
    line: int

    @property
    def actors(self) -> list[str]:
        """The actor ids among the mark's ids."""
        return [i for i in self.ids if i[0].isupper()]


@dataclass
class Item:
    """One report as written: header, plain text with its marks, fact lines."""

    id: str
    line: int
    published: str | None = None
    publisher: str | None = None
    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    facts: list[tuple[int, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def complain(self, line: int, message: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(self.id, line, message))


# ---------------------------------------------------------------- from text to items


def items(text: str) -> list[Item]:
    """The items of a file's text, marks and fact lines told apart."""
    lines = text.splitlines()
    heads = [n for n, line in enumerate(lines) if line.startswith("##")]
    return [_item(lines, head, end) for head, end in zip(heads, [*heads[1:], len(lines)], strict=True)]


def _item(lines: list[str], head: int, end: int) -> Item:
    match = _HEADER.fullmatch(lines[head].strip())
    item = Item(match[1] if match else "?", head + 1)
    if not match:
        item.complain(head + 1, "the header is not '## ID PUBLISHED | Publisher'")
    else:
        item.published = None if match[2] == "-" else match[2]
        item.publisher = match[3] or None
        if item.published and not _day(item.published):
            item.complain(head + 1, f"bad date of publication {item.published!r}")
    split = next((n for n in range(head + 1, end) if lines[n].strip() == "--"), end)
    if split == end:
        item.complain(head + 1, "no line '--' between text and facts")
    _Scanner(item).scan("\n".join(lines[head + 1 : split]), head + 2)
    item.facts = [(n + 1, lines[n].strip()) for n in range(split + 1, end) if lines[n].strip()]
    return item


class _Scanner:
    """Strips the marks off a text and keeps where they stood."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.out = ""
        self.open: list[tuple[int, int]] = []

    def scan(self, raw: str, first_line: int) -> None:
        """Read the raw text into the item."""
        position = 0
        for token in _TOKEN.finditer(raw):
            self._words(raw[position : token.start()])
            self._token(token, first_line + raw.count("\n", 0, token.start()))
            position = token.end()
        self._words(raw[position:])
        for _, line in self.open:
            self.item.complain(line, "'[' without its '#id]'")
        self.item.text = self.out.rstrip()
        if not self.item.text:
            self.item.complain(self.item.line, "no text")
        self.item.marks.sort(key=lambda mark: (mark.start, -mark.end))

    def _words(self, chunk: str) -> None:
        chunk = re.sub(r"[ \t]*\n[ \t]*\n\s*", "\n\n", chunk.replace("\r", ""))
        chunk = re.sub(r"[ \t]*(?<!\n)\n(?!\n)[ \t]*|[ \t]+", " ", chunk)
        self.out += chunk.lstrip() if not self.out or self.out[-1].isspace() else chunk

    def _token(self, token: re.Match[str], line: int) -> None:
        if token[0] == "[":
            self.open.append((len(self.out), line))
        elif token[0] == "#":
            self.item.complain(line, f"stray '#' after {self.out[-20:]!r}")
        elif not self.open:
            self.item.complain(line, f"']' without '[' after {self.out[-20:]!r}")
        elif token[1] is None:
            self.open.pop()
            self.item.complain(line, f"']' without '#id' (marks must nest, not cross) after {self.out[-20:]!r}")
        else:
            self._close(token[1], line)

    def _close(self, ids: str, line: int) -> None:
        start, _ = self.open.pop()
        words = self.out[start:]
        start += len(words) - len(words.lstrip())
        mark = Mark(start, start + len(words.strip()), tuple(re.split(r"\s*,\s*", ids)), line)
        if mark.start == mark.end:
            self.item.complain(line, f"an empty mark #{ids}")
        for unknown in (i for i in mark.ids if not _MARK_ID.fullmatch(i)):
            self.item.complain(line, f"{unknown!r} is not the id of a mark")
        self.item.marks.append(mark)


# ---------------------------------------------------------------- from items to records


class _Reader:
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
            self._known(line, f"mode of {code}", mode, MODES.get(code, frozenset()))
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
        label, good = event + role, _is_time if role == "t" else _is_duration
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
        quoted = [_in_quotes(self.item.text, span["start"], span["end"]) for span in content]
        if form == "direct" and not all(quoted):
            self.item.complain(line, f"{label} is direct but its content is not within quotation marks")
        if form == "indirect" and content and not nested and all(_wrapped(self.item.text, span) for span in content):
            self.item.complain(line, f"{label} is indirect but all its content is within quotation marks")

    def _check_weekday(self, line: int, value: str, words: str) -> None:
        day, name = _day(value[:10]), _WEEKDAY.fullmatch(words.replace(",", ""))
        if day and name and "/" not in value and _DAYS[day.weekday()] != name[1].lower():
            self.item.complain(line, f"{value} is a {_DAYS[day.weekday()].title()}, the text says {words!r}")

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
            if base not in self.lines and _MARK_ID.fullmatch(label):
                self.item.complain(marks[0].line, f"{label} is marked but {base} is not declared")

    # spans

    def _span(self, start: int, end: int) -> Record:
        return {"start": start, "end": end, "text": self.item.text[start:end]}

    def _mark_span(self, mark: Mark) -> Record:
        return self._span(mark.start, mark.end)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None


def _start(value: str) -> str | None:
    """The first day of a period, as text that sorts; None where it is no period."""
    if not _DATE.fullmatch(value):
        return None
    try:
        if "W" in value:
            return datetime.strptime(value + "-1", "%G-W%V-%u").date().isoformat()
        return datetime.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value).isoformat()[:10]
    except ValueError:
        return None


def _is_time(value: str) -> bool:
    starts = [_start(part) for part in value.split("/")]
    good = [start for start in starts if start is not None]
    return len(good) == len(starts) <= 2 and good == sorted(good)


def _is_duration(value: str) -> bool:
    return bool(_DURATION.fullmatch(value))


def _in_quotes(text: str, start: int, end: int) -> bool:
    """Whether a stretch stands within quotation marks of its paragraph."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    stop = text.find("\n", end)
    after = text[end : stop if stop >= 0 else len(text)]
    opened = before.rstrip("…(.")[-1:] or " "
    inside = before.count('"') % 2 == 1 or before.count("“") > before.count("”") or opened in _OPENERS
    return inside and bool(re.search(r'["”»]', after) or re.match(r"[.,!?…]*['’]", after) or (stop >= 0))


def _wrapped(text: str, span: Record) -> bool:
    """Whether quotation marks stand directly around a stretch."""
    return text[: span["start"]].endswith(('"', "“")) and bool(re.match(r'[.,!?…]*["”]', text[span["end"] :]))


# ---------------------------------------------------------------- what the module offers


def read(text: str) -> tuple[list[Record], list[Problem]]:
    """The records of a file's sound items, and the problems of the others."""
    found, records, wrong = items(text), [], []
    seen: set[str] = set()
    for item in found:
        record = _Reader(item).read()
        if item.id in seen:
            item.complain(item.line, f"a second item {item.id!r}")
        seen.add(item.id)
        wrong += sorted(dict.fromkeys(item.problems), key=lambda problem: problem.line)
        if not item.problems:
            records.append(record)
    if not found:
        wrong.append(Problem("-", 1, "no item (no line '## …')"))
    return records, wrong


def parse(text: str) -> list[Record]:
    """The records of a file's items; raises CodebookError where any has a problem."""
    records, wrong = read(text)
    if wrong:
        raise CodebookError(wrong)
    return records


def problems(text: str) -> list[str]:
    """What is wrong with the items, one message each."""
    return [str(problem) for problem in read(text)[1]]


# ---------------------------------------------------------------- from records to text


def render(record: Record) -> str:
    """A record as markup; raises ValueError where its spans cross."""
    document = record["document"]
    names = {actor["id"]: f"A{n}" for n, actor in enumerate(record["actors"], 1)}
    head = f"## {document['id']} {document['published'] or '-'}"
    publisher = f" | {document['publisher']}" if document["publisher"] else ""
    marks = sorted(set(_labels(record, names)))
    return "\n".join([head + publisher, _marked(document["text"], marks), "--", *_fact_lines(record, names)]) + "\n"


_Label = tuple[int, int, str, str]


def _labels(record: Record, names: dict[str, str]) -> Iterator[_Label]:
    """Start, end, actor ('' for none) and id of all that a record marks."""

    def label(span: Record | None, name: str, actor: str | None = None) -> Iterator[_Label]:
        if span:
            yield span["start"], span["end"], names[actor] if actor else "", name

    for actor in record["actors"]:
        for span in actor["mentions"]:
            yield from label(span, "", actor["id"])
    for event in record["events"]:
        yield from (each for span in event["mentions"] for each in label(span, event["id"]))
        for role in ("actors", "recipients"):
            for part in event[role]:
                yield from label(part["span"], event["id"] + role[0], part["actor"])
        for role in ("time", "place", "duration"):
            yield from label((event[role] or {}).get("span"), event["id"] + role[0])
    for statement in record["statements"]:
        name = statement["id"]
        yield from label(statement["cue"], name)
        yield from label(statement["speaker_span"], name + "s", statement["speaker"])
        yield from (each for span in statement["content"] for each in label(span, name + "c"))
        yield from label((statement["channel"] or {}).get("span"), name + "h")
    for n, relation in enumerate(record["relations"], 1):
        yield from label(relation["evidence"], f"r{n}")
    for n, position in enumerate(record["positions"], 1):
        yield from label(position["issue"], f"i{n}")


def _marked(text: str, labels: list[_Label]) -> str:
    """The text with one mark for each stretch and actor."""
    groups: dict[tuple[int, int, str], list[str]] = {}
    for start, end, actor, name in labels:
        groups.setdefault((start, -end, actor), [actor] if actor else []).extend([name] if name else [])
    out, at = "", 0
    open_marks: list[tuple[int, list[str]]] = []
    for (start, negative_end, _), ids in [*sorted(groups.items()), ((len(text) + 1, 0, ""), [])]:
        while open_marks and open_marks[-1][0] <= start:
            end, closing = open_marks.pop()
            out, at = out + text[at:end] + f" #{','.join(closing)}]", end
        if open_marks and -negative_end > open_marks[-1][0]:
            raise ValueError(f"marks cross at {start}: {text[start:-negative_end]!r} (#{','.join(ids)})")
        if ids:
            out, at = out + text[at:start] + "[", start
            open_marks.append((-negative_end, ids))
    return out + text[at:]


def _fact_lines(record: Record, names: dict[str, str]) -> Iterator[str]:
    for actor in record["actors"]:
        quoted = " ".join(f'"{name}"' for name in (actor["name"], *actor["aliases"]))
        yield f"{names[actor['id']]} {actor['kind']} {actor['country'] or '-'} {quoted}"
    for event in record["events"]:
        yield _event_line(event, names)
    for statement in record["statements"]:
        yield _statement_line(statement, names)
    for n, relation in enumerate(record["relations"], 1):
        ends = f"{names[relation['subject']]} {relation['predicate']} {names[relation['object']]}"
        title = f' "{relation["title"]}"' if relation["title"] else ""
        yield f"r{n} {ends}{title}{' hedged' if relation['hedged'] else ''}"
    for n, position in enumerate(record["positions"], 1):
        statement = position.get("statement")
        yield f"i{n} {names[position['holder']]} {position['stance']}{f' {statement}' if statement else ''}"


def _event_line(event: Record, names: dict[str, str]) -> str:
    code = "/".join(filter(None, (event["code"], ",".join(event["modes"]))))
    options = [f"{key}={event[part]['value'] or '?'}" for key, part in (("t", "time"), ("d", "duration")) if event[part]]
    if event["place"]:
        options.append(f'p="{event["place"]["name"]}"')
    for role in ("actors", "recipients"):
        options += [f"{role[0]}={names[part['actor']]}" for part in event[role] if not part["span"]]
    claims = [f"{'>'.join(names[actor] for actor in claim['by']) or '-'} {claim['stance']}" for claim in event["claims"]]
    return " ".join([event["id"], code, event["status"], *options, ":", "; ".join(claims)])


def _statement_line(statement: Record, names: dict[str, str]) -> str:
    options = []
    if not statement["speaker_span"]:
        options.append(f"by={names[statement['speaker']] if statement['speaker'] else '-'}")
    if channel := statement["channel"]:
        options.append(f"ch={channel['kind']}" + (f':"{channel["name"]}"' if channel["name"] else ""))
    if statement["within"]:
        options.append(f"in={statement['within']}")
    if statement.get("addressee"):
        options.append(f"to={names[statement['addressee']]}")
    if statement.get("negated"):
        options.append("neg")
    return " ".join([statement["id"], statement["act"], statement["form"], *options])


# ---------------------------------------------------------------- the command


def counts(records: Sequence[Record]) -> str:
    """How much the records hold, on one line."""
    codes = Counter(event["code"] for record in records for event in record["events"])
    sentences = sum(len(_SENTENCE_END.findall(record["document"]["text"])) for record in records)
    sizes = [f"{part} {sum(len(record[part]) for record in records)}" for part in ("statements", "relations", "positions")]
    by_code = " ".join(f"{code} {number}" for code, number in codes.most_common())
    return f"items {len(records)}, sentences {sentences}, events {codes.total()} ({by_code}), {', '.join(sizes)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the files named; 1 where there are problems."""
    parser = argparse.ArgumentParser(description="Check files in the codebook's markup.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--json", type=Path, metavar="OUT.jsonl", help="write the records of the sound items")
    options = parser.parse_args(arguments)
    records: list[Record] = []
    wrong = 0
    seen: dict[str, Path] = {}
    for path in options.files:
        text = path.read_text(encoding="utf-8")
        found, bad = read(text)
        for item in items(text):
            if seen.setdefault(item.id, path) != path:
                bad.append(Problem(item.id, item.line, f"this id is also in {seen[item.id]}"))
        for problem in bad:
            print(f"{path}: {problem}")
        records += found
        wrong += len(bad)
    print(counts(records) + (f"; {wrong} problems" if wrong else ""))
    if options.json:
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        options.json.write_text("".join(lines), encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
