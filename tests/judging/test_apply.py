"""What people decide, laid over what the machine found."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chancery.errors import JudgementError
from chancery.judging.apply import apply, unjudged
from chancery.judging.judgement import VERBS, Detail, Judgement, judgement
from chancery.record.facts import Record
from tests import strategies
from tests.make import make_record

RECORD = make_record(
    "[Graustark #G,s1s] [denied #s1] that [[[its #G] jets #J,e1a] had [bombed #e1] [a convoy #C,e1r] #s1c]. "
    "[The raid #e1] killed many. [Prime Minister [Ilya Voss #V,s2s] #r1] of [Ruritania #R] [said #s2] "
    "[he #V] is against [a truce #i1,s2c].",
    """
    G state - "Graustark"
    J government - "Graustark Air Force"
    C other - "a convoy"
    V person - "Ilya Voss"
    R state - "Ruritania"
    e1 ASSAULT/aerial negated : G denies
    s1 deny indirect
    s2 say indirect
    r1 V holds-office R "prime minister"
    i1 V against s2
    """,
)
TEXT = RECORD.document.text
(RAID,) = RECORD.events
DENIAL, SAYING = RECORD.statements
IDS = {actor.name: actor.id for actor in RECORD.actors}
_minutes = itertools.count()


def decided(verb: str, kind: str, target: str, *, document: str | None = RECORD.document.id, **detail: object) -> Judgement:
    made_at = f"2026-03-01T{next(_minutes):06}"
    return judgement(verb, kind, target, document=document, detail=msgspec.convert(detail, Detail), who="Ada", made_at=made_at)


def judged(*judgements: Judgement) -> Record:
    found = apply(RECORD, judgements)
    assert found.orphans == ()
    return found.record


def test_nothing_decided_changes_nothing() -> None:
    assert apply(RECORD, []) == unjudged(RECORD)
    assert unjudged(RECORD).record is RECORD


def test_a_rejected_event_is_gone() -> None:
    assert judged(decided("reject", "event", RAID.id)).events == ()


def test_an_accepted_event_is_marked_and_otherwise_as_it_was() -> None:
    found = apply(RECORD, [decided("accept", "event", RAID.id)])
    assert found.record == RECORD
    assert found.marks == {("event", RAID.id): "accepted"}


def test_of_accepting_and_rejecting_the_last_stands() -> None:
    reject, accept = decided("reject", "event", RAID.id), decided("accept", "event", RAID.id)
    assert judged(accept, reject).events == RECORD.events  # made later, given earlier
    assert judged(reject, accept, decided("reject", "event", RAID.id)).events == ()


def test_what_was_withdrawn_is_as_if_it_had_never_been() -> None:
    reject = msgspec.structs.replace(decided("reject", "event", RAID.id), withdrawn_at="2026-03-02")
    assert apply(RECORD, [reject]) == unjudged(RECORD)


def test_a_corrected_event_has_the_new_values_and_its_old_words() -> None:
    doers = [IDS["Graustark"], IDS["its jets"]]
    changes = {"code": "ACCUSE", "status": "hypothetical", "time": "2024-12", "place": "Strelsau", "actors": doers}
    found = apply(RECORD, [decided("correct", "event", RAID.id, changes=changes)])
    (event,) = found.record.events
    assert (event.id, event.code, event.modes, event.status, event.mentions) == (RAID.id, "ACCUSE", (), "hypothetical", RAID.mentions)
    assert event.time and event.time.value == "2024-12" and event.place and event.place.name == "Strelsau"
    assert [(part.actor, part.span) for part in event.actors] == [(IDS["Graustark"], None), (IDS["its jets"], RAID.actors[0].span)]
    assert found.marks == {("event", RAID.id): "corrected"}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"colour": "red"}, "colour: cannot be changed; it has code"),
        ({"id": "evt-2"}, "id: cannot be changed"),
        ({"code": 7}, "does not fit"),
        ({"code": "DANCE"}, "'DANCE': is no code; take one of AGREE, CONSULT"),
        ({"status": "perhaps"}, "'perhaps': is no status"),
        ({"contexts": ["military", "sport"]}, "'sport': is no context;"),
        ({"modes": ["demo"]}, "'demo': is no mode of ASSAULT; it has abduct"),
        ({"mentions": [{"start": 0, "end": 3, "text": "Kyiv"}]}, "'Kyiv' does not stand at 0-3"),
    ],
)
def test_a_correction_that_does_not_fit_changes_nothing(changes: dict[str, object], reason: str) -> None:
    made = decided("correct", "event", RAID.id, changes=changes)
    found = apply(RECORD, [made])
    assert found.record == RECORD
    ((orphan, why),) = found.orphans
    assert orphan == made and reason in why


def test_a_rejected_statement_is_gone_and_nothing_rests_on_it() -> None:
    record = judged(decided("reject", "statement", DENIAL.id))
    assert record.statements == (SAYING,)
    assert {claim.statement for claim in RECORD.events[0].claims} == {DENIAL.id, None}
    assert {claim.statement for claim in record.events[0].claims} == {None}


def test_a_relation_is_rejected_by_the_id_of_its_content() -> None:
    assert judged(decided("reject", "relation", unjudged(RECORD).relations[0])).relations == ()


def test_a_position_on_another_issue_loses_the_canonical_name_of_the_first() -> None:
    stand = RECORD.positions[0]
    words = {"start": (at := TEXT.index("a convoy")), "end": at + 8, "text": "a convoy"}
    other, named = (judged(decided("correct", "position", unjudged(RECORD).positions[0], changes=changes)).positions[0]
                    for changes in ({"issue": words}, {"issue": words, "topic": "trade"}))
    assert (stand.topic, other.topic, named.topic) == ("ceasefire", None, "trade")


def test_a_position_is_corrected_by_the_id_of_its_content() -> None:
    found = apply(RECORD, [decided("correct", "position", unjudged(RECORD).positions[0], changes={"stance": "conditional"})])
    assert [stand.stance for stand in found.record.positions] == ["conditional"]
    assert found.positions == unjudged(RECORD).positions  # it is still judged by the id that the machine's record gives it


def test_merged_actors_are_one_everywhere() -> None:
    record = judged(decided("merge", "actor", IDS["Graustark"], others=[IDS["its jets"], IDS["Ruritania"]]))
    one = record.actors[0]
    assert [actor.id for actor in record.actors] == [IDS["Graustark"], IDS["convoy"], IDS["Ilya Voss"]]
    assert [span.text for span in one.mentions] == ["Graustark", "its", "its jets", "Ruritania"]
    assert one.aliases[-2:] == ("its jets", "Ruritania")
    assert [part.actor for part in record.events[0].actors] == [one.id]
    assert record.relations[0].object == one.id


def test_an_actor_who_is_another_gets_that_ones_id() -> None:
    changes = {"id": "person:black-michael", "name": "Black Michael"}
    record = judged(decided("correct", "actor", IDS["Ilya Voss"], changes=changes))
    assert {"person:black-michael"} == {record.statements[1].speaker, record.positions[0].holder, record.relations[0].subject}
    assert [actor.name for actor in record.actors if actor.id == "person:black-michael"] == ["Black Michael"]


def test_an_actor_who_is_another_of_the_report_becomes_that_one() -> None:
    record = judged(decided("correct", "actor", IDS["its jets"], changes={"id": IDS["Graustark"]}))
    assert [part.actor for part in record.events[0].actors] == [IDS["Graustark"]]
    assert IDS["its jets"] not in {actor.id for actor in record.actors}


def test_a_rejected_actor_takes_what_cannot_be_without_him() -> None:
    record = judged(decided("reject", "actor", IDS["Ilya Voss"]))
    assert (record.relations, record.positions) == ((), ())
    assert [said.speaker for said in record.statements] == [IDS["Graustark"], None]


def test_split_off_mentions_take_their_part_with_them() -> None:
    he = (TEXT.index("he is"), TEXT.index("he is") + 2)
    record = judged(decided("split", "actor", IDS["Ilya Voss"], mentions=[he], changes={"id": "person:x", "name": "X"}))
    assert {a.id: [s.text for s in a.mentions] for a in record.actors}["person:x"] == ["he"]
    assert record.statements[1].speaker == IDS["Ilya Voss"]  # "Ilya Voss said" was not split off
    moved = next(span for actor in RECORD.actors if actor.id == IDS["Ilya Voss"] for span in actor.mentions if span.text == "Ilya Voss")
    other = judged(decided("split", "actor", IDS["Ilya Voss"], mentions=[(moved.start, moved.end)], changes={"id": "person:x"}))
    assert (other.statements[1].speaker, other.positions[0].holder, other.relations[0].subject) == ("person:x", "person:x", "person:x")


def test_split_and_merge_undo_each_other() -> None:
    first, second = RAID.mentions
    split = decided("split", "event", RAID.id, mentions=[(second.start, second.end)])
    parts = judged(split).events
    assert [event.mentions for event in parts] == [(first,), (second,)]
    assert parts[1].id != RAID.id
    assert judged(split, decided("merge", "event", RAID.id, others=[parts[1].id])).events == RECORD.events


def test_no_mention_left_is_no_split() -> None:
    found = apply(RECORD, [decided("split", "event", RAID.id, mentions=[(s.start, s.end) for s in RAID.mentions])])
    assert found.record == RECORD and "no mention would stay" in found.orphans[0][1]


def test_a_judgement_on_a_fact_that_is_no_more_is_an_orphan_and_attached_to_nothing_else() -> None:
    made = decided("reject", "event", RAID.id)
    read_anew = msgspec.structs.replace(RECORD, events=(msgspec.structs.replace(RAID, id="evt-another"),))
    found = apply(read_anew, [made])
    assert found.record == read_anew
    assert found.orphans == ((made, f"{RAID.id}: the record has no such event"),)


def test_a_judgement_of_another_document_is_none_of_this_one() -> None:
    assert apply(RECORD, [decided("reject", "event", RAID.id, document="doc-other")]).record == RECORD


def test_an_actor_merged_everywhere_is_merged_where_only_the_other_is_named() -> None:
    changes = {"name": "Kingdom of Graustark", "kind": "state", "country": None}
    made = decided("merge", "actor", "state:kingdom", document=None, others=[IDS["Graustark"], "state:nowhere"], changes=changes)
    record = judged(made)
    assert (record.actors[0].id, record.actors[0].name) == ("state:kingdom", "Kingdom of Graustark")
    assert record.statements[0].speaker == "state:kingdom"
    assert {claim.by for claim in record.events[0].claims} == {("state:kingdom",), ()}


@pytest.mark.parametrize(
    ("verb", "kind", "detail", "reason"),
    [
        ("praise", "event", {}, "cannot be said of a event"),
        ("split", "statement", {}, "cannot be said of a statement"),
        ("accept", "colour", {}, "nothing that can be judged"),
        ("correct", "event", {}, "say what is to be changed"),
        ("merge", "actor", {}, "say what it is merged with"),
        ("merge", "actor", {"others": ["x"]}, "cannot be merged with itself"),
        ("split", "actor", {}, "say which mentions"),
    ],
)
def test_a_judgement_that_says_nothing_is_refused(verb: str, kind: str, detail: dict[str, object], reason: str) -> None:
    with pytest.raises(JudgementError, match=reason):
        decided(verb, kind, "x", **detail)


@st.composite
def anything_decided(draw: st.DrawFn, record: Record) -> Judgement | None:
    """A judgement that may or may not fit."""
    kind = draw(st.sampled_from([kind for kind in VERBS if kind != "happening"]))
    verb = draw(st.sampled_from(VERBS[kind]))
    ids = ["gone", "evt-0", "evt-1", "sta-0", "sta-1", *(actor.id for actor in record.actors), *unjudged(record).relations]
    spans = [(span.start, span.end) for actor in record.actors for span in actor.mentions]
    detail = {
        "changes": draw(st.sampled_from([{"code": "AID"}, {"id": "state:rus", "name": "x"}, {"speaker": None}, {"time": "2024"}])),
        "others": draw(st.lists(st.sampled_from(ids), min_size=1, max_size=2)),
        "mentions": draw(st.lists(st.sampled_from([*spans, (0, 1)]), min_size=1, max_size=2)),
    }
    try:
        return decided(verb, kind, draw(st.sampled_from(ids)), document=record.document.id, **detail)
    except JudgementError:
        return None


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_whatever_is_decided_the_record_stays_one_and_its_spans_true(data: st.DataObject) -> None:
    record = data.draw(strategies.records())
    made = [one for one in data.draw(st.lists(anything_decided(record), max_size=4)) if one]
    found = apply(record, made)
    assert msgspec.json.decode(msgspec.json.encode(found.record), type=Record) == found.record
    assert len(found.relations) == len(found.record.relations) and len(found.positions) == len(found.record.positions)
    text = record.document.text
    assert all(text[span.start : span.end] == span.text for actor in found.record.actors for span in actor.mentions)
    assert apply(record, []).record == record
