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
_NAME = re.compile(r"[A-Z]")
PAIR_FEATURES = 20


def pair_features(words: Sequence[str], mentions: Sequence[Bounds], sentence: Sequence[int]) -> NDArray[np.float32]:
    """(mentions, mentions, PAIR_FEATURES): what later mention ``i`` and earlier ``j`` share. Bounds are first and last word."""
    count = len(mentions)
    out = np.zeros((count, count, PAIR_FEATURES), dtype=np.float32)
    if not count:
        return out
    bare = [[w.lower() for w in words[a : b + 1] if w.lower() not in _ARTICLES and w not in ("'s", "’s")] for a, b in mentions]
    text = np.array([hash_of(" ".join(part)) for part in bare])
    last = np.array([hash_of(part[-1] if part else "") for part in bare])
    named = np.array([bool(_NAME.match(words[b])) and words[b].lower() not in PRONOUNS for _, b in mentions])
    gender = np.array([_GENDER.get(part[0], 7 if part[0] in PRONOUNS else 0) if len(part) == 1 else 0 for part in bare])
    pronoun = gender > 0
    definite = np.array([words[a].lower() in _ARTICLES for a, _ in mentions])
    where = np.array([sentence[a] for a, _ in mentions])
    order = np.arange(count)
    subset = np.array([[bool(set(x) & set(y)) for y in bare] for x in bare])
    out[..., 0] = text[:, None] == text[None]
    out[..., 1] = (last[:, None] == last[None]) & named[:, None] & named[None]
    out[..., 2] = (last[:, None] == last[None]) & ~named[:, None]
    out[..., 3] = subset
    out[..., 4] = subset & named[:, None] & named[None]
    out[..., 5] = pronoun[:, None] & pronoun[None] & (gender[:, None] == gender[None])
    out[..., 6] = pronoun[:, None] & pronoun[None] & (gender[:, None] != gender[None])
    out[..., 7] = pronoun[:, None] & ~pronoun[None]
    out[..., 8] = ~pronoun[:, None] & pronoun[None]
    out[..., 9] = named[:, None] & named[None] & ~subset
    out[..., 10] = definite[:, None] & ~named[:, None]
    out[..., 11] = (~named & ~pronoun)[:, None] & named[None]
    apart = np.abs(where[:, None] - where[None])
    for at, limit in enumerate((0, 1, 2, 4)):
        out[..., 12 + at] = apart <= limit
    steps = np.abs(order[:, None] - order[None])
    for at, limit in enumerate((1, 2, 4)):
        out[..., 16 + at] = steps <= limit
    out[..., 19] = [[(a <= c and d <= b) or (c <= a and b <= d) for c, d in mentions] for a, b in mentions]
    return out


def hash_of(text: str) -> int:
    """A number for a text, the same in every process."""
    value = 0
    for char in text:
        value = (value * 131 + ord(char)) % 2_305_843_009_213_693_951
    return value
