"""Pages and feeds as captures: what is fetched, what is not fetched again, and whose fault stays whose."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chancery.record.facts import Rejection
from chancery.record.text import Capture
from chancery.sources.online import Found, Marks, Same, Visit, feed, online
from chancery.sources.web import Web
from tests.site import ARTICLE, Reply, Site, fetcher, site


class Memory:
    """What a test says is known already."""

    def __init__(self, marks: dict[str, Marks] | None = None, names: set[str] | None = None) -> None:
        self.known, self.names = marks or {}, names or set()

    def marks(self, url: str) -> Marks | None:
        return self.known.get(url)

    def has(self, name: str) -> bool:
        return name in self.names


@pytest.fixture
def there() -> Iterator[Site]:
    with site() as found:
        found.pages |= {"/1": Reply(ARTICLE.encode()), "/2": Reply(ARTICLE.encode())}
        yield found


def rss(*items: str) -> Reply:
    listed = "".join(f"<item>{item}</item>" for item in items)
    content = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{listed}</channel></rss>'.encode()
    return Reply(content, kind="application/rss+xml", headers=(("ETag", '"1"'),))


def link(there: Site, path: str, title: str = "Denial") -> str:
    return f"<title>{title}</title><link>{there.url(path)}</link><pubDate>Wed, 11 Dec 2024 08:00:00 +0000</pubDate>"


def fetched(*urls: str, memory: Memory | None = None) -> list[Found]:
    with fetcher() as web:
        return list(online(urls, web, memory or Memory()))


def names(found: list[Found], kind: type[Capture] | type[Rejection] | type[Same]) -> list[str]:
    return sorted(item.name for _, item in found if isinstance(item, kind))


def test_a_page_is_a_capture_called_by_its_address(there: Site) -> None:
    visit, page = (item for _, item in fetched(there.url("/1")))
    url = there.url("/1")
    assert visit == Visit(url, Marks(None, None), (url,), is_feed=False)
    assert page == Capture(url, ARTICLE.encode(), url=url, content_type="text/html")


def test_the_entries_of_a_feed_are_fetched_and_keep_what_the_feed_says(there: Site) -> None:
    there.pages["/feed"] = rss(link(there, "/1", "First"), link(there, "/2", "Second"))
    found = fetched(there.url("/feed"))
    pages = {item.name: item for _, item in found if isinstance(item, Capture)}
    assert {(page.title, page.published, page.publisher) for page in pages.values()} == {
        ("First", "2024-12-11", None),
        ("Second", "2024-12-11", None),
    }
    assert {source for source, _ in found} == {there.url("/feed")}
    assert found[0].item == Visit(there.url("/feed"), Marks('"1"', None), (there.url("/1"), there.url("/2")), is_feed=True)


def test_an_entry_that_was_read_is_not_fetched_again(there: Site) -> None:
    there.pages["/feed"] = rss(link(there, "/1"), link(there, "/2"))
    found = fetched(there.url("/feed"), memory=Memory(names={there.url("/1")}))
    assert (names(found, Same), names(found, Capture)) == ([there.url("/1")], [there.url("/2")])
    assert sorted(there.paths()) == ["/2", "/feed"]


def test_what_has_not_changed_is_the_same(there: Site) -> None:
    there.pages["/feed"] = lambda asked: Reply(status=304) if asked.headers.get("if-none-match") == '"1"' else rss()
    assert names(fetched(there.url("/feed"), memory=Memory({there.url("/feed"): Marks('"1"', None)})), Same) == [there.url("/feed")]


def test_an_entry_of_two_feeds_is_fetched_once(there: Site) -> None:
    there.pages |= {"/a": rss(link(there, "/1")), "/b": rss(link(there, "/1"))}
    fetched(there.url("/a"), there.url("/b"), there.url("/a"))
    assert sorted(there.paths()) == ["/1", "/a", "/b"]


def test_a_bad_entry_is_rejected_and_the_others_are_read(there: Site) -> None:
    there.pages["/feed"] = rss(link(there, "/gone"), link(there, "/1"), "<title>Nothing</title>", "<link>http://10.0.0.1/</link>")
    found = fetched(there.url("/feed"))
    assert names(found, Capture) == [there.url("/1")]
    assert len(names(found, Rejection)) == 3


def test_bad_addresses_are_rejected_and_the_others_are_read(there: Site) -> None:
    there.pages["/xml"] = Reply(b"<?xml version='1.0'?><other/>", kind="text/xml")
    found = fetched("http://[", "http://10.0.0.1/", there.url("/xml"), there.url("/1"))
    assert (len(names(found, Rejection)), names(found, Capture)) == (3, [there.url("/1")])


def test_a_server_cannot_vouch_for_its_text(there: Site) -> None:
    there.pages["/text"] = Reply(b"\xff\xfe\xff", kind="text/plain; charset=utf-8")
    (page,) = [item for _, item in fetched(there.url("/text")) if isinstance(item, Capture)]
    assert page.content_type == "text/plain;charset=utf-8"


def test_a_feed_in_a_file_is_followed(there: Site) -> None:
    with fetcher() as web:
        found = list(feed(rss(link(there, "/1")).content, "/tmp/wire.rss", web, Memory()))
        assert names(found, Capture) == [there.url("/1")]
        (broken,) = feed(b"<rss", "/tmp/wire.rss", web, Memory())
    assert isinstance(broken.item, Rejection)


def test_what_memory_trips_over_is_raised(there: Site) -> None:
    class Broken(Memory):
        def marks(self, url: str) -> Marks | None:
            raise RuntimeError("the store is gone")

    with fetcher() as web, pytest.raises(RuntimeError, match="gone"):
        list(online([there.url("/1")], web, Broken()))


def test_an_address_that_a_library_trips_over_is_rejected_alone(there: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    fetch = Web.fetch

    def trips(web: Web, url: str, **asked: object) -> object:
        if url.endswith("/1"):
            raise AssertionError("what a library says")
        return fetch(web, url, **asked)  # type: ignore[arg-type]

    monkeypatch.setattr(Web, "fetch", trips)
    found = fetched(there.url("/1"), there.url("/2"))
    assert (names(found, Rejection), names(found, Capture)) == ([there.url("/1")], [there.url("/2")])
