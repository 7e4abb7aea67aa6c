"""What happenings are about, by the signs that the table lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.knowledge.contexts import STATES, contexts, table
from chancery.knowledge.phrases import Phrasebook

PLOVER = frozenset(
    "diplomatic military economic legal intelligence executive legislative election political_institutions rights_freedoms human_rights "
    "territory refugees migration terrorism corruption crime human_security environment resource health disaster energy cyber "
    "misinformation peacekeeping humanitarian historical gender pro_government pro_autonomy".split()
)


def test_the_table_has_every_context_of_the_format_and_no_other() -> None:
    assert set(table().names) == PLOVER


@pytest.mark.parametrize(
    ("sentence", "signs", "expected"),
    [
        ("Graustark's parliament passed the budget.", ("SUPPORT",), {"legislative", "economic"}),
        ("The two met for an hour.", ("CONSULT", "CONSULT/visit", STATES), {"diplomatic"}),
        ("The two met for an hour.", ("CONSULT",), set()),
        ("Jets struck the port.", ("ASSAULT", "ASSAULT/aerial"), {"military"}),
        ("The villa was searched.", ("COERCE", "JUD"), {"legal"}),
        ("Thousands fled to a camp across the river.", ("RETREAT",), {"refugees"}),
        ("Ruritania closed its consulate after hackers broke into the power grid.", ("SANCTION",), {"diplomatic", "cyber", "energy"}),
        ("The envoy arrived.", ("CONSULT",), {"diplomatic"}),
        ("He laughed.", ("SUPPORT",), set()),
    ],
)
def test_a_happening_is_about_what_its_words_and_its_parties_show(sentence: str, signs: tuple[str, ...], expected: set[str]) -> None:
    assert set(contexts(sentence, near=(0, len(sentence)), signs=signs)) == expected


def test_words_further_off_are_hints_only() -> None:
    whole = "The mayor resigned on Monday, long after the earthquake."
    assert "disaster" not in contexts(whole, near=(0, 18), signs=("RETREAT",))
    assert "disaster" in contexts(whole, near=(0, len(whole)), signs=("RETREAT",))


@given(st.text(), st.lists(st.sampled_from(["ASSAULT", "JUD", STATES, "nothing"])))
def test_any_text_gives_contexts_of_the_table_in_its_order(text: str, signs: list[str]) -> None:
    found = contexts(text, near=(0, len(text)), signs=signs)
    assert list(found) == [name for name in table().names if name in found]


def test_a_phrase_is_found_as_whole_words() -> None:
    book = Phrasebook([("war", 1), ("gas suppl*", 2), ("re-elect*", 3)])
    text = "Warsaw’s war over gas\nsupplies, and a re-election"
    assert [text[sight.start : sight.end] for sight in book.find(text)] == ["war", "gas\nsupplies", "re-election"]


@given(st.lists(st.sampled_from(["peace", "talks", "war", ",", "-", "Peace", "warm"])))
def test_every_phrase_found_is_one_of_the_book(words: list[str]) -> None:
    text = " ".join(words)
    for sight in Phrasebook([("peace talk*", "a"), ("war*", "b")]).find(text):
        assert text[sight.start : sight.end].casefold().startswith("peace" if sight.label == "a" else "war")
