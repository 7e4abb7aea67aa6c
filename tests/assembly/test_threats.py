"""Who vows violence threatens."""

from __future__ import annotations

import pytest

from tests.make import make_record

FACTS = """
    G state - "Graustark"
    R state - "Ruritania"
    e1 AGREE actual : - asserts
    """


SUBJECT, TO_DO = "PROPN>1:nsubj VERB>-1:root", "PART>3:mark VERB>1:xcomp"


@pytest.mark.parametrize(
    ("text", "tree", "code"),
    [
        ("[Graustark #G,e1a] [vowed #e1] to strike [Ruritania #R,e1r].", f"{SUBJECT} {TO_DO} PROPN>3:obj PUNCT>1", "THREATEN"),
        ("[Graustark #G,e1a] [vowed #e1] to help [Ruritania #R,e1r].", f"{SUBJECT} {TO_DO} PROPN>3:obj PUNCT>1", "AGREE"),
        ("[Graustark #G,e1a] [vowed #e1] not to strike [Ruritania #R,e1r].",
         f"{SUBJECT} PART>4:advmod PART>4:mark VERB>1:xcomp PROPN>4:obj PUNCT>1", "AGREE"),
        ("[Graustark #G,e1a] [pledged #e1] to seek the destruction of [Ruritania #R,e1r].",
         f"{SUBJECT} {TO_DO} DET>5:det NOUN>3:obj ADP>7:case PROPN>5:nmod PUNCT>1", "THREATEN"),
    ],
)  # fmt: skip
def test_a_vow_of_violence_is_a_threat(text: str, tree: str, code: str) -> None:
    event, = make_record(text, FACTS, tree=tree).events
    assert (event.code, event.modes) == (code, ("violence",) if code == "THREATEN" else ())
