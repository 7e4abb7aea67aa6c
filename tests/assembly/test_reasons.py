"""Why an actor is who the record says, and when nobody can say."""

from __future__ import annotations

from chancery.assembly.record import assemble, explain
from chancery.knowledge.register import Register
from chancery.record.reasons import Explained
from tests.make import BUNDLE, make_record
from training.codebook.parse import parse
from training.oracle import analysis_of

MEETING = """
The [[Hungarian #H] foreign minister #S,e1a] [met #e1] [Ilya Voss #V,e1r], [the envoy #V]. [He #V,s1s] [said #s1] [[he #V] left #s1c].
--
H state HUN "Hungary"
S person HUN "Péter Szijjártó"
V person - "Ilya Voss"
e1 CONSULT actual : - asserts
s1 say indirect
"""


def explained(text: str, published: str = "2024-12-11") -> Explained:
    source = parse(f"## t-1 {published} | Test Wire\n{text.strip()}\n")[0]
    analysis = analysis_of(source)
    return explain(analysis.document, analysis, bundle=BUNDLE, register=Register.load())


def because(told: Explained) -> dict[str, str]:
    """The reason for each mention by its words."""
    return {span.text: reason.because for reasons in told.reasons.values() for reason in reasons for span in reason.mentions}


def test_an_office_names_its_holder_with_the_day_the_tenure_and_its_source() -> None:
    assert because(explained(MEETING))["Hungarian foreign minister"] == (
        "matched because “Hungarian foreign minister” held the office on 2024-12-11: Péter Szijjártó, "
        "foreign minister of HUN since 2014-09-23 (source: holders.csv, every-politician; last confirmed 2025-12-31)"
    )


def test_each_mention_has_its_reason() -> None:
    told = because(explained(MEETING))
    assert told["Hungarian"] == "matched because “Hungarian” is a word for Hungary"
    assert told["Ilya Voss"] == "named so in the report; the register knows nobody of that name who fits"
    assert told["the envoy"] == "joined because it stands beside “Ilya Voss”"
    assert told["He"] == told["he"] == "joined because “Ilya Voss” is the likeliest of those named before"


def test_every_mention_of_an_actor_is_explained_once() -> None:
    told = explained(MEETING)
    for actor in told.record.actors:
        spans = [span for reason in told.reasons[actor.id] for span in reason.mentions]
        assert sorted(spans) == sorted(actor.mentions)


def test_reasons_change_nothing_in_the_record() -> None:
    source = parse(f"## t-1 2024-12-11 | Test Wire\n{MEETING.strip()}\n")[0]
    analysis = analysis_of(source)
    assert explained(MEETING).record == assemble(analysis.document, analysis, bundle=BUNDLE, register=Register.load())


def test_of_two_who_fit_equally_well_neither_is_taken_and_both_are_named() -> None:
    record = make_record("[George Bush #B] left.", 'B person - "George Bush"', published="2024-12-11")
    assert [problem.reason for problem in record.problems] == [
        "“George Bush” may be George H. W. Bush or George W. Bush; none of them fits better, so none was taken"
    ]
    assert [actor.id for actor in record.actors] == ["person:george-bush"]


def test_an_office_of_several_is_nobodys_until_the_report_names_one() -> None:
    text = "[[Russian #R] spokesman #P] left."
    facts = 'R state RUS "Russia"\nP person RUS "Dmitry Peskov"'
    record = make_record(text, facts)
    assert [problem.stage for problem in record.problems] == ["actors"]
    assert "several held the office on 2024-12-11, Maria Zakharova, Dmitry Peskov or Igor Konashenkov" in record.problems[0].reason
    named = make_record(f"{text} [Dmitry Peskov #P] stayed.", facts)
    assert (named.problems, [a.id for a in named.actors if a.kind == "person"]) == ((), ["person:dmitry-peskov"])
