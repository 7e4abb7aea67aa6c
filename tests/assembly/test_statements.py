"""Statements: acts, pieces of content, and what is reported within what, from perfect marks."""

from __future__ import annotations

import pytest

from chancery.record.facts import Record
from tests.make import facts, make_record, name_of, voices


def read(text: str, *lines: str, tree: str | None = None) -> Record:
    return make_record(text, facts(text, *lines), tree=tree)


def said(record: Record) -> list[tuple[str | None, str, str]]:
    """Speaker, act and words of each statement."""
    return [(name_of(record, s.speaker), s.act, " … ".join(span.text for span in s.content)) for s in record.statements]


def within(record: Record) -> dict[str | None, str | None]:
    """By whom each speaker is reported."""
    speakers = {s.id: name_of(record, s.speaker) for s in record.statements}
    return {speakers[s.id]: speakers.get(s.within or "") for s in record.statements}


def test_who_rejects_claims_denies() -> None:
    text = "[Russia #R,s1s] [rejected #s1] claims that [[it #R] fired #s1c] ."
    record = read(text, "s1 say indirect", tree="PROPN>1 VERB>-1 NOUN>1 SCONJ>5 PRON>5 VERB>2 PUNCT>1")
    assert said(record) == [("Russia", "deny", "it fired")]


def test_who_rejects_an_offer_does_not_deny() -> None:
    record = read("[Russia #R,s1s] [rejected #s1] [the offer of talks #s1c] .", "s1 refuse indirect")
    assert said(record) == [("Russia", "refuse", "the offer of talks")]


def test_what_is_said_of_a_report_is_no_part_of_it() -> None:
    text = "[Russia #R,s1s] [called #s1] [invented the rumour that [it #R] had fired #s1c] ."
    record = read(text, "s1 deny indirect", tree="PROPN>1 VERB>-1 ADJ>1 DET>4 NOUN>1 SCONJ>8 PRON>8 AUX>8 VERB>4 PUNCT>1")
    assert said(record) == [("Russia", "deny", "it had fired")]


def test_who_would_not_say_refuses() -> None:
    text = "[Russia #R,s1s] would not [say #s1] [who fired #s1c] ."
    record = read(text, "s1 say indirect", tree="PROPN>3 AUX>3 PART>3 VERB>-1 PRON>5 VERB>3 PUNCT>3")
    assert [(s.act, s.negated) for s in record.statements] == [("refuse", False)]


def test_a_not_before_a_comma_is_not_the_cues() -> None:
    text = "“[Why not #s1c]” , [asked #s1] [Russia #R,s1s] ."
    record = read(text, "s1 ask direct", tree="PUNCT>5 ADV>5 PART>5 PUNCT>5 PUNCT>5 VERB>-1 PROPN>5 PUNCT>5")
    assert [s.negated for s in record.statements] == [False]


def test_a_quotation_of_one_word_before_its_cue_is_kept() -> None:
    record = read("“[Talks #s1c],” [Russia #R,s1s] [said #s1], “[will go on in May #s1c].”", "s1 say direct")
    assert said(record) == [("Russia", "say", "Talks … will go on in May")]


def test_an_agency_that_quotes_is_around_what_it_quotes() -> None:
    text = "[Interfax #X,s1s] [quoted #s1] [Russia #R,s2s] as [saying #s2] that [[Finland #F] fired #s1c,s2c] ."
    record = read(text, "s1 say indirect", "s2 say indirect in=s1")
    assert within(record) == {"Interfax": None, "Russia": "Interfax"}


def test_an_agency_that_only_wrote_is_around_what_others_said() -> None:
    text = "[Russia #R,s2s] [told #s2] all, [Ardent Wire #B,s1s] [wrote #s1], that [[Finland #F] fired twice #s1c,s2c] ."
    record = read(text, "s1 say indirect", "s2 say indirect in=s1")
    assert within(record) == {"Russia": "Ardent Wire", "Ardent Wire": None}


def test_called_off_is_no_saying() -> None:
    text = "[Russia #R,s1s] [called #s1] off [the attack #s1c] ."
    assert read(text, "s1 demand indirect", tree="PROPN>1 VERB>-1 ADP>1 DET>4 NOUN>1 PUNCT>1").statements == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Russia #R,s1s] [told #s1] [Finland #F] that [all is well #s1c] .", "Finland"),
        ("[Russia #R,s1s] [wrote #s1] to [Finland #F] that [all is well #s1c] .", "Finland"),
        ("[Russia #R,s1s] [called on #s1] [Finland #F] to [wait #s1c] .", "Finland"),
        ("In a long letter to [Finland #F] [Russia #R,s1s] [said #s1] [all is well #s1c] .", "Finland"),
        ("[Russia #R,s1s] [said #s1] in a speech to [Finland #F] that [all is well #s1c] .", "Finland"),
        ("[Russia #R,s1s] [said #s1] [all is well in [Finland #F] #s1c] .", None),
        ("[Russia #R,s1s] [said #s1] of [Finland #F] that [all is well #s1c] .", None),
        ("[Russia #R,s1s] [told #s1] them [all is well #s1c] . In a letter to [Finland #F] .", None),
    ],
)
def test_to_whom_it_is_said(text: str, expected: str | None) -> None:
    record = read(text, "s1 say indirect")
    assert [name_of(record, statement.addressee) for statement in record.statements] == [expected]


def test_an_object_of_the_cue_hears_it_even_where_the_content_seems_to_start_there() -> None:
    text = "[Russia #R,s1s] [asked #s1] [[Finland #F] for a loan #s1c] ."
    record = read(text, "s1 ask indirect", tree="PROPN>1 VERB>-1 PROPN>1 ADP>5 DET>5 NOUN>1 PUNCT>1")
    assert [name_of(record, statement.addressee) for statement in record.statements] == ["Finland"]


def test_what_nobody_said_has_no_speaker_and_is_negated() -> None:
    text = "Nobody in [Russia #R,s1s] [said #s1] [all is well #s1c] ."
    record = read(text, "s1 say indirect", tree="PRON>3 ADP>2 PROPN>0 VERB>-1 PRON>6 AUX>6 ADJ>3 PUNCT>3")
    assert [(statement.speaker, statement.negated) for statement in record.statements] == [(None, True)]


def test_who_did_not_say_whether_denies_nothing() -> None:
    text = "[Russia #R,s1s] did not [say #s1] whether [all is well #s1c] ."
    record = read(text, "s1 deny indirect", tree="PROPN>3 AUX>3 PART>3 VERB>-1 SCONJ>7 PRON>7 AUX>7 ADJ>3 PUNCT>3")
    assert [(statement.act, statement.negated) for statement in record.statements] == [("say", True)]


def test_statements_nest_to_any_depth() -> None:
    text = (
        "[Ardent Wire #B,s1s] [wrote #s1] [[Interfax #X,s2s] [said #s2] [[Russia #R,s3s] [held #s3] [[Israel #I,s4s] [claimed #s4] "
        "[[Finland #F,s5s] [swore #s5] [[the coroner #C,s6s] [thought #s6] "
        "[[Israel #I,e1a] [fired #e1] #s6c] #s5c] #s4c] #s3c] #s2c] #s1c] ."
    )
    chain = ["Ardent Wire", "Interfax", "Russia", "Israel", "Finland", "coroner"]
    nested = ("s1 say indirect", *(f"s{n} say indirect in=s{n - 1}" for n in range(2, 7)))
    record = read(text, "e1 ASSAULT actual : B>X>R>I>F>C asserts", *nested)
    speakers = {statement.id: name_of(record, statement.speaker) for statement in record.statements}
    assert [speakers.get(statement.within or "") for statement in record.statements] == [None, *chain[:-1]]
    assert voices(record, record.events[0]) == [(chain, "asserts")]


def test_a_quotation_within_a_quotation_keeps_its_marks() -> None:
    record = read("“[They told me ‘go home’ #s1c],” [Russia #R,s1s] [said #s1].", "s1 say direct")
    assert [(statement.form, statement.content[0].text) for statement in record.statements] == [("direct", "They told me ‘go home’")]


def test_a_cue_that_has_its_not_with_it_is_negated() -> None:
    text = "[Russia #R,s1s] [does not think #s1] [[Finland #F] fired #s1c] ."
    record = read(text, "s1 think indirect", tree="PROPN>3 AUX>3 PART>3 VERB>-1 PROPN>5 VERB>3 PUNCT>3")
    assert [(s.negated, s.act) for s in record.statements] == [(True, "think")]


def test_nobody_makes_the_claim_that_another_denies() -> None:
    text = "[Russia #R,s1s] [dismissed #s1] as fiction a [report #s2] that [[it #R] fired #s1c,s2c] ."
    tree = "PROPN>1 VERB>-1 ADP>3 NOUN>1 DET>5 NOUN>1 SCONJ>8 PRON>8 VERB>5 PUNCT>1"
    record = read(text, "s1 deny indirect", "s2 say indirect by=-", tree=tree)
    assert said(record) == [("Russia", "deny", "it fired")]


def test_what_an_agency_quotes_starts_behind_the_one_whom_it_quotes() -> None:
    text = "[Interfax #X,s1s] [quoted #s1] [[Russia #R] as saying that [Finland #F] fired #s1c] ."
    record = read(text, "s1 say indirect", tree="PROPN>1 VERB>-1 PROPN>1 SCONJ>4 VERB>1 SCONJ>7 PROPN>7 VERB>4 PUNCT>1")
    assert said(record) == [("Interfax", "say", "Finland fired")]
