"""What the words around a happening say of whether it happened, where that can be read from them without the network."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chancery.assembly.parts import subject_of
from chancery.record.marks import Analysis, Trigger

NEGATIONS = frozenset(("not", "n't", "n’t", "never"))
_BE = frozenset("is are was were be been being 's ’s".split())
# What keeps a deed from being done. Who calls off sanctions or a strike ends what was there, so these verbs need the deeds below.
_CANCELS = re.compile(r"(?i)cancell?(?:s|ed|ing)?|abort(?:s|ed|ing)?|scrap(?:s|ped|ping)?")
_CALLS = re.compile(r"(?i)call(?:s|ed|ing)?")
_FOILS = re.compile(r"(?i)(?:foil|thwart|avert|prevent|head|ward)(?:s|ed|ing)?|stav(?:e|es|ed|ing)")
_NEEDS_OFF = re.compile(r"(?i)(?:call|head|ward|stav)")
_PREVENTABLE = frozenset(("CONSULT", "ASSAULT", "MOBILIZE", "COERCE"))
_BELIEVED = frozenset("believed thought said reported alleged understood rumoured rumored feared suspected presumed claimed".split())
_SEEMS = frozenset("appear appears appeared seem seems seemed".split())
_REPORTEDLY = frozenset("reportedly allegedly apparently supposedly purportedly seemingly".split())
_THINKS = frozenset("believe believes believed believing think thinks thought accept accepts accepted".split())
_SO_CALLED = re.compile(r"(?i)\bso-called\W+(?:\w+\W+){0,2}$")
_OPENS, _CLOSES = frozenset("“„«‘\"'"), frozenset("”“»’\"'")
_SCARE = 3
"""Words that scare quotes hold at most."""


def is_undone(analysis: Analysis, trigger: Trigger) -> bool:
    """Whether it was called off or prevented: "called off an attack", "the visit was cancelled"."""
    return _undoing(analysis, trigger) is not None


def called_off_by(analysis: Analysis, trigger: Trigger) -> int | None:
    """The number of the mention that called its own deed off; who foils an attack was not about to attack."""
    verb = _undoing(analysis, trigger)
    if verb is None or verb > trigger.mark.first or _FOILS.fullmatch(analysis.word(verb)):
        return None
    return subject_of(analysis, verb)


def _undoing(analysis: Analysis, trigger: Trigger) -> int | None:
    """The verb that calls it off or prevents it."""
    word = trigger.mark.first
    noun = next((w for w in range(trigger.mark.last, word - 1, -1) if analysis.tree.upos[w] in ("NOUN", "PROPN")), None)
    verb = -1 if noun is None else analysis.tree.heads[noun]
    if noun is None or verb < 0 or trigger.mark.label not in _PREVENTABLE or not _prevents(analysis, verb):
        return None
    return verb if verb < noun or _is_passive(analysis, verb) else None


def _prevents(analysis: Analysis, verb: int) -> bool:
    text = analysis.word(verb)
    if not any(pattern.fullmatch(text) for pattern in (_CANCELS, _CALLS, _FOILS)):
        return False
    return not _NEEDS_OFF.match(text) or is_particle(analysis, verb + 1)


def is_particle(analysis: Analysis, word: int) -> bool:
    """Whether a word is the "off" of the verb before it."""
    return word < len(analysis.words) and analysis.word(word) == "off"


def _is_passive(analysis: Analysis, verb: int) -> bool:
    return any(analysis.word(w).casefold() in _BE for w in _before(analysis, verb))


def _before(analysis: Analysis, head: int, reach: int = 6) -> Iterator[int]:
    """The dependents that stand a few words before a word."""
    return (w for w in range(max(0, head - reach), head) if analysis.tree.heads[w] == head)


def is_open(analysis: Analysis, trigger: Trigger) -> bool:
    """Whether the words ask "whether" it happened."""
    return any(analysis.word(w).casefold() == "whether" for w in _before(analysis, trigger.mark.first, 8))


def is_hedged(analysis: Analysis, trigger: Trigger) -> bool:
    """Whether nobody is made to vouch for it: "is believed to have met", "reportedly", "the so-called ceasefire"."""
    word = trigger.mark.first
    beside = {analysis.word(w).casefold() for w in (*_before(analysis, word), *range(word + 1, min(word + 4, len(analysis.words))))
              if analysis.tree.heads[w] == word}
    return bool(beside & _REPORTEDLY) or _is_said_to(analysis, word) or is_so_called(analysis, trigger)


def _is_said_to(analysis: Analysis, word: int) -> bool:
    """ "is said to have", "appears to have"."""
    head = analysis.tree.heads[word]
    if head < 0 or not head < word or not any(analysis.word(w) == "to" for w in _before(analysis, word)):
        return False
    text = analysis.word(head).casefold()
    return text in _SEEMS or (text in _BELIEVED and _is_passive(analysis, head))


def is_so_called(analysis: Analysis, trigger: Trigger) -> bool:
    start = analysis.sentences[analysis.sentence_of(trigger.mark.first)][0]
    before = analysis.document.text[analysis.words[start][0] : analysis.words[trigger.mark.first][0]]
    return bool(_SO_CALLED.search(before))


def is_in_scare_quotes(analysis: Analysis, trigger: Trigger) -> bool:
    """Whether a noun stands in quotation marks with a word or two at most: the “liberation” of the town."""
    first, last = trigger.mark.first, trigger.mark.last
    opened = next((w for w in range(first - 1, max(0, first - _SCARE), -1) if analysis.word(w) in _OPENS), None)
    if opened is None or not analysis.word(first).islower():
        return False
    noun = analysis.tree.upos[first] == "NOUN" or analysis.tree.upos[opened - 1] in ("DET", "ADJ")
    closed = next((w for w in range(last + 1, min(last + 1 + _SCARE, len(analysis.words))) if analysis.word(w) in _CLOSES), None)
    return noun and closed is not None


def disbelief(analysis: Analysis, word: int) -> int | None:
    """The verb by which the clause around a word is not believed ("does not think that …"), null where there is none."""
    start = analysis.sentences[analysis.sentence_of(word)][0]
    head = analysis.tree.heads[word]
    for _ in range(6):
        if head < start:
            return None
        if head < word and is_disbelieving(analysis, head):
            return head
        head = analysis.tree.heads[head]
    return None


def is_disbelieving(analysis: Analysis, verb: int) -> bool:
    return analysis.word(verb).casefold() in _THINKS and is_negated(analysis, verb)


def is_negated(analysis: Analysis, verb: int) -> bool:
    """Whether a verb has a "not" of its own right before it, with no comma between."""
    found = [w for w in _before(analysis, verb, 4) if analysis.word(w).casefold() in NEGATIONS]
    return any("," not in map(analysis.word, range(w, verb)) for w in found)
