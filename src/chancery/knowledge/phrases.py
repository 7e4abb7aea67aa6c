"""Phrases found in text: a table of them is looked up word by word, in time that does not grow with the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_SHORTEST = 2
"""Letters that a stem has at least."""

Label = TypeVar("Label")


class Sight(NamedTuple, Generic[Label]):
    """A phrase found at characters ``start`` to ``end``; ``words`` it has."""

    start: int
    end: int
    label: Label
    words: int


class Phrasebook(Generic[Label]):
    """Phrases with their labels. A ``*`` at the end of a word takes any ending; case, hyphens and points make no difference.

    >>> book = Phrasebook([("peace talk*", "talks"), ("cease-fire", "truce")])
    >>> [sight.label for sight in book.find("Peace talks on a ceasefire, a cease-fire")]
    ['talks', 'truce']
    """

    def __init__(self, phrases: Iterable[tuple[str, Label]]) -> None:
        self._starts: dict[str, list[tuple[tuple[str, ...], Label]]] = {}
        for phrase, label in phrases:
            words = tuple(_spelled(word) for word in re.findall(r"\w+(?:['’]\w+)?\*?", phrase))
            self._starts.setdefault(words[0], []).append((words, label))

    def find(self, text: str) -> Iterator[Sight[Label]]:
        """Every phrase wherever it starts, also one within another."""
        found = [(_spelled(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]
        words = [word for word, _, _ in found]
        for at, (word, start, _) in enumerate(found):
            for key in (word, *(f"{word[:size]}*" for size in range(_SHORTEST, len(word) + 1))):
                for phrase, label in self._starts.get(key, ()):
                    if _fits(phrase, words[at : at + len(phrase)]):
                        yield Sight(start, found[at + len(phrase) - 1][2], label, len(phrase))


def _spelled(word: str) -> str:
    return word.casefold().replace("’", "'")


def _fits(phrase: tuple[str, ...], words: list[str]) -> bool:
    return len(phrase) == len(words) and all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part for part, word in zip(phrase, words, strict=True)
    )
