"""Settled text to paragraphs, sentences and words, all as character offsets.

The one tokenisation path: training and inference both start here. Words follow the Universal Dependencies
English treebanks: clitics ("n't", "'s") and punctuation stand alone, hyphens split compounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

Bounds = tuple[int, int]
"""Start and end of a stretch of text, half open, in code points."""


class Segmentation(NamedTuple):
    """``words`` are in order; ``sentences`` are index ranges over them, and cover them all."""

    words: tuple[Bounds, ...]
    sentences: tuple[Bounds, ...]


_ABBREVIATIONS = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Adm|Brig|Gov|Sen|Rep|Reps|Sens|Pres|Sec|Amb|Rev|Fr|Hon|Msgr|"
    r"St|Ste|Mt|Ft|Jr|Sr|Inc|Corp|Co|Ltd|Bros|vs|etc|Vol|pp|approx|est|dept|Dept|Univ|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|"
    r"Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Vt|Va|Wash|Wis|Wyo)"
)
LONGEST_SENTENCE = 250
"""Words of one sentence. A longer run without a full stop is cut: the network reads no more at once, and what is compared
within a sentence grows with its square. The longest in our reports has 119."""
_SOFT_ENDS = ";,:–—"
_FINAL = ".!?…"
_WORD = re.compile(
    r"(?P<url>(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]'’])"
    r"|(?P<mail>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<number>\d+(?:[.,:/]\d+)*)"
    r"|(?P<initials>(?:[^\W\d_]\.){2,}|\b[A-Z]\.(?=\s+[A-Z]))"
    rf"|(?P<abbreviation>\b{_ABBREVIATIONS}\.|\b(?:No|Nos|Art|Sec)\.(?=\s*\d))"
    r"|(?P<word>[^\W\d_][^\W_]*(?:['’][^\W\d_]+)*['’]?)"
    r"|(?P<dots>\.{2,}|…|-{2,}|[–—]+)"
    r"|(?P<rest>\S)",
)
_CLITIC = re.compile(r"(?i)(?:n['’]t|['’](?:s|re|ve|ll|d|m))$")
_JOINED = re.compile(r"(?i)^(?:can(?=not$)|gon(?=na$)|wan(?=na$)|got(?=ta$))")
_JOINED_WORDS = frozenset("cannot gonna wanna gotta".split())
_KEPT_APOSTROPHE = re.compile(r"(?i)^(?:o|d|l|al|el|qu)['’]|['’][^\W\d_]{3,}$|^[^\W\d_]+['’][^\W\d_]+['’]?[^\W\d_]*$")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_CLOSERS = "\"”’'»)]}"
_OPENERS = "\"“‘'«([{„"
_SMALL_TITLES = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt cpl adm brig gov sen rep reps sens pres amb rev fr hon msgr st ste mt ft "
    "no nos vs art sec".split()
)
_NEVER_FINAL = frozenset({"u.s.", "u.k.", "u.n.", "e.u.", "u.a.e.", "d.c."})
_LIKELY_STARTERS = frozenset(
    "the a an he she it they we i you this that these those in on at but and as after before when while if there his her "
    "its their our my some many most several both such since despite for from with by under according however meanwhile "
    "also last earlier another one two".split()
)


def words_of(text: str, start: int, end: int) -> list[Bounds]:
    """The words of ``text[start:end]``.

    >>> text = "Kyiv didn't agree."
    >>> [text[a:b] for a, b in words_of(text, 0, len(text))]
    ['Kyiv', 'did', "n't", 'agree', '.']
    """
    found: list[Bounds] = []
    for match in _WORD.finditer(text, start, end):
        # Most words have nothing to be cut off, which is quickly seen.
        if match.lastgroup == "word" and ("'" in (word := match.group()) or "’" in word or word.lower() in _JOINED_WORDS):
            found.extend(_split_clitics(text, match.start(), match.end()))
        else:
            found.append(match.span())
    return found


def _split_clitics(text: str, start: int, end: int) -> list[Bounds]:
    word = text[start:end]
    if word[-1] in "'’":
        return [*_split_clitics(text, start, end - 1), (end - 1, end)]
    cut = _CLITIC.search(word)
    joined = _JOINED.match(word)
    if cut and cut.start() > 0:
        return [*_split_clitics(text, start, start + cut.start()), (start + cut.start(), end)]
    if joined:
        return [(start, start + joined.end()), (start + joined.end(), end)]
    if "'" in word or "’" in word:
        return _split_quoted(text, start, end)
    return [(start, end)]


def _split_quoted(text: str, start: int, end: int) -> list[Bounds]:
    if _KEPT_APOSTROPHE.search(text[start:end]):
        return [(start, end)]
    at = next(i for i in range(start, end) if text[i] in "'’")
    return [piece for piece in ((start, at), (at, at + 1), (at + 1, end)) if piece[0] < piece[1]]


def segment(text: str) -> Segmentation:
    """Words and sentences of a settled text; a blank line always ends a sentence.

    >>> segment("Mr. Orbán met the U.S. President. He left.").sentences
    ((0, 7), (7, 10))
    """
    words: list[Bounds] = []
    sentences: list[Bounds] = []
    for start, end in paragraphs(text):
        block = paragraph(text, start, end)
        offset = len(words)
        words.extend(block.words)
        sentences.extend((a + offset, b + offset) for a, b in block.sentences)
    return Segmentation(tuple(words), tuple(sentences))


def paragraph(text: str, start: int, end: int) -> Segmentation:
    """Words and sentences of one paragraph of a text."""
    words = words_of(text, start, end)
    return Segmentation(tuple(words), tuple(_sentences(text, words)))


def paragraphs(text: str) -> list[Bounds]:
    """Where a text's paragraphs are, those with nothing in them left out.

    >>> paragraphs("He left.\\n\\nKyiv denied it.")
    [(0, 8), (10, 25)]
    """
    cuts = [0, *(at for match in _PARAGRAPH.finditer(text) for at in match.span()), len(text)]
    return [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if text[a:b].strip()]


def _sentences(text: str, words: list[Bounds]) -> list[Bounds]:
    if not words:
        return []
    cuts = [0]
    for at in range(len(words) - 1):
        after = at + 1
        if not _may_end(text, words[at][1], words[after][0]):
            continue
        while after < len(words) and text[words[after][0]] in _CLOSERS and _closes(text, words, after):
            after += 1
        if after < len(words) and after > cuts[-1] and _ends(text, words, at, after):
            cuts.append(after)
    cuts.append(len(words))
    return [part for a, b in pairwise(cuts) if a < b for part in _within_reach(text, words, a, b)]


def _may_end(text: str, end: int, following: int) -> bool:
    """Whether what stands around the end of a word can end a sentence at all; of most words it is quickly seen that it cannot."""
    return text[end - 1] in _FINAL or text[following] in _CLOSERS or "\n" in text[end:following]


def _within_reach(text: str, words: list[Bounds], start: int, end: int) -> Iterator[Bounds]:
    """A sentence as it is; of one that is too long parts, cut behind a comma or the like where its second half has one."""
    while end - start > LONGEST_SENTENCE:
        last = start + LONGEST_SENTENCE
        soft = (at + 1 for at in range(last - 1, start + LONGEST_SENTENCE // 2, -1) if text[words[at][0]] in _SOFT_ENDS)
        cut = next(soft, last)
        yield start, cut
        start = cut
    yield start, end


def _closes(text: str, words: list[Bounds], at: int) -> bool:
    """Whether the mark at this word closes: it touches the word before it."""
    return at > 0 and words[at - 1][1] == words[at][0]


def _ends(text: str, words: list[Bounds], at: int, after: int) -> bool:
    """Whether a sentence ends with the words up to ``after``, its final mark being word ``at``."""
    mark = text[slice(*words[at])]
    gap = text[words[after - 1][1] : words[after][0]]
    following = text[slice(*words[after])]
    if not gap or (not gap.isspace()):
        return False
    if "\n" in gap and (gap.count("\n") > 1 or mark in ".!?…" or _starts(text, words, after)):
        return mark in ".!?…" or _line_ends(text, words, at, after)
    if mark in ("!", "?", ".", "...", "…"):
        return _starts(text, words, after) or (mark == "." and following[0].isdigit())
    if mark.endswith(".") and len(mark) > 1:
        return _abbreviation_ends(text, words, mark, after)
    return False


def _starts(text: str, words: list[Bounds], at: int) -> bool:
    while at < len(words) and text[words[at][0]] in _OPENERS:
        at += 1
    if at == len(words):
        return False
    first = text[words[at][0]]
    return first.isupper() or not (first.isascii() or first.islower())


def _line_ends(text: str, words: list[Bounds], at: int, after: int) -> bool:
    """A line that breaks without a final mark ends a sentence when the next one starts like one and it is no wrapped line."""
    line_start = text.rfind("\n", 0, words[at][0]) + 1
    line = text[line_start : words[at][1]]
    return len(line) < 60 or len(line) > 100


def _abbreviation_ends(text: str, words: list[Bounds], mark: str, after: int) -> bool:
    """After "U.S." or "Inc." only a word that likes to start a sentence starts one."""
    if mark[:-1].lower() in _SMALL_TITLES:
        return False
    following = text[slice(*words[after])]
    opened = following in ("“", '"', "‘")
    starter = following.lower() in _LIKELY_STARTERS and following[0].isupper()
    if mark.lower() in _NEVER_FINAL or mark[:-1].isalpha():
        return opened or starter
    return (opened or starter) and len(mark) > 2
