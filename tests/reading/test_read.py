"""Captures to documents."""

from __future__ import annotations

import pytest

from chancery.errors import ReadingError
from chancery.reading.read import HTML, TEXT, read
from chancery.record.text import Capture

PAGE = """<!DOCTYPE html><html><head><title>Envoy denies charge | Test Wire</title>
<meta property="og:title" content="Envoy denies charge"><meta property="og:site_name" content="Test Wire">
<meta property="article:published_time" content="2024-12-11T08:30:00Z"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Envoy denies charge</h1>
<p>Graustark denied the charge on Wednesday, its envoy told reporters after a long meeting in the capital.</p>
<p>The foreign ministry of Ruritania said that it had expected nothing else and that the talks would go on.</p>
<p>Both sides are to meet again in January, when the mediators want to present a plan for the border.</p>
</article></body></html>"""


def reason_for(capture: Capture) -> str:
    with pytest.raises(ReadingError) as caught:
        read(capture)
    return caught.value.reason


def test_a_page_gives_text_title_publisher_and_date() -> None:
    document = read(Capture("page", PAGE.encode()))
    assert (document.title, document.publisher, document.published) == ("Envoy denies charge", "Test Wire", "2024-12-11")
    assert document.text.split("\n\n")[-1].startswith("Both sides are to meet again")
    assert "Home" not in document.text


def test_what_the_giver_says_wins_over_the_page() -> None:
    document = read(Capture("page", PAGE.encode(), title="Denial", publisher="Wire", published="2024-12-12", content_type=HTML))
    assert (document.title, document.publisher, document.published) == ("Denial", "Wire", "2024-12-12")


def test_a_truncated_page_is_read_as_far_as_it_goes() -> None:
    cut = PAGE[: PAGE.index("when the mediators")]
    assert "had expected nothing else" in read(Capture("page", cut.encode())).text


def test_a_page_that_declares_its_encoding_in_xml_is_read() -> None:
    page = '<?xml version="1.0" encoding="utf-8"?>\n' + PAGE
    assert "Graustark denied" in read(Capture("page", page.encode())).text


def test_a_page_without_an_article_is_refused() -> None:
    assert "no article text" in reason_for(Capture("page", b"<html><body></body></html>"))


def test_a_page_that_would_never_be_done_is_refused() -> None:
    page = "<html><body><p " + " ".join(f"a{n}=1" for n in range(5000)) + ">Kyiv denied the charge.</p></body></html>"
    with pytest.raises(ReadingError, match="thousands of attributes"):
        read(Capture("page", page.encode()))


def test_a_page_with_very_many_tags_is_not_looked_at_in_the_way_that_takes_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr("trafilatura.core.justext_rescue", lambda *_: asked.append(1))
    monkeypatch.setattr("trafilatura.external.try_justext", lambda *_: asked.append(1))
    said = "Graustark denied the charge on Wednesday, its envoy told reporters after a long meeting in the capital."
    page = "<html><body><table>" + "<tr><td>x</td></tr>" * 8_000 + f"</table><article><p>{said}</p></article></body></html>"
    assert read(Capture("page", page.encode())).text.strip() == said and not asked


def test_a_given_text_is_never_taken_for_a_page() -> None:
    text = "<html> is the tag that the minister of the interior has never heard of, he said to the press."
    assert read(Capture("text", text.encode(), content_type=TEXT)).text == text


def test_words_in_brackets_are_no_data() -> None:
    text = "[Corrects name] {sic} Kyiv denied the charge, its envoy said."
    assert read(Capture("text", text.encode())).text == text


def test_the_id_comes_from_the_text_alone() -> None:
    assert read(Capture("a", b"Kyiv denied it.")).id == read(Capture("b", b"Kyiv denied it.", title="Denial")).id
    assert read(Capture("a", b"Kyiv denied it.")).id != read(Capture("a", b"Kyiv denied this.")).id


def test_a_date_and_time_counts_as_its_day() -> None:
    assert read(Capture("a", b"Kyiv denied it.", published="2024-12-11T23:30:00+02:00")).published == "2024-12-11"


@pytest.mark.parametrize(
    ("capture", "words"),
    [
        (Capture("a", b""), "empty"),
        (Capture("a", b" \n\n"), "empty"),
        (Capture("a", "\ufeff…!".encode()), "empty"),
        (Capture("a", b"x" * 50_000_001), "larger than 50 MB"),
        (Capture("a", b"word " * 1_100_000), "longer than 5 million"),
        (Capture("a", b'{\n  "text": "Kyiv denied it."\n}'), "JSON and no report.*jsonl"),
        (Capture("a", b'[{"text": "Kyiv denied it."}]'), "JSON and no report"),
        (Capture("a", b'<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>'), "a feed and no report"),
        (Capture("a", b'<?xml version="1.0"?><news>Kyiv denied it.</news>'), "XML and no report"),
        (Capture("a", b"Kyiv denied it.", published="yesterday"), "no ISO 8601 date"),
        (
            Capture("a", "Der Bundeskanzler sprach am Montag mit dem Außenminister über die Lage in der Ukraine.".encode()),
            r"not in English \(de\)",
        ),
    ],
)
def test_what_cannot_be_read_says_why(capture: Capture, words: str) -> None:
    with pytest.raises(ReadingError, match=words):
        read(capture)
