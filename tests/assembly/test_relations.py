"""What stands between actors: offices against what is known of their holders."""

from __future__ import annotations

from tests.make import make_record, name_of


def found(text: str, facts: str) -> set[tuple[str, str, str]]:
    record = make_record(text, facts)
    return {(name_of(record, r.subject), r.predicate, name_of(record, r.object)) for r in record.relations}


def test_a_spokesman_represents_and_holds_no_office() -> None:
    facts = """
        R state - "Ruritania"
        V person - "Ilya Voss"
        r1 V holds-office R "spokesman for Ruritania"
        """
    text = "[[Ilya Voss #V], a spokesman for [Ruritania #R] #r1], left the room."
    assert found(text, facts) == {("Ilya Voss", "represents", "Ruritania")}


def test_an_unnamed_official_holds_no_office() -> None:
    facts = """
        R state - "Ruritania"
        O person - "a Ruritanian official"
        r1 O holds-office R "official"
        """
    assert found("[A [Ruritanian #R] official #O,r1] left [Ruritania #R].", facts) == set()


def test_a_known_president_is_one_of_the_own_state() -> None:
    facts = """
        U state USA "United States"
        C state COL "Colombia"
        T person USA "Donald Trump"
        r1 T holds-office C "President"
        """
    text = "[Colombia #C] heard [President [Donald Trump #T] #r1] speak of [the United States #U]."
    assert found(text, facts) == {("Donald Trump", "holds-office", "United States")}
