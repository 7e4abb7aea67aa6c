"""Sentences and words."""

from __future__ import annotations

import pytest

from chancery.reading.segment import LONGEST_SENTENCE, segment


def sentences(text: str) -> list[str]:
    found = segment(text)
    return [text[found.words[a][0] : found.words[b - 1][1]] for a, b in found.sentences]


@pytest.mark.parametrize(
    "parts",
    [
        ["The U.S. President met Gov. Smith on Monday.", "They agreed."],
        ["He visited the U.S. on Monday.", "Lt. Gen. Valery Zaluzhny left."],
        ["Washington and the U.K. agreed.", "The U.N. did not."],
        ["Talks were held in Washington, D.C., on Jan. 5.", "Sen. John Doe (R-Ala.) was there."],
        ["“We want peace.", "We will not wait,” he said.", "Nobody answered."],
        ["“It is over,” he said.", "“Go home.”", "They went."],
        ["“Why now?” he asked.", "“No reason!” she said."],
        ["It rose by 3.5 percent in No. 10 Downing St. offices.", "2024 was worse."],
        ["J. D. Vance and George W. Bush met.", "Mr. Vance left."],
        ["Apple Inc. said it would leave.", "The company gave no date."],
        ["“I don't know ...”", "He left."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_a_sentence_without_end_is_cut_behind_commas_and_loses_no_word() -> None:
    endless = "Moscow bombed Kyiv, " * 1000
    cuts = segment(endless)
    assert all(0 < b - a <= LONGEST_SENTENCE for a, b in cuts.sentences)
    assert [a for a, _ in cuts.sentences[1:]] == [b for _, b in cuts.sentences[:-1]]
    assert {part[-1] for part in sentences(endless)} == {","}
    assert cuts.sentences[-1][1] == len(cuts.words) == 4000


def test_a_headline_is_a_sentence() -> None:
    assert sentences("Orbán calls Putin\n\nThe call lasted an hour.") == ["Orbán calls Putin", "The call lasted an hour."]


def test_a_wrapped_line_is_no_end() -> None:
    text = "The Kremlin said on Wednesday evening that the two leaders had\ntalked about the war for an hour."
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kyiv didn't agree.", ["Kyiv", "did", "n't", "agree", "."]),
        ("Russia's well-known aims", ["Russia", "'s", "well", "-", "known", "aims"]),
        ("“thorough exchange”", ["“", "thorough", "exchange", "”"]),
        ("the U.S.-led talks", ["the", "U.S.", "-", "led", "talks"]),
    ],
)
def test_words_follow_the_treebanks(text: str, words: list[str]) -> None:
    assert [text[a:b] for a, b in segment(text).words] == words
