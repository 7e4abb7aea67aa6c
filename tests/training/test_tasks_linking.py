"""When a link counts as found, and what of the articles is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.tasks.linking import Article, Link, agreed, figures, read_articles


def test_links_agree_when_words_overlap_and_ids_are_the_same() -> None:
    gold = [Link(0, 5, "Q1"), Link(10, 15, "Q2"), Link(20, 25, "Q3")]
    guess = [Link(3, 8, "Q1"), Link(10, 15, "Q9"), Link(25, 30, "Q3")]
    assert agreed(gold, guess) == [(gold[0], guess[0])]


def test_one_guess_answers_one_gold_link() -> None:
    assert len(agreed([Link(0, 5, "Q1"), Link(6, 9, "Q1")], [Link(0, 9, "Q1")])) == 1


def test_figures_count_all_articles_together() -> None:
    golds = [[Link(0, 5, "Q1")], [Link(0, 5, "Q2"), Link(6, 9, "Q3")]]
    guesses = [[Link(0, 5, "Q1"), Link(6, 9, "Q8")], [Link(0, 5, "Q2")]]
    assert figures(golds, guesses) == pytest.approx({"f1": 200 / 3, "precision": 200 / 3, "recall": 200 / 3})


def test_names_that_wikidata_does_not_have_are_left_out(tmp_path: Path) -> None:
    labels = [{"span": [0, 4], "entity_id": "Q1"}, {"span": [5, 8], "entity_id": "<NIL>"}]
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "Voss met Ilm", "labels": labels}) + "\n")
    assert list(read_articles(tmp_path / "a.jsonl")) == [Article("Voss met Ilm", (Link(0, 4, "Q1"),))]
