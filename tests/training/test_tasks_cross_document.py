"""Happenings across reports against ECB+."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.corpora.ecbplus import read_topics
from training.tasks.cross_document import figures

XML = """<Document><token t_id="1" sentence="0">Gunmen</token><token t_id="2" sentence="0">attacked</token>
<token t_id="3" sentence="1">They</token><token t_id="4" sentence="1">fled</token>
<Markables><ACTION_OCCURRENCE m_id="7"><token_anchor t_id="2"/></ACTION_OCCURRENCE><ACTION_OCCURRENCE m_id="8"><token_anchor t_id="4"/>
</ACTION_OCCURRENCE><HUMAN_PART_PER m_id="9"><token_anchor t_id="1"/></HUMAN_PART_PER></Markables>
<Relations><CROSS_DOC_COREF r_id="1" note="ACT1"><source m_id="7"/></CROSS_DOC_COREF></Relations></Document>"""


def test_deeds_of_the_chosen_sentences_are_read_with_their_happening(tmp_path: Path) -> None:
    (tmp_path / "3").mkdir()
    (tmp_path / "3/3_1ecb.xml").write_text(XML)
    (tmp_path / "ECBplus_coreference_sentences.csv").write_text("Topic,File,Sentence Number\n3,1ecb,0\n")
    (report,) = read_topics(tmp_path)
    assert (report.words, report.sentences, report.subtopic) == (("Gunmen", "attacked", "They", "fled"), ((0, 2), (2, 4)), "3ecb")
    assert [(deed.first, deed.last, deed.cluster) for deed in report.deeds] == [(1, 1, "ACT1")]


def test_the_figures_of_a_right_and_a_wrong_grouping() -> None:
    truth = np.array(["a", "a", "b"])
    assert figures(truth, np.array([5, 5, 6])) == {"conll": 100.0, "muc": 100.0, "b3": 100.0, "ceafe": 100.0}
    alone = figures(truth, np.array([1, 2, 3]))
    # One of a and a is paired with their group (2/3), b with its own: 5/3 over two and over three.
    assert alone["muc"] == 0 and alone["b3"] == pytest.approx(80) and alone["ceafe"] == pytest.approx(200 / 3)
