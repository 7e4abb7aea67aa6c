"""Which person a name means, given what the report says beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from chancery.knowledge.entries import Entry, Match, Office, covers, first_day, last_day
from chancery.knowledge.names import sound
from chancery.knowledge.offices import People, same_office, tenure_in_words

# Offices whose holders a report may call by family name alone; the first one counts where somebody holds several.
_HEADS = (
    "pope", "king", "queen", "emperor", "emir", "sultan", "monarch", "supreme leader", "president", "crown prince",
    "chancellor", "prime minister", "leader", "secretary-general",
)  # fmt: skip
# Offices whose holders it may call so once the country is clear.
_MINISTERS = frozenset(
    ("vice president", "deputy prime minister", "foreign minister", "defence minister", "interior minister",
     "finance minister", "speaker", "national security adviser", "army chief", "spokesperson", "intelligence chief",
     "justice minister", "opposition leader", "ambassador to the UN", "party leader", "high representative",
     "commander", "chief of staff", "first lady", "envoy", "central bank governor", "attorney general")
)  # fmt: skip
# A head is still news, under the bare family name, so long before and after the office.
_BEFORE_OFFICE = timedelta(days=366)
_AFTER_OFFICE = timedelta(days=3653)
# Letters that the sound of a family name needs where only a date stands beside it: "Kadhafi", not "Yee".
_TELLING = 5


@dataclass(frozen=True, slots=True)
class Question:
    """A name and what is known beside it."""

    name: str
    key: str
    country: str | None = None
    role: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a person answers: ``level`` 3 all that was asked, 2 the office at another time, 1 the country, 0 no."""

    entry: Entry
    level: int
    rank: int
    office: Office | None


def person_among(people: People, question: Question) -> Match | None:
    """The one person that the question fits, or none."""
    full = people.people("named", question.key)
    if full:
        fits = _fits(people, full, question)
        return _answer(_best(fit for fit in fits if fit.level > 0), question, "the full name")
    if " " in question.key and (match := _by_sound(people, question)):
        return match
    return _by_family(people, question)


def rivals_among(people: People, question: Question) -> tuple[Entry, ...]:
    """Those whom the question fits equally well, where that keeps it from an answer; a likeness in sound alone is no rival."""
    full = people.people("named", question.key)
    fits = [fit for fit in _fits(people, full, question) if fit.level > 0]
    family = () if full else people.people("family", question.key)
    equals = _equals(fits) if full else _equals(_of_that_family(people, family, question))
    return tuple(fit.entry for fit in equals) if len(equals) > 1 else ()


def _by_sound(people: People, question: Question) -> Match | None:
    if not _has_context(question):
        return None
    fits = _fits(people, people.people("sounding", sound(question.name)), question)
    return _answer(_best(fit for fit in fits if fit.level == 3), question, "a spelling of the name")


def _by_family(people: People, question: Question) -> Match | None:
    found = people.people("family", question.key)
    if found:
        return _answer(_best(_of_that_family(people, found, question)), question, "the family name")
    key = sound(question.name)
    if not _has_context(question) or (len(key) < _TELLING and question.country is None and question.role is None):
        return None
    alike = people.people("sounding", key)
    return _answer(_best(_of_that_family(people, alike, question)), question, "a spelling of the family name")


def _has_context(question: Question) -> bool:
    return not (question.country is None and question.role is None and question.on is None)


def _of_that_family(people: People, found: tuple[Entry, ...], question: Question) -> list[Fit]:
    fits = [fit for fit in _fits(people, found, question) if fit.rank <= _rank_wanted(question)]
    if question.country is None and question.role is None:
        # Nothing but a date beside it: "Obama" is the one all readers know, not the prime minister of a small state.
        fits = [fit for fit in fits if _well_known(fit.entry)] or [fit for fit in fits if fit.rank == 1]
    held = [fit for fit in fits if fit.level == 3]
    return held or [fit for fit in fits if fit.level == 2 and _still_news(fit, question)]


def _well_known(entry: Entry) -> bool:
    """Whether somebody wrote the person's row by hand, which was done for those most reported."""
    return entry.source is None or ".csv" in entry.source or "us_executive" in entry.source


def _rank_wanted(question: Question) -> int:
    """The least prominent office (1 a head, 2 a minister, 3 any) at which a family name alone is enough."""
    if question.role is not None:
        return 3
    return 2 if question.country is not None or question.on is not None else 0


def _still_news(fit: Fit, question: Question) -> bool:
    office, on = fit.office, question.on
    if office is None or on is None:
        return on is None and question.role is not None and question.country is not None
    if question.role is not None and question.country is None:
        return False
    soon, late = (on + _BEFORE_OFFICE).isoformat(), (on - _AFTER_OFFICE).isoformat()
    return first_day(office.start or "0000") <= soon and last_day(office.end or "9999") >= late


def _fits(people: People, entries: Iterable[Entry], question: Question) -> list[Fit]:
    return [_fit(entry, people.tenures(entry.id), question) for entry in entries]


def _fit(entry: Entry, tenures: tuple[Office, ...], question: Question) -> Fit:
    if not _of_country(entry, tenures, question.country):
        return Fit(entry, 0, 3, None)
    in_question = [office for office in tenures if _answers(office, question)]
    held = [office for office in in_question if question.on is None or covers(office, question.on)]
    chosen = min(held or in_question, key=lambda office: _relevance(office, question, bool(held)), default=None)
    if chosen is None:
        return Fit(entry, 1, 3, None)
    return Fit(entry, 3 if held else 2, _rank(chosen.role), chosen)


def _relevance(office: Office, question: Question, held: bool) -> tuple[int, int, int]:
    """Low for the office a report would mention: the highest one held on the day, else the nearest of the highest."""
    gap, precedence = _gap(office, question.on), _precedence(office.role)
    return (_rank(office.role), precedence, gap) if held else (_rank(office.role), gap, precedence)


def _of_country(entry: Entry, tenures: tuple[Office, ...], country: str | None) -> bool:
    known = {entry.country, *(office.country for office in tenures)} - {None}
    return country is None or not known or country in known


def _answers(office: Office, question: Question) -> bool:
    if question.country is not None and office.country != question.country:
        return False
    return question.role is None or office.role in same_office(question.role, office.country or "")


def is_head(role: str) -> bool:
    """Whether the holder leads a state, a church or a world body."""
    return role in _HEADS


def is_minister(role: str) -> bool:
    """Whether the holder is named in reports about the country without being introduced."""
    return role in _MINISTERS


def _rank(role: str) -> int:
    return 1 if is_head(role) else (2 if is_minister(role) else 3)


def _precedence(role: str) -> int:
    return _HEADS.index(role) if role in _HEADS else len(_HEADS)


def _gap(office: Office, on: date | None) -> int:
    """How far a tenure is from a day, to choose the nearest one; without a day the latest."""
    if office.start is None:
        return 0
    if on is None:
        return -date.fromisoformat(first_day(office.start)).toordinal()
    return abs((date.fromisoformat(first_day(office.start)) - on).days)


def _best(fits: Iterable[Fit]) -> Fit | None:
    """The fit that beats all others; two equal ones are no answer."""
    equals = _equals(fits)
    return equals[0] if len(equals) == 1 else None


def _equals(fits: Iterable[Fit]) -> list[Fit]:
    """The best fits, which are as good as each other."""
    ranked = sorted(fits, key=lambda fit: (-fit.level, fit.rank))
    return [fit for fit in ranked if (fit.level, fit.rank) == (ranked[0].level, ranked[0].rank)]


def _answer(fit: Fit | None, question: Question, how: str) -> Match | None:
    if fit is None:
        return None
    words = f"matched because of {how} “{question.name}”"
    if fit.office is None:
        return Match(fit.entry, None, None, words)
    in_office = fit.level == 3 and question.on is not None
    title = fit.office.role if in_office else None
    return Match(fit.entry, title, fit.office, f"{words}: {tenure_in_words(fit.office, question.on)}")
