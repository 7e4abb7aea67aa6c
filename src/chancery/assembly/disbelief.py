"""Statements of what somebody does not believe, where the network sees no cue: "Moscow does not think that NATO will attack"."""

from __future__ import annotations

from collections.abc import Iterator, Set

import numpy as np
from numpy.typing import NDArray

from chancery.assembly.factuality import is_disbelieving
from chancery.assembly.parts import subject_of, trim
from chancery.assembly.saying import Saying
from chancery.record.marks import Analysis, Bounds, Mark

_CLAUSE = frozenset(("VERB", "AUX", "ADJ"))
_ENDS = frozenset((",", ".", ";", "?", "!", "”", '"', "that"))


def disbeliefs(analysis: Analysis, quoted: NDArray[np.bool_], taken: Set[int]) -> Iterator[Saying]:
    """One for each verb of believing that is denied, has a subject that is an actor and a clause of its own; not within quotations."""
    for verb, tag in enumerate(analysis.tree.upos):
        if tag == "VERB" and verb not in taken and not quoted[verb] and is_disbelieving(analysis, verb):
            speaker, content = subject_of(analysis, verb), _clause(analysis, verb)
            if speaker is not None and content is not None:
                yield Saying(Mark(verb, verb, "think", 0.5), (speaker,), (content,), None, 0.5)


def _clause(analysis: Analysis, verb: int) -> Bounds | None:
    """The clause that is not believed, from its first word to its last."""
    end = analysis.sentences[analysis.sentence_of(verb)][1]
    head = next((w for w in range(verb + 1, end) if analysis.tree.heads[w] == verb and analysis.tree.upos[w] in _CLAUSE), None)
    if head is None:
        return None
    last = head
    while last + 1 < end and _is_under(analysis, last + 1, head):
        last += 1
    bounds = trim(analysis, (verb + 1, last), _ENDS)
    return bounds if bounds and bounds[1] > bounds[0] else None


def _is_under(analysis: Analysis, word: int, head: int) -> bool:
    """Whether a word depends on another, through whatever stands between."""
    for _ in range(30):
        if word == head:
            return True
        word = analysis.tree.heads[word]
        if word < 0:
            return False
    return False
