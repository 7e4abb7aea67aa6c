"""Office holders from the hand-written table and from every-politician."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

from chancery.knowledge.names import fold
from chancery.knowledge.titles import office_of
from training.register.drafts import Draft, Tenure, many, table
from training.register.roll import Roll
from training.register.states import StateWords

TABLE = "holders.csv"
# The day to which the hand-written table was kept with confidence.
TABLE_SEEN = "2025-12-31"
EVERY_POLITICIAN = "every-politician"
_COUNTRIES = {
    "bosnia-herzegovina": "BIH", "burkina-faso": "BFA", "congo-kinshasa": "COD", "czech": "CZE", "saudi": "SAU",
    "swiss": "CHE", "uae": "ARE", "us": "USA", "world": "igo:united-nations",
}  # fmt: skip
# Offices in which politics below the minister are told by name often enough to keep.
_KEPT = frozenset(
    ("president", "prime minister", "chancellor", "king", "queen", "monarch", "emperor", "emir", "sultan", "leader",
     "supreme leader", "crown prince", "vice president", "deputy prime minister", "speaker", "army chief",
     "chief of staff", "national security adviser", "intelligence chief", "attorney general", "prosecutor",
     "chief justice", "central bank governor", "opposition leader", "party leader", "ambassador to the UN",
     "secretary-general", "high representative", "spokesperson", "government spokesperson", "first lady",
     "deputy foreign minister", "deputy defence minister", "chief executive", "commander", "governor",
     "chief minister", "state councilor", "police chief", "director-general", "envoy")
)  # fmt: skip
# Heads of something smaller than the state, when a place or body follows the title.
_SMALLER = {
    "president": "regional president", "prime minister": "regional premier", "leader": "regional leader",
    "emir": "regional leader", "vice president": "deputy head", "deputy prime minister": "deputy head",
    "chancellor": "head",
}  # fmt: skip
_OF_THE_STATE = frozenset(
    ("of the republic", "of the government", "of the council of ministers", "of the state council", "of the presidency",
     "of the council", "of the state", "for the republic", "of the union", "of the federation")
)  # fmt: skip
_POSTS_KEPT = frozenset(("USA", "RUS", "CHN", "GBR", "UKR", "ISR", "FRA", "DEU", "IRN", "IND", "TUR"))


def hand_written(roll: Roll) -> None:
    """Enter the tenures that were written by hand, and the names of their holders."""
    rows = list(table("holders.csv"))
    homes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if ":" not in row["country"]:
            homes[row["name"]][row["country"]] += 1
    persons = {row["name"]: row for row in table("persons.csv")}
    for row in rows:
        home = persons.get(row["name"], {}).get("country") or next(iter(homes[row["name"]]), None)
        draft = roll.person(row["name"], home, TABLE)
        draft.tenures.append(_written(row))
        _describe(draft, persons.get(row["name"]))
        roll.index(draft)


def _written(row: dict[str, str]) -> Tenure:
    end = row["end"] or None
    return Tenure(row["country"], row["role"], row["role"], row["start"], end, None if end else TABLE_SEEN, TABLE)


def _describe(draft: Draft, row: dict[str, str] | None) -> None:
    if row is not None:
        draft.families = many(row["families"])
        draft.wikidata = draft.wikidata or row["wikidata"] or None
        draft.call_also(many(row["aliases"]))


def every_politician(roll: Roll, path: Path, words: StateWords) -> None:
    """Enter the holders of the offices that reports name, from the ministers' lists of Wikidata."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            country = _COUNTRIES.get(row["country"]) or _country(row["country"], words)
            if (role := kept_role(row["position"], country, words)) is not None:
                _enter(roll, row, country, role)


def _country(name: str, words: StateWords) -> str:
    return words[fold(name.replace("-", " "))][0].removeprefix("state:").upper()


def _enter(roll: Roll, row: dict[str, str], country: str, role: str) -> None:
    home = None if ":" in country else country
    draft = roll.person(row["person"], home, EVERY_POLITICIAN, wikidata=row["wikidata"] or None)
    end = row["end"] or None
    seen = None if end else row["snapshot"]
    office = row["position"]
    draft.tenures.append(Tenure(country, role, office, row["start"] or None, end, seen, EVERY_POLITICIAN))


def kept_role(position: str, country: str, words: StateWords) -> str | None:
    """The role to enter for a position, null for one that reports hardly name."""
    role, rest = office_of(position)
    if role is None:
        return None
    if role == "ambassador":
        host = words.get(fold(rest.partition(" to ")[2]), ("", ""))[0].removeprefix("state:").upper()
        return "ambassador" if country in _POSTS_KEPT and host else None
    if role == "foreign minister" and rest.strip() and "secretary of state" in fold(position):
        return None  # "Secretary of State of California"
    if role in _SMALLER and rest.strip() and not _national(rest, country, words):
        return _SMALLER[role]
    return role if role in _KEPT or role.endswith(" minister") else None


def _national(rest: str, country: str, words: StateWords) -> bool:
    bare = rest.strip()
    state = words.get(fold(bare.removeprefix("of ")), ("", ""))[0]
    return bare in _OF_THE_STATE or state == f"state:{country.lower()}"
