"""Other names of known actors, from the link texts of Wikipedia's current events."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from chancery.knowledge.names import fold
from chancery.knowledge.titles import is_title
from training.register.drafts import Draft
from training.register.states import StateWords

SOURCE = "Wikipedia current events"


def add_aliases(drafts: list[Draft], path: Path, words: StateWords) -> None:
    """Call known actors also by the names under which at least two reports link to their articles."""
    named: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        for name in {fold(name) for name in (draft.name, *draft.aliases)}:
            named[name].append(draft)
    for (title, text), count in Counter(_links(path)).items():
        found = named.get(fold(title), [])
        if count >= 2 and len(found) == 1 and _is_new_name(text, found[0], named, words):
            found[0].call_also((text,))
            found[0].source += "" if SOURCE in found[0].source else f"; {SOURCE}"


def _links(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        for text, url in json.loads(line)["links"]:
            yield unquote(url.rsplit("/", 1)[-1]).replace("_", " ").partition(" (")[0], text


def _is_new_name(text: str, draft: Draft, named: dict[str, list[Draft]], words: StateWords) -> bool:
    key = fold(text)
    plain = len(key) > 2 and key not in named and key not in words and not any(letter.isdigit() for letter in key)
    return plain and _fits_kind(text, draft) and not _has_state(key.split(), words)


def _fits_kind(text: str, draft: Draft) -> bool:
    words = text.split()
    capitals = sum(word[:1].isupper() for word in words)
    if draft.kind == "person":
        return capitals >= 2
    # What a link calls "Supreme Court" beside the name of a state is one of many; "U.S. Senator" is somebody in it.
    short = set(fold(text).split()) <= set(fold(draft.name).split())
    return words[-1][:1].isupper() and not short and not is_title(text)


def _has_state(parts: Iterable[str], words: StateWords) -> bool:
    """Whether a nationality stands in the words, which then rather describe than name."""
    return any(part in words and words[part][1] == "demonym" for part in parts)
