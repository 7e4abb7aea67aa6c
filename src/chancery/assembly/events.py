"""Triggers to events: one for each happening, with its participants, time, place, status and claims."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date

from chancery.assembly.actors import Cast
from chancery.assembly.claims import claim_of, is_doubt, is_unsaid, settle
from chancery.assembly.contexts import contexts_of
from chancery.assembly.factuality import called_off_by, is_open, is_undone
from chancery.assembly.meetings import dated
from chancery.assembly.parts import best_stretch, glued, players
from chancery.assembly.statements import Talk
from chancery.assembly.times import Times
from chancery.assembly.where import Places
from chancery.record.facts import Claim, Event, Participant, Place, When
from chancery.record.marks import Analysis, Trigger

SAME, PART, TIME, PLACE = 0.45, 0.45, 0.25, 0.2
VERBAL = frozenset(("AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE"))
"""Codes of deeds done by saying so: "will support" is a pledge made now."""
AUXILIARIES = (("future", frozenset(("will", "'ll", "’ll", "shall"))), ("hypothetical", frozenset(("may", "might", "could"))))
COMMITTED = ("actual", "future", "hypothetical", "negated")


@dataclass(frozen=True)
class Draft:
    """Triggers that the network joins, who takes part, the date and what is read of whether it happened."""

    group: list[Trigger]
    parts: frozenset[str] = frozenset()
    when: str | None = None
    status: frozenset[str] = frozenset()

    def is_of(self, other: Draft) -> bool:
        """Whether both tell of one happening: a deed of the same parties, of which one part of the report gives the date."""
        dated = bool(self.when) != bool(other.when)
        same = self.group[0].mark.label == other.group[0].mark.label and self.parts == other.parts
        return dated and same and bool(self.parts) and bool(self.status & other.status)


def events(analysis: Analysis, cast: Cast, talk: Talk, times: Times, places: Places) -> tuple[Event, ...]:
    """The events of a document in the order of their first words."""
    found = groups(analysis)
    codes = Counter(group[0].mark.label for group in found)
    # What is the only one of its code is never told twice.
    drafts = [_draft(analysis, cast, times, group) if codes[group[0].mark.label] > 1 else Draft(group) for group in found]
    return dated([_event(analysis, cast, talk, times, places, group) for group in _joined(drafts)], cast)


def _draft(analysis: Analysis, cast: Cast, times: Times, group: list[Trigger]) -> Draft:
    parts = frozenset(part.actor for side in participants(analysis, cast, group) for part in side)
    when = _time(analysis, times, group)
    return Draft(group, parts, when.value if when else None, frozenset(_status(analysis, trigger) for trigger in group))


def _joined(drafts: list[Draft]) -> list[list[Trigger]]:
    """Groups of triggers, one for each happening: one with a date takes in one without, of the same parties."""
    kept: list[Draft] = []
    for draft in drafts:
        at = next((n for n, other in enumerate(kept) if draft.is_of(other)), None)
        if at is None:
            kept.append(draft)
        else:
            other = kept[at]
            together = sorted(other.group + draft.group, key=lambda trigger: trigger.mark.first)
            kept[at] = Draft(together, other.parts, other.when or draft.when, other.status | draft.status)
    return [draft.group for draft in kept]


def groups(analysis: Analysis) -> list[list[Trigger]]:
    """Triggers of one code that the network joins; each trigger with the likeliest earlier one."""
    found: list[list[Trigger]] = []
    for trigger in analysis.triggers:
        ranked = [(max(_same(analysis, other, trigger) for other in group), -n) for n, group in enumerate(found)
                  if group[0].mark.label == trigger.mark.label]
        best = max(ranked, default=(0.0, 0))
        if best[0] >= SAME:
            found[-best[1]].append(trigger)
        else:
            found.append([trigger])
    return found


def _same(analysis: Analysis, other: Trigger, trigger: Trigger) -> float:
    forward = analysis.chance(trigger.mark.first, "same", other.mark.first)
    backward = analysis.chance(other.mark.first, "same", trigger.mark.first)
    if forward == backward == 0.0:  # in different windows: the network did not compare them
        words = [analysis.span(t.mark.first, t.mark.last).text.casefold() for t in (other, trigger)]
        return 0.6 if words[0] == words[1] and trigger.mark.label == "ASSAULT" else 0.0
    return (forward + backward) / 2


def _event(analysis: Analysis, cast: Cast, talk: Talk, times: Times, places: Places, group: list[Trigger]) -> Event:
    spans = tuple(analysis.span(t.mark.first, t.mark.last) for t in group)
    code = group[0].mark.label
    actors, recipients = participants(analysis, cast, group)
    claims = settle([claim for trigger in group for claim in claim_of(analysis, talk, trigger)])
    modes = tuple(mode for mode, _ in Counter(mode for trigger in group for mode in trigger.modes).most_common(1))
    about = contexts_of(analysis, cast, group, modes, (*actors, *recipients))
    digest = hashlib.sha256(f"{code} {spans[0].start} {spans[0].text}".encode()).hexdigest()[:10]
    return Event(f"evt-{digest}", code, modes, about, spans, actors, recipients, _time(analysis, times, group),
                 _duration(analysis, times, group), _place(analysis, places, group), status_of(analysis, talk, group, claims), claims)


def participants(analysis: Analysis, cast: Cast, group: list[Trigger]) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """Actors and recipients over all triggers of an event; who seems both is what is likelier."""
    best: dict[str, tuple[float, str, int]] = {}
    for trigger in group:
        for role in ("actor", "recipient"):
            for score, number in players(analysis, trigger.mark.first, role, PART):
                actor = cast.of_mention[number]
                if actor not in best or score > best[actor][0]:
                    best[actor] = (score, role, number)
    if not any(role == "actor" for _, role, _ in best.values()):
        for number in (n for trigger in group if (n := called_off_by(analysis, trigger)) is not None):
            best[cast.of_mention[number]] = (1.0, "actor", number)
    marks = [analysis.mentions[number] for _, _, number in best.values()]
    sides: dict[str, list[Participant]] = {"actor": [], "recipient": []}
    for actor, (_, role, number) in sorted(best.items(), key=lambda item: item[1][2]):
        mark = analysis.mentions[number]
        if any(other.holds(mark) and other != mark for other in marks):
            continue
        sides[role].append(Participant(actor, analysis.span(mark.first, mark.last)))
    return tuple(sides["actor"]), tuple(sides["recipient"])


def status_of(analysis: Analysis, talk: Talk, group: list[Trigger], claims: tuple[Claim, ...]) -> str:
    """The status at the most committed mention; negated where nobody but deniers speaks, possible where nobody but doubters does.

    What somebody "did not claim" is not negated by that.
    """
    if claims and all(claim.stance == "denies" for claim in claims):
        return "negated"
    found = {_status(analysis, trigger) for trigger in group}
    if found == {"negated"} and claims and all(is_unsaid(talk, claim) for claim in claims):
        return "actual"
    if found == {"actual"} and claims and all(is_doubt(talk, claim) for claim in claims):
        return "hypothetical"
    return next(status for status in COMMITTED if status in found)


def _status(analysis: Analysis, trigger: Trigger) -> str:
    """What the words around a trigger settle, else what is read at it."""
    if is_undone(analysis, trigger):
        return "negated"
    status = _with_auxiliary(analysis, trigger)
    return "hypothetical" if status == "actual" and is_open(analysis, trigger) else status


def _with_auxiliary(analysis: Analysis, trigger: Trigger) -> str:
    """What is read at a trigger; a deed that will or may be done is not done yet, whatever the network says."""
    if trigger.status != "actual" or trigger.mark.label in VERBAL or analysis.tree.upos[trigger.mark.first] != "VERB":
        return trigger.status
    start = analysis.sentences[analysis.sentence_of(trigger.mark.first)][0]
    helpers = {analysis.word(w).casefold() for w in range(max(start, trigger.mark.first - 5), trigger.mark.first)
               if analysis.tree.heads[w] == trigger.mark.first and analysis.tree.upos[w] == "AUX"}
    return next((status for status, words in AUXILIARIES if helpers & words), "actual")


def _time(analysis: Analysis, times: Times, group: list[Trigger]) -> When | None:
    found = [(float(chances[run[0] : run[1] + 1].mean()), run, t.mark.first) for t in group
             if (run := best_stretch(chances := analysis.role(t.mark.first, "time"), TIME))]
    for _, run, word in sorted(found, key=lambda item: -item[0]):
        if when := times.at(run, word):
            return when
    return None


def _duration(analysis: Analysis, times: Times, group: list[Trigger]) -> When | None:
    for trigger in group:
        run = best_stretch(analysis.role(trigger.mark.first, "duration"), 0.5)
        if run and (when := times.length(run)):
            return when
    return None


def _place(analysis: Analysis, places: Places, group: list[Trigger]) -> Place | None:
    found = [(float(chances[run[0] : run[1] + 1].mean()), run) for t in group
             if (run := best_stretch(chances := analysis.role(t.mark.first, "place"), PLACE))]
    return places.at(glued(analysis, max(found)[1])) if found else None


def published_of(analysis: Analysis) -> date | None:
    """The day of the report."""
    published = analysis.document.published
    return date.fromisoformat(published) if published else None
