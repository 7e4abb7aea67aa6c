"""What the words around a happening settle, whatever the network says: perfect marks, and trees by hand."""

from __future__ import annotations

import pytest

from tests.make import facts, make_record, name_of, told, voices

CASES = """
[Israel #I,e1a] called off an [attack #e1] .    | PROPN>1 VERB>-1 ADP>1 DET>4 NOUN>1 PUNCT>1                     | ASSAULT  | negated      | denies
An [attack #e1] was called off .                | DET>1 NOUN>3 AUX>3 VERB>-1 ADP>3 PUNCT>3                       | ASSAULT  | negated      | denies
Police foiled an [attack #e1] .                 | NOUN>1 VERB>-1 DET>3 NOUN>1 PUNCT>1                            | ASSAULT  | negated      | denies
Who foiled it feared an [attack #e1] .          | PRON>1 VERB>3 PRON>1 VERB>-1 DET>5 NOUN>3 PUNCT>3              | ASSAULT  | actual       | asserts
They called an [attack #e1] a crime .           | PRON>1 VERB>-1 DET>3 NOUN>1 DET>5 NOUN>1 PUNCT>1               | ASSAULT  | actual       | asserts
They scrapped the [sanctions #e1] .             | PRON>1 VERB>-1 DET>3 NOUN>1 PUNCT>1                            | SANCTION | actual       | asserts
It is unclear whether guards [fired #e1] .      | PRON>2 AUX>2 ADJ>-1 SCONJ>5 NOUN>5 VERB>2 PUNCT>2              | ASSAULT  | hypothetical | hedges
He is believed to have [met #e1] them .         | PRON>2 AUX>2 VERB>-1 PART>5 AUX>5 VERB>2 PRON>5 PUNCT>2        | CONSULT  | actual       | hedges
He believed them to have [met #e1] .            | PRON>1 VERB>-1 PRON>1 PART>5 AUX>5 VERB>1 PUNCT>1              | CONSULT  | actual       | asserts
They allegedly [met #e1] .                      | PRON>2 ADV>2 VERB>-1 PUNCT>2                                   | CONSULT  | actual       | hedges
They mourn the so-called [ceasefire #e1] .      | PRON>1 VERB>-1 DET>6 ADV>6 PUNCT>6 VERB>6 NOUN>1 PUNCT>1       | RETREAT  | actual       | hedges
They hailed the “ [ceasefire #e1] ” .           | PRON>1 VERB>-1 DET>4 PUNCT>4 NOUN>1 PUNCT>4 PUNCT>1            | RETREAT  | actual       | hedges
"""
"""Text, tree, code, and what status and claim of the report the words settle; the network read "actual" and "asserts" at each."""


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_the_words_around_settle_what_is_claimed(case: str) -> None:
    text, tree, code, status, stance = map(str.strip, case.split("|"))
    record = make_record(text, facts(text, f"e1 {code} actual : - asserts"), tree=tree)
    assert [(event.status, voices(record, event)) for event in record.events] == [(status, [([], stance)])]


@pytest.mark.parametrize(("verb", "doer"), [("cancelled", ["Israel"]), ("foiled", [])])
def test_who_calls_it_off_was_to_do_it(verb: str, doer: list[str]) -> None:
    text = f"[Israel #I] {verb} an [attack #e1] ."
    record = make_record(text, facts(text, "e1 ASSAULT actual : - asserts"), tree="PROPN>1 VERB>-1 DET>3 NOUN>1 PUNCT>1")
    assert told(record, record.events[0])[1] == doer


def test_who_does_not_think_so_makes_a_statement_and_denies() -> None:
    text = "[Russia #R] does not think that [Finland #F,e1a] [sank #e1] it ."
    record = make_record(
        text, facts(text, "e1 ASSAULT actual : - asserts"), tree="PROPN>3 AUX>3 PART>3 VERB>-1 SCONJ>6 PROPN>6 VERB>3 PRON>6 PUNCT>3"
    )
    assert [(s.act, name_of(record, s.speaker), s.negated, s.content[0].text) for s in record.statements] == [
        ("think", "Russia", True, "Finland sank it"),
    ]  # fmt: skip
    assert [(event.status, voices(record, event)) for event in record.events] == [("negated", [(["Russia"], "denies")])]


@pytest.mark.parametrize("verb", ["said", "hopes"])
def test_other_verbs_make_no_disbelief(verb: str) -> None:
    text = f"[Russia #R] has not {verb} that [Finland #F] sank it ."
    record = make_record(text, facts(text), tree="PROPN>3 AUX>3 PART>3 VERB>-1 SCONJ>6 PROPN>6 VERB>3 PRON>6 PUNCT>3")
    assert record.statements == ()


def test_own_words_of_disbelief_deny() -> None:
    text = "“[I do not think he was [killed #e1] #s1c]” , [the coroner #C,s1s] [said #s1] ."
    record = make_record(
        text,
        facts(text, "e1 ASSAULT actual : C asserts", "s1 say direct"),
        tree="PUNCT>4 PRON>4 AUX>4 PART>4 VERB>12 PRON>7 AUX>7 VERB>4 PUNCT>4 PUNCT>12 DET>11 NOUN>12 VERB>-1 PUNCT>12",
    )
    assert [(event.status, voices(record, event)) for event in record.events] == [("negated", [(["coroner"], "denies")])]


@pytest.mark.parametrize(
    ("cue", "act", "stance", "status", "expected"),
    [
        ("doubts", "think", "asserts", "actual", ("hypothetical", "hedges")),
        ("alleges", "accuse", "hedges", "actual", ("actual", "asserts")),
        ("says", "say", "hedges", "actual", ("actual", "hedges")),
        ("denies", "deny", "asserts", "actual", ("negated", "denies")),
    ],
)
def test_the_cue_settles_the_stance(cue: str, act: str, stance: str, status: str, expected: tuple[str, str]) -> None:
    text = f"[Russia #R,s1s] [{cue} #s1] that [[Finland #F,e1a] [sank #e1] it #s1c] ."
    record = make_record(text, facts(text, f"e1 ASSAULT {status} : R {stance}", f"s1 {act} indirect"))
    assert [(event.status, *(claim for _, claim in voices(record, event))) for event in record.events] == [expected]


def test_what_is_taken_for_granted_is_the_reports_own() -> None:
    text = "[Russia #R,s1s] did not [say #s1] [who [sank #e1] it #s1c] ."
    tree = "PROPN>3 AUX>3 PART>3 VERB>-1 PRON>5 VERB>3 PRON>5 PUNCT>3"
    record = make_record(text, facts(text, "e1 ASSAULT actual : R hedges", "s1 say indirect"), tree=tree)
    assert voices(record, record.events[0]) == [([], "asserts")]
    assert record.statements[0].negated
