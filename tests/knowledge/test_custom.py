"""A user's own actors."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from chancery.errors import RegisterError
from chancery.knowledge.register import Register

RURITANIA = """\
id,name,kind,country,sectors,aliases,office,role,start,end,demonyms,capitals,seats
state:rur,Ruritania,state,RUR,GOV,Kingdom of Ruritania,,,,,Ruritanian;Ruritanians,Strelsau,Zenda
,Rudolf Rassendyll,person,RUR,GOV,Rudolf V,King of Ruritania,king,1890-01,,,,
,Red Elphberg League,armed-group,RUR,REB,REL,,,,,,,
igo:nato,NATO,igo,,MIL,,,,,,,,
"""


def load(folder: Path, text: str) -> Register:
    path = folder / "own.csv"
    path.write_text(text, encoding="utf-8")
    return Register.load(path)


def test_own_rows_extend_the_register(tmp_path: Path) -> None:
    register = load(tmp_path, RURITANIA)
    assert [entry.id for entry in register.by_name("Red Elphberg League")] == ["armed-group:red-elphberg-league"]
    assert register.by_name("Hamas") != ()


@pytest.mark.parametrize(
    ("words", "how"), [("Ruritania", "name"), ("Ruritanian", "demonym"), ("Strelsau", "capital"), ("Zenda", "seat")]
)
def test_own_states_are_known_by_all_their_words(tmp_path: Path, words: str, how: str) -> None:
    found = load(tmp_path, RURITANIA).state_of(words)
    assert found is not None
    assert (found.entry.id, found.how) == ("state:rur", how)


def test_own_persons_hold_offices(tmp_path: Path) -> None:
    register = load(tmp_path, RURITANIA)
    found = register.holder("RUR", "king", date(1894, 5, 1))
    assert found is not None and found.entry.id == "person:rudolf-rassendyll"
    by_family = register.resolve_person("Rassendyll", country="RUR", on=date(1894, 5, 1))
    assert by_family is not None and by_family.title == "king"


def test_a_row_with_a_known_id_replaces_the_entry(tmp_path: Path) -> None:
    entry = load(tmp_path, RURITANIA).entry("igo:nato")
    assert entry is not None
    assert (entry.sectors, entry.aliases, entry.source) == (("MIL",), (), str(tmp_path / "own.csv:5"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name\nRuritania\n", "own.csv: lacks the column 'kind'"),
        ("name,kind,colour\nRuritania,state,red\n", "unknown column 'colour'"),
        ("name,kind\nRuritania,realm\n", "own.csv:2: kind 'realm' must be one of person, state"),
        ("name,kind\n,state\n", "own.csv:2: name '' must hold a name"),
        ("name,kind\n...,state\n", "own.csv:2: name '...' must hold a name"),
        ("name,kind,name\nRudolf,person,Michael\n", "has two columns 'name'"),
        ("name,kind,id\nRudolf,person,../etc/x\n", "id '../etc/x' must be letters"),
        ("name,kind,sectors\nRudolf,person,GOV;KNG\n", "sectors 'GOV;KNG' must be of AGR"),
        ("name,kind,start\nRudolf,person,1894-02-31\n", "start '1894-02-31' must be a date"),
        ("name,kind,start,end\nRudolf,person,1894-05,1893\n", "end '1893' is before the start"),
        ('"name,kind\nRuritania,state\n', "own.csv:.*not a line of CSV"),
        ("name,kind,country\nRuritania,state,ruritania\n", "must be ISO 3166-1 alpha-3"),
        ("name,kind,start\nRudolf,person,last May\n", "start 'last May' must be a date as YYYY"),
        ("name,kind\nRuritania,state,more\n", "own.csv:2: has another number of cells"),
        ('name,kind\n"Ruritania,state\n', "not a line of CSV"),
        ("", "lacks the column 'name'"),
    ],
)
def test_a_malformed_file_is_refused_with_what_to_change(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(RegisterError, match=message.replace("(", r"\(")):
        load(tmp_path, text)


def test_dates_as_precise_as_they_are_known_may_meet(tmp_path: Path) -> None:
    rows = ["Rudolf,person,king,1894-05,1894", "Michael,person,king,1894,1894-12-31", "Flavia,person,queen,0900,"]
    load(tmp_path, "\n".join(["name,kind,role,start,end", *rows]))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="cannot be read"):
        Register.load(tmp_path / "none.csv")
