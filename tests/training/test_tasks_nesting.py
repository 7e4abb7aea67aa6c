"""Attributions in a discourse tree, and what counts as found when they are nested."""

from __future__ import annotations

from pathlib import Path

from training.corpora.discourse import Attribution, read_discourse
from training.corpora.example import Example
from training.tasks.nesting import Nested, gold_nested, matches, text_of

TREE = """<rst><header><relations>
<rel name="attribution-positive" type="rst"/><rel name="joint-list" type="multinuc"/><rel name="elaboration-additional" type="rst"/>
</relations></header><body>
<segment id="1" parent="8" relname="attribution-positive">Voss said</segment>
<segment id="2" parent="6" relname="attribution-positive">Kyiv thinks</segment>
<segment id="3" parent="6" relname="joint-list">it rained</segment>
<segment id="4" parent="6" relname="joint-list">and snowed</segment>
<segment id="5" parent="8" relname="elaboration-additional">He left .</segment>
<group id="6" type="multinuc" parent="8" relname="span"/><group id="8" type="span" parent="9" relname="span"/><group id="9" type="span"/>
</body></rst>"""


def words(*numbers: int) -> frozenset[int]:
    return frozenset(numbers)


def test_content_is_the_nucleus_with_its_satellites_and_without_its_siblings(tmp_path: Path) -> None:
    (tmp_path / "t.rs4").write_text(TREE)
    assert list(read_discourse(tmp_path / "t.rs4").attributions()) == [
        Attribution(words(0, 1), frozenset(range(2, 8))),
        Attribution(words(2, 3), words(4, 5, 6, 7)),
    ]


def test_a_secondary_edge_attributes_too(tmp_path: Path) -> None:
    edge = '<secedges><secedge id="5-3" source="5" target="3" relname="attribution-positive"/></secedges></body>'
    (tmp_path / "t.rs4").write_text(TREE.replace("</body>", edge))
    assert list(read_discourse(tmp_path / "t.rs4").attributions())[-1] == Attribution(words(8, 9, 10), words(4, 5))


def test_gold_takes_the_smallest_content_around() -> None:
    text = text_of("t", [Example("gum", tuple("abcdefgh"), ((0, 1), (1, 3), (3, 8)))])
    outermost = Attribution(words(0), frozenset(range(1, 8)))
    outer, inner = Attribution(words(1, 2), words(3, 4, 5, 6)), Attribution(words(3), words(4, 5))
    assert gold_nested([outermost, outer, inner], text) == [
        Nested(words(0), frozenset((6, 8, 10, 12))), Nested(words(1), frozenset((8, 10)))]  # fmt: skip


def test_a_pair_is_found_when_half_of_what_is_said_is_shared_and_the_voice_agrees() -> None:
    gold = [Nested(words(0), words(1, 2, 3, 4)), Nested(words(5), words(7, 8))]
    assert matches(gold, [Nested(words(0), words(3, 4))]) == 1
    assert matches(gold, [Nested(words(0), words(4, 5))]) == 0
    assert matches(gold, [Nested(words(1), words(1, 2, 3, 4))]) == 0


def test_a_pair_is_found_once() -> None:
    gold, twice = [Nested(words(0), words(1, 2))], [Nested(words(0), words(1, 2)), Nested(words(0), words(1, 2, 3))]
    assert matches(gold, twice) == 1
