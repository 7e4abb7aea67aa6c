"""A web site on this machine for tests: what it answers is said beforehand, what it was asked is kept."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import NamedTuple

from chancery.sources.guard import Guard
from chancery.sources.pace import Pace
from chancery.sources.web import Web

ARTICLE = (
    "<!doctype html><html><head><title>Graustark denies it</title></head><body><article><h1>Graustark denies it</h1>"
    "<p>The foreign minister of Graustark said on Monday that nobody had left the table, and that the talks with Ruritania would go on "
    "for as long as it took to agree on the border.</p><p>Ruritania denied on Tuesday that its envoy had left, and said that he had been "
    "called home for consultations with the prime minister.</p></article></body></html>"
)


class Reply(NamedTuple):
    """An answer: its content, status and header fields; the length is said where ``length`` does not say otherwise."""

    content: bytes = b""
    status: int = 200
    kind: str = "text/html"
    headers: tuple[tuple[str, str], ...] = ()
    length: int | None = None


class Asked(NamedTuple):
    path: str
    headers: dict[str, str]


Answer = Reply | Callable[[Asked], Reply]


class Site:
    """Pages by path, changed as a test goes on. ``robots.txt`` is not there unless a test puts it there."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.pages: dict[str, Answer] = {}
        self.asked: list[Asked] = []

    def url(self, path: str) -> str:
        return self.address + path

    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        found = self.pages.get(asked.path, Reply(b"not here", 404))
        return found if isinstance(found, Reply) else found(asked)


@contextlib.contextmanager
def site() -> Iterator[Site]:
    """A site that answers until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            reply = made.answer(Asked(self.path, {name.lower(): value for name, value in self.headers.items()}))
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(reply.content) if reply.length is None else reply.length))
            for name, value in reply.headers:
                self.send_header(name, value)
            self.end_headers()
            # The client may have heard enough.
            with contextlib.suppress(OSError):
                self.wfile.write(reply.content)
            self.close_connection = reply.length is not None

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A client that hangs up is no failure of a test."""

    server = Server(("127.0.0.1", 0), Handler)
    made = Site(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextlib.contextmanager
def fetcher(*, seconds: float = 20.0, pauses: list[float] | None = None) -> Iterator[Web]:
    """What fetches from a site on this machine, and notes its pauses instead of making them."""
    noted = [] if pauses is None else pauses
    web = Web(guard=Guard(loopback=True), pace=Pace(pause=noted.append), seconds=seconds)
    try:
        yield web
    finally:
        web.close()
