"""Corpora in their makers' layouts, a few lines each, written here."""

from __future__ import annotations

import json
from pathlib import Path

from training.corpora import attribution, events, names, records, treebanks
from training.corpora.example import Link
from training.disguise import disguise
from training.tasks.measures import macro_f1, set_f1
from training.tasks.names import tagged

TREE = """# newdoc id = a
1\tKyiv\tKyiv\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntity=(1
2\tagreed\tagree\tVERB\tVBD\t_\t0\troot\t_\tEntity=1)

1\tIt\tit\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1)
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
"""


def test_a_treebank_document_keeps_its_sentences_heads_and_entities_and_other_noun_phrases_are_alone(tmp_path: Path) -> None:
    (tmp_path / "t.conllu").write_text(TREE)
    example = treebanks.read_trees(tmp_path / "t.conllu", "gum", coreference=True)[0]
    assert example.sentences == ((0, 2), (2, 4))
    assert example.heads == (1, -1, 3, -1)
    assert [(m.first, m.last, m.cluster) for m in example.mentions or ()] == [(0, 1, "1"), (2, 2, "1"), (0, 0, "alone-0-0")]


def test_a_cut_moves_every_word_number(tmp_path: Path) -> None:
    (tmp_path / "t.conllu").write_text(TREE)
    part = treebanks.read_trees(tmp_path / "t.conllu", "gum", coreference=True)[0].cut(1, 2)
    assert (part.words, part.heads, part.sentences) == (("It", "left"), (1, -1), ((0, 2),))
    assert [(m.first, m.last) for m in part.mentions or ()] == [(0, 0)]


def test_names_of_three_layouts_are_read_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.iob2").write_text("# newdoc id = x\n1\tKyiv\tB-LOC\t-\ts\n2\tfell\tO\t-\ts\n3\tX\tB-OTH\t-\ts\n\n")
    (tmp_path / "b.tsv").write_text("-DOCSTART- x\tO\n\nKyiv\tB-LOC\nfell\tO\nX\tO\n\n")
    (tmp_path / "c.txt").write_text("Kyiv\tB-LOC\nfell\tO\nX\tO\n\n")
    found = [names.read_names(tmp_path / name)[0] for name in ("a.iob2", "b.tsv", "c.txt")]
    assert {e.words for e in found} == {("Kyiv", "fell", "X")}
    assert [next(iter(e.tags.values())) for e in found] == [["B-LOC", "O", "O"]] * 3


def test_an_attribution_links_its_cue_to_source_and_content(tmp_path: Path) -> None:
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text/a.txt").write_text("Voss said it rained.")
    (tmp_path / "attributions/a_1.ann").write_text(
        "T1\tSource 0 4\tVoss\nT2\tCue 5 9\tsaid\nT3\tContent 10 19\tit rained\nT4\tAttribution 5 9\tsaid\n"
        "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n")
    example = attribution.read_polnear(tmp_path)[0]
    assert example.tags["attribution"] == ["B-source", "B-cue", "B-content", "I-content", "O"]
    assert set(example.links) == {Link(1, "speaker", (0,)), Link(1, "content", (2, 3))}


def test_arguments_are_counted_through_the_document(tmp_path: Path) -> None:
    def line(n: int, words: list[str], found: list[object]) -> str:
        return json.dumps({"sentence_id": f"d_{n}", "words": words, "golden-event-mentions": found})

    event = {"trigger": {"start": 1, "end": 2}, "event_type": "Conflict:Attack", "arguments": [{"role": "Attacker", "start": 0, "end": 1}]}
    (tmp_path / "m.jsonl").write_text(line(0, ["Hm", "."], []) + "\n" + line(1, ["Rebels", "attacked"], [event]) + "\n")
    example = events.read_m2e2(tmp_path / "m.jsonl")[0]
    assert example.tags["m2e2"] == ["O", "O", "O", "B-Attack"]
    assert example.links == (Link(3, "actor", (2,)),)


def _record() -> records.Json:
    text = "Kyiv denied that its jets bombed Ruritania."

    def span(words: str) -> records.Json:
        at = text.index(words)
        return {"start": at, "end": at + len(words), "text": words}

    actors = [{"id": i, "name": n, "kind": "state", "aliases": [], "country": None, "mentions": [span(w) for w in ws]}
              for i, n, ws in (("k", "Kyiv", ["Kyiv", "its"]), ("r", "Ruritania", ["Ruritania"]))]
    event = {"id": "e", "code": "ASSAULT", "modes": ["aerial"], "mentions": [span("bombed")], "status": "negated", "time": None,
             "duration": None, "place": None, "actors": [{"actor": "k", "span": span("its")}],
             "recipients": [{"actor": "r", "span": span("Ruritania")}], "claims": [{"by": ["k"], "stance": "denies"}]}
    statement = {"id": "s", "speaker": "k", "speaker_span": span("Kyiv"), "cue": span("denied"), "act": "deny", "form": "indirect",
                 "content": [span("its jets bombed Ruritania")], "channel": None, "within": None}
    return {"document": {"id": "t", "text": text}, "actors": actors, "events": [event], "statements": [statement], "relations": [],
            "positions": []}


def test_a_record_becomes_tags_and_links_with_the_stance_of_the_nearest_voice() -> None:
    example = records.example_of(_record())
    at = example.words.index("bombed")
    assert example.tags["trigger"][at] == "B-ASSAULT"
    assert (example.tags["stance"][at], example.tags["status"][at]) == ("denies", "negated")
    assert example.several["mode"][at] == {"ASSAULT/aerial"}
    assert Link(at, "recipient", (example.words.index("Ruritania"),)) in example.links
    assert Link(1, "content", tuple(range(3, 7))) in example.links


def test_the_words_of_an_issue_are_labelled_as_read_by_hand_else_as_they_name_it_themselves() -> None:
    record = _record()
    issue = record["events"][0]["recipients"][0]["span"]
    stand = {"holder": "k", "stance": "for", "issue": issue}

    def topics_of(**read: object) -> list[str | None]:
        example = records.example_of({**record, "positions": [stand | read]})
        return [example.tags["topic"][n] for n, word in enumerate(example.words) if word in ("bombed", "Ruritania")]

    assert topics_of() == [None, None]
    assert topics_of(topic=None) == [None, "none"]
    assert topics_of(topic="recognition") == [None, "recognition"]
    assert topics_of(issue=record["events"][0]["mentions"][0]) == [None, None]
    assert topics_of(issue={**issue, "text": "sanctions"}) == [None, "sanctions"]


def test_a_disguise_keeps_every_word_number_and_changes_a_state_throughout() -> None:
    import random

    example = records.example_of(_record())
    told = disguise(example, [], random.Random(3))
    assert len(told.words) == len(example.words) and told.links == example.links
    assert told.words[0] != "Kyiv" and told.words[1:4] == example.words[1:4]


def test_measures_on_a_case_counted_by_hand() -> None:
    assert round(set_f1({1, 2, 3}, {2, 3, 4, 5})["f1"], 2) == 57.14
    assert macro_f1(["a", "a", "b"], ["a", "b", "b"]) == (200 / 3 + 200 / 3) / 2
    assert tagged(["B-x", "I-x", "O", "I-y"]) == [(0, 1, "x"), (3, 3, "y")]


def test_a_report_held_for_development_is_left_out_of_m2e2(tmp_path: Path) -> None:
    rows = [{"sentence_id": f"{name}_0", "words": ["Hm", "."], "golden-event-mentions": []} for name in ("VOA_1", "VOA_2")]
    (tmp_path / "m.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert len(events.read_m2e2(tmp_path / "m.jsonl")) == 2
    assert len(events.read_m2e2(tmp_path / "m.jsonl", without=frozenset({"VOA_1"}))) == 1
