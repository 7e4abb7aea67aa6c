"""Where actors stand: what is at stake, and who holds it."""

from __future__ import annotations

from tests.make import make_record, name_of


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
