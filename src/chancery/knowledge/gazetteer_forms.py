"""Simpler forms of a place's words: "Hatay province" is Hatay, "northern Iraq" lies in Iraq."""

from __future__ import annotations

import re
from collections.abc import Iterator

_AREA = "province|region|state|oblast|governorate|district|prefecture|county|department|division|territory|republic|krai|area|canton"
_TOWN = "city|town|village|municipality|township|suburb"
_SORT = rf"(?:{_AREA}|{_TOWN})"
_SAME = (re.compile(rf"^(.+) {_SORT}$"), re.compile(rf"^{_SORT} of (.+)$"))
_ADMINISTERED = re.compile(rf"^(?:.+ (?:{_AREA})|(?:{_AREA}) of .+)$")
_SIDES = r"(?:(?:far )?(?:north|south|east|west|central)(?:ern)?|(?:north|south)[ -]?(?:east|west)(?:ern)?)"
_PART = (
    re.compile(r"^(.+) (?:airport|international airport|border|capital|port|suburbs|outskirts|countryside)$"),
    re.compile(
        rf"^(?:{_SIDES}(?: and {_SIDES})?|upper|lower|mid|inner|outer|mainland|rural|coastal|occupied|downtown|greater|neighbou?ring) "
        rf"(?!{_SIDES}$)(.+)$"
    ),
)


def same(key: str) -> Iterator[str]:
    """The name without the word for its sort.

    >>> list(same("hatay province"))
    ['hatay']
    """
    yield from (found[1] for pattern in _SAME if (found := pattern.match(key)))


def wholes(key: str) -> Iterator[str]:
    """What a folded name is only a part of, the nearest first.

    >>> list(wholes("northern hatay province"))
    ['hatay province', 'hatay']
    """
    for whole in (found[1] for pattern in _PART if (found := pattern.match(key))):
        yield whole
        yield from same(whole)
        yield from wholes(whole)


def is_area(key: str) -> bool:
    """Whether the words say that an area is meant and not the town of that name."""
    return bool(_ADMINISTERED.match(key))
