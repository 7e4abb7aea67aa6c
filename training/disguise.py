"""Records told of others: persons and states of an example under other names, so that roles are learned and not who plays them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files

from chancery.knowledge.titles import is_title
from training.corpora.example import Example

Country = dict[str, str]


@cache
def _countries() -> tuple[dict[str, tuple[str, str]], list[Country]]:
    """Word to (state, how) for one-word names of states, and the states that have all three of them."""
    table: dict[str, list[str]] = json.loads((files("chancery.knowledge") / "data" / "states.json").read_text(encoding="utf-8"))
    words = {word: (state, how) for word, (state, how) in table.items() if " " not in word and len(word) > 3 and state.startswith("state:")}
    states: dict[str, Country] = {}
    for word, (state, how) in words.items():
        if how in ("name", "capital") or (how == "demonym" and not word.endswith(("s", "man", "men"))):
            states.setdefault(state, {}).setdefault(how, word.capitalize())
    return words, [country for country in states.values() if len(country) == 3]


def names_of(examples: Iterable[Example]) -> list[str]:
    """Every word of a person's name, as often as it is used."""
    return [word for example in examples for number, word in enumerate(example.words) if _is_name(example, number)]


def _is_name(example: Example, number: int) -> bool:
    tag = example.tags.get("mention", [None] * (number + 1))[number] or "O"
    word = example.words[number]
    return tag[2:] == "person" and word[:1].isupper() and len(word) > 2 and word.isalpha() and not is_title(word) and not _country(word)


def _country(word: str) -> tuple[str, str] | None:
    words, _ = _countries()
    return words.get(word.lower()) or words.get(word.lower().removesuffix("s"))


def disguise(example: Example, pool: list[str], seed: random.Random) -> Example:
    """The example with each person's name word and each one-word state exchanged for another, the same one throughout."""
    chosen: dict[str, str] = {}
    others: dict[str, Country] = {}
    _, countries = _countries()
    for number, word in enumerate(example.words):
        if word in chosen:
            continue
        place = _country(word) if word[:1].isupper() else None
        if place:
            state, how = place
            other = others.setdefault(state, seed.choice(countries))
            if how in other:
                several = how == "demonym" and word.endswith("s") and not other[how].endswith(("s", "sh", "ese"))
                chosen[word] = other[how] + ("s" if several else "")
        elif pool and _is_name(example, number):
            chosen[word] = seed.choice(pool)
    return replace(example, words=tuple(chosen.get(word, word) for word in example.words))
