"""Linking: which names of an article stand for whom, against Wikidata ids."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chancery.analysis.analyse import analyse
from chancery.analysis.bundle import Bundle
from chancery.assembly.actors import cast
from chancery.knowledge.register import Register
from chancery.record.marks import Analysis
from chancery.record.text import Document
from training.tasks.measures import f1
from training.tasks.places import PLACES


@dataclass(frozen=True)
class Link:
    """Characters ``start`` to ``end`` that name the item ``wikidata``."""

    start: int
    end: int
    wikidata: str

    def overlaps(self, other: Link) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Article:
    text: str
    links: tuple[Link, ...]


def evaluate(bundle: Bundle, path: Path) -> dict[str, Any]:
    """F1 of names linked to the right id, gold being the names of what the register knows; ``all_f1`` with all gold names.

    Articles have no date, so the names alone must say who is meant. Words that overlap and have the same id agree.
    """
    articles, register = list(read_articles(path)), Register.load()
    documents = [Document(f"doc-{n}", None, None, None, None, "en", article.text) for n, article in enumerate(articles)]
    guesses = [linked(analysis, register) for analysis in analyse(bundle, documents)]
    known = {entry.wikidata for entry in register.entries()}
    golds = [[link for link in article.links if link.wikidata in known] for article in articles]
    everything = figures([article.links for article in articles], guesses)
    return {**figures(golds, guesses), "names": sum(map(len, golds)), **{f"all_{name}": value for name, value in everything.items()},
            "all_names": sum(len(article.links) for article in articles)}


def read_articles(path: Path) -> Iterator[Article]:
    """Articles with their links; names of what Wikidata does not have are left out."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            known = (label for label in row["labels"] if label["entity_id"].startswith("Q"))
            yield Article(row["text"], tuple(Link(*label["span"], label["entity_id"]) for label in known))


def linked(analysis: Analysis, register: Register) -> list[Link]:
    """The names of known actors, and the names of states where they are places."""
    people = cast(analysis, register, None)
    ids = {actor.id: actor.wikidata for actor in people.actors}
    actors = [Link(span.start, span.end, wikidata) for profile, actor in zip(people.profiles, people.of_mention, strict=True)
              if profile.form == "name" and (wikidata := ids[actor])
              and (span := analysis.span(profile.mark.first, profile.mark.last))]
    places = [place for place in _states(analysis, register) if not any(map(place.overlaps, actors))]
    return [*actors, *places]


def _states(analysis: Analysis, register: Register) -> Iterator[Link]:
    for mark in analysis.names:
        span = analysis.span(mark.first, mark.last)
        match = register.state_of(span.text) if mark.label in PLACES else None
        if match and match.how == "name" and match.entry.wikidata:
            yield Link(span.start, span.end, match.entry.wikidata)


def figures(golds: Sequence[Sequence[Link]], guesses: Sequence[Sequence[Link]]) -> dict[str, float]:
    hits = sum(len(agreed(gold, guess)) for gold, guess in zip(golds, guesses, strict=True))
    return f1(hits, sum(map(len, guesses)), sum(map(len, golds)))


def agreed(gold: Iterable[Link], guess: Iterable[Link]) -> list[tuple[Link, Link]]:
    """Pairs that name the same in overlapping words, each link in one pair at most."""
    free, pairs = list(guess), list[tuple[Link, Link]]()
    for link in gold:
        mate = next((other for other in free if other.wikidata == link.wikidata and other.overlaps(link)), None)
        if mate is not None:
            free.remove(mate)
            pairs.append((link, mate))
    return pairs
