"""Chains counted by hand, and the phrases among which they are looked for."""

from __future__ import annotations

import numpy as np
import pytest

from chancery.record.marks import Tree
from training.phrases import noun_phrases
from training.tasks.chains import Chain, Share, b3, best_total, ceafe, figures, muc
from training.tasks.coreference import join, overlaps

GOLD: list[Chain] = [frozenset("abc"), frozenset("defg")]
GUESS: list[Chain] = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]


def test_muc_counts_the_links_that_are_kept() -> None:
    # abc lies in two pieces, defg in three (d, f and g, and e that nobody has): 1 of 2 links and 1 of 3.
    assert muc(GOLD, GUESS) == Share(2, 5)
    assert muc(GUESS, GOLD) == Share(2, 5)


def test_b3_counts_for_each_mention_its_share() -> None:
    # a and b 2/3, c 1/3; d 1/4, e nothing, f and g 2/4.
    assert b3(GOLD, GUESS).value() == pytest.approx((4 / 3 + 1 / 3 + 1 / 4 + 1) / 7)
    assert b3(GUESS, GOLD).value() == pytest.approx((2 + 1 / 2 + 1 / 2 + 1) / 8)


def test_ceafe_pairs_chains_one_to_one() -> None:
    # abc with ab 4/5, defg with fghi 4/8.
    assert ceafe(GOLD, GUESS).value() == pytest.approx(1.3 / 2)
    assert ceafe(GUESS, GOLD).value() == pytest.approx(1.3 / 3)


def test_the_figures_of_a_document() -> None:
    found = figures([(GOLD, GUESS)])
    assert {name: round(value, 2) for name, value in found.items()} == {"conll": 45.82, "muc": 40.0, "b3": 45.45, "ceafe": 52.0}


def test_documents_add_up_before_they_are_divided() -> None:
    found = figures([([frozenset("ab")], [frozenset("ab")]), ([frozenset("cdef")], [])])
    assert found["muc"] == pytest.approx(200 * 1 * 0.25 / 1.25)


def test_chains_of_one_mention_do_not_count() -> None:
    assert figures([([frozenset("ab")], [frozenset("ab"), frozenset("c")])])["conll"] == 100


@pytest.mark.parametrize(
    ("gain", "total"),
    [
        ([[3.0, 2.0], [3.0, 0.0]], 5.0),
        ([[1.0, 5.0, 2.0]], 5.0),
        ([[1.0], [4.0], [2.0]], 4.0),
        ([[7.0, 5.0, 1.0], [7.0, 6.0, 0.0], [8.0, 7.0, 2.0]], 15.0),
        ([], 0.0),
    ],
    ids=["greedy is wrong", "more columns", "more rows", "three", "nothing"],
)
def test_the_best_assignment(gain: list[list[float]], total: float) -> None:
    assert best_total(np.array(gain).reshape(len(gain), -1 if gain else 0)) == total


def test_each_mention_goes_to_its_best_antecedent_over_nothing() -> None:
    bounds = [(0, 0), (2, 2), (4, 4), (6, 6)]
    liked = np.full((4, 4), -1.0, np.float32)
    liked[2, 0], liked[2, 1], liked[3, 2] = 2, 3, 1
    assert join(bounds, liked) == [frozenset({(2, 2), (4, 4), (6, 6)})]


def test_a_mention_is_no_antecedent_of_one_that_it_shares_words_with() -> None:
    assert overlaps([(0, 0), (0, 2), (3, 3)]).tolist() == [[True, True, False], [True, True, False], [False, False, True]]


PHRASES = [
    ("Voss 's army left .", "PROPN PART NOUN VERB PUNCT", (2, 0, 3, -1, 3), "nmod:poss case nsubj root punct", ["Voss 's", "Voss 's army"]),
    ("It is his plan", "PRON AUX PRON NOUN", (3, 3, 3, -1), "nsubj cop nmod:poss root", ["It", "his"]),
    ("US forces in Mali", "PROPN NOUN ADP PROPN", (1, -1, 3, 1), "compound root case nmod", ["US", "US forces in Mali", "Mali"]),
    ("envoys who left , and Kyiv", "NOUN PRON VERB PUNCT CCONJ PROPN", (-1, 2, 0, 5, 5, 0), "root nsubj acl:relcl punct cc conj",
     ["envoys who left", "Kyiv"]),
    ("Ann Lee , the envoy", "PROPN PROPN PUNCT DET NOUN", (-1, 0, 4, 4, 0), "root flat punct det appos", ["Ann Lee , the envoy"]),
    ("( Kyiv ) fell", "PUNCT PROPN PUNCT VERB", (1, 3, 1, -1), "punct nsubj punct root", ["Kyiv"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "upos", "heads", "rels", "wanted"), PHRASES, ids=[case[0] for case in PHRASES])
def test_phrases(text: str, upos: str, heads: tuple[int, ...], rels: str, wanted: list[str]) -> None:
    words = text.split()
    found = noun_phrases(words, Tree(tuple(upos.split()), heads, tuple(rels.split())))
    assert [" ".join(words[a : b + 1]) for a, b in found] == wanted
