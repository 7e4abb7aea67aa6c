"""Answers as rows and columns, for CSV and for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from chancery.record.facts import Rejection
from chancery.views.actors import ActorPage, ActorRow, Name, Office
from chancery.views.brief import Brief
from chancery.views.claims import Claim
from chancery.views.contacts import Matrix, Pair, Partner
from chancery.views.disputes import Contradiction, Dispute
from chancery.views.documents import DocumentRow, SourceRow
from chancery.views.events import EventRow, Voice, taking
from chancery.views.happenings import Difference, HappeningPage, HappeningRow
from chancery.views.inside import Inside
from chancery.views.ledger import JudgementRow
from chancery.views.mentioned import MentionedRow
from chancery.views.naming import Named
from chancery.views.places import PlaceRow
from chancery.views.positions import Board, Change, Stand
from chancery.views.quoting import Quotation, Stretch, of
from chancery.views.relations import RelationRow
from chancery.views.reviewing import Suggestion, told
from chancery.views.says import SaidRow
from chancery.views.search import Count, Facets, Hit, SearchPage
from chancery.views.timeline import DayCount, Density

Quotes = Mapping[Stretch, Quotation]
Getter = Callable[[Any, Quotes], Any]
Columns = dict[str, Getter]
List = tuple[str, type, Sequence[Any]]


@dataclass(frozen=True)
class Sheet:
    """Rows under columns. ``title`` is said where an answer has several."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


ROWS: dict[str, type] = {
    "search": Hit, "timeline": EventRow, "contacts": EventRow, "says": SaidRow, "disputed": Dispute, "actors": ActorRow,
    "documents": DocumentRow, "sources": SourceRow, "happenings": HappeningRow, "stands": Stand, "places": PlaceRow, "density": DayCount,
    "claims": Claim, "review": Suggestion, "judgements": JudgementRow, "rejections": Rejection,
}  # fmt: skip
"""What the rows of each view are."""


def sheets(view: str, answer: object, quotes: Quotes) -> Iterator[Sheet]:
    """The lists of a view's answer; where it is a page of rows, one."""
    for title, kind, rows in _lists(view, answer):
        columns = COLUMNS[kind]
        yield Sheet(title, tuple(columns), tuple(tuple(value(row, quotes) for value in columns.values()) for row in rows))


def _lists(view: str, answer: Any) -> list[List]:
    if isinstance(answer, ActorPage):
        return _of_actor(answer)
    if isinstance(answer, HappeningPage):
        return _of_happening(answer)
    if isinstance(answer, Inside):
        return _of_report(answer)
    if isinstance(answer, Brief):
        return [("events", EventRow, answer.events), ("disputes", Dispute, answer.disputes), ("changes", Change, answer.changes)]
    if isinstance(answer, Density):
        return [("days", DayCount, answer.days)]
    if isinstance(answer, Matrix):
        return [("contacts", Pair, answer.pairs)]
    if isinstance(answer, Board):
        return [("positions", Standing, [Standing(stand, cell.changes) for cell in answer.cells for stand in cell.stands])]
    if isinstance(answer, SearchPage):
        return [("reports", Hit, answer.rows), *([("facets", Facet, _facets(answer.facets))] if answer.facets else [])]
    return [(view, ROWS[view], answer.rows if hasattr(answer, "rows") else answer)]


def _of_actor(answer: ActorPage) -> list[List]:
    return [
        ("actor", ActorRow, [answer.actor]), ("names", Name, answer.names), ("offices", Office, answer.offices),
        ("statements", SaidRow, answer.statements), ("contacts", Partner, answer.contacts),
        ("contradicts", Contradiction, answer.contradictions),
    ]  # fmt: skip


def _of_happening(answer: HappeningPage) -> list[List]:
    return [
        ("happening", HappeningRow, [answer.happening]), ("voices", Voice, [*answer.asserted, *answer.denied, *answer.hedged]),
        ("differences", Difference, answer.differences), ("reports", EventRow, answer.events),
    ]  # fmt: skip


def _of_report(answer: Inside) -> list[List]:
    return [
        ("events", EventRow, answer.events), ("statements", SaidRow, answer.statements), ("relations", RelationRow, answer.relations),
        ("positions", Stand, answer.positions), ("actors", MentionedRow, answer.actors),
    ]  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """A position with the changes of its cell."""

    stand: Stand
    changes: tuple[Change, ...]

    @property
    def before(self) -> str | None:
        """The stance that it changed."""
        return next((change.before.stance for change in self.changes if change.after == self.stand), None)


@dataclass(frozen=True)
class Facet:
    """One value of a facet."""

    of: str
    count: Count


def _facets(facets: Facets) -> list[Facet]:
    names = ("publishers", "codes", "countries", "actors", "months")
    return [Facet(name, count) for name in names for count in getattr(facets, name)]


# -- values in words -------------------------------------------------------------------------------------------------------


def voice_name(voice: Voice) -> str:
    """A chain of voices: who says that who says."""
    return " > ".join(actor.name for actor in voice.chain) or "the report"


def heard(voices: Iterable[Voice]) -> str:
    """Who is heard, each once."""
    return "; ".join(dict.fromkeys(map(voice_name, voices)))


def quoted(evidence: Iterable[Stretch], quotes: Quotes) -> str:
    """The words of some evidence on one line."""
    return " … ".join(" ".join(quotation.text.split()) for quotation in of(evidence, quotes))


def _words(voices: Iterable[Voice], quotes: Quotes) -> str:
    return " | ".join(dict.fromkeys(f"{voice_name(voice)} ({voice.document}): {quoted(voice.evidence, quotes)}" for voice in voices))


def _names(actors: Iterable[Named | None]) -> str:
    return "; ".join(actor.name if actor else "" for actor in actors)


def _ids(actors: Iterable[Named]) -> str:
    return " ".join(actor.id for actor in actors)


# -- columns ---------------------------------------------------------------------------------------------------------------


def _field(name: str) -> Getter:
    return lambda row, _: getattr(row, name)


def _same(names: str) -> Columns:
    """Fields that are columns of the same name."""
    return {name: _field(name) for name in names.split()}


def _under(columns: Columns, inner: Callable[[Any], Any]) -> Columns:
    """Columns of something that a row holds."""

    def at(value: Getter) -> Getter:
        return lambda row, quotes: value(inner(row), quotes)

    return {name: at(value) for name, value in columns.items()}


def _place(name: str) -> Getter:
    return lambda row, _: row.place and getattr(row.place, name)


_REPORT: Columns = _under(
    {"document": _field("id"), **_same("title publisher published url"), "copies": lambda report, _: report.reports - 1},
    lambda row: row.report,
)  # fmt: skip
_QUOTATION: Columns = {
    "start": lambda row, _: row.evidence[0].start if row.evidence else None,
    "end": lambda row, _: row.evidence[0].end if row.evidence else None,
    "quotation": lambda row, quotes: quoted(row.evidence, quotes),
}
_EVENT: Columns = {
    **_same("day time code"),
    "modes": lambda row, _: " ".join(row.modes),
    "status": _field("status"),
    "actors": lambda row, _: _names(row.actors),
    "recipients": lambda row, _: _names(row.recipients),
    "place": _place("name"),
    **{name: _place(name) for name in ("country", "latitude", "longitude")},
    "asserted_by": lambda row, _: heard(taking("asserts", row.voices)),
    "denied_by": lambda row, _: heard(taking("denies", row.voices)),
    "hedged_by": lambda row, _: heard(taking("hedges", row.voices)),
    **_same("independent happening"),
    "event": _field("id"),
    "ref": lambda row, _: row.happening or row.id,
    "judged": _field("judged"),
    "actor_ids": lambda row, _: _ids(row.actors),
    "recipient_ids": lambda row, _: _ids(row.recipients),
    **_REPORT,
    **_QUOTATION,
}
_DISPUTE: Columns = {
    **_under(_EVENT, lambda row: row.event),
    "asserted_by": lambda row, _: heard(row.asserted),
    "denied_by": lambda row, _: heard(row.denied),
    "hedged_by": lambda row, _: heard(row.hedged),
    "asserted": lambda row, quotes: _words(row.asserted, quotes),
    "denied": lambda row, quotes: _words(row.denied, quotes),
}
_SAID: Columns = {
    "published": _REPORT["published"],
    "speaker": lambda row, _: row.speaker and row.speaker.name,
    "act": lambda row, _: f"not {row.act}" if row.negated else row.act,
    "addressee": lambda row, _: row.addressee and row.addressee.name,
    "content": _field("content"),
    "about": lambda row, _: _names(row.about),
    "form": _field("form"),
    "channel": lambda row, _: row.channel_name or row.channel,
    "statement": _field("id"),
    **_same("within judged"),
    "speaker_id": lambda row, _: row.speaker and row.speaker.id,
    "about_ids": lambda row, _: _ids(row.about),
    **_REPORT,
    **_QUOTATION,
}
_STAND: Columns = {
    "day": _field("day"),
    "holder": lambda row, _: row.holder.name,
    **_same("issue stance words"),
    "position": _field("id"),
    "judged": _field("judged"),
    "holder_id": lambda row, _: row.holder.id,
    **_REPORT,
    **_QUOTATION,
}
_FIRST = ("day", "holder", "issue", "stance")
COLUMNS: dict[type, Columns] = {
    EventRow: _EVENT,
    Dispute: _DISPUTE,
    SaidRow: _SAID,
    Stand: _STAND,
    Standing: {
        **dict.fromkeys(_FIRST, _field("")),
        "changed_from": _field("before"),
        **_under(_STAND, lambda row: row.stand),
    },
    Change: {
        **dict.fromkeys(_FIRST, _field("")),
        "changed_from": lambda row, _: row.before.stance,
        "day_before": lambda row, _: row.before.day,
        "quotation_before": lambda row, quotes: quoted(row.before.evidence, quotes),
        **_under(_STAND, lambda row: row.after),
    },
    Contradiction: {
        "other": lambda row, _: row.other.name if row.other else "the report",
        "other_id": lambda row, _: row.other and row.other.id,
        "times": _field("times"),
        **_under({name: _EVENT[name] for name in ("day", "code", "actors", "recipients")}, lambda row: row.event),
        "stance": lambda row, _: row.own.stance,
        "own": lambda row, quotes: _words([row.own], quotes),
        "others": lambda row, quotes: _words([row.others], quotes),
        **_under({name: _EVENT[name] for name in ("document", "event")}, lambda row: row.event),
    },
    Voice: {
        "stance": _field("stance"),
        "holder": lambda row, _: row.holder.name if row.holder else "the report",
        "chain": lambda row, _: voice_name(row),
        "chain_ids": lambda row, _: _ids(row.chain),
        **_same("document statement"),
        **_QUOTATION,
    },
    Pair: {
        "one": lambda row, _: row.one.name,
        "other": lambda row, _: row.other.name,
        "contacts": _field("contacts"),
        "ways": lambda row, _: " ".join(row.ways),
        **_same("first last"),
        "one_id": lambda row, _: row.one.id,
        "other_id": lambda row, _: row.other.id,
    },
    Claim: {
        **_same("day code status"),
        "stance": lambda row, _: row.voice.stance,
        "holder": lambda row, _: row.voice.holder.name if row.voice.holder else "the report",
        "chain_ids": lambda row, _: _ids(row.voice.chain),
        **_under({**_same("document statement"), **_QUOTATION}, lambda row: row.voice),
        "event": _field("event"),
    },
    RelationRow: {
        "day": _field("day"),
        "subject": lambda row, _: row.subject.name,
        "predicate": _field("predicate"),
        "object": lambda row, _: row.object.name,
        **_same("title hedged time"),
        "relation": _field("id"),
        "judged": _field("judged"),
        "subject_id": lambda row, _: row.subject.id,
        "object_id": lambda row, _: row.object.id,
        **_REPORT,
        **_QUOTATION,
    },
    MentionedRow: {
        **_same("name title kind country"),
        "sectors": lambda row, _: " ".join(row.sectors),
        **_same("mentions id wikidata judged"),
        **_under({"document": _field("id"), **_same("publisher published")}, lambda row: row.report),
        **_QUOTATION,
    },
    JudgementRow: {
        **_same("made_at who verb kind target document"),
        "detail": lambda row, _: msgspec.json.encode(row.detail).decode(),
        **_same("why withdrawn_at withdrawn_by orphaned id"),
    },
    Rejection: _same("name stage reason"),
    Suggestion: {
        **_same("kind reason because"),
        "fact": lambda row, _: told(row.fact),
        "id": lambda row, _: row.fact.id,
        **_under({**_REPORT, **_QUOTATION}, lambda row: row.fact),
        "against": lambda row, quotes: quoted(row.against, quotes),
    },
    Partner: {"name": lambda row, _: row.actor.name, **_same("contacts last"), "id": lambda row, _: row.actor.id},
    ActorRow: {**_same("name kind country"), "sectors": lambda row, _: " ".join(row.sectors), **_same("reports id wikidata")},
    Name: _same("name title reports"),
    Office: {
        **_same("predicate title"),
        "towards": lambda row, _: row.towards.name,
        **_same("first last reports hedged"),
        "towards_id": lambda row, _: row.towards.id,
        "quotation": _QUOTATION["quotation"],
    },
    DocumentRow: {
        **_same("published title publisher events statements copy_of"),
        "copies": lambda row, _: row.reports - 1,
        "document": _field("id"),
        **_same("url source language length put_at"),
    },
    PlaceRow: _same("name country latitude longitude events first last geonames"),
    DayCount: _same("day events"),
    SourceRow: _same("publisher reports independent first last"),
    Hit: {**{name: _REPORT[name] for name in ("published", "title")}, **_REPORT, **_QUOTATION},
    Facet: {
        "facet": _field("of"),
        "name": lambda row, _: row.count.name,
        "reports": lambda row, _: row.count.reports,
        "id": lambda row, _: row.count.id,
    },
    HappeningRow: {
        **_same("day since until code"),
        "participants": lambda row, _: _names(row.participants),
        "place": _place("name"),
        "country": _place("country"),
        **_same("reports independent asserted denied hedged"),
        "happening": _field("id"),
    },
    Difference: {
        "aspect": _field("aspect"),
        "left": lambda row, _: row.left.value,
        "right": lambda row, _: row.right.value,
        "left_document": lambda row, _: row.left.document,
        "left_quotation": lambda row, quotes: quoted(row.left.evidence, quotes),
        "right_document": lambda row, _: row.right.document,
        "right_quotation": lambda row, quotes: quoted(row.right.evidence, quotes),
    },
}
"""The columns of each kind of row, in their order."""
