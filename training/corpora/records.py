"""Whole records over real or written text: every slot that a record has, as labels.

A record names facts, the network labels words; what lies between is decided here: which trigger a participant's words
belong to, which mention of an actor a relation is read from, where silence means no and where it means unknown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from chancery.knowledge.issues import canonical, names
from chancery.record.ontology import (
    ACTS,
    CHANNELS,
    CLAIM_STANCES,
    KINDS,
    MODES,
    POSITION_STANCES,
    PREDICATES,
    STATUSES,
)
from training.corpora.example import Aligned, Example, Link, Mention, bio

Json = dict[str, Any]
EVENT_ROLES = frozenset(("actor", "recipient", "time", "place", "duration", "same"))
STATEMENT_ROLES = frozenset(("speaker", "content"))


def _bio_labels(*kinds: str) -> tuple[str, ...]:
    return ("O", *(f"{part}-{kind}" for kind in kinds for part in "BI"))


TAG_LABELS = {
    "mention": _bio_labels(*KINDS), "inner": _bio_labels(*KINDS), "trigger": _bio_labels(*MODES), "cue": _bio_labels(*ACTS),
    "channel": _bio_labels(*CHANNELS), "title": _bio_labels("title"), "issue": _bio_labels(*POSITION_STANCES),
    "status": STATUSES, "stance": (*CLAIM_STANCES, "own"),
}  # fmt: skip
NO_TOPIC = "none"
"""What the words of an issue are labelled when no canonical issue fits."""
TAG_LABELS["topic"] = (NO_TOPIC, *names())
UNSURE = "?"
"""A link role with this before it says that its targets may or may not play the role."""


def in_dev(record_id: str) -> bool:
    """Whether a record is for development: one in ten, by hash of its id."""
    return int(hashlib.sha256(record_id.encode()).hexdigest(), 16) % 10 == 0


def read_records(path: Path) -> Iterator[Json]:
    """Records of a JSON Lines file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def example_of(record: Json, corpus: str = "records") -> Example:
    """The record's labels over its own text."""
    return _Reading(record).example(corpus)


BRIEF_ROLES = frozenset(("actor", "recipient", "place", "same"))


def brief_example(record: Json) -> Example:
    """What a brief record knows: triggers with code, modes, status and participants; the rest is unknown, not absent."""
    whole = example_of(record, "brief")
    stance = [label if label in ("denies", "hedges") else None for label in whole.tags["stance"]]
    triggers = {number for number, tag in enumerate(whole.tags["trigger"]) if (tag or "O")[0] == "B"}
    return replace(
        whole, tags={"trigger": whole.tags["trigger"], "status": whole.tags["status"], "stance": stance}, mentions=None,
        asked={word: BRIEF_ROLES for word in whole.asked if word in triggers},
        links=tuple(link for link in whole.links if link.role.lstrip(UNSURE) in BRIEF_ROLES),
    )  # fmt: skip


def stands_example(record: Json) -> Example:
    """What a record of positions and relations alone knows: issues with holders, titles, and relations between the actors it names."""
    whole = example_of(record, "stands")
    return replace(whole, tags={head: whole.tags[head] for head in ("issue", "title", "topic")}, several={}, mentions=None)


class _Reading:
    """The parts of one record on their way to labels."""

    def __init__(self, record: Json) -> None:
        self.record = record
        self.aligned = Aligned(record["document"]["text"])
        self.links: list[Link] = []
        self.asked: dict[int, frozenset[str]] = {}
        self.mentions = self._mentions()
        self.statements = {s["id"]: s for s in record["statements"]}

    def cover(self, span: Json | None) -> tuple[int, int] | None:
        return self.aligned.cover(span["start"], span["end"]) if span else None

    def _mentions(self) -> list[Mention]:
        found = {
            (cover, actor["id"]) for actor in self.record["actors"] for span in actor["mentions"] if (cover := self.cover(span))
        }
        return [Mention(*cover, actor) for cover, actor in sorted(found)]

    def example(self, corpus: str) -> Example:
        tags = {**self._mention_tags(), **self._event_tags(), **self._statement_tags(), **self._other_tags()}
        several = {"mode": self._modes()}
        self._event_links(), self._statement_links(), self._relation_links(), self._position_links()
        return Example(corpus, self.aligned.words, self.aligned.sentences, tags=tags, several=several,
                       links=tuple(self.links), asked=self.asked, mentions=tuple(self.mentions))

    # -- tags

    def _mention_tags(self) -> dict[str, list[str | None]]:
        kinds = {actor["id"]: actor["kind"] for actor in self.record["actors"]}
        spans = sorted({(m.first, m.last, kinds[m.cluster]) for m in self.mentions}, key=lambda s: (s[0], -s[1]))
        outer: list[tuple[int, int, str]] = []
        inner: list[tuple[int, int, str]] = []
        for span in spans:
            (inner if any(span[0] <= o[1] and o[0] <= span[1] for o in outer) else outer).append(span)
        size = len(self.aligned.words)
        return {"mention": bio(size, outer), "inner": bio(size, sorted(inner, key=lambda s: s[1] - s[0]))}

    def triggers(self, event: Json) -> list[tuple[int, int]]:
        return [cover for span in event["mentions"] if (cover := self.cover(span))]

    def _event_tags(self) -> dict[str, list[str | None]]:
        size = len(self.aligned.words)
        status: list[str | None] = [None] * size
        stance: list[str | None] = [None] * size
        spans = []
        for event in self.record["events"]:
            for number, span in enumerate(event["mentions"]):
                cover = self.cover(span)
                if cover:
                    spans.append((*cover, event["code"]))
                    status[cover[0]] = event["status"] if number == 0 or len(event["mentions"]) < 3 else None
                    stance[cover[0]] = self._stance(event, span)
        return {"trigger": bio(size, spans), "status": status, "stance": stance}

    def _stance(self, event: Json, span: Json) -> str | None:
        stances = {tuple(claim["by"]): claim["stance"] for claim in event["claims"]}
        chain = self.chain(span)
        if chain in stances:
            return str(stances[chain])
        return "own" if () in stances else None

    def chain(self, span: Json) -> tuple[str | None, ...]:
        """Speakers, outermost first, of the innermost statement whose content holds the span."""
        around = [
            (piece["end"] - piece["start"], statement["id"])
            for statement in self.record["statements"] for piece in statement["content"]
            if piece["start"] <= span["start"] and span["end"] <= piece["end"]
            and not (statement["cue"] and statement["cue"]["start"] == span["start"])
        ]
        chain: list[str | None] = []
        at = min(around)[1] if around else None
        while at in self.statements and len(chain) < 5:
            chain.insert(0, self.statements[at]["speaker"])
            at = self.statements[at]["within"]
        return tuple(chain)

    def _modes(self) -> dict[int, frozenset[str]]:
        return {
            first: frozenset(f"{event['code']}/{mode}" for mode in event["modes"])
            for event in self.record["events"] for first, _ in self.triggers(event)
        }

    def _statement_tags(self) -> dict[str, list[str | None]]:
        cues, channels = [], []
        for statement in self.record["statements"]:
            if cover := self.cover(statement["cue"]):
                cues.append((*cover, statement["act"]))
            if (channel := statement["channel"]) and (cover := self.cover(self._channel_span(statement))):
                channels.append((*cover, channel["kind"]))
        size = len(self.aligned.words)
        return {"cue": bio(size, cues), "channel": bio(size, channels)}

    def _channel_span(self, statement: Json) -> Json | None:
        """Where a statement's channel is named: as marked, else where its name stands next to the cue."""
        channel, cue = statement["channel"], statement["cue"]
        if channel.get("span") or not (channel.get("name") and cue):
            return channel.get("span")  # type: ignore[no-any-return]
        text, name = self.aligned.text, channel["name"].lower()
        places = [at for at in range(len(text)) if text[at : at + len(name)].lower() == name and abs(at - cue["start"]) < 300]
        at = min(places, key=lambda a: abs(a - cue["start"]), default=None)
        return None if at is None else {"start": at, "end": at + len(name)}

    def _other_tags(self) -> dict[str, list[str | None]]:
        size = len(self.aligned.words)
        titles = []
        for relation in self.record["relations"]:
            title, evidence = (relation.get("title") or "").lower(), relation["evidence"]
            at = evidence["text"].lower().find(title) if title else -1
            if at >= 0 and (cover := self.aligned.cover(evidence["start"] + at, evidence["start"] + at + len(title))):
                titles.append((*cover, "title"))
        issues = [(*cover, p["stance"]) for p in self.record["positions"] if (cover := self.cover(p["issue"]))]
        return {"title": bio(size, titles), "issue": bio(size, issues), "topic": self._topics()}

    def _topics(self) -> list[str | None]:
        """The canonical issue at the words of each position's issue: as read by hand (``topic``), else as its words name it."""
        labels: list[str | None] = [None] * len(self.aligned.words)
        for position in self.record["positions"]:
            named = canonical(position["issue"]["text"])
            topic = (position["topic"] or NO_TOPIC) if "topic" in position else named
            if topic and (cover := self.cover(position["issue"])):
                labels[cover[0] : cover[1] + 1] = [topic] * (cover[1] + 1 - cover[0])
        return labels

    # -- links

    def _ask(self, word: int, roles: frozenset[str]) -> None:
        self.asked[word] = self.asked.get(word, frozenset()) | roles

    def _link(self, word: int, role: str, cover: tuple[int, int]) -> None:
        self.links.append(Link(word, role, tuple(range(cover[0], cover[1] + 1))))

    def _event_links(self) -> None:
        for event in self.record["events"]:
            triggers = self.triggers(event)
            for first, _ in triggers:
                self._ask(first, EVENT_ROLES)
                others = tuple(t for t, _ in triggers if t != first)
                if others:
                    self.links.append(Link(first, "same", others))
            for role, slot in (("actor", "actors"), ("recipient", "recipients")):
                for participant in event[slot]:
                    self._participant(triggers, role, participant)
            for role in ("time", "place", "duration"):
                if triggers and event[role] and (cover := self.cover(event[role].get("span"))):
                    self._link(self._nearest(triggers, cover[0]), role, cover)

    def _participant(self, triggers: list[tuple[int, int]], role: str, participant: Json) -> None:
        """The words given are the nearest trigger's; at the others the actor's own mention in the sentence is, the rest is unsure."""
        cover = self.cover(participant.get("span"))
        chosen = self._nearest(triggers, cover[0]) if cover and triggers else None
        for first, _ in triggers:
            mentions = [(m.first, m.last) for m in self.mentions if m.cluster == participant["actor"]]
            near = [m for m in mentions if self._sentence(m[0]) == self._sentence(first)]
            if first == chosen and cover:
                self._link(first, role, cover)
            elif near:
                self._link(first, role, min(near, key=lambda m: abs(m[0] - first)))
            for mention in mentions:
                self._link(first, UNSURE + role, mention)

    def _sentence(self, word: int) -> int:
        return next(n for n, (a, b) in enumerate(self.aligned.sentences) if a <= word < b)

    def _nearest(self, triggers: list[tuple[int, int]], word: int) -> int:
        sentence = self._sentence(word)
        return min((first for first, _ in triggers), key=lambda t: (abs(self._sentence(t) - sentence), abs(t - word)))

    def _statement_links(self) -> None:
        for statement in self.record["statements"]:
            cue = self.cover(statement["cue"])
            if cue is None:
                continue
            self._ask(cue[0], STATEMENT_ROLES)
            if speaker := self.cover(statement["speaker_span"]):
                self._link(cue[0], "speaker", speaker)
            for piece in statement["content"]:
                if cover := self.cover(piece):
                    self._link(cue[0], "content", cover)

    def _relation_links(self) -> None:
        for mention in self.mentions:
            self._ask(mention.last, frozenset(PREDICATES))
        for relation in self.record["relations"]:
            evidence = relation["evidence"]
            span = self.aligned.cover(evidence["start"], evidence["end"])
            pair = self._closest(relation["subject"], relation["object"], span)
            if pair:
                self._link(pair[0].last, relation["predicate"], (pair[1].first, pair[1].last))
            self._unsure_relation(relation)

    def _unsure_relation(self, relation: Json) -> None:
        objects = [m for m in self.mentions if m.cluster == relation["object"]]
        for subject in (m for m in self.mentions if m.cluster == relation["subject"]):
            for other in objects:
                self._link(subject.last, UNSURE + relation["predicate"], (other.first, other.last))

    def _closest(self, subject: str, other: str, evidence: tuple[int, int] | None) -> tuple[Mention, Mention] | None:
        """The mentions of two actors from which a relation is read: in its evidence if they can be, and side by side."""
        def outside(mention: Mention) -> int:
            return 0 if evidence is None else max(0, evidence[0] - mention.first) + max(0, mention.last - evidence[1])

        pairs = [(a, b) for a in self.mentions if a.cluster == subject for b in self.mentions if b.cluster == other]
        return min(pairs, key=lambda p: (outside(p[0]) + outside(p[1]), abs(p[0].last - p[1].last)), default=None)

    def _position_links(self) -> None:
        for position in self.record["positions"]:
            issue = self.cover(position["issue"])
            if issue is None:
                continue
            self._ask(issue[0], frozenset(("holder",)))
            holders = [m for m in self.mentions if m.cluster == position["holder"]]
            if holders:
                near = min(holders, key=lambda m: (abs(self._sentence(m.first) - self._sentence(issue[0])), abs(m.first - issue[0])))
                self._link(issue[0], "holder", (near.first, near.last))
            for mention in holders:
                self._link(issue[0], UNSURE + "holder", (mention.first, mention.last))
