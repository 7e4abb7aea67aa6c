"""Arguments, factuality and status, counted by hand."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from chancery.record.marks import Mark, Near
from training.corpora.events import M2E2_ROLES
from training.tasks import factuality, status
from training.tasks.events import ROLES, Argument, arguments, gold_arguments, head_of


@pytest.mark.parametrize(
    ("phrase", "head"),
    [("rebels", "rebels"), ("security forces", "forces"), ("the president of France", "president"), ("of France", "France"),
     ("Voss , the envoy", "Voss"), ("men who fled", "men")],
)  # fmt: skip
def test_the_head_stands_before_what_follows_the_noun(phrase: str, head: str) -> None:
    words = phrase.split()
    assert words[head_of(words, 0, len(words) - 1)] == head


def test_gold_arguments_keep_the_roles_that_a_record_lacks(tmp_path: Path) -> None:
    event = {"trigger": {"start": 2, "end": 3}, "event_type": "Conflict:Attack",
             "arguments": [{"role": "Attacker", "start": 0, "end": 2}, {"role": "Instrument", "start": 3, "end": 4}]}
    items = [{"sentence_id": "d_0", "words": ["Hm"], "golden-event-mentions": []},
             {"sentence_id": "d_1", "words": ["Armed", "rebels", "fired", "rockets"], "golden-event-mentions": [event, event]}]
    (tmp_path / "m.jsonl").write_text("\n".join(map(json.dumps, items)))
    assert set(gold_arguments(tmp_path / "m.jsonl")) == {Argument(0, 1, "Attack", "Attacker", 2), Argument(0, 1, "Attack", "Instrument", 4)}


def _reader(words: str, trigger: Mark, likely: dict[str, list[int]]) -> Any:
    """A reader that sees one trigger, with certain roles at some words."""
    roles = ("actor", "recipient", "place")
    chances = np.zeros((len(words.split()), len(roles)), np.float32)
    for role, at in likely.items():
        chances[at, roles.index(role)] = 1
    cut = SimpleNamespace(sentences=((0, len(words.split())),))
    return SimpleNamespace(words=words.split(), cut=cut, sentence=np.zeros(len(words.split()), np.int64), marks=lambda head: (trigger,),
                           links=lambda starts: dict.fromkeys(starts, Near(0, chances.T)), layout=SimpleNamespace(roles=roles))


def test_roles_are_called_as_the_type_of_the_event_calls_them() -> None:
    met = _reader("Voss met the envoy of Mali", Mark(1, 1, "Meet", 1.0), {"actor": [0], "recipient": [2, 3, 4, 5]})
    assert list(arguments(0, met)) == [Argument(0, 0, "Meet", "Entity", 0), Argument(0, 0, "Meet", "Entity", 3)]
    died = _reader("Gangs killed Voss", Mark(1, 1, "Die", 1.0), {"actor": [0], "recipient": [2]})
    assert list(arguments(0, died)) == [Argument(0, 0, "Die", "Agent", 0), Argument(0, 0, "Die", "Victim", 2)]


def test_roles_turn_round_what_the_reader_of_the_corpus_does() -> None:
    learnt = {(role, name) for kind, roles in ROLES.items() if kind != "Transport" for role, name in roles.items()}
    assert learnt - {("recipient", "Entity")} <= {(role, name) for name, role in M2E2_ROLES.items()}


def test_bins_meet_where_the_notes_say() -> None:
    assert [factuality.bin_of(v) for v in (3, 2, 1.9, 0.6, 0.5, -0.5, -0.6, -1.9, -2, -3)] == [
        "yes", "yes", "likely", "likely", "open", "open", "unlikely", "unlikely", "no", "no"]  # fmt: skip


def test_factuality_figures() -> None:
    found = factuality.figures([3.0, 1.0, -1.0], [2.0, 1.0, 0.0])
    assert found["mae"] == pytest.approx(2 / 3)
    assert found["pearson"] == pytest.approx(1.0)
    assert found["macro_f1"] == pytest.approx((100 + 100 + 0 + 0) / 4)


def test_one_guess_for_all_has_no_correlation() -> None:
    assert factuality.figures([3.0, 1.0], [2.0, 2.0])["pearson"] == 0


def test_the_folder_names_the_head() -> None:
    assert factuality.corpus_of(Path("corpora/factuality-uds/dev.jsonl")) == "uds"
    assert factuality.corpus_of(Path("factuality-uw/dev.jsonl")) == factuality.corpus_of(Path("dev.jsonl")) == "uw"


def test_status_is_read_at_the_words_that_gold_labels() -> None:
    example = SimpleNamespace(tags={"status": [None, "negated", "actual"], "cue": ["B-deny", "I-deny", "O"]})
    scores = {"status": np.eye(3, 2), "cue": np.array([[9.0, 1.0, 0.0, 2.0, 0.0]] * 3)}
    tags = {"status": ("actual", "negated"), "cue": ("O", "B-say", "I-say", "B-deny", "I-deny")}
    reader = SimpleNamespace(layout=SimpleNamespace(tags=tags), scores=scores.get)
    found = {head: status.pairs(example, reader, head) for head in ("status", "cue")}  # type: ignore[arg-type]
    assert found == {"status": [("negated", "negated"), ("actual", "actual")], "cue": [("deny", "deny")]}


def test_status_figures() -> None:
    found = status.figures("act", [("say", "say"), ("say", "say"), ("deny", "say"), ("deny", "deny")])
    assert (found["act"], found["act_gold"]) == (75, 4)
    assert found["act_macro_f1"] == pytest.approx((80 + 200 / 3) / 2)
    assert status.figures("act", []) == {}
