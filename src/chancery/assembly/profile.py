"""What one mention of an actor says by itself: a name, a pronoun or a description, and whom the register knows by it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from chancery.assembly.parts import words_between
from chancery.knowledge.entries import Entry, Match
from chancery.knowledge.names import fold
from chancery.knowledge.register import Register
from chancery.knowledge.titles import is_past, is_title, role_of
from chancery.record.marks import Analysis, Mark

_PRONOUNS = frozenset(
    "he him his himself she her hers herself it its itself they them their theirs themselves we us our ours i me my mine you "
    "your who whose whom which this these those that both one".split()
)
# What initials may look like: the United States, the World Health Organization.
_INITIALS = frozenset(("US", "WHO"))
_ARTICLES = frozenset(("the", "a", "an"))
_EDGE = re.compile(r"^(?:the|a|an)\s+|['’]s?$", re.IGNORECASE)
_LEADS_ON = re.compile(r"(?<=\w\w\w) (?:in|of|on|at|to|for|from|by|with|near|inside|outside|across)$")
_NOT_YET = re.compile(r"(?i)\b(?:elect|future|designate|candidate|incoming|nominee)\b")
_PARTICLES = frozenset("- al bin bint ibn van von de da dos el der den of".split())
_FIRST_PARTICLES = frozenset("al bin ibn van von de da dos el".split())
VAGUE = frozenset(("leader",))
"""Roles that do not say which office: "the Hungarian leader" is whoever the report has been speaking of."""
_HOW = {
    "name": "a name of", "demonym": "a word for", "capital": "the capital of", "seat": "a seat of", "administration": "the one in power in",
}  # fmt: skip
BODIES = frozenset(("igo", "ngo", "company", "media", "armed-group", "party", "government", "other", "state"))


@dataclass(frozen=True)
class Profile:
    """A mention with what can be read from it alone.

    ``form``: name, pronoun or description. ``name``: the name without title and article, for a description the words
    without article. ``title``: the title before or in it. ``known``: whom the register knows by it; ``reason`` says why.
    """

    mark: Mark
    words: str
    form: str
    name: str
    title: str | None
    country: str | None
    known: Entry | None = None
    reason: str | None = None


def profiles(analysis: Analysis, register: Register, on: date | None) -> list[Profile]:
    """One profile a mention, in the order of the analysis."""
    plain = [_plain(analysis, _as_known(analysis, mark, register)) for mark in analysis.mentions]
    placed = [replace(item, country=_country(item, plain, analysis, register, on)) for item in plain]
    called = [_called(item, register, on) for item in placed]
    named = frozenset(item.known.id for item in called if item.known)
    alone = [item if item.known else _in_office(item, register, on, named) for item in called]
    spoken = _most_spoken_of(alone)
    bodies = [item if item.mark.label == "person" or item.known else _known_body(item, register, spoken) for item in alone]
    return [_by_the_report(item, bodies) for item in bodies]


def _as_known(analysis: Analysis, mark: Mark, register: Register) -> Mark:
    """The mark, a state's where its words name one and nobody else: "Hungary" is no person, whatever the network says."""
    words = bare(analysis.span(mark.first, mark.last).text)
    if mark.label not in ("person", "people", "company", "ngo", "media") or not words[:1].isupper():
        return mark
    match = register.state_of(words)
    a_state = match is not None and (len(words) > 3 if match.how == "name" else match.how == "demonym" and _within_a_person(analysis, mark))
    return replace(mark, label="state") if a_state else mark


def _within_a_person(analysis: Analysis, mark: Mark) -> bool:
    """ "Syrian" in "Syrian president Ahmed al-Sharaa" is a state and nobody's name."""
    return mark.label == "person" and any(o.label == "person" and o.first == mark.first and o.last > mark.last for o in analysis.mentions)


def _plain(analysis: Analysis, mark: Mark) -> Profile:
    words = analysis.span(mark.first, mark.last).text
    lowered = words.casefold()
    if lowered in _PRONOUNS and not (words in _INITIALS and mark.label in BODIES):
        return Profile(mark, words, "pronoun", words, None, None)
    title, name = _title_and_name(analysis, mark)
    if name:
        return Profile(mark, words, "name", bare(name), title, None)
    # "A candidate in" is cut short: what follows may be anybody, so it is no title of whom it stands beside.
    title = bare(words) if is_title(bare(words)) and not _LEADS_ON.search(words) else None
    return Profile(mark, words, "description", bare(words), title, None)


def bare(words: str) -> str:
    """Without article, final possessive and a preposition that leads on ("the authorities in"), on one line."""
    return _LEADS_ON.sub("", _EDGE.sub("", _EDGE.sub("", " ".join(words.split()))).strip())


def _title_and_name(analysis: Analysis, mark: Mark) -> tuple[str | None, str]:
    """A person's mention cut into title and name ("Prime Minister" + "Viktor Orbán"); others are name or nothing."""
    words = [analysis.word(w) for w in range(mark.first, mark.last + 1)]
    upos = analysis.tree.upos[mark.first : mark.last + 1]
    capital = [word[:1].isupper() and tag in ("PROPN", "X", "NOUN", "ADJ", "NUM") for word, tag in zip(words, upos, strict=True)]
    if mark.label != "person":
        last = mark.last - _followers(words, upos) if mark.label == "armed-group" else mark.last
        kept = last - mark.first + 1
        return None, analysis.span(mark.first, last).text if _is_name(words[:kept], upos[:kept]) else ""
    cut = _name_start(analysis, mark, words, upos)
    if cut is None or not any(capital[cut:]) or not (capital[cut] or words[cut] in _FIRST_PARTICLES):
        return None, ""
    before = bare(" ".join(words[:cut]))
    stop = _name_stop(words, upos, cut)
    return None if before.casefold() in _ARTICLES else before or None, analysis.span(mark.first + cut, mark.first + stop).text


def _followers(words: list[str], upos: tuple[str, ...]) -> int:
    """How many words after a group's name only say what its people are ("M23 rebels", "al-Shabaab fighters")."""
    count = 0
    while count < len(words) - 1 and upos[-1 - count] == "NOUN" and words[-1 - count].islower():
        count += 1
    return count if count and upos[-1 - count] == "PROPN" else 0


def _is_name(words: list[str], upos: tuple[str, ...]) -> bool:
    """Whether a body's mention ends or starts in a name ("the Russian Defense Ministry", "al-Shabaab"), not "officials"."""
    content = [(w, t) for w, t in zip(words, upos, strict=True) if t not in ("DET", "PUNCT", "PART", "ADP")]
    return bool(content) and (content[-1][0][:1].isupper() or (content[0][1] == "PROPN" and content[-1][0][:1].isupper()))


def _name_start(analysis: Analysis, mark: Mark, words: list[str], upos: tuple[str, ...]) -> int | None:
    """Where the name starts: behind the title and whatever small words stand before it."""
    titled = {w - mark.first for t in analysis.titles for w in range(t.first, t.last + 1)}
    start = None
    for at in range(len(words) - 1, -1, -1):
        if at in titled or not _is_part(words, upos, at):
            if start is not None:
                break
            continue
        start = at
    if start is None or _goes_on(words, upos, _name_stop(words, upos, start) + 1) or _hangs_on(upos, start):
        return None
    return _behind_title(words, upos, start)


def _goes_on(words: list[str], upos: tuple[str, ...], after: int) -> bool:
    """Whether a noun that the capitals only describe follows ("Iraq's prime minister", "the U.S. envoy")."""
    return after < len(words) and ((words[after] in ("'s", "’s", "'", "’") and after + 1 < len(words)) or upos[after] in ("NOUN", "ADJ"))


def _hangs_on(upos: tuple[str, ...], start: int) -> bool:
    """Whether the name only says whose or where somebody is ("a close aide to al-Maliki", "the head of the Commission")."""
    before = [tag for tag in upos[:start] if tag != "DET"]
    return bool(before) and before[-1] == "ADP"


def _behind_title(words: list[str], upos: tuple[str, ...], start: int) -> int | None:
    """The first word after the last title word of a run of capitals ("Special Envoy Hammer"); null when it is all title."""
    stop = _name_stop(words, upos, start)
    titles = [at for at in range(start, stop + 1) if is_title(words[at]) or is_title(words[at].removesuffix("s"))]
    if not titles:
        return start
    return titles[-1] + 1 if titles[-1] < stop else None


def _is_part(words: list[str], upos: tuple[str, ...], at: int) -> bool:
    """Whether a word is of a name: it has a capital, stands between parts of one, or ends a given name ("Ban Ki-moon")."""
    if upos[at] in ("PROPN", "X") and (words[at][:1].isupper() or _ends_given(words, at)):
        return True
    return words[at] in _PARTICLES


def _ends_given(words: list[str], at: int) -> bool:
    return at > 1 and words[at - 1] == "-" and words[at - 2][:1].isupper() and not is_title(words[at - 2])


def _name_stop(words: list[str], upos: tuple[str, ...], cut: int) -> int:
    stop = cut
    while stop + 1 < len(words) and _is_part(words, upos, stop + 1):
        stop += 1
    return stop


def _country(item: Profile, others: list[Profile], analysis: Analysis, register: Register, on: date | None) -> str | None:
    """The state that a mention names within itself or right before itself ("Hungary's foreign minister")."""
    for other in (others[n] for n in _beside(item.mark, analysis)):
        inside = other.mark is not item.mark and item.mark.holds(other.mark)
        before = other.mark.label == "state" and words_between(analysis, other.mark, item.mark) in ([], ["'s"], ["’s"])
        if (inside or before) and other.form == "name" and (match := register.state_of(other.name, on=on)):
            return match.entry.country
    words = bare(item.words).split()
    for size in (3, 2, 1):
        if len(words) > size and (match := register.state_of(" ".join(words[:size]), on=on)):
            return match.entry.country
    return None


def _beside(mark: Mark, analysis: Analysis) -> NDArray[np.int64]:
    """The mentions within a mark or a word or two before it."""
    first, after = analysis.mention_bounds
    gap = mark.first - after
    found: NDArray[np.int64] = np.flatnonzero(((first >= mark.first) & (after <= mark.last + 1)) | ((gap >= 0) & (gap < 3)))
    return found


def _called(item: Profile, register: Register, on: date | None) -> Profile:
    """Whom the mention calls by name, as the register knows it."""
    if item.form == "pronoun":
        return item
    if item.mark.label != "person":
        return _known_state(item, register, on)
    if item.form != "name" or (" " not in item.name and item.words.casefold() == f"the {item.name}".casefold()):
        return item  # "The Hague" is nobody's name
    role = role_of(item.title) if item.title else None
    match = register.resolve_person(item.name, country=item.country, role=role, on=on) or _with_title(item, register, on)
    return replace(item, known=match.entry, reason=match.reason) if match else item


def _in_office(item: Profile, register: Register, on: date | None, named: frozenset[str]) -> Profile:
    """Whom the mention means by an office of a state; where several share it, the one whom the report names."""
    matches = holders(item, register, on)
    chosen = matches if len(matches) == 1 else [match for match in matches if match.entry.id in named]
    if len(chosen) != 1:
        return item
    entry, tenure = chosen[0].entry, chosen[0].reason
    day = f" held the office on {on}" if on else " holds the office as far as the register knows"
    shared = ", one of several who did, named in the report" if len(matches) > 1 else ""
    return replace(item, known=entry, reason=f"matched because “{item.words}”{day}: {entry.name}{shared}, {tenure}")


def holders(item: Profile, register: Register, on: date | None) -> tuple[Match, ...]:
    """Who held the office of a state that a description names."""
    role = role_of(item.title) if item.title and item.mark.label == "person" and item.form == "description" else None
    if role is None or item.country is None or role in VAGUE or _not_in_office(item.words):
        return ()
    return register.in_office(item.country, role, on)


def _with_title(item: Profile, register: Register, on: date | None) -> Match | None:
    """Who has the title's last word for a part of the name: "Sheikh Hasina", "Pope Francis"."""
    title = item.title.split()[-1] if item.title else ""
    match = register.resolve_person(f"{title} {item.name}", country=item.country, on=on) if title[:1].isupper() else None
    return match if match and "the full name" in match.reason else None


def _not_in_office(words: str) -> bool:
    """Whether the words speak of somebody who no longer or not yet holds the office."""
    return is_past(words) or bool(_NOT_YET.search(words))


def _known_state(item: Profile, register: Register, on: date | None) -> Profile:
    match = register.state_of(item.name, on=on) if item.mark.label in ("state", "government", "igo", "other") else None
    if match and (match.how != "administration" or " " in item.name):
        return replace(item, known=match.entry, reason=f"matched because “{item.name}” is {_HOW[match.how]} {match.entry.name}")
    return item


def _most_spoken_of(items: list[Profile]) -> str | None:
    """The country that a report speaks of more than of any other."""
    counts = Counter(item.known.country for item in items if item.known and item.known.country)
    ranked = counts.most_common(2)
    return ranked[0][0] if ranked and ranked[0][1] > sum(count for _, count in ranked[1:]) else None


def _known_body(item: Profile, register: Register, spoken: str | None) -> Profile:
    if item.form != "name" or item.mark.label not in (*BODIES, "people"):
        return item
    entry = register.body(item.name, kind=item.mark.label, country=item.country, spoken=spoken)
    if entry is None:
        return item
    why = f"matched because “{item.name}” is a name of {entry.name}"
    if entry.country and entry.country in (item.country, spoken):
        why += f", that of {entry.country}, {'named beside it' if item.country else 'of which the report speaks most'}"
    return replace(item, known=entry, reason=why)


def _by_the_report(item: Profile, items: list[Profile]) -> Profile:
    """A short name goes to whom the report itself calls by a longer one: "Kim" to Kim Jong Nam, "the Times" to The New York Times."""
    if item.known is None or item.form != "name" or " " in item.name or item.known.kind not in ("person", "media"):
        return item
    longer = [other for other in items if other.form == "name" and _lengthens(other, item)]
    if not longer or any(other.known == item.known for other in longer) or (item.title and role_of(item.title)):
        return item
    why = f"matched because “{item.name}” is short for “{longer[0].name}” in this report"
    return replace(item, known=longer[0].known, reason=why if longer[0].known else None)


def _lengthens(longer: Profile, short: Profile) -> bool:
    parts = fold(longer.name).split()
    return len(parts) > 1 and longer.mark.label == short.mark.label and fold(short.name) in (parts[-1], *_given(longer, parts))


def _given(item: Profile, parts: list[str]) -> tuple[str, ...]:
    return (parts[0],) if item.mark.label == "person" else ()
