"""Vows of violence: who vows to strike agrees to nothing, but threatens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from chancery.assembly.factuality import NEGATIONS
from chancery.record.marks import Analysis, Trigger

_VOWS = re.compile(r"(?i)vow(?:s|ed|ing)?|pledg(?:e|es|ed|ing)|promis(?:e|es|ed|ing)|sw(?:ear|ears|ore|orn|earing)")
_VIOLENT = re.compile(
    r"(?i)(?:strike|hit|attack|bomb|shell|destroy|destruction|kill|retaliat(?:e|ion)|avenge|revenge|crush|invade|annihilat(?:e|ion)"
    r"|eradicat(?:e|ion)|burn|shoot|drown|obliterate|wipe)s?"
)
_GOES_ON = frozenset("continue keep go seek work ensure pursue".split())
_LEADS = frozenset(("xcomp", "obj", "obl", "advcl"))
STEPS = 3


def as_threats(analysis: Analysis) -> Analysis:
    """The marks with pledges of violence as threats."""
    triggers = tuple(_threat(trigger) if _is_threat(analysis, trigger) else trigger for trigger in analysis.triggers)
    return replace(analysis, triggers=triggers)


def _threat(trigger: Trigger) -> Trigger:
    return replace(trigger, mark=replace(trigger.mark, label="THREATEN"), modes=("violence",))


def _is_threat(analysis: Analysis, trigger: Trigger) -> bool:
    if trigger.mark.label != "AGREE" or not _VOWS.fullmatch(analysis.word(trigger.mark.first)):
        return False
    deed = next((word for word in _promised(analysis, trigger.mark.first) if _VIOLENT.fullmatch(analysis.word(word))), trigger.mark.first)
    before = {analysis.word(word).lower() for word in range(trigger.mark.first, deed)}
    return bool(before) and not before & NEGATIONS


def _promised(analysis: Analysis, verb: int) -> Iterator[int]:
    """The deed that is vowed, and behind a verb that only goes on with it, what that one leads to."""
    tree, end = analysis.tree, analysis.sentences[analysis.sentence_of(verb)][1]
    for _ in range(STEPS):
        below = [word for word in range(verb + 1, end) if tree.heads[word] == verb]
        leads = [word for word in below if tree.rels[word] in _LEADS]
        yield from leads if analysis.word(verb).lower() in _GOES_ON else (word for word in leads if tree.rels[word] == "xcomp")
        verb = next((word for word in leads if tree.rels[word] == "xcomp" and analysis.word(word).lower() in _GOES_ON), -1)
        if verb < 0:
            return
