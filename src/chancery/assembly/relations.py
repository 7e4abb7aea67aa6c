"""What stands between actors, read from their mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from chancery.assembly.actors import Cast
from chancery.assembly.claims import chain_of
from chancery.assembly.parts import players, words_between
from chancery.assembly.profile import Profile
from chancery.assembly.statements import Talk
from chancery.knowledge.titles import is_past, role_of
from chancery.record.facts import Claim, Event, Relation
from chancery.record.marks import Analysis, Mark

LEAST = {
    "holds-office": 0.4, "member-of": 0.6, "ally-of": 0.7, "adversary-of": 0.9, "controls": 0.55, "depends-on": 0.8, "represents": 0.55,
}  # fmt: skip
"""How sure the network must be of each predicate: it has seen few alliances, and is too sure of those it sees."""
_WAR = re.compile(r"(?i)\b(?:war|invasion|invade[sd]?|invading)\b")
_OF_WHAT = re.compile(r"(?i)\s+(?:of|for|at|in|to|with|from|on|close|,).*$")
# Who speaks for others, and who has a rank or a trade but no office.
_VOICES = frozenset("spokesman spokeswoman spokesperson aide".split())
_NO_OFFICE = frozenset(
    "official officials diplomat officer soldier doctor lawyer candidate blogger activist"
    " colonel major captain lieutenant brigadier sergeant".split()
)

TITLED = 0.5
"""What a title beside a state counts where the network did not see the office."""


def relations(analysis: Analysis, cast: Cast, talk: Talk, done: Sequence[Event]) -> tuple[Relation, ...]:
    """One for each subject, predicate, object and title, with the words that show it best."""
    best: dict[tuple[str, str, str], tuple[float, Relation]] = {}
    for score, relation in seen(analysis, cast, talk):
        key = (relation.subject, relation.predicate, relation.object)
        if relation.subject != relation.object and score > best.get(key, (0.0, relation))[0]:
            best[key] = (score, relation)
    for relation in wars(cast, done):
        best.setdefault((relation.subject, relation.predicate, relation.object), (0.0, relation))
    held = {(r.subject, r.predicate) for _, r in best.values()}
    for relation in known_offices(analysis, cast, talk):
        if (relation.subject, relation.predicate) not in held:
            best.setdefault((relation.subject, relation.predicate, relation.object), (0.0, relation))
    return tuple(sorted((r for _, r in best.values()), key=lambda r: (r.evidence.start, r.predicate, r.object)))


def seen(analysis: Analysis, cast: Cast, talk: Talk) -> Iterator[tuple[float, Relation]]:
    """What the network sees between two mentions, or a title says, with a score; offices held against what is known of their holders."""
    of_country, at_home = _states(cast), _homes(cast)
    for score, number, predicate, other in (*_linked(analysis), *titled(analysis, cast)):
        relation = _relation(analysis, cast, talk, number, predicate, other)
        as_told = _office(relation, cast.profiles[number], of_country, at_home) if predicate == "holds-office" else relation
        if as_told:
            yield score, as_told


def _linked(analysis: Analysis) -> Iterator[tuple[float, int, str, int]]:
    """Score, number of the subject's mention, predicate and number of the object's, where the network is sure enough."""
    for number, mention in enumerate(analysis.mentions):
        for predicate, least in LEAST.items():
            for score, other in players(analysis, mention.last, predicate, least):
                yield score, number, predicate, other


def _office(relation: Relation, holder: Profile, of_country: dict[str, str], at_home: dict[str, str]) -> Relation | None:
    """The office as what it is: a spokesman represents, an official or a colonel holds none, a known president is one of the own state."""
    head = _OF_WHAT.sub("", relation.title or holder.words).lower().split()[-1:]
    if head and head[0] in _NO_OFFICE:
        return None
    if head and head[0] in _VOICES:
        return replace(relation, predicate="represents", title=None)
    home = at_home.get(relation.subject)
    if home is None or relation.object not in of_country or of_country[relation.object] == home:
        return relation
    state = next((actor for actor, country in of_country.items() if country == home), None)
    return replace(relation, object=state) if state else None


def _states(cast: Cast) -> dict[str, str]:
    """The country of each state of the report, by the state's id."""
    return {actor.id: actor.country for actor in cast.actors if actor.kind == "state" and actor.country}


def _homes(cast: Cast) -> dict[str, str]:
    """The country of each person whom the register knows, by the person's id."""
    known = ((actor, item.known) for actor, item in zip(cast.of_mention, cast.profiles, strict=True))
    return {actor: entry.country for actor, entry in known if entry and entry.kind == "person" and entry.country}


def wars(cast: Cast, done: Sequence[Event]) -> Iterator[Relation]:
    """States at war are adversaries: who invades whom, or the two whose war it is."""
    states = {actor.id for actor in cast.actors if actor.kind == "state"}
    for event in done:
        words = next((m for m in event.mentions if _WAR.search(m.text)), None)
        actors = [p.actor for p in event.actors if p.actor in states]
        others = [p.actor for p in event.recipients if p.actor in states] or actors[1:]
        if event.code == "ASSAULT" and event.status == "actual" and words and actors and others and actors[0] != others[0]:
            yield Relation(actors[0], "adversary-of", others[0], None, words, False, None, event.claims)


def known_offices(analysis: Analysis, cast: Cast, talk: Talk) -> Iterator[Relation]:
    """ "President Biden" where the United States have a part too: a title, and the register knows of which state."""
    states = {country: state for state, country in _states(cast).items()}
    for number, profile in enumerate(cast.profiles):
        person = profile.known
        if person and profile.title and profile.form == "name" and person.country in states and _in_office(profile.title):
            mark = analysis.mentions[number]
            words, state = analysis.span(mark.first, mark.last), states[person.country]
            yield Relation(cast.of_mention[number], "holds-office", state, profile.title, words, False, None, _claims(talk, mark.last))


def _in_office(title: str) -> bool:
    return role_of(title) is not None and not is_past(title)


def titled(analysis: Analysis, cast: Cast) -> Iterator[tuple[float, int, str, int]]:
    """Persons with a title, each with the state named in or right before the mention ("Hungary's prime minister", "French President …")."""
    for number, profile in enumerate(cast.profiles):
        if profile.mark.label == "person" and profile.title and role_of(profile.title):
            for other, state in enumerate(cast.profiles):
                if state.mark.label == "state" and state.form == "name" and _beside(analysis, profile.mark, state.mark):
                    yield TITLED, number, "holds-office", other


def _beside(analysis: Analysis, person: Mark, state: Mark) -> bool:
    return person.holds(state) or words_between(analysis, state, person) in ([], ["'s"], ["’s"])


def _relation(analysis: Analysis, cast: Cast, talk: Talk, number: int, predicate: str, other: int) -> Relation:
    subject, object_ = analysis.mentions[number], analysis.mentions[other]
    first, last = min(subject.first, object_.first), max(subject.last, object_.last)
    title = _title(analysis, first, last, subject, cast, number) if predicate == "holds-office" else None
    if title:
        first, last = min(first, title.first), max(last, title.last)
    words = analysis.span(title.first, title.last).text if title else None
    if predicate == "holds-office" and words is None:
        words = cast.profiles[number].title
    return Relation(cast.of_mention[number], predicate, cast.of_mention[other], words, analysis.span(first, last), False, None,
                    _claims(talk, subject.last))


def _title(analysis: Analysis, first: int, last: int, subject: Mark, cast: Cast, number: int) -> Mark | None:
    """The title within the evidence, else the nearest one right beside it."""
    near = [t for t in analysis.titles if first - 3 <= t.first and t.last <= last + 3]
    return min(near, key=lambda t: max(0, first - t.first, t.last - last) * 10 + abs(t.first - subject.first), default=None)


def _claims(talk: Talk, word: int) -> tuple[Claim, ...]:
    around = talk.around(word)
    chain = chain_of(talk, around[0]) if around else None
    return (Claim(chain, "asserts", talk.statements[around[0]].id) if chain else Claim((), "asserts", None),)
