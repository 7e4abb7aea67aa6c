"""Titles and common nouns: which office a title names, and what kind of actor a noun is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources

import msgspec

from chancery.knowledge.names import fold


class Words(msgspec.Struct, frozen=True):
    """``titles.json``: folded titles and their role, ministers' domains, agent nouns with kind and sector."""

    titles: dict[str, str | None]
    domains: dict[str, str]
    agents: dict[str, tuple[str, str]]


# Words before a title that leave the office the same, or that say when it was held.
_BEFORE = re.compile(
    r"^(?:former|ex|then|late|acting|interim|caretaker|outgoing|incumbent|current|new|newly elected|re elected|elected"
    r"|sitting|transitional|provisional|disgraced|ousted|deposed|exiled|jailed|disputed|self proclaimed|de facto|top"
    r"|senior|longtime|long time|veteran|one time|onetime|next|his|her|their|its|our|an|a) "
)
_DOMAIN_LAST = re.compile(
    r"^(?:federal |union |peoples )?(?:minister|secretary of state|secretary|commissar)"
    r" (?:of|for|in charge of|responsible for) (?:the )?(?!state\b)(.+)$"
)
# What may follow a domain without changing whose domain it is.
_JOINS = frozenset(("and", "of", "in", "for", "on"))
# A junior minister, whatever the domain.
_JUNIOR = re.compile(r"^(?:minister of state|state secretary|state minister|under secretary of state) for ")
_DOMAIN_FIRST = re.compile(r"^(.+) (?:minister|secretary)$")
_DEPUTY = re.compile(r"^(?:deputy|vice|assistant|junior) (.+)$")
_TAIL = re.compile(r" (?=(?:of|for|to|at|in|on|with|from|and) )")
# "President of the Supreme Court" is no head of state.
_OF_A_STATE = frozenset(("president", "vice president", "leader", "chancellor", "governor"))
_BODY = re.compile(
    r"\b(?:court|senate|assembly|chamber|council|bank|commission|committee|university|club|association|parliament|party"
    r"|company|board|institute|academy|union of|congress|agency|authority|fund|foundation|society|federation of|duma"
    r"|office|house|diet|bundestag|college|school|tribunal|exchequer|duchy|conference|corporation|group|network)\b"
)
_PAST = re.compile(r"^(?:former|ex|then|late|ousted|deposed|onetime|one time)\b")


@cache
def words() -> Words:
    """The packaged table of titles and nouns, read once."""
    content = resources.files("chancery.knowledge").joinpath("data", "titles.json").read_bytes()
    return msgspec.json.decode(content, type=Words)


@lru_cache(maxsize=8192)
def role_of(title: str) -> str | None:
    """The normalised office that a title names, whoever's it is; null where it names none that is known.

    >>> role_of("Minister of Foreign Affairs"), role_of("then-French Defense Minister"), role_of("Mr.")
    ('foreign minister', 'defence minister', None)
    """
    return office_of(title)[0]


@lru_cache(maxsize=8192)
def office_of(title: str) -> tuple[str | None, str]:
    """The role that a title names, and what follows it, folded.

    >>> office_of("President of the Province of Crotone")
    ('president', ' of the province of crotone')
    """
    for attempt, rest in _attempts(fold(title)):
        if (role := _known_role(attempt) or _known_role(_bare(attempt))) is not None:
            return _of_what(role, attempt, rest), rest
    return None, ""


def _of_what(role: str, title: str, rest: str) -> str:
    """The role once what follows is weighed: who heads a court or a department is no head of state, no diplomat."""
    if role in _OF_A_STATE and _BODY.search(rest):
        return "chairperson"
    return "minister" if title.endswith("secretary of state") and rest.startswith(" for ") else role


@lru_cache(maxsize=8192)
def is_title(title: str) -> bool:
    """Whether the words are a title: a role, a rank or a form of address.

    >>> is_title("Iranian Foreign Ministry spokesman"), is_title("Mr."), is_title("Budapest")
    (True, True, False)
    """
    titles = words().titles
    return role_of(title) is not None or any(attempt in titles for attempt, _ in _attempts(fold(title)))


def is_past(title: str) -> bool:
    """Whether the title says that the office is no longer held.

    >>> is_past("former president"), is_past("President")
    (True, False)
    """
    return bool(_PAST.match(fold(title)))


def agent_kind(noun: str) -> tuple[str, str] | None:
    """Kind and sector of the actor that a common noun means, by its last known words.

    >>> agent_kind("protesters"), agent_kind("the riot police"), agent_kind("teapot")
    (('people', 'CVL'), ('government', 'COP'), None)
    """
    parts = fold(noun).split()
    for start in range(len(parts)):
        if found := _agent(" ".join(parts[start:])):
            return found
    return None


def _agent(key: str) -> tuple[str, str] | None:
    agents = words().agents
    return next((agents[form] for form in _singulars(key) if form in agents), None)


def _singulars(key: str) -> tuple[str, ...]:
    """The forms under which the table may have a noun."""
    forms = [key]
    if key.endswith("ies"):
        forms.append(key[:-3] + "y")
    if key.endswith("men"):
        forms.append(key[:-2] + "an")
    if key.endswith("es"):
        forms.append(key[:-2])
    if key.endswith("s"):
        forms.append(key[:-1])
    return tuple(forms)


def _bare(key: str) -> str:
    while found := _BEFORE.match(key):
        key = key[found.end() :]
    return key


def _attempts(key: str) -> Iterator[tuple[str, str]]:
    """What may be the title and what would be left behind it, fullest first.

    A title starts at any word before its first preposition and ends before any of them:
    "Hungarian chief of staff of the army" tries "chief of staff" before "chief" and "staff" never.
    """
    cuts = [found.start() for found in _TAIL.finditer(key)]
    head = key[: cuts[0]] if cuts else key
    starts = [0, *(found.end() for found in re.finditer(" ", head))]
    for start in starts:
        for end in (len(key), *reversed(cuts)):
            yield key[start:end], key[end:]


def _known_role(key: str) -> str | None:
    found = words().titles.get(key)
    return found if found is not None else _domain_role(key) or _deputy_role(key)


def _domain_role(key: str) -> str | None:
    """The role of "minister of X" or "X minister"."""
    if _JUNIOR.match(key):
        return "state secretary" if key.startswith("state secretary") else "minister"
    if found := _DOMAIN_LAST.match(key):
        return _of_domain(found[1])
    found = _DOMAIN_FIRST.match(key)
    return words().domains.get(found[1]) if found else None


def _of_domain(domain: str) -> str | None:
    """The role for a domain, or for what it starts with: "finance and planning" is finance."""
    parts = domain.split()
    ends = (end for end in range(len(parts), 0, -1) if end == len(parts) or parts[end] in _JOINS)
    return next((role for end in ends if (role := words().domains.get(" ".join(parts[:end])))), None)


def _deputy_role(key: str) -> str | None:
    found = _DEPUTY.match(key)
    role = _known_role(found[1]) if found else None
    return None if role is None else f"deputy {role}"
