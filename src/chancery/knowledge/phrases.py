"""Phrases found in text: a table of them is looked up word by word, in time that does not grow with the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_SHORTEST = 2
"""Letters that a stem has at least."""

_GAP = 3
"""Words that a gap takes at most."""

Label = TypeVar("Label")


class Sight(NamedTuple, Generic[Label]):
    """A phrase found at characters ``start`` to ``end``; ``words`` it has."""

    start: int
    end: int
    label: Label
    words: int


class Phrasebook(Generic[Label]):
    """Phrases with their labels. Case, hyphens and points make no difference.

    A ``*`` at the end of a word takes any ending, a ``~`` between two words up to three others.

    >>> book = Phrasebook([("peace talk*", "talks"), ("cease-fire", "truce"), ("send ~ troops", "troops")])
    >>> [sight.label for sight in book.find("Peace talks on a ceasefire, a cease-fire; send no more troops")]
    ['talks', 'truce', 'troops']
    """

    def __init__(self, phrases: Iterable[tuple[str, Label]]) -> None:
        self._starts: dict[str, list[tuple[tuple[str, ...], Label]]] = {}
        for phrase, label in phrases:
            words = tuple(_spelled(word) for word in re.findall(r"\w+(?:['’]\w+)?\*?|~", phrase))
            self._starts.setdefault(words[0], []).append((words, label))
        self._stems: dict[str, list[str]] = {}
        for key in sorted(self._starts, key=len):
            if key.endswith("*"):
                self._stems.setdefault(key[:_SHORTEST], []).append(key)

    def find(self, text: str) -> Iterator[Sight[Label]]:
        """Every phrase wherever it starts, also one within another."""
        found = [(_spelled(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]
        words = [word for word, _, _ in found]
        for at, (word, start, _) in enumerate(found):
            stems = [stem for stem in self._stems.get(word[:_SHORTEST], ()) if word.startswith(stem[:-1])]
            for key in (word, *stems):
                for phrase, label in self._starts.get(key, ()):
                    if (last := _last(phrase, words, at)) is not None:
                        yield Sight(start, found[last][2], label, len(phrase) - phrase.count("~"))


def _spelled(word: str) -> str:
    """In small letters, without a final possessive."""
    return word.casefold().replace("’", "'").removesuffix("'s")


def _last(phrase: tuple[str, ...], words: list[str], at: int) -> int | None:
    """Where a phrase that starts at a word ends, null where it is not there."""
    for place, part in enumerate(phrase):
        if part == "~":
            rest = phrase[place + 1 :]
            return next((last for skip in range(_GAP + 1) if (last := _last(rest, words, at + skip)) is not None), None)
        if at >= len(words) or not (words[at].startswith(part[:-1]) if part.endswith("*") else words[at] == part):
            return None
        at += 1
    return at - 1
