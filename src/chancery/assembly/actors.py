"""Mentions to actors: one for each real-world actor, with all that speaks of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from chancery.assembly.parts import mention_scores, words_between
from chancery.assembly.profile import Profile, profiles
from chancery.assembly.quotes import in_quotes
from chancery.knowledge.entries import Entry
from chancery.knowledge.names import fold, slug
from chancery.knowledge.register import Register
from chancery.record.facts import Actor
from chancery.record.marks import Analysis, Mark

ANTECEDENT = 0.0
"""Score that an antecedent must pass."""
FIRST_PERSON = frozenset("i me my mine myself".split())


@dataclass(frozen=True)
class Join:
    """Why a mention is of the same actor as mention number ``other``: by name, beside it, as its speaker, by likelihood."""

    how: Literal["name", "beside", "speaker", "likelihood"]
    other: int


@dataclass(frozen=True)
class Cast:
    """The actors of a document and whose each mention is (an actor id a mention, in the analysis's order).

    ``joins``: why a mention, by its number, is of the same actor as another one.
    """

    actors: tuple[Actor, ...]
    of_mention: tuple[str, ...]
    profiles: tuple[Profile, ...]
    joins: dict[int, Join]

    def get(self, actor_id: str) -> Actor:
        return next(actor for actor in self.actors if actor.id == actor_id)


class Groups:
    """Mentions in groups that only grow together when nothing speaks against it."""

    def __init__(self, items: list[Profile]) -> None:
        self.items = items
        self.group = list(range(len(items)))
        self.known: dict[int, Entry] = {n: item.known for n, item in enumerate(items) if item.known}
        self.names: dict[int, set[str]] = {n: {item.name} for n, item in enumerate(items) if item.form == "name"}
        self.joins: dict[int, Join] = {}
        for number, item in enumerate(items):
            if item.known and item.known.kind == "person" and item.form == "description":
                self.names[number] = {item.known.name, *item.known.aliases}

    def members(self, number: int) -> list[int]:
        return [n for n, group in enumerate(self.group) if group == self.group[number]]

    def country(self, number: int) -> str | None:
        """The country of a mention's group, as the register or its other mentions give it."""
        known = self.known.get(self.group[number])
        return known.country if known else next((c for n in self.members(number) if (c := self.items[n].country)), None)

    def may_join(self, a: int, b: int) -> bool:
        """Not two known actors, not two persons of different names, not a mention within the other."""
        ga, gb = self.group[a], self.group[b]
        first, second = self.known.get(ga), self.known.get(gb)
        if ga == gb or (first and second and first.id != second.id):
            return False
        if self.items[a].mark.holds(self.items[b].mark) or self.items[b].mark.holds(self.items[a].mark):
            return False
        return not (self.names.get(ga) and self.names.get(gb)) or self._alike(ga, gb)

    def _alike(self, ga: int, gb: int) -> bool:
        return any(names_agree(x, y) for x in self.names[ga] for y in self.names[gb])

    def join(self, a: int, b: int, why: Join | None = None) -> None:
        """Two groups become one; ``why`` says it of the first mention."""
        if why:
            self.joins.setdefault(a, why)
        keep, drop = sorted((self.group[a], self.group[b]))
        if keep == drop:
            return
        self.group = [keep if g == drop else g for g in self.group]
        if drop in self.known:
            self.known.setdefault(keep, self.known[drop])
        self.names.setdefault(keep, set()).update(self.names.pop(drop, set()))


@lru_cache(maxsize=1 << 14)
def names_agree(a: str, b: str) -> bool:
    """Whether two names can be one actor's: the same, one the end of the other, or one the initials of the other."""
    x, y = _folded(a), _folded(b)
    short, long = sorted((x, y), key=len)
    if not short:
        return False
    within = set(short) <= set(long)
    opening = (len(short) > 1 and short == long[: len(short)]) or (len(short) == 1 and short[0] in long[1:])
    return x == y or (within and (short[-1] == long[-1] or opening)) or _initials(short, a, b, long)


@lru_cache(maxsize=1 << 12)
def _folded(name: str) -> list[str]:
    return fold(name).split()


def _initials(short: list[str], a: str, b: str, long: list[str]) -> bool:
    letters = "".join(word[0] for word in long if word not in ("of", "the", "and", "for"))
    return len(short) == 1 and len(long) > 1 and short[0] == letters and (a if len(a) < len(b) else b).isupper()


def cast(analysis: Analysis, register: Register, on: date | None) -> Cast:
    """The actors of a document, joined by what is known, by name, and by coreference."""
    items = profiles(analysis, register, on)
    groups = Groups(items)
    _join_known(groups)
    _join_names(groups)
    _join_appositions(groups, analysis)
    quoted = in_quotes(analysis)
    _join_speakers(groups, analysis, quoted)
    _join_scored(groups, analysis, quoted)
    actors: dict[int, Actor] = {}
    for group in dict.fromkeys(groups.group):
        actors[group] = _actor(analysis, groups, group)
    return _unique(actors, groups, items)


def _join_known(groups: Groups) -> None:
    seen: dict[str, int] = {}
    for number, item in enumerate(groups.items):
        if item.known:
            if item.known.id in seen:
                groups.join(seen[item.known.id], number)
            seen.setdefault(item.known.id, number)


def _join_names(groups: Groups) -> None:
    """Names join the latest earlier group of a like kind whose name agrees; the fullest names first."""
    named = [n for n, item in enumerate(groups.items) if item.form == "name"]
    for number in named:
        item = groups.items[number]
        for other in reversed([n for n in named if groups.group[n] != groups.group[number]]):
            mate = groups.items[other]
            if _like_kinds(item, mate) and names_agree(item.name, mate.name) and groups.may_join(number, other):
                groups.join(number, other, Join("name", other))
                break


def _join_appositions(groups: Groups, analysis: Analysis) -> None:
    """A title and the name beside it are one: "U.S. President-elect" + "Donald Trump", "the prime minister, Ilya Voss"."""
    persons = [n for n, item in enumerate(groups.items) if item.mark.label == "person" and item.form != "pronoun"]
    for number in persons:
        for other in persons:
            pair = groups.items[number], groups.items[other]
            if {item.form for item in pair} == {"name", "description"} and _adjoin(analysis, pair[0].mark, pair[1].mark):
                described, named = (number, other) if pair[0].form == "description" else (other, number)
                if groups.items[described].title and groups.may_join(number, other):
                    groups.join(described, named, Join("beside", named))


def _adjoin(analysis: Analysis, first: Mark, second: Mark) -> bool:
    """Whether the second follows the first at once, or behind a comma."""
    return words_between(analysis, first, second) in ([], [","])


def _like_kinds(item: Profile, mate: Profile) -> bool:
    """Persons with persons, bodies with bodies; but a family name whose kind was missed goes to the person who bears it."""
    a, b = item.mark.label == "person", mate.mark.label == "person"
    if a == b:
        return not (_is_state_beside(item, mate) or _is_state_beside(mate, item))
    person, other = (item, mate) if a else (mate, item)
    return other.known is None and " " not in other.name and person.name.split()[-1] == other.name


def _is_state_beside(item: Profile, mate: Profile) -> bool:
    """Whether one is a state and the other a body that only has its name in its own ("Constitutional Court of South Korea")."""
    state = item.known is not None and item.known.kind == "state"
    return state and mate.known is None and mate.mark.label != "state" and fold(item.name) != fold(mate.name)


def _join_speakers(groups: Groups, analysis: Analysis, quoted: NDArray[np.bool_]) -> None:
    """ "I" in a quotation is whoever says it."""
    for number, item in enumerate(groups.items):
        if item.words.casefold() in FIRST_PERSON and quoted[item.mark.first]:
            speaker = _speaker_at(analysis, item.mark.first)
            if speaker is not None and groups.may_join(speaker, number):
                groups.join(number, speaker, Join("speaker", speaker))


def _speaker_at(analysis: Analysis, word: int) -> int | None:
    """The likeliest speaker of the likeliest statement around a word."""
    around = [(analysis.chance(cue.first, "content", word), cue.first) for cue in analysis.cues]
    best = max(around, default=(0.0, 0))
    ranked = mention_scores(analysis, best[1], "speaker", 0.3) if best[0] >= 0.5 else []
    return ranked[0][1] if ranked else None


def _join_scored(groups: Groups, analysis: Analysis, quoted: NDArray[np.bool_]) -> None:
    """Pronouns and descriptions join their best antecedent, where one is likelier than none."""
    scores = analysis.same_actor
    for number, item in enumerate(groups.items):
        if item.form == "name" and groups.known.get(groups.group[number]):
            continue
        for other in sorted(range(number), key=lambda n: -scores[number, n]):
            if scores[number, other] <= ANTECEDENT:
                break
            if _spoken_of(item, groups.items[other], analysis, quoted):
                continue
            if _fits(item, groups.items[other], groups, other) and groups.may_join(number, other):
                groups.join(number, other, Join("likelihood", other))
                break


def _spoken_of(item: Profile, other: Profile, analysis: Analysis, quoted: NDArray[np.bool_]) -> bool:
    """Whether a pronoun outside a quotation meets somebody of whom that quotation speaks: he is not its speaker."""
    if item.form != "pronoun" or quoted[item.mark.first] or not quoted[other.mark.first]:
        return False
    return analysis.sentence_of(item.mark.first) == analysis.sentence_of(other.mark.first)


def _fits(item: Profile, other: Profile, groups: Groups, number: int) -> bool:
    """Whether kinds allow it: he and she are persons, it is none."""
    person = _is_person(groups, number)
    if person and item.country and item.country != (groups.country(number) or item.country):
        return False
    if item.form == "pronoun":
        word = item.words.casefold()
        if word in ("he", "him", "his", "she", "her", "himself", "herself"):
            return person
        return word not in ("it", "its", "itself") or not person
    return (item.mark.label == "person") == person


def _is_person(groups: Groups, number: int) -> bool:
    labels = [groups.items[n].mark.label for n in groups.members(number) if groups.items[n].form != "pronoun"]
    return Counter(labels or [groups.items[number].mark.label]).most_common(1)[0][0] == "person"


def _actor(analysis: Analysis, groups: Groups, group: int) -> Actor:
    members = [n for n, g in enumerate(groups.group) if g == group]
    items = [groups.items[n] for n in members]
    known = groups.known.get(group)
    kind = known.kind if known else _kind(items)
    name = known.name if known else _name(items)
    country = known.country if known and known.country else next((i.country for i in items if i.country), None)
    title = next((i.title for i in items if i.title and i.form == "name"), None)
    mentions = tuple(analysis.span(i.mark.first, i.mark.last) for i in items)
    aliases = tuple(dict.fromkeys(i.name for i in items if i.form != "pronoun" and i.name != name))
    return Actor(known.id if known else f"{kind}:{slug(name)}", name, kind, country, known.sectors if known else (), title,
                 known.wikidata if known else None, mentions, aliases)


def _kind(items: list[Profile]) -> str:
    weight: Counter[str] = Counter()
    for item in items:
        weight[item.mark.label] += {"name": 3, "description": 2, "pronoun": 1}[item.form]
    return weight.most_common(1)[0][0]


def _name(items: list[Profile]) -> str:
    """The fullest name, else the fullest description, else the first words."""
    for form in ("name", "description", "pronoun"):
        found = [item.name for item in items if item.form == form]
        if found:
            return max(found, key=lambda name: (len(name.split()), len(name))) if form == "name" else max(found, key=len)
    return items[0].words


def _unique(actors: dict[int, Actor], groups: Groups, items: list[Profile]) -> Cast:
    """Two unknown actors of one name keep apart by a number."""
    taken: Counter[str] = Counter()
    ids: dict[int, str] = {}
    for group, actor in actors.items():
        taken[actor.id] += 1
        ids[group] = actor.id if taken[actor.id] == 1 else f"{actor.id}-{taken[actor.id]}"
    made = tuple(Actor(ids[g], a.name, a.kind, a.country, a.sectors, a.title, a.wikidata, a.mentions, a.aliases) for g, a in actors.items())
    return Cast(made, tuple(ids[g] for g in groups.group), tuple(items), groups.joins)


def mention_of(analysis: Analysis, cast_: Cast, mark: Mark) -> str | None:
    """The actor of the mention at exactly these words."""
    for number, mention in enumerate(analysis.mentions):
        if (mention.first, mention.last) == (mark.first, mark.last):
            return cast_.of_mention[number]
    return None
