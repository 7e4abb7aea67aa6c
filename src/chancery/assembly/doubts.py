"""Where the register knows several who fit a mention equally well: told as a problem, for neither was taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from chancery.assembly.actors import Cast
from chancery.assembly.profile import Profile, holders
from chancery.knowledge.register import Register
from chancery.knowledge.titles import role_of
from chancery.record.facts import Problem


def doubts(cast: Cast, register: Register, on: date | None) -> tuple[Problem, ...]:
    """One problem for each actor that may be several of the register."""
    found = [problem for actor in cast.actors for problem in _doubt(actor.name, _mentions(cast, actor.id), register, on)]
    return tuple(dict.fromkeys(found))


def _mentions(cast: Cast, actor: str) -> list[Profile]:
    return [item for item, owner in zip(cast.profiles, cast.of_mention, strict=True) if owner == actor]


def _doubt(name: str, items: list[Profile], register: Register, on: date | None) -> Iterator[Problem]:
    """What keeps an actor from being known: rivals for its fullest name, or for its office."""
    if any(item.known for item in items):
        return
    for item in items:
        if item.form == "name" and item.name == name and item.mark.label == "person":
            role = role_of(item.title) if item.title else None
            rivals = register.rivals(item.name, country=item.country, role=role, on=on)
            yield from _problem(f"“{item.words}” may be", (entry.name for entry in rivals))
        elif not any(other.form == "name" for other in items) and (matches := holders(item, register, on)):
            day = f"held the office on {on}" if on else "hold the office"
            yield from _problem(f"“{item.words}”: several {day},", (match.entry.name for match in matches))


def _problem(words: str, names: Iterable[str]) -> Iterator[Problem]:
    several = list(dict.fromkeys(names))
    if len(several) > 1:
        yield Problem("actors", f"{words} {_listed(several)}; none of them fits better, so none was taken")


def _listed(names: list[str]) -> str:
    shown = names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"]
    return ", ".join(shown[:-1]) + " or " + shown[-1]
