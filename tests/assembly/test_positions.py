"""Where actors stand: what is at stake, and who holds it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from chancery.assembly.record import assemble
from chancery.knowledge.register import Register
from tests.make import BUNDLE, make_record, name_of
from training.codebook.parse import parse
from training.oracle import analysis_of


def found(text: str, facts: str, tree: str | None = None) -> set[tuple[str | None, str, str]]:
    record = make_record(text, facts, tree=tree)
    return {(name_of(record, p.holder), p.stance, p.issue.text) for p in record.positions}


def test_a_verb_with_its_object_names_the_issue() -> None:
    facts = """
        G state - "Graustark"
        i1 G for
        """
    text = "[Graustark #G] vowed to [dissolve #i1] parliament."
    tree = "PROPN>1 VERB>-1 PART>3 VERB>1 NOUN>3:obj PUNCT>1"
    assert found(text, facts, tree) == {("Graustark", "for", "dissolve parliament")}


def test_a_verb_alone_names_no_issue() -> None:
    facts = """
        G state - "Graustark"
        i1 G for
        """
    assert found("[Graustark #G] vowed to [listen #i1].", facts, "PROPN>1 VERB>-1 PART>3 VERB>1 PUNCT>1") == set()


def test_the_words_name_the_canonical_issue_before_the_network_does() -> None:
    assert topic("wants a [ceasefire #i1]", sees={"nuclear programme": 9.0}) == "ceasefire"


def test_where_the_words_name_none_the_network_is_asked() -> None:
    assert topic("wants a visit to [the mill at Lodo #i1]", sees={"nuclear programme": 3.0}) == "nuclear programme"


def test_an_issue_of_which_the_network_is_not_sure_or_sees_none_has_no_canonical_name() -> None:
    text = "wants a visit to [the mill at Lodo #i1]"
    assert topic(text, sees={"nuclear programme": 1.0, "energy": 1.0}) is None
    assert topic(text, sees={"none": 9.0, "energy": 8.0}) is None
    assert topic(text, sees={}) is None


def topic(words: str, *, sees: dict[str, float]) -> str | None:
    """The topic of the one position of a text, whose every word shows the network what it ``sees``."""
    source = parse(f'## t-1 2024-12-11 | Test Wire\n[Graustark #G] {words}.\n--\nG state - "Graustark"\ni1 G for\n')[0]
    plain = analysis_of(source)
    labels = ("none", "nuclear programme", "energy", "elections")
    row = [sees.get(label, -9.0) for label in labels]
    analysis = replace(plain, topics=np.array([row] * len(plain.words), np.float32), topic_labels=labels if sees else ())
    (position,) = assemble(plain.document, analysis, bundle=BUNDLE, register=Register.load()).positions
    return position.topic
