"""Feeds: what their entries say, and hostile ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.errors import SourceError
from chancery.reading.read import read
from chancery.sources.feeds import Entry, capture, entries, looks_like_feed

SENTENCE = "The envoy of Graustark said on Monday that nobody had left the table. "
RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Wire</title>{}</channel></rss>"""


def rss(*items: str) -> bytes:
    return RSS.format("".join(f"<item>{item}</item>" for item in items)).encode()


def test_an_entry_that_links_says_what_it_knows() -> None:
    item = (
        "<title>Graustark &amp;amp; Ruritania</title><link>https://wire.test/1</link><guid>w1</guid>"
        "<pubDate>Wed, 11 Dec 2024 23:30:00 -0500</pubDate><description>A teaser.</description>"
    )
    assert entries(rss(item)) == (Entry("w1", "https://wire.test/1", "Graustark & Ruritania", "2024-12-11", None, None),)


def test_atom_is_read_and_its_links_are_made_whole() -> None:
    feed = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><id>tag:1</id>'
        b'<title type="html">A &lt;b&gt;denial&lt;/b&gt;</title>'
        b'<link href="/1"/><updated>2024-12-12T00:10:00+02:00</updated><source><title>Other</title></source></entry></feed>'
    )
    assert entries(feed, url="https://wire.test/feed") == (Entry("tag:1", "https://wire.test/1", "A denial", "2024-12-12", "Other", None),)


def test_an_entry_that_holds_the_whole_report_is_one() -> None:
    text = SENTENCE * 15
    item = f"<title>Denial</title><link>https://wire.test/1</link><content:encoded>&lt;p&gt;{text}&lt;/p&gt;</content:encoded>"
    (entry,) = entries(rss(item))
    found = capture(entry, "feed")
    assert found is not None
    document = read(found)
    assert (document.title, document.publisher, document.url) == ("Denial", "Wire", "https://wire.test/1")
    assert document.text.strip() == text.strip()


def test_a_teaser_is_no_report_where_a_link_leads_to_it_and_one_where_none_does() -> None:
    said = f"<description>{SENTENCE}</description>"
    linked, alone = entries(rss(f"<link>https://wire.test/1</link>{said}", said))
    assert (linked.content, alone.content) == (None, SENTENCE.strip())


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "mailto:x@wire.test"])
def test_only_links_to_the_web_are_links(link: str) -> None:
    (entry,) = entries(rss(f"<title>x</title><link>{link}</link>"))
    assert entry.url is None


def test_an_entry_named_twice_is_one() -> None:
    assert len(entries(rss("<guid>w1</guid><title>a</title>", "<guid>w1</guid><title>b</title>"))) == 1


def test_an_entry_without_an_id_is_known_again() -> None:
    item = "<title>Denial</title><description>Said.</description>"
    assert entries(rss(item))[0].id == entries(rss("<title>Other</title>", item))[1].id


@pytest.mark.parametrize("content", [b"", b"hello", b"<html><body>x</body></html>", b'<rss version="2.0"><channel><title>x'])
def test_what_is_no_feed_is_refused(content: bytes) -> None:
    with pytest.raises(SourceError):
        if not entries(content):
            raise SourceError("empty")


def test_a_file_of_this_machine_named_in_a_feed_is_not_opened() -> None:
    feed = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss("<title>a &amp;x; &x;</title>")[21:]
    assert all("root" not in str(entry) for entry in entries(feed))


def test_entities_that_swell_are_not_followed() -> None:
    swelling = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    feed = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "lol">{swelling}]>'.encode() + rss("<title>&l9;</title>")[21:]
    try:
        assert len(str(entries(feed))) < 1_000
    except SourceError as reason:
        assert str(reason)


@pytest.mark.parametrize(
    ("begins", "is_one"),
    [
        (b"<rss>", True), (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x -->\n<feed xmlns='x'>", True), (b"<rdf:RDF>", True),
        (b"<!doctype html>", False), (b"<?xml version='1.0'?><html>", False), (b"feed", False), (b"", False),
    ],
)  # fmt: skip
def test_a_feed_is_known_by_how_it_begins(begins: bytes, is_one: bool) -> None:
    assert looks_like_feed(begins) is is_one


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet="<>/&;!-[]\"' rsfedchanltimk", max_size=300).map(lambda text: rss(text)))
def test_anything_whatever_gives_entries_or_a_reason(content: bytes) -> None:
    try:
        entries(content)
    except SourceError as reason:
        assert str(reason)
