"""Heads of state and government from the World Factbook's history, us_executive, world-leaders-current and REIGN."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from chancery.knowledge.names import fold
from chancery.knowledge.titles import role_of
from training.register.drafts import TERRITORIES, Draft, Tenure, table
from training.register.roll import Roll
from training.register.states import StateWords

FACTBOOK, CURRENT, US, REIGN = "factbook", "world-leaders-current", "us_executive", "REIGN"
_GEC = {"ae": "ARE", "ct": "CAF", "fm": "FSM", "iv": "CIV", "la": "LAO", "vt": "VAT", "cc": "CUW"}
_TITLE = re.compile(
    r"^((?:Interim |Acting |Transitional |Caretaker |Transition |Co-|First |Second |Third |Deputy |Vice |Executive )*"
    r"(?:Prime Minister|President|Premier|King|Queen|Emir|Sultan|Emperor|Chancellor|Federal Chancellor|Taoiseach"
    r"|Supreme Leader|Governor General|Captain Regent|Chief Minister|Grand Duke|Crown Prince))"
    r"(?: of the (?:Islamic Republic of Afghanistan|Swiss Confederation|Government|Council of Ministers))? (.+)$"
)
_NAME = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:[ .'’-]+[^\W\d_.'’-]+)*")
_NOISE = re.compile(r"[,;()\d]|note|represented| and |\b(?:Gen|Col|Capt|Lt|Adm|Dr|Sir|Dame|Ret|Minister|Air|the)\b")
# Rulers whom the factbook spells and orders as no report does; the hand-written table has them.
_OTHERWISE_NAMED = frozenset(("ARE", "SAU", "QAT", "BHR", "KWT", "OMN"))
_OF_MANY_REALMS = ("CHARLES III", "ELIZABETH II")
# The factbook's pages were last brought up to date some time before the archive's last copy of them.
_FACTBOOK_SEEN = "2026-02-01"


def factbook(roll: Roll, path: Path, words: StateWords) -> None:
    """Enter heads of states since 2015 that no better source has."""
    written = {(row["country"], row["role"]) for row in table("holders.csv")}
    for row in csv.DictReader(path.open(encoding="utf-8", newline="")):
        country = _GEC.get(row["gec"]) or words.get(fold(row["country"]), (":", ""))[0].split(":")[-1].upper()
        found = _TITLE.match(" ".join(row["holder_with_title"].replace('"', " ").split()))
        start = _day(row["since"])
        if (
            not country
            or country in _OTHERWISE_NAMED | TERRITORIES
            or found is None
            or start is None
            or _NOISE.search(found[2])
        ):
            continue
        role = role_of(found[1])
        if role and ((country, role) not in written or start > "2025-06-30"):
            seen = min(row["last_snapshot"].strip(), _FACTBOOK_SEEN)
            _enter_factbook(roll, found[2], Tenure(country, role, found[1], start, None, seen, FACTBOOK))


def _enter_factbook(roll: Roll, raw: str, held: Tenure) -> None:
    family = [part for part in raw.split() if part.isupper() and len(part) > 1]
    if not family or not _NAME.fullmatch(raw) or not raw[0].isupper() or raw in _OF_MANY_REALMS:
        return
    name = " ".join(capital(part) if part.isupper() else part for part in raw.split())
    known = _holder_since(roll, held, fold(" ".join(family)).split())
    draft = known or roll.person(name, held.country, FACTBOOK)
    draft.call_also((name,) if fold(name) != fold(draft.name) else ())
    if known is None and not draft.families:
        draft.families = (" ".join(capital(part) for part in family),)
    draft.tenures.append(held)
    roll.index(draft)


def _holder_since(roll: Roll, held: Tenure, family: list[str]) -> Draft | None:
    """A person on the roll with that family name in that office from about that day."""
    found = (draft for word in (" ".join(family), *family) for draft in roll.family(held.country, word))
    return next((draft for draft in found if any(_near(own, held) for own in draft.tenures)), None)


def _near(own: Tenure, held: Tenure) -> bool:
    same = (own.country, own.role) == (held.country, held.role)
    return same and (own.start or "")[:4] == (held.start or "")[:4]


def capital(word: str) -> str:
    """A name in capitals, in the case it has inside a sentence.

    >>> capital("AL-SUDANI"), capital("DE"), capital("MCCAIN")
    ('al-Sudani', 'de', 'McCain')
    """
    if word.lower() in ("de", "da", "dos", "bin", "von", "van", "der", "la", "al", "el", "del"):
        return word.lower()
    if re.fullmatch("[IVX]+", word):
        return word
    if word.startswith("MC") and len(word) > 3:
        return "Mc" + word[2:].capitalize()
    parts = re.split(r"([-'’])", word)
    small = [part.lower() if part in ("AL", "EL", "AD", "AS", "UR", "UL") else part.capitalize() for part in parts]
    return "".join(small)


def _day(text: str) -> str | None:
    for form in ("%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(text.strip(), form).date().isoformat()
        except ValueError:
            continue
    return None


def current(roll: Roll, path: Path, words: StateWords) -> None:
    """Confirm or enter the heads that world-leaders-current names (2026-08)."""
    content = json.loads(path.read_text(encoding="utf-8"))
    seen = content["snapshot_date"]
    for row in csv.DictReader((path.parent / "all-leaders.csv").open(encoding="utf-8", newline="")):
        state = words.get(fold(row["Country"]), ("", ""))[0]
        for name, title, since in _heads(row):
            role = role_of(title.partition(" (")[0].partition(" and ")[0])
            if state and name and role and since and not (state == "state:sau" and role == "king"):
                country = state.removeprefix("state:").upper()
                held = Tenure(country, role, title, since, None, seen, CURRENT)
                roll.person(name, None if title == "Monarch" else country, CURRENT).tenures.append(held)


def _heads(row: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    yield row["Head of Government"], row["HoG Title"], row["HoG Since"]
    yield row["Head of State"], row["HoS Title"], row["HoS Since"]


def reign(roll: Roll, path: Path) -> None:
    """Enter leaders of 1990 to 2021 by surname, where one person on the roll can be meant or the name is a full one."""
    codes = {row["cow"]: row["code"] for row in table("cow.csv")}
    for row in csv.DictReader(path.open(encoding="mac-roman", newline="")):
        if not row["eyear"] or int(row["eyear"]) < 1990:
            continue
        country = codes.get(row["stateabb"], row["stateabb"])
        name = re.sub(r"\s*\(.*\)", "", row["leader"])
        draft = roll.named_like(name, country)
        if draft is not None and not _leads(draft, country, row["syear"]):
            draft.tenures.append(_reign_tenure(country, row))
            draft.source += "" if REIGN in draft.source else f"; {REIGN}"


def _leads(draft: Draft, country: str, year: str) -> bool:
    heads = ("president", "prime minister", "chancellor", "leader", "supreme leader", "king", "emir", "sultan", "queen")
    return any(
        held.country == country and held.role in heads and abs(int((held.start or "0")[:4]) - int(year)) <= 1
        for held in draft.tenures
    )


def _reign_tenure(country: str, row: dict[str, str]) -> Tenure:
    start = f"{row['syear']}-{int(row['smonth']):02}-{int(row['sdate'] or 1):02}"
    end = f"{row['eyear']}-{int(row['emonth']):02}"
    return Tenure(country, "leader", "leader of the country", start, end, None, REIGN)


def us_executive(roll: Roll, path: Path) -> None:
    """Enter presidents and vice-presidents of the United States whose terms end after 1980."""
    for record in path.read_text(encoding="utf-8").split("\n- id:"):
        name = _us_name(record)
        for title, start, end in re.findall(r"type: (\w+)\s+start: '([\d-]+)'\s+end: '([\d-]+)'", record):
            if end >= "1980":
                role = "president" if title == "prez" else "vice president"
                held = Tenure("USA", role, role, start, None if end > "2026-11" else end, None, US)
                roll.person(name, "USA", US).tenures.append(held)


_US_NAMES = {("George", "Bush", "Herbert Walker"): "George H. W. Bush", ("George", "Bush", "Walker"): "George W. Bush"}


def _us_name(record: str) -> str:
    found = re.findall(r"^ +(first|last|middle): (.+)$", record, re.M)
    cells = {key: value.strip("' ") for key, value in found}
    first, last = cells.get("first", ""), cells.get("last", "")
    special = _US_NAMES.get((first, last, cells.get("middle", "")))
    known = {"William Clinton": "Bill Clinton", "Joseph Biden": "Joe Biden", "James David Vance": "JD Vance",
             "Albert Gore": "Al Gore", "Richard Cheney": "Dick Cheney", "James Carter": "Jimmy Carter",
             "J. Quayle": "Dan Quayle", "James Quayle": "Dan Quayle", "Michael Pence": "Mike Pence"}  # fmt: skip
    return special or known.get(f"{first} {last}", f"{first} {last}")
