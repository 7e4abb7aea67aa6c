"""The page: all of the text, all of the facts, and nothing that a report could do to its reader."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery import cli
from chancery.page import page
from chancery.page.marks import marks_of
from chancery.page.nesting import nested
from chancery.page.report import report
from chancery.page.segments import LAYERS, Mark, segments
from chancery.pipeline import Reader
from chancery.record.facts import (
    FORMAT,
    Actor,
    BundleRef,
    Channel,
    Claim,
    Event,
    Participant,
    Place,
    Position,
    Problem,
    Record,
    Relation,
    Statement,
    When,
)  # fmt: skip
from chancery.record.text import Document, Span
from tests.stub import stub_engine

TEXT = (
    "Politico said on Monday that Ruritania denied that its envoy Rassendyll had called Graustark from Strelsau for an hour.\n\n"
    "“We want peace talks,” he wrote on X."
)


def span(words: str) -> Span:
    return Span.over(TEXT, TEXT.index(words), TEXT.index(words) + len(words))


def actor(number: str, name: str, kind: str) -> Actor:
    return Actor(number, name, kind, None, ("GOV",), None, None, (span(name),))


CALL = Event(
    "evt-1", "CONSULT", ("phone",), ("diplomatic",), (span("called"),),
    (Participant("person:r", span("Rassendyll")),), (Participant("state:g", None),),
    When("2024-12-09", span("Monday")), When("PT1H", span("an hour")), Place("Strelsau", "RUR", -1.5, 20.25, 7, span("Strelsau")),
    "negated", (Claim(("media:p", "state:r"), "denies", "sta-2"), Claim((), "hedges")),
)  # fmt: skip
OUTER = span("Ruritania denied that its envoy Rassendyll had called Graustark from Strelsau for an hour")
INNER = span("its envoy Rassendyll had called Graustark from Strelsau for an hour")
STATEMENTS = (
    Statement("sta-2", "state:r", span("Ruritania"), span("denied"), (INNER,), "indirect", "deny", None, None, False, "sta-1"),
    Statement("sta-1", "media:p", span("Politico"), span("said"), (OUTER,), "indirect", "say", None, "state:g", False, None),
    Statement(
        "sta-3", "person:r", span("he"), span("wrote"), (span("We want peace talks"),), "direct", "say",
        Channel("social-media", "X", span("X")), None, True, None,
    ),
)  # fmt: skip
RECORD = Record(
    FORMAT,
    Document("doc-1", "A call", "Politico", "https://example.org/a?b=1&c=2", "2024-12-11", "en", TEXT),
    (actor("media:p", "Politico", "media"), actor("state:r", "Ruritania", "state"), actor("person:r", "Rassendyll", "person"),
     actor("state:g", "Graustark", "state")),
    (CALL,), STATEMENTS,
    (Relation("person:r", "represents", "state:r", "envoy", span("its envoy Rassendyll"), True, None, (Claim((), "asserts"),)),),
    (Position("person:r", "for", span("peace talks"), span("We want peace talks"), "sta-3", None),),
    BundleRef("bundle-test", "0"), (Problem("where", "no such place"),),
)  # fmt: skip


class Seen(HTMLParser):
    """What a browser makes of a page: the words of the report, the words of each card, the facts on each stretch, the tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[dict[str, str | None]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.report = ""
        self.stretches: list[tuple[str, set[str]]] = []
        self.cards: dict[str, str] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "input"):
            self.open.append(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        code = self.open[-1].get("data-c") if self.open else None
        shown = chr(int(code, 16)) if code else data
        classes = [(element.get("class") or "").split() for element in self.open]
        if ["report"] in classes:
            self.report += shown
            facts = {fact for element in self.open for part in ("core", "part") for fact in (element.get(f"data-{part}") or "").split()}
            self.stretches.append((shown, facts))
        for element, names in zip(self.open, classes, strict=True):
            if "card" in names:
                self.cards[element["id"] or ""] = self.cards.get(element["id"] or "", "") + shown

    def words(self, fact: str) -> str:
        return "|".join(text for text, facts in self.stretches if fact in facts)


SEEN = Seen(page(RECORD))


def test_every_fact_has_a_card() -> None:
    assert list(SEEN.cards) == ["e1", "s2", "s1", "s3", "r1", "p1", "a1", "a2", "a3", "a4"]


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        ("e1", ["CONSULT", "phone", "did not happen", "Rassendyll → Graustark", "2024-12-09", "1 hour", "Strelsau", "−1.50°, 20.25°"]),
        ("e1", ["Politico→Ruritania ✕ denies", "the report ≈ hedges"]),
        ("s1", ["deny", "indirect", "Ruritania", "its envoy Rassendyll had called"]),
        ("s2", ["say", "Politico → Graustark"]),
        ("s3", ["not say", "direct", "social media", "X", "“We want peace talks”"]),
        ("r1", ["represents", "not certain", "Rassendyll → Ruritania as envoy", "the report ✓ asserts"]),
        ("p1", ["✓ for", "Rassendyll", "peace talks", "s3"]),
        ("a2", ["state", "GOV", "Ruritania", "state:r"]),
    ],
)  # fmt: skip
def test_a_card_tells_its_fact(fact: str, told: list[str]) -> None:
    assert [part for part in told if part not in SEEN.cards[fact]] == []


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("e1", "Monday|Rassendyll|called|Strelsau|an hour"),
        ("s1", "Ruritania|denied|its envoy |Rassendyll| had |called| |Graustark| from |Strelsau| for |an hour"),
        ("s3", "We want |peace talks|he|wrote|X"),
        ("r1", "its envoy |Rassendyll"),
        ("p1", "We want |peace talks"),
        ("a4", "Graustark"),
    ],
)
def test_the_words_of_a_fact_are_marked(fact: str, words: str) -> None:
    assert SEEN.words(fact) == words


def test_every_span_of_a_record_is_marked() -> None:
    marked = {(mark.start, mark.end) for mark in marks_of(RECORD)}
    assert marked == {(s["start"], s["end"]) for s in _spans(msgspec.to_builtins(RECORD))}


def _spans(value: object) -> list[dict[str, int]]:
    if isinstance(value, dict):
        return [value] if set(value) == {"start", "end", "text"} else [s for part in value.values() for s in _spans(part)]
    return [s for part in value for s in _spans(part)] if isinstance(value, list | tuple) else []


def test_a_nested_statement_stands_indented_under_the_one_it_is_in() -> None:
    assert [(statement.id, depth) for statement, depth in nested(STATEMENTS)] == [("sta-1", 0), ("sta-2", 1), ("sta-3", 0)]


def test_statements_that_stand_in_each_other_are_each_shown_once() -> None:
    a, b = (msgspec.structs.replace(STATEMENTS[0], id=one, within=other) for one, other in (("a", "b"), ("b", "a")))
    assert [statement.id for statement, _ in nested((a, b))] == ["a", "b"]


def test_links_inside_the_page_lead_somewhere() -> None:
    ids = [attributes["id"] for _, attributes in SEEN.tags if "id" in attributes]
    links = {(attributes["href"] or "")[1:] for _, attributes in SEEN.tags if (attributes.get("href") or "").startswith("#")}
    assert len(ids) == len(set(ids)) and links <= set(ids)


LETTERS = st.text(st.sampled_from("ab<&\"'\n \r\t\u202e\u2069\u200d\u2028\x00\x85\u00e9\U0001f600\ufffe\ud800"), max_size=40)


@st.composite
def marked_text(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(LETTERS)
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    facts = st.sampled_from(["e1", "e2", "s1", "s2", "a1", "r1"])
    mark = st.builds(lambda at, fact, layer, core: Mark(min(at), max(at), fact, layer, core), ends, facts,
                     st.sampled_from([*LAYERS, None]), st.booleans())  # fmt: skip
    return text, draw(st.lists(mark, max_size=12))


@given(marked_text())
def test_the_report_on_the_page_is_the_text_whatever_the_marks(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    assert Seen(f'<div class="report">{report(text, marks)}</div>').report == text


@given(marked_text())
def test_every_character_carries_the_marks_over_it_and_no_others(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    found = [set(cut.marks) for cut in segments(text, marks) for _ in cut.text]
    assert found == [{mark for mark in marks if mark.start <= at < mark.end} for at in range(len(text))]


HOSTILE = "</p><script>alert(1)</script><img src=x onerror=alert(1)> \"' &lt; \u202egnp.exe\u2069 ]]> <!-- --> {{7*7}}"


def hostile_page() -> str:
    """A page of a record every word of which means harm."""
    whole = Span(0, len(HOSTILE), HOSTILE)
    source = msgspec.json.encode(RECORD).decode()
    harmless = '"(Rassendyll|phone|X|CONSULT|envoy|denies|2024-12-09|no such place)"'
    spiked = msgspec.json.decode(re.sub(harmless, lambda _: SPIKE, source), type=Record)
    document = Document(HOSTILE, HOSTILE, HOSTILE, "javascript:alert(1)", HOSTILE, HOSTILE, HOSTILE)
    events = (msgspec.structs.replace(spiked.events[0], mentions=(whole,)),)
    return page(msgspec.structs.replace(spiked, document=document, events=events, bundle=BundleRef(HOSTILE, HOSTILE)))


SPIKE = msgspec.json.encode(HOSTILE).decode()


def test_hostile_text_stays_text() -> None:
    html = hostile_page()
    seen = Seen(html)
    tags = {tag for tag, _ in seen.tags}
    assert seen.report == HOSTILE and [tag for tag, _ in seen.tags].count("script") == 1 and not {"img", "iframe", "form"} & tags
    assert not [name for _, attributes in seen.tags for name in attributes if name.startswith("on") or name == "style"]
    assert not [attributes for _, attributes in seen.tags if (attributes.get("href") or "#")[0] != "#"]


def test_no_bidi_control_reaches_the_page() -> None:
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", hostile_page())


def test_a_lone_surrogate_can_be_written_out() -> None:
    record = msgspec.structs.replace(RECORD, document=msgspec.structs.replace(RECORD.document, title="\ud800", text=TEXT + "\ud800"))
    assert page(record).encode()


def test_a_word_of_a_million_letters_is_whole_in_the_report_and_short_on_its_card() -> None:
    text = "a" * 1_000_000
    (record,) = stub_engine([Document("doc-1", None, None, None, None, None, text)])
    html = page(record)
    assert Seen(html).report == text and len(html) < 1_100_000


def policy(html: str) -> dict[str, str]:
    (content,) = (a["content"] for tag, a in Seen(html).tags if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy")
    assert content is not None
    return {rule.split()[0]: rule.split()[1] for rule in content.split("; ")}


def digest(html: str, tag: str) -> str:
    (inside,) = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
    return f"'sha256-{base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()}'"


def test_the_policy_allows_the_page_s_own_style_and_script_and_no_origin() -> None:
    html = page(RECORD)
    assert policy(html) == {
        "default-src": "'none'", "style-src": digest(html, "style"), "script-src": digest(html, "script"),
        "base-uri": "'none'", "form-action": "'none'",
    }  # fmt: skip


def test_the_page_asks_for_nothing_outside() -> None:
    html = page(RECORD)
    loading = [a for tag, a in Seen(html).tags if tag in ("link", "img", "iframe", "object", "base") or "src" in a]
    assert not loading and "@import" not in html and "url(" not in html
    assert re.findall(r"https?://[^\"<]+", html.replace("&amp;", "&")) == ["https://example.org/a?b=1&c=2"] * 2


def test_a_second_page_is_the_same_byte_for_byte() -> None:
    assert page(RECORD) == page(RECORD)


NEWS = "The Kremlin said on Wednesday that the two leaders had discussed the war in a call that took an hour."


Run = Callable[..., tuple[object, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.setattr(cli, "Reader", lambda **_: Reader(engine=stub_engine))
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(NEWS)

    def call(*arguments: str) -> tuple[object, str, str]:
        code: object = 0
        try:
            cli.run(["read", *arguments, "--format", "html"])
        except SystemExit as ended:
            code = ended.code
        return code, *capsys.readouterr()

    return call


def test_one_report_is_printed_as_a_page(run: Run) -> None:
    code, out, err = run("a.txt")
    assert (code, err, Seen(out).report) == (0, "", NEWS)


def test_several_reports_need_a_folder(run: Run) -> None:
    Path("wire.jsonl").write_text(f'{{"text": "{NEWS}"}}\n' * 2)
    for reports in (["a.txt", "b.txt"], ["."], ["wire.jsonl"]):
        code, out, err = run(*reports)
        assert (code, out) == (2, "") and "--output DIR" in err


def test_a_folder_gets_a_page_for_each(run: Run) -> None:
    assert run("a.txt", "b.txt", "--output", "out") == (0, "", "")
    assert run("a.txt", "b.txt", "--output", "out") == (0, "", "")
    assert sorted(path.name for path in Path("out").iterdir()) == ["a.html", "b.html"]


def test_a_page_is_never_written_over_a_report(run: Run) -> None:
    Path("a.html").write_text(f"<html><body><article><p>{NEWS}</p><p>{NEWS.replace('Kremlin', 'palace')}</p></article></body></html>")
    content = Path("a.html").read_bytes()
    code, _, err = run("a.html", "--output", ".")
    assert code == 1 and "no page of Chancery's" in err and Path("a.html").read_bytes() == content
