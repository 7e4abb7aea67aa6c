"""Who stands behind a happening: the chain of voices around its words and the stance of the last one."""

from __future__ import annotations

from chancery.assembly.statements import Talk
from chancery.record.facts import Claim
from chancery.record.marks import Trigger

DENYING = frozenset(("deny",))


def claim_of(talk: Talk, trigger: Trigger) -> list[Claim]:
    """The claims at one trigger: one for each chain of speakers around it, or the report's own voice."""
    inner = _innermost(talk, trigger)
    if not inner or trigger.stance == "own":
        return [Claim((), _own(trigger), None)]
    made = []
    for number in inner:
        chain = chain_of(talk, number)
        if chain is not None:
            made.append(Claim(chain, _stance(talk, number, trigger), talk.statements[number].id))
    return made or [Claim((), _own(trigger), None)]


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
    while at is not None and len(chain) < 6:
        statement = by_id[at]
        if statement.speaker is None:
            return None
        if not chain or chain[0] != statement.speaker:
            chain.insert(0, statement.speaker)
        at = statement.within
    return tuple(chain)


def _own(trigger: Trigger) -> str:
    ranked = {name: score for name, score in trigger.stances.items() if name != "own"}
    best = max(ranked, key=lambda name: ranked[name]) if ranked else "asserts"
    return best if trigger.stance != "own" else "asserts"


def _stance(talk: Talk, number: int, trigger: Trigger) -> str:
    """A denial denies; who does not believe it does not assert it either; who did not say it stands behind nothing."""
    statement = talk.statements[number]
    if statement.negated:
        return "denies" if statement.act == "think" else "hedges"
    return "denies" if statement.act in DENYING else trigger.stance


def settle(claims: list[Claim]) -> tuple[Claim, ...]:
    """One claim a chain: a denial outweighs a doubt, an assertion outweighs both unless a chain only denies."""
    order = {"asserts": 0, "denies": 1, "hedges": 2}
    best: dict[tuple[str, ...], Claim] = {}
    for claim in claims:
        if claim.by not in best or order[claim.stance] < order[best[claim.by].stance]:
            best[claim.by] = claim
    return tuple(sorted(best.values(), key=lambda c: (len(c.by), c.by)))
