"""To whom words are said: "told the envoy that", "wrote to Moscow", "in a letter to the king"."""

from __future__ import annotations

import re

import numpy as np

from chancery.assembly.saying import Saying
from chancery.record.marks import Analysis

_TELLS = re.compile(
    r"(?i)(?:tell|inform|assur|remind|warn|urg|ask|beg|implor|thank|promis|caution|advis|order|instruct|notif|brief|plead|threaten|offer|direct|"
    r"scold|request|invit|lectur|reassur|press|exhort|chid|rebuk|entreat|beseech)\w*|told|besought"
)
"""Verbs whose object is who hears it."""
_TO = frozenset("to with at before".split())
_LETTER = re.compile(
    r"(?i)\bin (?:an? |his |her |its |their )?(?:\w+ )?"
    r"(?:letter|speech|message|note|cable|telegram|address|briefing|testimony|remarks|e-mail|email|interview)s? (?:to|with) (?:the )?$"
)
"""What stands before the one to whom a letter or a speech goes."""
_REACH = 6
_QUOTES = frozenset("\"“”'‘’")


def addressee_of(analysis: Analysis, saying: Saying) -> int | None:
    """The number of the mention that names who is spoken to, null where nobody is."""
    start, end = analysis.sentences[analysis.sentence_of(saying.cue.first)]
    within = np.searchsorted(analysis.mention_bounds[0], (start, max(end, saying.cue.last + 1 + _REACH))).tolist()
    named = [n for n in range(*within) if n not in saying.speakers and _is_outside(analysis, saying, n)]
    after = [n for n in named if _hears(analysis, saying, analysis.mentions[n].first)]
    found = after or [n for n in named if start < analysis.mentions[n].first < end and _is_written_to(analysis, start, n)]
    return min(found, key=lambda n: (analysis.mentions[n].first, -analysis.mentions[n].last), default=None)


def _is_written_to(analysis: Analysis, start: int, number: int) -> bool:
    """Whether a letter, a message or a speech to a mention is named between the start of its sentence and it."""
    before = analysis.document.text[analysis.words[start][0] : analysis.words[analysis.mentions[number].first][0]]
    return bool(_LETTER.search(before))


def _is_outside(analysis: Analysis, saying: Saying, number: int) -> bool:
    """Whether a mention is no part of what is said, but of the cue: "asked the bank for a loan"."""
    mark, cue = analysis.mentions[number], saying.cue
    hangs = any(cue.first <= analysis.tree.heads[w] <= cue.last for w in range(mark.first, mark.last + 1))
    return hangs or not saying.holds(mark.first)


def _hears(analysis: Analysis, saying: Saying, word: int) -> bool:
    """Whether what stands between a cue and a mention makes it the one who hears."""
    if not saying.cue.last < word <= saying.cue.last + _REACH:
        return False
    verb = analysis.word(saying.cue.last).casefold()
    between = [analysis.word(w).casefold() for w in range(saying.cue.last + 1, word) if analysis.word(w) not in _QUOTES]
    if not between:
        return bool(_TELLS.fullmatch(verb)) or verb in ("on", "to")
    return len(between) == 1 and (between[0] in _TO or (between[0] == "on" and verb.startswith("call")))
