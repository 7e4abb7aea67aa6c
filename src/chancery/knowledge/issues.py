"""Canonical issues: one name for what positions are about, however a report words it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Self

from chancery.errors import RegisterError
from chancery.knowledge.phrases import Phrasebook


class Issues:
    """A list of issues, each with phrases that name it."""

    def __init__(self, phrases: dict[str, list[str]]) -> None:
        self.names = tuple(phrases)
        self._book = Phrasebook((phrase, name) for name, listed in phrases.items() for phrase in listed)

    @classmethod
    def load(cls, extra: Path | None = None) -> Self:
        """The packaged list; rows of a user's own TOML file are added, and count instead of packaged rows of the same name.

        Raises RegisterError where the file cannot be used.
        """
        packaged = _rows(resources.files("chancery.knowledge").joinpath("data", "issues.toml").read_text(encoding="utf-8"), "issues.toml")
        return cls(packaged if extra is None else packaged | _read(extra))

    def canonical(self, text: str) -> str | None:
        """The issue that the words name: by the phrase with most words, of several the first; null where none fits."""
        found = sorted(self._book.find(text), key=lambda sight: (-sight.words, sight.start))
        return found[0].label if found else None


def canonical(text: str) -> str | None:
    """The canonical issue of a position's issue by the packaged list; null where none fits.

    >>> canonical("provide military support to Ukraine"), canonical("the envoy's hat")
    ('military aid', None)
    """
    return _packaged().canonical(text)


def names() -> tuple[str, ...]:
    """Every issue of the packaged list, in its order."""
    return _packaged().names


@cache
def _packaged() -> Issues:
    return Issues.load()


def _read(path: Path) -> dict[str, list[str]]:
    try:
        return _rows(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as reason:
        raise RegisterError(f"{path}: cannot be read: {reason}. Give a TOML file in UTF-8.") from reason


def _rows(content: str, name: str) -> dict[str, list[str]]:
    """Issues with their phrases, as the file has them."""
    try:
        rows = tomllib.loads(content)
    except tomllib.TOMLDecodeError as reason:
        raise RegisterError(f'{name}: {reason}. Write one issue a line: "fishing rights" = ["fishing quota*", "fish stocks"].') from reason
    for issue, phrases in rows.items():
        if not isinstance(phrases, list) or not all(isinstance(phrase, str) and any(map(str.isalnum, phrase)) for phrase in phrases):
            raise RegisterError(f'{name}: {issue} needs a list of phrases: "{issue}" = ["…", "…"].')
    return rows
