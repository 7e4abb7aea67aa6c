"""Cues to statements: who said what, in which words, how, and within what."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from chancery.assembly.actors import Cast
from chancery.assembly.addressee import addressee_of
from chancery.assembly.disbelief import disbeliefs
from chancery.assembly.factuality import is_negated, is_particle
from chancery.assembly.parts import mention_scores, players, stretches, trim
from chancery.assembly.quotes import MARKS, in_quotes
from chancery.assembly.saying import Saying
from chancery.record.facts import Channel, Statement
from chancery.record.marks import Analysis, Bounds, Mark
from chancery.record.text import Span

EDGES = frozenset((",", ".", ";", ":", "“", "”", '"', "„", "«", "»", "—", "–", "-", "?", "!", "‘", "’", "‚", "`", "'", "..."))
_ON_AIR = re.compile(r"(?i)\b(?:television|tv|radio|broadcaster)\b")
OPENERS = frozenset(("that", "That"))
_QUOTES = re.compile(r"(?i)(?:quot|cit)(?:e|es|ed|ing)")
_REJECTS = re.compile(r"(?i)(?:reject|dismiss|disput|refut|rebut|contest|deni|deny)\w*")
_CLAIMS = re.compile(r"(?i)(?:claim|report|allegation|accusation|suggestion|charge|rumou?r|assertion)s?")
_SAYS = re.compile(r"(?i)(?:say|tell|comment|confirm|disclos|reveal|specif|explain|elaborat)\w*|said|told")
_ANY = frozenset("the a an any all these those such".split())
_NONE = frozenset(("nobody", "none", "neither"))
_NOBODY = _NONE | {"no"}
_WOULD = frozenset("would will wo could 'd ’d".split())
CONTENT, SPEAKER, JOINT, WHOLLY = 0.45, 0.3, 0.9, 0.92


@dataclass(frozen=True)
class Talk:
    """The statements of a document, each with its saying, in the same order."""

    sayings: tuple[Saying, ...]
    statements: tuple[Statement, ...]

    def around(self, word: int, cue_at: int | None = None) -> list[int]:
        """The statements whose content holds a word, innermost first; not one whose cue starts at ``cue_at``."""
        found = [n for n, s in enumerate(self.sayings) if s.holds(word) and s.cue.first != cue_at]
        return sorted(found, key=lambda n: (self.sayings[n].size, n))


def talk(analysis: Analysis, cast: Cast) -> Talk:
    """All statements of a document."""
    quoted = in_quotes(analysis)
    # "called off" says nothing, and who "rejected claims" alone speaks.
    cues = [cue for cue in analysis.cues if not is_particle(analysis, cue.last + 1) and not _is_rejected(analysis, cue)]
    sayings = [s for cue in cues if (s := _saying(analysis, cue, quoted))]
    sayings += disbeliefs(analysis, quoted, {w for cue in cues for w in range(cue.first, cue.last + 1)})
    sayings = _with_channels(analysis, sayings)
    statements = [(saying, s) for saying in sayings for s in _statements(analysis, cast, saying, quoted)]
    statements = _distinct(statements)
    made = _nest(analysis, [s for s, _ in statements], [s for _, s in statements])
    return Talk(tuple(s for s, _ in statements), tuple(made))


def _is_rejected(analysis: Analysis, cue: Mark) -> bool:
    """Whether a cue is the claim, nobody's by name, that another one rejects: "rejected claims that"."""
    before = max(cue.first - 2 if analysis.word(max(cue.first - 1, 0)) in _ANY else cue.first - 1, 0)
    return bool(_CLAIMS.fullmatch(analysis.word(cue.last)) and _REJECTS.fullmatch(analysis.word(before)) and before < cue.first)


def _saying(analysis: Analysis, cue: Mark, quoted: NDArray[np.bool_]) -> Saying | None:
    chances = analysis.role(cue.first, "content").copy()
    chances[cue.first : cue.last + 1] = 0
    runs = stretches(chances, CONTENT, gap=2)
    settled = [s for run in runs if (s := _settle(analysis, run, cue))]
    if not settled:
        return None
    strongest = max(float(chances[a : b + 1].mean()) for a, b in settled)
    whole = [s for s in settled if s[1] > s[0] or len(settled) == 1 or (s[0] < cue.first and _is_quoted_alone(analysis, quoted, s[0]))]
    if len(whole) > 1:
        whole = [s for s in whole if not _is_named_as(analysis, cue, s)] or whole
    kept = tuple(s for s in whole if float(chances[s[0] : s[1] + 1].mean()) > 0.6 * strongest)
    found = players(analysis, cue.first, "speaker", SPEAKER) or mention_scores(analysis, cue.first, "speaker")[:1]
    speakers = [n for score, n in found if score >= JOINT * found[0][0] and not _said_by_nobody(analysis, cue, _NONE)]
    return Saying(cue, tuple(speakers), _from_that(analysis, cue, kept), None, cue.score) if kept else None


def _from_that(analysis: Analysis, cue: Mark, runs: tuple[Bounds, ...]) -> tuple[Bounds, ...]:
    """The content from its first word, where the cue opens a clause with "that" and the network found its later part alone."""
    start = cue.last + 2
    if start >= len(analysis.words) or analysis.word(cue.last + 1) not in OPENERS or any(a <= start <= b for a, b in runs):
        return runs
    later = next(((a, b) for a, b in runs if a > start and analysis.sentence_of(a) == analysis.sentence_of(start)), None)
    return tuple((start, run[1]) if run == later else run for run in runs)


def _is_quoted_alone(analysis: Analysis, quoted: NDArray[np.bool_], word: int) -> bool:
    """Whether a word is a quotation by itself: “Talks,” he said, “will resume.” """
    beside = [w for w in (word - 1, word + 1) if 0 <= w < len(quoted) and analysis.word(w) not in EDGES]
    return bool(quoted[word]) and not any(quoted[w] for w in beside)


def _is_named_as(analysis: Analysis, cue: Mark, piece: Bounds) -> bool:
    """Whether a piece is only the one whom a quoting verb names: "quoted the minister as saying that"."""
    after = range(piece[1] + 1, min(piece[1] + 3, len(analysis.words)))
    said = [analysis.word(w) for w in after] == ["as", "saying"]
    return said and cue.last < piece[0] and bool(_QUOTES.fullmatch(analysis.word(cue.first)))


def _settle(analysis: Analysis, run: Bounds, cue: Mark) -> Bounds | None:
    """A run of content without its edges: punctuation, quotation marks, an opening "that", and the cue."""
    first, last = run
    if first <= cue.first <= last:
        first, last = (first, cue.first - 1) if cue.first - first > last - cue.last else (cue.last + 1, last)
    trimmed = trim(analysis, (_behind_claim(analysis, first, last), last), EDGES)
    if trimmed and trimmed[1] > trimmed[0] and analysis.word(trimmed[0]) in OPENERS and analysis.tree.upos[trimmed[0]] == "SCONJ":
        trimmed = trim(analysis, (trimmed[0] + 1, trimmed[1]), EDGES)
    return _closed(analysis, (_behind_name(analysis, trimmed, cue), trimmed[1]), last) if trimmed else None


def _behind_name(analysis: Analysis, bounds: Bounds, cue: Mark) -> int:
    """Where the content starts: behind the one whom a quoting verb names, "quoted the minister as saying that"."""
    if not _QUOTES.fullmatch(analysis.word(cue.first)) or bounds[0] < cue.first:
        return bounds[0]
    said = next((w for w in range(bounds[0], bounds[1] - 2) if [analysis.word(w), analysis.word(w + 1)] == ["as", "saying"]), None)
    return bounds[0] if said is None else said + 2 + (analysis.word(said + 2) in OPENERS)


def _closed(analysis: Analysis, bounds: Bounds, last: int) -> Bounds:
    """The stretch with the mark that closes a quotation within it: they told me ‘go home’."""
    inner = [analysis.word(w) for w in range(bounds[0], bounds[1] + 1)]
    after = analysis.word(bounds[1] + 1) if bounds[1] < last else ""
    opened = after == "’" and inner.count("‘") > inner.count("’")
    return (bounds[0], bounds[1] + 1) if opened else bounds


def _behind_claim(analysis: Analysis, first: int, last: int) -> int:
    """Where the content starts: behind "a report that", for what is said of the report is no part of it."""
    for word in range(first, min(first + 5, last - 1)):
        if analysis.tree.upos[word] in ("VERB", "AUX"):
            break
        if _CLAIMS.fullmatch(analysis.word(word)) and analysis.word(word + 1) == "that":
            return word + 1
    return first


def _with_channels(analysis: Analysis, sayings: list[Saying]) -> list[Saying]:
    """Each channel goes to the nearest saying whose cue stands in its sentence, else to the next sentence's."""
    for channel in analysis.channels:
        home = analysis.sentence_of(channel.first)
        near = [(abs(s.cue.first - channel.first), n) for n, s in enumerate(sayings) if analysis.sentence_of(s.cue.first) == home]
        if near:
            number = min(near)[1]
            sayings[number] = replace(sayings[number], channel=channel)
    return sayings


def _statements(analysis: Analysis, cast: Cast, saying: Saying, quoted: NDArray[np.bool_]) -> list[Statement]:
    """One statement for each speaker of a saying, one without speaker where there is none."""
    content = tuple(analysis.span(a, b) for a, b in saying.content)
    cue = analysis.span(saying.cue.first, saying.cue.last)
    channel = None
    if saying.channel:
        span = analysis.span(saying.channel.first, saying.channel.last)
        channel = Channel(saying.channel.label, span.text, span)
    form, heard = _form(analysis, saying, quoted), addressee_of(analysis, saying)
    made = []
    for number in saying.speakers or (None,):
        speaker = None if number is None else cast.of_mention[number]
        mark = None if number is None else analysis.mentions[number]
        span_ = None if mark is None else analysis.span(mark.first, mark.last)
        own = channel or _own_channel(mark, span_)
        hearer = None if heard is None or cast.of_mention[heard] == speaker else cast.of_mention[heard]
        made.append(Statement(_id(cue, content, speaker), speaker, span_, cue, content, form, _act(analysis, saying.cue, mark), own, hearer,
                              _negated(analysis, saying.cue), None))
    return made


def _own_channel(mark: Mark | None, words: Span | None) -> Channel | None:
    """What a medium says it says in its own report, or on air."""
    if mark is None or words is None or mark.label != "media":
        return None
    return Channel("broadcast" if _ON_AIR.search(words.text) else "report", words.text, words)


def _id(cue: Span, content: tuple[Span, ...], speaker: str | None) -> str:
    spoken = f"{cue.start} {content[0].start} {content[0].text} {speaker}"
    return "sta-" + hashlib.sha256(spoken.encode()).hexdigest()[:10]


def _form(analysis: Analysis, saying: Saying, quoted: NDArray[np.bool_]) -> str:
    inside = np.array([quoted[w] for a, b in saying.content for w in range(a, b + 1) if analysis.word(w) not in MARKS], np.bool_)
    if not len(inside):
        return "indirect"
    share = float(inside.mean())
    return "direct" if share > WHOLLY else "mixed" if inside.any() else "indirect"


def _act(analysis: Analysis, cue: Mark, speaker: Mark | None) -> str:
    """The act that the cue names; "rejected claims that" denies, "would not say" refuses."""
    if _rejects_claims(analysis, cue, speaker):
        return "deny"
    verb = _verb(analysis, cue)
    if cue.label == "deny" and _SAYS.fullmatch(analysis.word(verb)) and is_negated(analysis, verb):
        return "say"  # who "did not say whether" denies nothing
    return "refuse" if cue.label == "say" and _will_not(analysis, cue) else cue.label


def _verb(analysis: Analysis, cue: Mark) -> int:
    """The verb of a cue that has its "does not" with it, else its first word."""
    return next((w for w in range(cue.first, cue.last + 1) if analysis.tree.upos[w] == "VERB"), cue.first)


def _rejects_claims(analysis: Analysis, cue: Mark, speaker: Mark | None) -> bool:
    """Whether the cue is a verb that turns claims down, or the claims that its speaker turns down."""
    after = range(cue.last + 1, min(cue.last + 4, len(analysis.words)))
    if _REJECTS.fullmatch(analysis.word(cue.first)):
        return any(_CLAIMS.fullmatch(analysis.word(w)) for w in after)
    verb = analysis.tree.heads[cue.first]
    named = verb >= 0 and _CLAIMS.fullmatch(analysis.word(cue.first)) and _REJECTS.fullmatch(analysis.word(verb))
    return bool(named) and speaker is not None and speaker.last < verb < cue.first


def _will_not(analysis: Analysis, cue: Mark) -> bool:
    verb = _verb(analysis, cue)
    before = {analysis.word(w).casefold() for w in range(max(0, verb - 3), verb) if analysis.tree.heads[w] == verb}
    return bool(before & _WOULD) and is_negated(analysis, verb)


def _negated(analysis: Analysis, cue: Mark) -> bool:
    """Whether nobody said it: the cue has a "not" of its own, or "no one" for its subject; who would not say refuses."""
    if _said_by_nobody(analysis, cue):
        return True
    return is_negated(analysis, _verb(analysis, cue)) and not (cue.label == "say" and _will_not(analysis, cue))


def _said_by_nobody(analysis: Analysis, cue: Mark, which: frozenset[str] = _NOBODY) -> bool:
    start, heads, verb = analysis.sentences[analysis.sentence_of(cue.first)][0], analysis.tree.heads, _verb(analysis, cue)
    subjects = [w for w in range(start, cue.first) if heads[w] == verb]
    words = [w for w in range(start, cue.first) if w in subjects or (heads[w] in subjects and analysis.word(w).casefold() == "no")]
    return any(analysis.word(w).casefold() in which for w in words)


def _distinct(made: list[tuple[Saying, Statement]]) -> list[tuple[Saying, Statement]]:
    """Without a speaker's second statement over the same words; of two cues the one that says more than "say" counts. Nobody makes the
    claim that another denies: "dismissed a report that".
    """
    seen: dict[tuple[str | None, tuple[Span, ...]], tuple[Saying, Statement]] = {}
    for saying, statement in sorted(made, key=lambda pair: (pair[1].act == "say", -pair[0].score)):
        seen.setdefault((statement.speaker, statement.content), (saying, statement))
    denied = {statement.content for _, statement in seen.values() if statement.act == "deny"}
    kept = [(saying, one) for saying, one in seen.values() if one.speaker or one.act == "deny" or one.content not in denied]
    return sorted(kept, key=lambda pair: (pair[0].cue.first, pair[1].speaker or ""))


def _nest(analysis: Analysis, sayings: list[Saying], statements: list[Statement]) -> list[Statement]:
    """``within``: the smallest other statement that holds a statement's cue and content, or that quotes the same words of its speaker."""
    nested = []
    for number, (saying, statement) in enumerate(zip(sayings, statements, strict=True)):
        around = [
            (other.size, n) for n, other in enumerate(sayings)
            if n != number and other.cue != saying.cue and (_holds(other, saying) or _quotes(analysis, other, saying))
        ]
        nested.append(replace_within(statement, statements[min(around)[1]].id if around else None))
    return nested


def _holds(other: Saying, saying: Saying) -> bool:
    whole = all(other.holds(a) and other.holds(b) for a, b in saying.content)
    return other.size > saying.size and other.holds(saying.cue.first) and whole


def _quotes(analysis: Analysis, other: Saying, saying: Saying) -> bool:
    """Whether one statement quotes another: "Interfax quoted the minister as saying", "he told them, the agency wrote, that"."""
    if saying.content[-1] != other.content[-1] or not saying.speakers or not other.speakers:
        return False
    quotes = bool(_QUOTES.match(analysis.word(other.cue.first)))
    media = [analysis.mentions[one.speakers[0]].label == "media" for one in (other, saying)]
    return (quotes or media[0]) and not media[1] and not _QUOTES.match(analysis.word(saying.cue.first))


def replace_within(statement: Statement, within: str | None) -> Statement:
    return Statement(statement.id, statement.speaker, statement.speaker_span, statement.cue, statement.content, statement.form,
                     statement.act, statement.channel, statement.addressee, statement.negated, within)
