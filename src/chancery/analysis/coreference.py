"""Which mentions speak of one actor: what a pair of mentions shows on its face, and the joining of scored pairs."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Bounds = tuple[int, int]
PRONOUNS = frozenset(
    "he him his himself she her hers herself it its itself they them their theirs themselves we us our ours i me my mine "
    "you your who whose whom which this these those that".split()
)
_GENDER = {**dict.fromkeys(("he", "him", "his", "himself"), 1), **dict.fromkeys(("she", "her", "hers", "herself"), 2),
           **dict.fromkeys(("it", "its", "itself", "which"), 3), **dict.fromkeys(("they", "them", "their", "theirs"), 4),
           **dict.fromkeys(("we", "us", "our", "ours"), 5), **dict.fromkeys(("i", "me", "my", "mine"), 6)}  # fmt: skip
_ARTICLES = frozenset(("the", "a", "an", "this", "that", "these", "those"))
_AFTER_HEAD = frozenset(
    ("of", "in", "on", "at", "for", "from", "with", "by", "to", "as", "into", "over", "against", "between", "about", "after", "before",
     "during", "near", "under", "within", "who", "which", "that", "whose", "whom", "where", "when", ",", ":", "(", "–", "—")
)  # fmt: skip
_NAME = re.compile(r"[A-Z]")
PAIR_FEATURES = 23
OWN_FEATURES = 16


def head_of(words: Sequence[str], mention: Bounds) -> int:
    """The word that most likely heads a mention: the last before what is hung on behind.

    >>> head_of("the new president of the republic".split(), (0, 5)), head_of("Russia 's".split(), (0, 1))
    (2, 0)
    """
    first, last = mention
    head = next((at - 1 for at in range(first + 1, last + 1) if words[at].lower() in _AFTER_HEAD), last)
    return head - 1 if head > first and words[head] in ("'s", "’s", "'", "’") else head


def own_features(words: Sequence[str], mentions: Sequence[Bounds]) -> NDArray[np.float32]:
    """(mentions, OWN_FEATURES): what a mention shows on its face: which pronoun, a name, its article, its length."""
    out = np.zeros((len(mentions), OWN_FEATURES), dtype=np.float32)
    for row, (a, b) in enumerate(mentions):
        start, end = words[a].lower(), words[head_of(words, (a, b))]
        gender = _gender_of(words[a : b + 1])
        named = bool(_NAME.match(end)) and end.lower() not in PRONOUNS
        out[row, gender] = 1.0  # 0: no pronoun, 7: one that says neither gender nor number
        out[row, 8:] = (named, start in ("the", "this", "that", "these", "those"), start in ("a", "an"), gender == 0 and start in PRONOUNS,
                        not named and end.lower().endswith("s"), a == b, b - a > 2, end.isupper() and len(end) > 1)
    return out


def _gender_of(words: Sequence[str]) -> int:
    word = words[0].lower()
    return _GENDER.get(word, 7 if word in PRONOUNS else 0) if len(words) == 1 else 0


def pair_features(
    words: Sequence[str], mentions: Sequence[Bounds], sentence: Sequence[int], rows: slice = slice(None)
) -> NDArray[np.float32]:
    """(rows, mentions, PAIR_FEATURES): what later mention ``i`` and earlier ``j`` share. Bounds are first and last word.

    ``rows`` are the later mentions asked for: all pairs of a long text at once would not fit in memory.
    """
    count = len(mentions)
    order = np.arange(count)
    out = np.zeros((len(order[rows]), count, PAIR_FEATURES), dtype=np.float32)
    if not count:
        return out
    bare = [[w.lower() for w in words[a : b + 1] if w.lower() not in _ARTICLES and w not in ("'s", "’s")] for a, b in mentions]
    text = np.array([hash_of(" ".join(part)) for part in bare])
    heads = [words[head_of(words, mention)] for mention in mentions]
    last = np.array([hash_of(head.lower()) for head in heads])
    named = np.array([bool(_NAME.match(head)) and head.lower() not in PRONOUNS for head in heads])
    gender = np.array([_gender_of(words[a : b + 1]) for a, b in mentions])
    pronoun = gender > 0
    definite = np.array([words[a].lower() in _ARTICLES for a, _ in mentions])
    where = np.array([sentence[a] for a, _ in mentions])
    shared = _shared(bare, rows)
    subset = shared > 0
    first, end = np.array(mentions).T
    name, noun, same_last = named[rows, None], ~named[rows, None], last[rows, None] == last[None]
    both, other = pronoun[rows, None] & pronoun[None], gender[rows, None] != gender[None]
    out[..., 0] = text[rows, None] == text[None]
    out[..., 1] = same_last & name & named[None]
    out[..., 2] = same_last & noun
    out[..., 3] = subset
    out[..., 4] = subset & name & named[None]
    out[..., 5] = both & ~other
    out[..., 6] = both & other
    out[..., 7] = pronoun[rows, None] & ~pronoun[None]
    out[..., 8] = ~pronoun[rows, None] & pronoun[None]
    out[..., 9] = name & named[None] & ~subset
    out[..., 10] = definite[rows, None] & noun
    out[..., 11] = (~named & ~pronoun)[rows, None] & named[None]
    apart = np.abs(where[rows, None] - where[None])
    for at, limit in enumerate((0, 1, 2, 4)):
        out[..., 12 + at] = apart <= limit
    steps = np.abs(order[rows, None] - order[None])
    for at, limit in enumerate((1, 2, 4)):
        out[..., 16 + at] = steps <= limit
    out[..., 19] = ((first[rows, None] <= first[None]) & (end[None] <= end[rows, None])) | (
        (first[None] <= first[rows, None]) & (end[rows, None] <= end[None])
    )
    out[..., 20] = shared
    out[..., 21] = np.log1p(steps) / 4
    out[..., 22] = _initials(words, mentions, rows)
    return out


def _shared(bare: Sequence[Sequence[str]], rows: slice) -> NDArray[np.float32]:
    """(rows, mentions) share of the shorter mention's words that the other has too."""
    number = {word: at for at, word in enumerate(dict.fromkeys(word for part in bare for word in part))}
    has = np.zeros((len(bare), max(len(number), 1)), np.float32)
    for row, part in enumerate(bare):
        has[row, [number[word] for word in part]] = 1
    sizes = has.sum(1)
    result: NDArray[np.float32] = (has[rows] @ has.T) / np.maximum(np.minimum(sizes[rows, None], sizes[None]), 1)
    return result


def _initials(words: Sequence[str], mentions: Sequence[Bounds], rows: slice) -> NDArray[np.bool_]:
    """(rows, mentions) whether one is the other's initials: NATO, the North Atlantic Treaty Organization."""
    short = np.array([hash_of(words[b].replace(".", "")) if words[b].isupper() and len(words[b]) > 1 else -1 for _, b in mentions])
    letters = ["".join(w[0] for w in words[a : b + 1] if w[0].isupper()) for a, b in mentions]
    long = np.array([hash_of(name) if len(name) > 1 else -2 for name in letters])
    result: NDArray[np.bool_] = (short[rows, None] == long[None]) | (long[rows, None] == short[None])
    return result


def hash_of(text: str) -> int:
    """A number for a text, the same in every process."""
    value = 0
    for char in text:
        value = (value * 131 + ord(char)) % 2_305_843_009_213_693_951
    return value
