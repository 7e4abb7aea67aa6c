"""Web archives: their pages, and what is damaged, cut short or hostile in them."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.record.facts import Rejection
from chancery.record.text import Capture
from chancery.sources.files import captures
from chancery.sources.warc import pages
from tests.warcs import INFO, PAGE, make_record

ONE, TWO = make_record("https://wire.test/1"), make_record("https://wire.test/2")


def found(archive: bytes) -> list[Capture | Rejection]:
    return list(pages(io.BytesIO(archive), "crawl.warc", "crawl"))


def told(archive: bytes) -> list[str | None]:
    """The addresses of the pages, and the beginnings of the reasons."""
    return [item.url if isinstance(item, Capture) else item.reason[:28] for item in found(archive)]


BOTH = ["https://wire.test/1", "https://wire.test/2"]
CUT, DAMAGED = "the archive ends inside this", "the archive is damaged here "


@pytest.mark.parametrize(
    "archive",
    [INFO + ONE + TWO, b"".join(map(gzip.compress, (INFO, ONE, TWO))), gzip.compress(INFO + ONE + TWO)],
    ids=["plain", "packed by record", "packed whole"],
)
def test_pages_come_with_their_addresses(archive: bytes) -> None:
    first, second = found(archive)
    kind = "text/html"
    assert first == Capture("crawl.warc:1", PAGE, url="https://wire.test/1", key="crawl-0001", content_type=kind)
    assert second == Capture("crawl.warc:2", PAGE, url="https://wire.test/2", key="crawl-0002", content_type=kind)


@pytest.mark.parametrize(
    ("archive", "outcome"),
    [
        (INFO + ONE + TWO[:-60], [BOTH[0], CUT]),
        (INFO + ONE + TWO[:100], [BOTH[0], CUT]),
        (gzip.compress(ONE) + gzip.compress(TWO)[:-30], [BOTH[0], CUT]),
        (gzip.compress(ONE) + b"\x1f\x8b\x08garbage that is no deflate", [BOTH[0], DAMAGED]),
        (INFO + ONE + b"garbage\r\n\r\n" + TWO, [BOTH[0], DAMAGED]),
        (ONE.replace(b"Content-Length: ", b"Content-Length: 9"), [CUT]),
        (ONE.replace(b"Content-Length: ", b"Content-Length: -"), [CUT, DAMAGED]),
        (b"Not an archive at all\n", [DAMAGED]),
        (b"", ["no pages in this archive"]),
    ],
)
def test_what_comes_before_the_damage_is_read_and_the_damage_is_told(archive: bytes, outcome: list[str]) -> None:
    assert told(archive) == outcome


def test_what_is_no_page_is_passed_over() -> None:
    other = (make_record(kind="image/png"), make_record(status="404 Not Found"), make_record(status="302 Found", more="Location: /x\r\n"))
    assert told(INFO + b"".join(other) + TWO) == [BOTH[1]]
    assert told(INFO + b"".join(other)) == ["no pages in this archive"]


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (gzip.compress(PAGE), "Content-Encoding: gzip\r\n"),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), "Transfer-Encoding: chunked\r\n"),
        (PAGE, "Content-Encoding: gzip\r\n"),
        (PAGE, "Transfer-Encoding: chunked\r\n"),
    ],
    ids=["packed", "chunked", "said to be packed", "said to be chunked"],
)
def test_the_packing_of_an_answer_is_undone(body: bytes, more: str) -> None:
    (page,) = found(make_record(body=body, more=more))
    assert isinstance(page, Capture) and page.content == PAGE


def test_a_bomb_is_rejected_and_the_next_page_read() -> None:
    bomb = make_record(body=gzip.compress(bytes(60_000_000), 1), more="Content-Encoding: gzip\r\n")
    assert told(bomb + TWO) == ["larger than 50 MB", BOTH[1]]


def test_an_archive_in_a_folder_is_known_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "crawl.warc.gz").write_bytes(gzip.compress(ONE))
    (page,) = captures([str(tmp_path)])
    assert (page.name, page.key) == (f"{tmp_path}/crawl.warc.gz:1", "crawl-0001")  # type: ignore[union-attr]


ARCHIVE = INFO + make_record(body=gzip.compress(PAGE), more="Content-Encoding: gzip\r\n") + TWO


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(ARCHIVE) - 1), st.integers(0, 255)), max_size=6), st.integers(0, len(ARCHIVE)), st.booleans())
def test_damage_of_any_kind_gives_captures_and_reasons(spots: list[tuple[int, int]], end: int, packed: bool) -> None:
    raw = bytearray(ARCHIVE)
    for place, byte in spots:
        raw[place] = byte
    assert found(gzip.compress(bytes(raw))[:end] if packed else bytes(raw[:end]))
