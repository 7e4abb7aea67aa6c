"""Canonical issues: what positions are about, however it is worded."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.errors import RegisterError
from chancery.knowledge.issues import Issues, canonical, names

CASES = {
    "ceasefire": ["an immediate ceasefire", "a thirty-day truce in the valley", "the cease-fire", "stop the shelling and the shooting"],
    "end of the war": ["end this senseless war", "an end to the violence", "a just and lasting peace"],
    "peace talks": ["direct talks with the rebels", "a peace treaty", "return to the negotiating table", "a negotiated settlement"],
    "sanctions": ["new sanctions against the junta's bankers", "lifting the embargo"],
    "military aid": ["provide military support to Ruritania", "the delivery of further weapons", "arms sales to Graustark"],
    "military action": ["air strikes on the port", "the invasion", "an attack on Strelsau"],
    "fight against terrorism": ["defeat the Islamic State", "the fight against terrorism", "harbouring extremists"],
    "territorial integrity": ["territorial integrity must be respected", "the country's sovereignty", "the border dispute"],
    "annexation and occupation": ["the annexation of the northern valley", "end the occupation"],
    "statehood": ["a two-state solution", "a Palestinian state"],
    "recognition": ["recognise the new government", "recognition of the breakaway province"],
    "autonomy and independence": ["an independence referendum", "self-determination"],
    "NATO membership": ["Graustark's NATO membership", "joining NATO", "NATO’s eastward expansion"],
    "EU membership": ["accession to the European Union", "join the EU"],
    "elections": ["snap elections", "run for a third term", "the referendum"],
    "constitutional reform": ["the new constitution", "power-sharing", "dissolve the parliament"],
    "leadership and government": ["the minister should resign", "support the unity government", "impeach her"],
    "coup": ["the attempted coup", "military rule"],
    "prisoner exchange": ["a prisoner swap", "an exchange of all prisoners"],
    "release of prisoners": ["release all the remaining hostages", "the release of seven sailors", "an amnesty"],
    "nuclear programme": ["Iran's nuclear programme", "uranium enrichment", "a nuclear deal"],
    "arms control": ["nuclear weapons", "the disarmament of the militia", "a ban on landmines", "the arms embargo"],
    "withdrawal of troops": ["withdraw all foreign troops", "the withdrawal of its last soldiers", "the pullout"],
    "deployment of troops": ["deploying ground troops", "send two more battalions", "foreign military bases"],
    "peacekeeping": ["a peacekeeping force", "a buffer zone"],
    "security guarantees": ["binding security guarantees"],
    "defence": ["raise defence spending", "missile defense"],
    "military cooperation": ["joint exercises at sea", "the defence pact"],
    "humanitarian aid": ["unhindered access for aid convoys", "a humanitarian corridor", "airdrops over the valley"],
    "economic aid": ["a bailout", "debt relief", "an aid package of 3 billion"],
    "refugees": ["take in more refugees", "the right of return"],
    "migration": ["illegal immigration", "visa-free travel", "deporting them"],
    "human rights": ["respect for human rights", "the rule of law"],
    "press freedom": ["freedom of the press", "censorship"],
    "women's and minority rights": ["women’s rights", "a ban on the Pride march"],
    "trade": ["a free trade agreement", "tariffs on steel", "imports of beef"],
    "economic cooperation": ["more investment in the ports", "a rail link"],
    "energy": ["a gas pipeline", "oil production"],
    "climate and environment": ["the Paris agreement", "cut emissions"],
    "diplomatic relations": ["restore diplomatic ties", "expel two diplomats", "reopen the embassy"],
    "justice and accountability": ["bring the killers to justice", "his extradition", "an arrest warrant", "an inquiry"],
    "corruption": ["the anti-corruption law", "bribes"],
    "drugs and crime": ["drug trafficking", "gang violence"],
    "intelligence cooperation": ["intelligence sharing", "spying on allies"],
    "cyber security and disinformation": ["cyberattacks", "fake news"],
    "health": ["vaccines for the poor", "the pandemic"],
    "settlements": ["settlement construction", "the settlers"],
    "death penalty": ["the death penalty"],
    "reparations and apology": ["an apology for the massacre", "reparations"],
    "international bodies": ["the draft United Nations Security Council resolution", "leave the ICC"],
    "non-interference": ["meddling in its internal affairs"],
}


@pytest.mark.parametrize(("words", "issue"), [(words, issue) for issue, listed in CASES.items() for words in listed])
def test_one_issue_has_one_name_however_it_is_worded(words: str, issue: str) -> None:
    assert canonical(words) == issue


def test_every_issue_of_the_list_has_a_case() -> None:
    assert tuple(CASES) == names()


@pytest.mark.parametrize(
    "words",
    ["", "the envoy's hat", "an important matter", "warm words", "budget cuts", "his friend", "it", "do more", "the investors' lunch"],
)
def test_what_fits_nothing_is_nothing(words: str) -> None:
    assert canonical(words) is None


@pytest.mark.parametrize(
    ("words", "issue"),
    [
        ("an arms embargo", "arms control"),
        ("sanctions over the nuclear programme", "nuclear programme"),
        ("a ceasefire and sanctions", "ceasefire"),
        ("recognise the State of Palestine", "recognition"),
    ],
)
def test_the_fullest_phrase_counts_and_of_equals_the_first(words: str, issue: str) -> None:
    assert canonical(words) == issue


@given(st.text())
def test_any_text_gives_an_issue_of_the_list_or_none(text: str) -> None:
    assert canonical(text) in (None, *names())


def test_a_list_of_ones_own_extends_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('"fishing rights" = ["fishing quota*", "herring"]\n"ceasefire" = ["Waffenruhe"]\n', encoding="utf-8")
    issues = Issues.load(path)
    assert [issues.canonical(words) for words in ("the herring", "a truce", "die Waffenruhe", "tariffs")] == [
        "fishing rights", None, "ceasefire", "trade",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'"fish" = "herring"', "fish needs a list of phrases"),
        (b'"fish" = ["*"]', "fish needs"),
        (b"fish", "one issue a line"),
        (b"\xff", "cannot be read"),
    ],
)
def test_a_list_that_cannot_be_used_says_what_to_change(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(content)
    with pytest.raises(RegisterError, match=message):
        Issues.load(path)
