"""Organisations from the hand-written tables, bodies of states by rule, and armed groups of Phoenix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from chancery.knowledge.names import fold
from training.register.drafts import TERRITORIES, Draft, many, table
from training.register.phoenix import armed_groups

# Table, kind, and the sectors of a row that names none.
_TABLES = (
    ("igos.csv", "igo", ()), ("ngos.csv", "ngo", ("SOC",)), ("media.csv", "media", ("JRN",)),
    ("armed_groups.csv", "armed-group", ("REB",)), ("parties.csv", "party", ("PTY",)),
    ("companies.csv", "company", ("BUS",)), ("governments.csv", "government", ("GOV",)),
)  # fmt: skip
_MINISTRIES = {
    "foreign ministry": (("Foreign",), ("Foreign Affairs",), ("GOV",)),
    "defence ministry": (("Defence", "Defense"), ("Defence", "Defense", "National Defence"), ("GOV", "MIL")),
    "interior ministry": (("Interior",), ("Interior", "the Interior", "Internal Affairs"), ("GOV", "COP")),
    "finance ministry": (("Finance",), ("Finance",), ("GOV", "BUS")),
    "justice ministry": (("Justice",), ("Justice",), ("GOV", "JUD")),
    "health ministry": (("Health",), ("Health",), ("GOV", "MED")),
}
# Body, the words for it after a nationality, and its sectors; the first words make the name.
_BODIES = {
    "armed forces": (("Armed Forces", "army", "military", "forces", "troops", "National Army"), ("MIL",)),
    "air force": (("Air Force",), ("MIL",)),
    "navy": (("Navy", "naval forces"), ("MIL",)),
    "parliament": (("Parliament", "legislature"), ("LEG",)),
    "supreme court": (("Supreme Court",), ("JUD",)),
    "police": (("police", "National Police", "police force"), ("COP",)),
    "intelligence agency": (("intelligence service", "intelligence"), ("SPY",)),
    "central bank": (("central bank",), ("GOV", "BUS")),
}


def organisations(actors: Path, states: Iterable[Draft]) -> list[Draft]:
    """Every organisation, hand-written ones first."""
    written = [draft for name, kind, sectors in _TABLES for draft in _written(name, kind, sectors)]
    bodies = list(_bodies(states, {(row["country"], row["body"]): row["name"] for row in table("governments.csv")}))
    by_hand = {draft.name: draft for draft in written}
    taken = {fold(name) for draft in written for name in (draft.name, *draft.aliases)}
    for body in bodies:
        twin = by_hand.get(body.name, body)
        own = {fold(name) for name in (twin.name, *twin.aliases)}
        new = (name for name in body.found_as if fold(name) not in taken or fold(name) in own)
        twin.found_as = (*(twin.found_as if twin is not body else ()), *new)
    groups = _new_ones(armed_groups(actors / "Phoenix.MilNonState.actors.txt"), written)
    return [*written, *(body for body in bodies if body.name not in by_hand), *groups]


def _written(name: str, kind: str, sectors: tuple[str, ...]) -> Iterator[Draft]:
    for row in table(name):
        own = tuple(row.get("sectors", "").split()) or sectors
        place = row.get("country") or None
        country = None if place is None or ":" in place else place
        draft = Draft(row["name"], kind, country, name, own, row["wikidata"] or None)
        draft.call_also(many(row["aliases"]))
        draft.found_as = tuple(_in_full(draft))
        yield draft


def _in_full(draft: Draft) -> Iterator[str]:
    """The names that start with "US", with "United States" in its place."""
    for name in (draft.name, *draft.aliases):
        if fold(name).startswith("us "):
            yield f"United States {name.split(' ', 1)[1]}"


def _bodies(states: Iterable[Draft], by_hand: dict[tuple[str, str], str]) -> Iterator[Draft]:
    demonyms = {row["code"]: many(row["demonyms"]) for row in table("states.csv")}
    for state in states:
        country = state.country or ""
        if demonyms.get(country) and country not in TERRITORIES:
            yield from _bodies_of(state, demonyms[country][0], by_hand)


def _bodies_of(state: Draft, demonym: str, by_hand: dict[tuple[str, str], str]) -> Iterator[Draft]:
    for body, (short, long, sectors) in _MINISTRIES.items():
        names = _ministry_names(state.name, demonym, short, long)
        yield _body(state, body, names, sectors, by_hand)
    for body, (words, sectors) in _BODIES.items():
        yield _body(state, body, _body_names(state.name, demonym, words), sectors, by_hand)


def _body(
    state: Draft, body: str, names: tuple[str, ...], sectors: tuple[str, ...], by_hand: dict[tuple[str, str], str]
) -> Draft:
    """The body under its rule-made names, or under the name that was written by hand for it."""
    name = by_hand.get((state.country or "", body), names[0])
    return Draft(name, "government", state.country, "by rule", sectors, found_as=names)


def _ministry_names(state: str, demonym: str, short: tuple[str, ...], long: tuple[str, ...]) -> tuple[str, ...]:
    """The ways to call a ministry: "French Foreign Ministry", "Ministry of Foreign Affairs of France" ...

    >>> _ministry_names("Chad", "Chadian", ("Interior",), ("Interior",))[:3]
    ('Chadian Interior Ministry', "Chad's Interior Ministry", 'Ministry of Interior of Chad')
    """
    names = [name for word in short for name in (f"{demonym} {word} Ministry", f"{state}'s {word} Ministry")]
    for domain in long:
        names += [f"Ministry of {domain} of {state}", f"{demonym} Ministry of {domain}"]
    return tuple(names)


def _body_names(state: str, demonym: str, words: tuple[str, ...]) -> tuple[str, ...]:
    names = [name for word in words for name in (f"{demonym} {word}", f"{state}'s {word}")]
    return (*names, f"{words[0]} of {state}", f"{state} {words[0]}")


def _new_ones(groups: Iterable[Draft], known: list[Draft]) -> Iterator[Draft]:
    """The groups that no known organisation may be."""
    names = {fold(name) for draft in known for name in (draft.name, *draft.aliases)}
    for group in groups:
        own = {fold(name) for name in (group.name, *group.aliases)}
        if not own & names and not group.name.isdigit():
            names |= own
            yield group
