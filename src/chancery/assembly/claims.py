"""Who stands behind a happening: the chain of voices around its words and the stance of the last one."""

from __future__ import annotations

import re

from chancery.assembly.factuality import (
    NEGATIONS,
    disbelief,
    is_hedged,
    is_in_scare_quotes,
    is_open,
    is_undone,
)
from chancery.assembly.statements import Talk
from chancery.record.facts import Claim
from chancery.record.marks import Analysis, Trigger

DENYING = frozenset(("deny",))
DOUBTING = re.compile(r"(?i)(?:doubt|sceptic|skeptic|unsure|wonder)")
_ASKS = re.compile(r"(?i)(?:who|whom|whose|when|where|why|how|what|which)\b")


def claim_of(analysis: Analysis, talk: Talk, trigger: Trigger) -> list[Claim]:
    """The claims at one trigger: one for each chain of speakers around it, or the report's own voice."""
    inner = _innermost(talk, trigger)
    if not inner or trigger.stance == "own":
        return [_own_claim(analysis, trigger)]
    made = []
    for number in inner:
        if _presupposes(talk, number):
            made.append(Claim(_chain_around(talk, number), "asserts", talk.statements[number].within))
        elif (chain := chain_of(talk, number)) is not None:
            made.append(Claim(chain, _stance(analysis, talk, number, trigger), talk.statements[number].id))
    return made or [_own_claim(analysis, trigger)]


def _presupposes(talk: Talk, number: int) -> bool:
    """Whether a statement is told of that was not made, about a thing taken for granted: "did not say who had ordered the arrest"."""
    statement = talk.statements[number]
    return statement.negated and statement.act != "think" and bool(_ASKS.match(statement.content[0].text))


def _chain_around(talk: Talk, number: int) -> tuple[str, ...]:
    within = talk.statements[number].within
    outer = next((n for n, statement in enumerate(talk.statements) if statement.id == within), None)
    return () if outer is None else chain_of(talk, outer) or ()


def _innermost(talk: Talk, trigger: Trigger) -> list[int]:
    """The statements around a trigger that hold no smaller one around it."""
    around = talk.around(trigger.mark.first, trigger.mark.first)
    outer = {talk.statements[n].within for n in around}
    return [n for n in around if talk.statements[n].id not in outer]


def chain_of(talk: Talk, number: int) -> tuple[str, ...] | None:
    """Speakers from the outermost to this statement's, null when one of them is unknown."""
    by_id = {s.id: s for s in talk.statements}
    chain: list[str] = []
    at: str | None = talk.statements[number].id
    while at is not None and at in by_id:
        statement = by_id.pop(at)  # once each: two that quote each other are no endless chain
        if statement.speaker is None:
            return None
        if not chain or chain[0] != statement.speaker:
            chain.insert(0, statement.speaker)
        at = statement.within
    return tuple(chain)


def _own_claim(analysis: Analysis, trigger: Trigger) -> Claim:
    return Claim((), _weighed(analysis, trigger, _own(trigger), quoted=is_in_scare_quotes(analysis, trigger)), None)


def _own(trigger: Trigger) -> str:
    ranked = {name: score for name, score in trigger.stances.items() if name != "own"}
    best = max(ranked, key=lambda name: ranked[name]) if ranked else "asserts"
    return best if trigger.stance != "own" else "asserts"


def _stance(analysis: Analysis, talk: Talk, number: int, trigger: Trigger) -> str:
    """A denial denies; who does not believe it does not assert it either; who accuses asserts; who did not say it stands behind nothing."""
    statement = talk.statements[number]
    if statement.negated:
        return "denies" if statement.act == "think" else "hedges"
    if statement.act in DENYING or _disbelieves(analysis, talk, number, trigger):
        return "denies"
    if trigger.stance in ("asserts", "denies") and statement.cue and DOUBTING.match(statement.cue.text):
        return "hedges"
    return _weighed(analysis, trigger, "asserts" if statement.act == "accuse" and trigger.stance == "hedges" else trigger.stance)


def is_doubt(talk: Talk, claim: Claim) -> bool:
    """Whether a claim is that somebody doubts it."""
    statement = next((s for s in talk.statements if s.id == claim.statement), None)
    return statement is not None and statement.cue is not None and claim.stance == "hedges" and bool(DOUBTING.match(statement.cue.text))


def is_unsaid(talk: Talk, claim: Claim) -> bool:
    """Whether a claim is of what was not said, and no word of that is a negation: "did not claim that India had killed the activist"."""
    statement = next((s for s in talk.statements if s.id == claim.statement), None)
    if statement is None or not statement.negated or statement.act == "think":
        return False
    words = {word for span in statement.content for word in span.text.lower().replace("n't", " not").split()}
    return not words & (NEGATIONS | {"no"})


def _disbelieves(analysis: Analysis, talk: Talk, number: int, trigger: Trigger) -> bool:
    """Whether a speaker's own words are that it is not believed: “I don't think that he was murdered”."""
    verb = disbelief(analysis, trigger.mark.first)
    return verb is not None and talk.sayings[number].holds(verb)


def _weighed(analysis: Analysis, trigger: Trigger, stance: str, *, quoted: bool = False) -> str:
    """The stance once the words around are weighed: what was called off is denied, what is only said to have been is hedged."""
    if is_undone(analysis, trigger):
        return "denies"
    hedged = quoted or is_hedged(analysis, trigger) or is_open(analysis, trigger)
    return "hedges" if stance == "asserts" and hedged else stance


def settle(claims: list[Claim]) -> tuple[Claim, ...]:
    """One claim a chain: a denial outweighs a doubt, an assertion outweighs both unless a chain only denies."""
    order = {"asserts": 0, "denies": 1, "hedges": 2}
    best: dict[tuple[str, ...], Claim] = {}
    for claim in claims:
        if claim.by not in best or order[claim.stance] < order[best[claim.by].stance]:
            best[claim.by] = claim
    return tuple(sorted(best.values(), key=lambda c: (len(c.by), c.by)))
