"""The codebook's markup: round trips, and what the validator says."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.codebook.parse import CodebookError, main, parse, problems, render
from training.codebook.survey import repeated

CODEBOOK = Path(__file__).parents[2] / "training" / "codebook"
EXAMPLE = (
    (CODEBOOK / "FORMAT.md")
    .read_text(encoding="utf-8")
    .split("```")[1]
    .strip()
    .replace("[[Prime Minister [Ilya", "[Prime Minister [Ilya")
)
REPORTS = sorted((CODEBOOK / "reports").glob("*.txt"))

ITEM = """## x-1 2019-05-07 | Wire
[[Ann Lee #A,s1s] of [Graustark #G] #r1] [said #s1] on [X #s1h] that "[[we #G,e1a] [met #e1] [Ruritania #R,e1r] on [Monday #e1t] about [bread #i1] #s1c]."
--
A person - "Ann Lee" "Lee"
G state - "Graustark"
R state - "Ruritania"
e1 CONSULT/visit actual t=2019-05-06 : A asserts
s1 say direct ch=social-media:"X" to=R
r1 A represents G
i1 A for s1
"""


def test_the_example_makes_the_record_that_it_says() -> None:
    (record,) = parse(EXAMPLE)
    text = record["document"]["text"]
    assert text.startswith("Graustark denied on Monday that its jets had bombed an aid convoy inside Ruritania.\n\nPrime")
    assert [actor["id"] for actor in record["actors"]] == ["a1", "a2", "a3", "a4", "a5", "a6"]
    assert [span["text"] for span in record["actors"][0]["mentions"]] == ["Graustark", "its", "his country"]
    bombing = record["events"][0]
    assert (bombing["code"], bombing["modes"], bombing["status"]) == ("ASSAULT", ["aerial"], "negated")
    assert bombing["place"]["name"] == bombing["place"]["span"]["text"] == "Ruritania"
    assert bombing["claims"] == [{"by": ["a1"], "stance": "denies"}]
    assert record["statements"][1]["channel"]["name"] == "Channel Nine"
    assert record["relations"][0]["evidence"]["text"] == "Prime Minister Ilya Voss"


def test_every_span_holds_its_words() -> None:
    def spans(value: object) -> list[dict[str, object]]:
        if isinstance(value, dict):
            return [value] if "start" in value else [span for each in value.values() for span in spans(each)]
        return [span for each in value for span in spans(each)] if isinstance(value, list) else []

    for record in parse(ITEM):
        for span in spans(record):
            assert record["document"]["text"][span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize("text", [EXAMPLE, ITEM], ids=["example", "item"])
def test_round_trip(text: str) -> None:
    for record in parse(text):
        assert parse(render(record)) == [record]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_round_trip_of_the_reports(path: Path) -> None:
    for record in parse(path.read_text(encoding="utf-8")):
        assert parse(render(record)) == [record]


def test_whitespace_does_not_matter() -> None:
    loose = ITEM.replace("[met #e1]", "[met  #e1 ]").replace(" on [Monday", "\non [Monday").replace("\n--\n", "\n\n--\n\n")
    assert parse(loose) == parse(ITEM)


def test_same_words_may_name_two_speakers() -> None:
    text = ITEM.replace("[Ann Lee #A,s1s]", "[[Ann Lee #A,s1s] #G,s2s]").replace("[said #s1]", "[said #s1,s2]")
    text = text.replace("#s1c]", "#s1c,s2c]").replace("i1 A", "s2 say direct\ni1 A")
    (record,) = parse(text)
    assert [statement["speaker"] for statement in record["statements"]] == ["a1", "a2"]
    assert parse(render(record)) == [record]


def test_an_unknown_speaker_and_an_implied_participant() -> None:
    text = ITEM.replace("#A,s1s]", "#A]").replace("say direct", "say direct by=-").replace("#R,e1r]", "#R]")
    (record,) = parse(text.replace("t=2019", "r=R t=2019"))
    assert record["statements"][0]["speaker"] is None
    assert record["events"][0]["recipients"] == [{"actor": "a3", "span": None}]
    assert parse(render(record)) == [record]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[met #e1]", "[met #e1", "'[' without its '#id]'"),
        ("[met #e1]", "met #e1]", "'['"),
        ("[met #e1]", "[me #e1]t", "the mark 'me' ends inside a word"),
        ("[met #e1] [Ruritania #R,e1r]", "[met [Ruritania] #e1] #R,e1r]", "must nest, not cross"),
        ("[met #e1]", "[met #e1] a]", "']' without '#id'"),
        ("bread", "loaf # bread", "stray '#'"),
        ("[met #e1]", "met", "e1 has no trigger"),
        ("[met #e1]", "[met #e1,e2]", "e2 is marked but e2 is not declared"),
        ("[met #e1]", "[met #e1,q7]", "'q7' is not the id of a mark"),
        ("#s1c]", "#R]", "s1 has no content"),
        ("#i1]", "#R]", "the issue (#i1) is not marked"),
        ("#r1]", "#R]", "the evidence (#r1) is not marked"),
        ("[Ruritania #R,e1r]", "Ruritania", "actor R is declared but nowhere marked"),
        ('R state - "Ruritania"\n', "", "R is marked but R is not declared"),
        ("R state", "R kingdom", "unknown kind 'kingdom'"),
        ("R state -", "R state Ruritania", "neither ISO alpha-3"),
        ("CONSULT", "MEET", "unknown code 'MEET'"),
        ("/visit", "/aerial", "unknown mode of CONSULT 'aerial'"),
        ("actual", "past", "unknown status 'past'"),
        ("s1 say", "s1 shout", "unknown act 'shout'"),
        ("say direct", "say quoted", "unknown form 'quoted'"),
        ("i1 A for", "i1 A pro", "unknown stance of a position 'pro'"),
        ("represents", "speaks-for", "unknown predicate 'speaks-for'"),
        ("represents", "holds-office", "without a title"),
        ("ch=social-media", "ch=tweet", "unknown channel 'tweet'"),
        ('ch=social-media:"X" ', "", "s1h is marked but s1 has no ch="),
        ("#G,e1a]", "#e1a]", "e1a stands beside no actor id"),
        ("t=2019", "a=G t=2019", "G is given 2 times as e1a"),
        ("t=2019-05-06", "t=2019-05-36", "bad date '2019-05-36'"),
        ("t=2019-05-06", "t=2019-05-06/2019-05-01", "bad date"),
        ("t=2019-05-06", "t=2019-05-07", "2019-05-07 is a Tuesday, the text says 'Monday'"),
        (" t=2019-05-06", "", "e1t is marked but e1 has no t="),
        ("t=2019-05-06", "t=2019-05-06 d=2h", "bad duration '2h'"),
        (": A asserts", ": A>Q asserts", "'Q' is no declared actor"),
        (": A asserts", ": A asserts; A denies", "two claims by A"),
        (": A asserts", ": A shrugs", "unknown stance of a claim 'shrugs'"),
        (": A asserts", ":", "an event without a claim"),
        ("#A,s1s]", "#A]", "neither s1s and by="),
        ("say direct", "say direct by=A", "both s1s and by="),
        ("#A,s1s]", "#s1s,G,A]", "2 actor ids"),
        ('"[[we', "[[we", "direct but its content is not within quotation marks"),
        ("say direct", "say indirect", "all its content is within quotation marks"),
        ("to=R", "to=R in=s4", "'s4' is no declared statement"),
        ("to=R", "to=R in=s1", "s1 is within itself"),
        ("to=R", "to=R loudly", "unknown option 'loudly'"),
        ("i1 A for s1", "i1 A for s1\ni1 A for s1", "i1 is declared twice"),
        ("\n--\n", "\n", "no line '--'"),
        ("2019-05-07", "May", "bad date of publication"),
    ],
)
def test_the_validator(old: str, new: str, message: str) -> None:
    found = problems(ITEM.replace(old, new, 1))
    assert any(message in problem for problem in found), found
    assert all(problem.startswith("x-1 line ") for problem in found)


def test_problems_name_the_line() -> None:
    assert problems("\n\n" + ITEM.replace("CONSULT", "MEET"))[0].startswith("x-1 line 9: unknown code")


def test_parse_raises_where_there_are_problems() -> None:
    with pytest.raises(CodebookError, match="unknown code"):
        parse(ITEM.replace("CONSULT", "MEET"))


def test_crossing_spans_cannot_be_rendered() -> None:
    (record,) = parse(ITEM)
    span = record["events"][0]["mentions"][0]
    span["end"] += 4
    with pytest.raises(ValueError, match="marks cross"):
        render(record)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(ITEM, encoding="utf-8")
    bad.write_text(ITEM, encoding="utf-8")
    assert main([str(good), "--json", str(tmp_path / "out.jsonl")]) == 0
    assert "items 1, sentences 1, events 1 (CONSULT 1), statements 1, relations 1, positions 1" in capsys.readouterr().out
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    assert main([str(good), str(bad)]) == 1
    assert "this id is also in" in capsys.readouterr().out
    assert any("a second item" in problem for problem in problems(ITEM + ITEM))


def test_our_reports_do_not_repeat_themselves() -> None:
    records = [record for path in REPORTS for record in parse(path.read_text(encoding="utf-8"))]
    assert repeated(records) == []
    assert repeated([*records, records[0]])
