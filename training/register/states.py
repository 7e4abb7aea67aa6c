"""States from the hand-written tables, with official names and Wikidata ids of rigour (MIT)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chancery.knowledge.entries import How
from chancery.knowledge.names import fold
from training.register.drafts import Draft, many, table

# rigour names these by the whole kingdom; Wikidata's country items are others.
_WIKIDATA = {"DNK": "Q35", "NLD": "Q55", "CIV": "Q1008"}
_ALPHA3 = {"xk": "XKX"}
StateWords = dict[str, tuple[str, How]]
_HOWS: tuple[How, ...] = ("name", "demonym", "capital", "seat")


def states(actors: Path) -> tuple[list[Draft], StateWords]:
    """Every state, and the words that stand for one."""
    territories = _territories(actors / "rigour" / "data.jsonl")
    drafts, words = [], list[tuple[How, str, str]]()
    for row in (*table("states.csv"), *table("states_other.csv")):
        draft = _draft(row, territories.get(row["code"], {}))
        drafts.append(draft)
        words += _words(draft, row)
    words += [("seat", row["words"], row["id"]) for row in table("seats.csv")]
    return drafts, _by_strength(words)


def _territories(path: Path) -> dict[str, dict[str, Any]]:
    """Rows by alpha-3 code; what has none, such as "Global", is no territory."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    coded = {_ALPHA3.get(row["code"], row.get("alpha3", "")).upper(): row for row in rows if "-" not in row["code"]}
    return {code: row for code, row in coded.items() if code}


def _draft(row: dict[str, str], territory: dict[str, Any]) -> Draft:
    code = row["code"]
    draft = Draft(
        name=row["name"],
        kind="state",
        country=code or None,
        source="states.csv" + ("; rigour" if territory else ""),
        sectors=("GOV",),
        wikidata=row.get("wikidata") or _WIKIDATA.get(code) or territory.get("qid"),
        id=row.get("id") or f"state:{code.lower()}",
    )
    draft.call_also(many(row["aliases"]))
    if row.get("id") is None:
        draft.call_also(name for name in (territory.get("name"), territory.get("full_name")) if name)
    return draft


def _words(draft: Draft, row: dict[str, str]) -> Iterator[tuple[How, str, str]]:
    yield from (("name", name, draft.id or "") for name in (draft.name, *draft.aliases))
    for word in many(row["demonyms"]):
        yield from (("demonym", form, draft.id or "") for form in (word, *_plural(word)))
    yield from (("capital", word, draft.id or "") for word in many(row["capitals"]))
    yield from (("seat", word, draft.id or "") for word in many(row["seats"]))


def _plural(word: str) -> tuple[str, ...]:
    """The plural noun of a nationality, where it has one of its own.

    >>> _plural("Hungarian"), _plural("Swiss"), _plural("Filipino")
    (('Hungarians',), (), ('Filipinos',))
    """
    endless = ("ese", "ish", "ch", "s", "x", "men", "man", "women")
    return () if word.endswith(endless) else (word + "s",)


def _by_strength(words: list[tuple[How, str, str]]) -> StateWords:
    found: StateWords = {}
    for how, word, state in sorted(words, key=lambda found: _HOWS.index(found[0])):
        found.setdefault(fold(word), (state, how))
    return found
