"""Addresses on the web, fetched politely and with care: robots.txt, a pause per host, public addresses only, limits on size and time."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, NamedTuple

import httpcore2
from httpx2 import URL, InvalidURL

from chancery.errors import SourceError
from chancery.reading.limits import MOST_BYTES
from chancery.sources.guard import Guard
from chancery.sources.kinds import REPORTS, plain
from chancery.sources.pace import Pace
from chancery.sources.robots import AGENT, Robots
from chancery.sources.unpack import too_large, unpacked

USER_AGENT = f"{AGENT}/0.1 (reads news reports for research; honours robots.txt)"
MOST_REDIRECTS = 5
MOST_ROBOTS = 500_000
SECONDS = 60.0
"""A whole fetch may take so long …"""
STEP_SECONDS = 15.0
"""… and each step of it (connecting, waiting for the next bytes) so long."""
LONGEST_WAIT = 60.0
"""Seconds of a Retry-After that are waited for."""

_deadline: ContextVar[float] = ContextVar("deadline", default=float("inf"))


class Fetched(NamedTuple):
    """What an address gave: where redirects led, the content, its type, and what to ask with next time."""

    url: str
    content: bytes
    content_type: str
    etag: str | None = None
    modified: str | None = None


class Answer(NamedTuple):
    """One answer of a server, before redirects are followed."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Web:
    """Fetches addresses; may be used by many threads."""

    def __init__(self, *, guard: Guard | None = None, pace: Pace | None = None, seconds: float = SECONDS) -> None:
        """``guard`` other than the usual is for tests."""
        self._pool = httpcore2.ConnectionPool(network_backend=_Timed(guard or Guard()), max_connections=32, keepalive_expiry=15.0)
        self._pace, self._seconds = pace or Pace(), seconds
        self._robots = Robots(self._robots_txt)

    def close(self) -> None:
        """Wake what waits and close all connections."""
        self._pace.close()
        self._pool.close()

    def fetch(
        self, url: str, *, kinds: Iterable[str] = REPORTS, etag: str | None = None, modified: str | None = None, most: int = MOST_BYTES
    ) -> Fetched | None:
        """The content at an address, redirects followed; null where it is as it was at ``etag`` or ``modified``.

        ``kinds`` are the types of content that will do. Raises SourceError with the reason where it cannot be had.
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        wanted = frozenset(kinds)
        with self._timed():
            found, answer = self._followed(url, {name: value for name, value in asked.items() if value}, wanted, most, robots=True)
        if answer.status == HTTPStatus.NOT_MODIFIED and (etag or modified):
            return None
        if answer.status != HTTPStatus.OK:
            raise SourceError(f"the server answers {_named(answer.status)}")
        head = answer.headers
        return Fetched(str(found), answer.content, head.get("content-type", ""), head.get("etag"), head.get("last-modified"))

    @contextmanager
    def _timed(self) -> Iterator[None]:
        token = _deadline.set(time.monotonic() + self._seconds)
        try:
            yield
        finally:
            _deadline.reset(token)

    def _followed(
        self, url: str, headers: Mapping[str, str], kinds: frozenset[str] | None, most: int, *, robots: bool
    ) -> tuple[URL, Answer]:
        """The answer where redirects end; every step is checked as the first was."""
        place = _parsed(url)
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._asked(place, headers, kinds, most, robots=robots)
            if answer.status not in (301, 302, 303, 307, 308):
                return place, answer
            place = _next(place, answer.headers.get("location"))
        raise SourceError(f"redirected more than {MOST_REDIRECTS} times")

    def _asked(self, place: URL, headers: Mapping[str, str], kinds: frozenset[str] | None, most: int, *, robots: bool) -> Answer:
        delay = self._robots.rules(_origin(place)).check(str(place)) if robots else 0.0
        answer = self._answer(place, headers, kinds, most, delay)
        if answer.status in (429, 503) and 0 <= (seconds := _retry_after(answer.headers)) <= LONGEST_WAIT:
            self._pace.hold(place.host, seconds)
            answer = self._answer(place, headers, kinds, most, delay)
        return answer

    def _answer(self, place: URL, headers: Mapping[str, str], kinds: frozenset[str] | None, most: int, delay: float) -> Answer:
        # Waiting our turn is no fault of the server's.
        began = time.monotonic()
        self._pace.wait(place.host, delay)
        _deadline.set(_deadline.get() + time.monotonic() - began)
        with _told(place), self._pool.stream("GET", _raw(place), headers=_headers(headers), extensions=_TIMEOUTS) as response:
            found = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            if response.status != HTTPStatus.OK:
                return Answer(response.status, found, b"")
            _check(found, kinds, most)
            return Answer(response.status, found, unpacked(response.iter_stream(), found.get("content-encoding"), most=most))

    def _robots_txt(self, url: str) -> tuple[int, bytes]:
        with self._timed():
            _, answer = self._followed(url, {}, None, MOST_ROBOTS, robots=False)
        return answer.status, answer.content


_TIMEOUTS = {"timeout": {"connect": STEP_SECONDS, "read": STEP_SECONDS, "write": STEP_SECONDS, "pool": SECONDS}}


def _headers(more: Mapping[str, str]) -> list[tuple[str, str]]:
    accept = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/pdf, text/plain;q=0.9, */*;q=0.1"
    return [("User-Agent", USER_AGENT), ("Accept", accept), ("Accept-Encoding", "gzip"), *more.items()]


def _check(headers: Mapping[str, str], kinds: frozenset[str] | None, most: int) -> None:
    """Refuse by the headers alone what would not do."""
    kind = plain(headers.get("content-type", ""))
    if kinds is not None and kind and kind not in kinds:
        raise SourceError(f"its type is {kind[:80]!r}, which is no report")
    length = headers.get("content-length", "")
    if length.isdigit() and int(length) > most:
        raise too_large(most)


def _parsed(url: str) -> URL:
    try:
        place = URL(url)
    except (InvalidURL, ValueError, UnicodeError) as reason:
        raise SourceError(f"not an address on the web: {url[:200]!r}") from reason
    if place.scheme not in ("http", "https") or not place.raw_host:
        raise SourceError(f"not an address on the web: {url[:200]!r}")
    if place.userinfo:
        raise SourceError("an address with a name and password in it; leave them out")
    if place.port is not None and not 0 < place.port < 65536:
        raise SourceError(f"there is no port {place.port}")
    return place.copy_with(fragment=None)


def _next(place: URL, location: str | None) -> URL:
    if not location:
        raise SourceError("redirected to nowhere")
    try:
        found = place.join(location)
    except (InvalidURL, ValueError, UnicodeError) as reason:
        raise SourceError(f"redirected to what is no address: {location[:200]!r}") from reason
    if place.scheme == "https" and found.scheme == "http":
        raise SourceError("redirected from https to http, where anybody on the way could change it")
    return _parsed(str(found))


def _origin(place: URL) -> str:
    return str(place.copy_with(raw_path=b"/", fragment=None)).rstrip("/")


def _raw(place: URL) -> httpcore2.URL:
    return httpcore2.URL(scheme=place.raw_scheme, host=place.raw_host, port=place.port, target=place.raw_path)


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _retry_after(headers: Mapping[str, str]) -> float:
    """The seconds that a server asks to wait; under 0 where it does not say."""
    said = headers.get("retry-after", "").strip()
    if said.isdigit():
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (ValueError, OverflowError):
        return -1.0


@contextmanager
def _told(place: URL) -> Iterator[None]:
    """What goes wrong on the way, in words."""
    try:
        yield
    except httpcore2.TimeoutException as reason:
        raise SourceError("the server took too long") from reason
    except httpcore2.NetworkError as reason:
        if "CERTIFICATE_VERIFY_FAILED" in str(reason):
            why = "its certificate cannot be verified (if that is so of every site, the system lacks its ca-certificates)"
        else:
            why = f"no connection to {place.host}: {str(reason)[:200] or type(reason).__name__}"
        raise SourceError(why) from reason
    except (httpcore2.ProtocolError, httpcore2.UnsupportedProtocol) as reason:
        raise SourceError(f"the server's answer is damaged or cut short: {str(reason)[:200]}") from reason


class _Timed(httpcore2.NetworkBackend):
    """Connections on which no step goes past the deadline of the fetch, however slowly a server drips."""

    def __init__(self, inner: httpcore2.NetworkBackend) -> None:
        self._inner = inner

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        return _TimedStream(self._inner.connect_tcp(host, port, _left(timeout), local_address, socket_options))


class _TimedStream(httpcore2.NetworkStream):
    def __init__(self, inner: httpcore2.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> httpcore2.NetworkStream:
        return _TimedStream(self._inner.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(timeout: float | None) -> float:
    left = _deadline.get() - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("past the deadline of the fetch")
    return min(left, STEP_SECONDS if timeout is None else timeout)
