"""Which words are quoted, by marks of any shape, nested, forgotten or lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.assembly.quotes import MARKS, in_quotes
from chancery.reading.segment import segment
from chancery.record.marks import Analysis, Tree
from chancery.record.text import Document


def analysis_of(text: str) -> Analysis:
    """An analysis that knows words and sentences alone."""
    cut = segment(text)
    size = len(cut.words)
    tree = Tree(("X",) * size, (-1,) * size, ("",) * size)
    document = Document("doc-1", None, None, None, None, "en", text)
    return Analysis(document, cut.words, cut.sentences, tree, (), (), (), (), (), (), (), (), {}, (), np.zeros((0, 0), np.float32),
                    np.zeros((size, 0), np.float32), ())


def quoted(text: str) -> str:
    """The words in quotation marks, without punctuation."""
    analysis = analysis_of(text)
    found = [analysis.word(n) for n in np.flatnonzero(in_quotes(analysis))]
    return " ".join(word for word in found if word[0].isalnum())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We want peace,” he said. Talks go on.", "We want peace"),
        ('"We want peace," he said. "Now."', "We want peace Now"),
        ("``No,'' he said. Then he left.", "No"),
        ('"We ""want"" peace," he said. Then he left.', "We want peace"),
        ("„Nobody will be forgotten“, he said. He left. „Never“, she said.", "Nobody will be forgotten Never"),
        ("»Nein«, said he. Then «Non», said she, and left.", "Nein Non"),
        ("‘We want peace,’ he said. The workers’ strike isn’t over.", "We want peace"),
        ("'We want peace,' he said. It's '90s music.", "We want peace"),
        ("The workers' union and the nurses' union met.", ""),
        ("“He said ‘no’ to me,” she said. Fine.", "He said no to me"),
        ("“She said, ‘He told me: “go”’,” he said. Now.", "She said He told me go"),
        ('He said: "The "so-called" peace is over." Then he left.', "The so called peace is over"),
        ('He called it a "war." They called it "peace".', "war peace"),
        ("“We want peace, he said. Talks went on.", "We want peace he said"),
        ("We want peace,” he said. Talks went on.", "We want peace"),
        ("He left. We want peace,” he said.", "We want peace"),
        ("“First of all.\n\n“Second of all,” he said. Others left.", "First of all Second of all"),
        ("“First of all. It was.\n\nOthers left.", "First of all"),
        ("He left. ‘Twas late.", ""),
    ],
)
def test_words_between_marks_are_quoted(text: str, expected: str) -> None:
    assert quoted(text) == expected


@given(st.lists(st.sampled_from([*sorted(MARKS), "peace", "war", ".", ",", " ", "\n\n"]), max_size=40).map("".join))
def test_marks_in_any_order_quote_only_words_of_the_text(text: str) -> None:
    analysis = analysis_of(text)
    inside = in_quotes(analysis)
    assert len(inside) == len(analysis.words)
    assert not any(analysis.word(n) in MARKS for n in np.flatnonzero(inside))
