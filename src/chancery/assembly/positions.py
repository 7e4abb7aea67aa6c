"""Where an actor stands: issues with their holder, and what a request, refusal or pledge is about."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from chancery.assembly.actors import Cast
from chancery.assembly.parts import mention_scores, players, trim
from chancery.assembly.statements import EDGES, Talk
from chancery.knowledge.issues import canonical
from chancery.record.facts import Position
from chancery.record.marks import Analysis, Bounds, Mark, Trigger

TOPIC = 0.5
"""How sure the network must be of a canonical issue that the words themselves do not name."""
HOLDER = 0.5
FELLOW = 0.6
"""How sure the network must be of a holder, and of others named in one breath with it ("India and Pakistan agreed to a ceasefire")."""
ASIDE = 8
STANCES = {"REQUEST": "for", "REJECT": "against", "AGREE": "for"}
"""The stance towards its object of who does a deed of that code."""
OBJECTS = frozenset(("obj", "xcomp", "ccomp"))
EDGE_WORDS = EDGES | frozenset(("to", "that", "the", "a", "an", "its", "their", "his", "her", "for", "in", "on", "of", "by"))
LONGEST = 16
MEANING = frozenset(("NOUN", "PROPN", "VERB"))
BREAKS = frozenset((",", ";", ".", "and", "or", "but", ":", "“", "”"))


def positions(analysis: Analysis, cast: Cast, talk: Talk) -> tuple[Position, ...]:
    """One for each issue whose holder is known, and for each of several that hold it together."""
    made: dict[tuple[str, str, str], Position] = {}
    taken: set[int] = set()
    for issue in whole_issues(analysis):
        holders, statement = _holders(analysis, cast, talk, issue)
        bounds = trim(analysis, (issue.first, issue.last), EDGES)
        if not bounds:
            continue
        for holder in holders:
            position = _position(analysis, holder, issue.label, bounds, statement)
            made.setdefault((holder, issue.label, position.issue.text.casefold()), position)
            taken.update(range(bounds[0], bounds[1] + 1))
    for holder, stance, bounds, statement in _implied(analysis, cast, talk, taken):
        position = _position(analysis, holder, stance, bounds, statement)
        made.setdefault((holder, stance, position.issue.text.casefold()), position)
    return tuple(sorted(made.values(), key=lambda p: (p.issue.start, p.holder)))


def whole_issues(analysis: Analysis) -> list[Mark]:
    """Issues with a word that means something; pieces of one that the network tore apart are one."""
    joined: list[Mark] = []
    for issue in analysis.issues:
        last = joined[-1] if joined else None
        gap = [analysis.word(w) for w in range(last.last + 1, issue.first)] if last else []
        if last and last.label == issue.label and len(gap) <= 2 and not any(word in BREAKS for word in gap):
            joined[-1] = Mark(last.first, issue.last, last.label, min(last.score, issue.score))
        else:
            joined.append(issue)
    named = [_with_object(analysis, m) for m in joined if any(analysis.tree.upos[w] in MEANING for w in range(m.first, m.last + 1))]
    return [m for m in named if m.first < m.last or analysis.tree.upos[m.last] != "VERB"]


def _with_object(analysis: Analysis, issue: Mark) -> Mark:
    """ "dissolve" names no issue, "dissolve the National Assembly" does."""
    tree = analysis.tree
    near = range(issue.last + 1, min(issue.last + ASIDE, len(tree.heads))) if tree.upos[issue.last] == "VERB" else ()
    last = next((word for word in near if tree.heads[word] == issue.last and tree.rels[word] == "obj"), issue.last)
    return Mark(issue.first, last, issue.label, issue.score)


def _position(analysis: Analysis, holder: str, stance: str, bounds: Bounds, statement: str | None) -> Position:
    start, end = analysis.sentences[analysis.sentence_of(bounds[0])]
    issue, evidence = analysis.span(*bounds), analysis.span(start, max(end - 1, bounds[1]))
    return Position(holder, stance, issue, evidence, statement, None, canonical(issue.text) or topic_of(analysis, bounds))


def topic_of(analysis: Analysis, bounds: Bounds) -> str | None:
    """The canonical issue that the network sees in words where they stand; null where it is not sure, or sees that none fits."""
    if not analysis.topic_labels:
        return None
    scores = analysis.topics[bounds[0] : bounds[1] + 1].mean(0)
    best = int(scores.argmax())
    return analysis.topic_labels[best] if best and TOPIC * np.exp(scores - scores[best]).sum() <= 1 else None


def _holders(analysis: Analysis, cast: Cast, talk: Talk, issue: Mark) -> tuple[tuple[str, ...], str | None]:
    """The linked holder with those in one breath with it, else the speaker of the statement around the issue."""
    around = talk.around(issue.first)
    statement = talk.statements[around[0]] if around else None
    ranked = mention_scores(analysis, issue.first, "holder")
    if ranked and ranked[0][0] >= HOLDER:
        first = ranked[0][1]
        fellows = [number for score, number in ranked[1:] if score >= FELLOW and _in_one_breath(analysis, first, number)]
        return tuple(dict.fromkeys(cast.of_mention[n] for n in (first, *fellows))), statement.id if statement else None
    return (statement.speaker,) if statement and statement.speaker else (), statement.id if statement else None


def _in_one_breath(analysis: Analysis, a: int, b: int) -> bool:
    """Whether two mentions are joined by "and" or a comma, without a verb between."""
    first, second = sorted((analysis.mentions[a], analysis.mentions[b]), key=lambda mark: mark.first)
    between = range(first.last + 1, second.first)
    joined = any(analysis.word(word) in ("and", ",") for word in between)
    return joined and len(between) < ASIDE and all(analysis.tree.upos[word] != "VERB" for word in between)


def _implied(analysis: Analysis, cast: Cast, talk: Talk, taken: set[int]) -> Iterator[tuple[str, str, Bounds, str | None]]:
    """What the doer of a request, refusal or pledge stands for or against: the object of its verb."""
    for trigger in analysis.triggers:
        stance, bounds = STANCES.get(trigger.mark.label), _object(analysis, trigger)
        doers = players(analysis, trigger.mark.first, "actor", 0.5)
        if stance and bounds and doers and trigger.status == "actual" and not taken & set(range(bounds[0], bounds[1] + 1)):
            around = talk.around(bounds[0])
            yield cast.of_mention[doers[0][1]], stance, bounds, talk.statements[around[0]].id if around else None


def _object(analysis: Analysis, trigger: Trigger) -> Bounds | None:
    """The subtree of the first object of a verbal trigger, without its edges."""
    tree = analysis.tree
    heads = [w for w in range(trigger.mark.first, trigger.mark.last + 1) if tree.upos[w] in ("VERB", "AUX")]
    for word in range(trigger.mark.last + 1, len(tree.heads)):
        if tree.heads[word] in heads and tree.rels[word] in OBJECTS:
            return trim(analysis, _subtree(analysis, word, trigger.mark.last + 1), EDGE_WORDS)
    return None


def _subtree(analysis: Analysis, word: int, floor: int) -> Bounds:
    """First and last word under a word, cut to what is near it."""
    under = {word}
    start, end = analysis.sentences[analysis.sentence_of(word)]
    for _ in range(8):
        under |= {w for w in range(start, end) if analysis.tree.heads[w] in under}
    first = max(floor, min(under))
    return first, min(max(under), first + LONGEST - 1)
