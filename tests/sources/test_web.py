"""Fetching: redirects, robots.txt, pauses, limits, and what servers do wrong."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.errors import SourceError
from chancery.sources import web as web_module
from chancery.sources.web import Fetched, Web
from tests.site import ARTICLE, Asked, Reply, Site, fetcher, site

PAGE = Reply(ARTICLE.encode())


@pytest.fixture
def there() -> Iterator[Site]:
    with site() as found:
        yield found


@pytest.fixture
def web() -> Iterator[Web]:
    with fetcher() as found:
        yield found


def refused(web: Web, url: str) -> str:
    with pytest.raises(SourceError) as caught:
        web.fetch(url)
    return caught.value.reason


def redirect(to: str, status: int = 302) -> Reply:
    return Reply(status=status, headers=(("Location", to),))


def test_a_page_is_fetched_with_its_type_and_marks(there: Site, web: Web) -> None:
    kind, when = "text/html; charset=cp1252", "Wed, 11 Dec 2024 08:00:00 GMT"
    there.pages["/1"] = Reply(b"<p>x", kind=kind, headers=(("ETag", '"7"'), ("Last-Modified", when)))
    assert web.fetch(there.url("/1#part")) == Fetched(there.url("/1"), b"<p>x", kind, '"7"', when)


def test_what_has_not_changed_is_null(there: Site, web: Web) -> None:
    there.pages["/1"] = lambda asked: Reply(status=304) if asked.headers.get("if-none-match") == '"7"' else PAGE
    assert web.fetch(there.url("/1"), etag='"7"') is None
    assert web.fetch(there.url("/1"), etag='"6"') is not None


def test_we_say_who_asks(there: Site, web: Web) -> None:
    there.pages["/1"] = PAGE
    web.fetch(there.url("/1"))
    assert {asked.headers["user-agent"].split("/")[0] for asked in there.asked} == {"Chancery"}


def test_redirects_are_followed_and_the_last_address_told(there: Site, web: Web) -> None:
    there.pages |= {"/1": redirect("/2", 301), "/2": redirect(there.url("/3"), 308), "/3": PAGE}
    found = web.fetch(there.url("/1"))
    assert found is not None and found.url == there.url("/3")


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("/1", "redirected more than 5 times"),
        ("http://169.254.169.254/latest/meta-data/", "169.254.169.254 is an address inside a network"),
        ("http://[::ffff:10.0.0.1]/", "is an address inside a network"),
        ("file:///etc/passwd", "not an address on the web"),
        ("ftp://wire.test/", "not an address on the web"),
        ("http://me:secret@wire.test/", "an address with a name and password"),
        ("http://wire.test:99999/", "there is no port 99999"),
        ("", "redirected to nowhere"),
    ],
)
def test_a_redirect_is_checked_as_the_first_address_was(there: Site, web: Web, to: str, reason: str) -> None:
    there.pages["/1"] = redirect(to)
    assert reason in refused(web, there.url("/1"))


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "http://[fe80::1]/", "http://100.100.100.200/"])
def test_a_closed_address_is_refused_before_anything_is_sent(web: Web, url: str) -> None:
    assert "not of the public internet" in refused(web, url)


@pytest.mark.parametrize("url", ["wire.test/1", "http://", "mailto:x@wire.test", "http://\x00/", "http://wire.test:99999/", "//wire.test/"])
def test_what_is_no_address_is_told(web: Web, url: str) -> None:
    assert refused(web, url)


def test_a_closed_address_is_not_blamed_on_its_robots(web: Web) -> None:
    assert refused(web, "http://10.0.0.1/").startswith("10.0.0.1 is an address inside a network")


def test_this_machine_is_refused_without_the_tests_own_word(there: Site) -> None:
    web = Web()
    there.pages["/1"] = PAGE
    try:
        assert "not of the public internet" in refused(web, there.url("/1"))
    finally:
        web.close()
    assert not there.asked


def test_robots_close_an_address(there: Site, web: Web) -> None:
    there.pages |= {"/robots.txt": Reply(b"User-agent: *\nDisallow: /private*/x", kind="text/plain"), "/private1/x": PAGE, "/open": PAGE}
    assert "robots.txt closes this address" in refused(web, there.url("/private1/x"))
    assert web.fetch(there.url("/open")) is not None
    assert there.paths() == ["/open"]


def test_robots_hold_for_where_a_redirect_leads(there: Site, web: Web) -> None:
    rules = Reply(b"User-agent: Chancery\nDisallow: /private", kind="text/plain")
    there.pages |= {"/robots.txt": rules, "/1": redirect("/private"), "/private": PAGE}
    assert "robots.txt closes this address" in refused(web, there.url("/1"))


@pytest.mark.parametrize(
    ("robots", "reason"),
    [
        (Reply(status=503), "answers 503 for its robots.txt"),
        (Reply(b"User-agent: *\nCrawl-delay: 3600"), "asks for 3600 seconds"),
        (Reply(b"#" * 600_000), "robots.txt cannot be had (larger than 500,000 bytes)"),
    ],
)
def test_robots_that_cannot_be_had_or_waited_for_close_the_site(there: Site, web: Web, robots: Reply, reason: str) -> None:
    there.pages |= {"/robots.txt": robots, "/1": PAGE}
    assert reason in refused(web, there.url("/1"))
    assert not there.paths()


def test_robots_are_asked_for_once_a_site(there: Site, web: Web) -> None:
    there.pages |= {"/1": PAGE, "/2": PAGE}
    for path in ("/1", "/2", "/1"):
        web.fetch(there.url(path))
    assert [asked.path for asked in there.asked].count("/robots.txt") == 1


def test_a_pause_is_made_between_two_requests_as_the_site_asks(there: Site) -> None:
    pauses: list[float] = []
    there.pages |= {"/robots.txt": Reply(b"User-agent: *\nCrawl-delay: 7"), "/1": PAGE}
    with fetcher(pauses=pauses) as web:
        web.fetch(there.url("/1"))
        web.fetch(there.url("/1"))
    assert [round(pause) for pause in pauses][-1] in (7, 8) and all(pauses)


def test_a_server_that_asks_to_wait_is_asked_once_more(there: Site, web: Web) -> None:
    replies = iter([Reply(status=429, headers=(("Retry-After", "5"),)), PAGE])
    there.pages["/1"] = lambda _: next(replies)
    assert web.fetch(there.url("/1")) is not None


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(status=404), "the server answers 404 Not Found"),
        (Reply(status=410), "the server answers 410 Gone"),
        (Reply(status=304), "the server answers 304 Not Modified"),
        (Reply(status=503, headers=(("Retry-After", "86400"),)), "the server answers 503"),
        (Reply(b"x", kind="image/png"), "its type is 'image/png', which is no report"),
        (Reply(b"x", length=60_000_000), "larger than 50 MB"),
        (Reply(b"x" * 10, length=500), "damaged or cut short"),
        (Reply(gzip.compress(bytes(60_000_000), 1), headers=(("Content-Encoding", "gzip"),)), "larger than 50 MB"),
        (Reply(gzip.compress(b"x" * 900)[:-9], headers=(("Content-Encoding", "gzip"),)), "cut short"),
        (Reply(b"not packed", headers=(("Content-Encoding", "gzip"),)), "damaged"),
        (Reply(b"x", headers=(("Content-Encoding", "zstd"),)), "'zstd'"),
        (Reply(b"x", headers=(("X-Long", "x" * 200_000),)), "damaged or cut short"),
    ],
)
def test_what_a_server_does_wrong_is_told(there: Site, web: Web, reply: Reply, reason: str) -> None:
    there.pages["/1"] = reply
    assert reason in refused(web, there.url("/1"))


def test_packed_pages_are_unpacked(there: Site, web: Web) -> None:
    there.pages["/1"] = Reply(gzip.compress(ARTICLE.encode()), headers=(("Content-Encoding", "gzip"),))
    found = web.fetch(there.url("/1"))
    assert found is not None and found.content == ARTICLE.encode()


def test_a_server_that_does_not_come_to_an_end_is_left_at_the_deadline(there: Site) -> None:
    left = Event()

    def never(_: Asked) -> Reply:
        left.wait(20)
        return PAGE

    there.pages["/slow"] = never
    with fetcher(seconds=0.2) as web:
        assert "took too long" in refused(web, there.url("/slow"))
    left.set()


def test_nobody_listening_is_told(web: Web) -> None:
    with site() as gone:
        url = gone.url("/1")
    assert "robots.txt cannot be had (no connection to 127.0.0.1" in refused(web, url)


@given(st.text(max_size=40) | st.text(alphabet="abc:/?#[]@!%.-_~ 0123456789", max_size=40).map(lambda rest: "http://" + rest))
def test_any_address_whatever_is_parsed_or_refused(url: str) -> None:
    try:
        place = web_module._next(web_module._parsed(url), url[5:])
        assert place.scheme in ("http", "https") and place.host and web_module._origin(place).startswith("http")
    except SourceError as reason:
        assert str(reason)
