"""What was read of other people's text is kept without the text, and comes back whole."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.codebook import brief, parse, standoff, stands
from training.codebook.short import BriefError

ITEMS = {"7": {"text": "Kyiv rejects talks. Kyiv expels two envoys of Graustark.", "date": "2025-01-01"}}
MARKED = """## ce:7 2025-01-01 | Wire
[Kyiv #K,e1a] [rejects #e1] [talks #i1].
--
K state UKR "Ukraine"
e1 REJECT/meet actual : - asserts
i1 K against
"""


def test_a_brief_line_gives_events_with_their_participants() -> None:
    record = brief.read_line("7\trejects=REJECT/meet | Kyiv > || expels=SANCTION/expel!hedges | Kyiv#2 > two envoys of Graustark", ITEMS)
    first, second = record["events"]
    assert (first["code"], first["modes"], first["actors"][0]["span"]["start"]) == ("REJECT", ["meet"], 0)
    assert (second["actors"][0]["span"]["start"], second["recipients"][0]["span"]["text"]) == (20, "two envoys of Graustark")
    assert second["claims"] == [{"by": [], "stance": "hedges"}]


def test_a_brief_record_is_kept_without_words_and_restored() -> None:
    record = brief.read_line("7\trejects + talks=REJECT~future | Kyiv > @ Graustark", ITEMS)
    assert "Kyiv" not in brief.keep(record)
    assert brief.restore(brief.keep(record), ITEMS) == record


@pytest.mark.parametrize("line", ["9\t-", "7\tsaid | Kyiv >", "7\tsmiles=SUPPORT | Kyiv >", "7\trejects=REJECT | Kyiv#3 >"])
def test_a_line_that_is_not_true_to_its_item_is_refused(line: str) -> None:
    with pytest.raises(BriefError):
        brief.read_line(line, ITEMS)


def test_positions_and_relations_come_back_as_they_were() -> None:
    record = stands.read_line("7\tKyiv|against|talks || two envoys of Graustark|represents|Graustark", ITEMS)
    assert [(p["stance"], p["issue"]["text"]) for p in record["positions"]] == [("against", "talks")]
    assert stands.restore(stands.keep(record), ITEMS) == record


def test_a_whole_record_is_kept_as_offsets_and_edits() -> None:
    record = parse.parse(MARKED)[0]
    source = "Headline. Kyiv rejects talks"
    kept = standoff.strip(record, source)
    assert "rejects" not in json.dumps(kept)
    assert standoff.restore(kept, source) == record


@given(st.text(max_size=40), st.text(min_size=1, max_size=40))
def test_any_edit_of_a_source_is_undone(source: str, text: str) -> None:
    record = {"document": {"id": "x", "text": text}, "actors": [{"mentions": [{"start": 0, "end": 1, "text": text[0:1]}]}]}
    assert standoff.restore(standoff.strip(record, source), source) == record
