"""What assembly makes of perfect marks: each test marks one small report by hand."""

from __future__ import annotations

from tests.make import make_record, name_of, told, voices


def test_denial_is_a_claim_of_the_denier_and_not_a_negated_fact_of_the_report() -> None:
    record = make_record(
        "[Graustark #G,s1s] [denied #s1] that [[[its #G] jets #J,e1a] had [bombed #e1] [a convoy #C,e1r] #s1c].",
        """
        G state - "Graustark"
        J government - "Graustark Air Force"
        C other - "a convoy"
        e1 ASSAULT/aerial negated : G denies
        s1 deny indirect
        """,
    )
    event = record.events[0]
    assert voices(record, event) == [(["Graustark"], "denies")]
    assert event.status == "negated"
    assert [s.act for s in record.statements] == ["deny"]


def test_a_voice_within_a_voice_is_a_chain() -> None:
    record = make_record(
        "[Politico #P,s1s] [noted #s1] that "
        "[[Russia #R,s2s] has [denied #s2] that [[Orbán #O,e1a] [delivered messages #e1] to [Putin #V,e1r] #s2c] #s1c].",
        """
        P media - "Politico"
        R state RUS "Russia"
        O person HUN "Orbán"
        V person RUS "Putin"
        e1 CONSULT/third-party negated : P>R denies
        s1 say indirect
        s2 deny indirect in=s1
        """,
    )
    assert voices(record, record.events[0]) == [(["Politico", "Russia"], "denies")]
    inner = next(s for s in record.statements if s.act == "deny")
    assert inner.within == next(s.id for s in record.statements if s.act == "say")


def test_the_kremlin_is_russia_and_has_its_register_id() -> None:
    record = make_record(
        "The [Kremlin #R,s1s] [said #s1] [[talks #e1] were held with [Moscow #R,e1a] #s1c].",
        """
        R state RUS "Russia"
        e1 CONSULT actual : R asserts
        s1 say indirect
        """,
    )
    assert [(a.id, a.name, a.country, len(a.mentions)) for a in record.actors] == [("state:rus", "Russia", "RUS", 2)]


def test_mentions_of_one_happening_make_one_event() -> None:
    record = make_record(
        "[Voss #V,e1a] [called #e1] [Ilm #I,e1r] on [Monday #e1t]. The [conversation #e1] lasted an hour.",
        """
        V person - "Voss"
        I person - "Ilm"
        e1 CONSULT/phone actual t=2024-12-09 : - asserts
        """,
    )
    event = record.events[0]
    assert told(record, event) == ("CONSULT", ["Voss"], ["Ilm"], "actual")
    assert [m.text for m in event.mentions] == ["called", "conversation"]
    assert event.time is not None and event.time.value == "2024-12-09"
    assert event.modes == ("phone",)


def test_title_with_country_gives_the_office() -> None:
    record = make_record(
        "[[Ruritania #R]'s prime minister, [Ilya Voss #V] #r1], [resigned #e1].",
        """
        R state - "Ruritania"
        V person - "Ilya Voss"
        e1 RETREAT/resign actual a=V : - asserts
        r1 V holds-office R "prime minister"
        """,
    )
    found = [(name_of(record, r.subject), r.predicate, name_of(record, r.object), r.title) for r in record.relations]
    assert found == [("Ilya Voss", "holds-office", "Ruritania", "prime minister")]
    assert record.relations[0].evidence.text == "Ruritania's prime minister, Ilya Voss"


def test_quotation_marks_give_the_form_and_stay_out_of_the_content() -> None:
    record = make_record(
        "“[We want peace #s1c],” [Voss #V,s1s] [said #s1]. [He #V,s2s] [added #s2] that [talks “would resume” soon #s2c].",
        """
        V person - "Voss"
        s1 say direct
        s2 say mixed
        """,
    )
    assert [(s.form, s.content[0].text) for s in record.statements] == [
        ("direct", "We want peace"), ("mixed", "talks “would resume” soon"),
    ]  # fmt: skip


def test_every_span_quotes_its_document() -> None:
    record = make_record(
        "[Kyiv #U,s1s] [said #s1] [[it #U] would [not attack #e1] [[Russia #R,e1r] first #i1] #s1c].",
        """
        U state UKR "Ukraine"
        R state RUS "Russia"
        e1 ASSAULT negated a=U : U asserts
        s1 say indirect
        i1 U against s1
        """,
    )
    text = record.document.text
    spans = [s for a in record.actors for s in a.mentions] + [m for e in record.events for m in e.mentions]
    spans += [p.issue for p in record.positions] + [c for s in record.statements for c in s.content]
    assert spans and all(text[s.start : s.end] == s.text for s in spans)


def test_a_paper_speaks_in_its_report_and_a_television_on_air() -> None:
    record = make_record(
        "[Politico #P,s1s] [noted #s1] that [talks failed #s1c]. [State television #T,s2s] [said #s2] [the envoy left #s2c].",
        """
        P media - "Politico"
        T media - "State television"
        s1 say indirect
        s2 say indirect
        """,
    )
    assert [(s.channel.kind, s.channel.name) for s in record.statements if s.channel] == [
        ("report", "Politico"), ("broadcast", "State television"),
    ]  # fmt: skip


def test_a_title_and_the_name_beside_it_are_one_person() -> None:
    record = make_record(
        "[The prime minister #V], [Ilya Voss #W], [met #e1] [the envoy #X,e1r].",
        """
        V person - "The prime minister"
        W person - "Ilya Voss"
        X person - "the envoy"
        e1 CONSULT actual a=W : - asserts
        """,
    )
    assert [a.name for a in record.actors if a.kind == "person"] == ["Ilya Voss", "envoy"]


def test_an_event_says_what_it_is_about() -> None:
    record = make_record(
        "[Voss #V,e1a] [called #e1] the ambassador. [Police #P,e2a] [arrested #e2] a smuggler.",
        """
        V person - "Voss"
        P government - "Police"
        e1 CONSULT/phone actual : - asserts
        e2 COERCE/arrest actual : - asserts
        """,
    )
    assert [event.contexts for event in record.events] == [("diplomatic",), ("crime",)]
