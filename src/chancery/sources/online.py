"""Addresses and feeds as captures: fetched by several threads, one request at a time to a host."""

from __future__ import annotations

import hashlib
import logging
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from queue import SimpleQueue
from threading import Thread
from typing import NamedTuple, Protocol

import msgspec
from httpx2 import URL, InvalidURL

from chancery.errors import SourceError
from chancery.record.facts import Rejection
from chancery.record.text import Capture
from chancery.sources.feeds import Entry, capture, entries, looks_like_feed
from chancery.sources.kinds import FEEDS, REPORTS, plain, said
from chancery.sources.web import Fetched, Web

THREADS = 8
_log = logging.getLogger(__name__)


class Marks(NamedTuple):
    """What a server said of a version, to ask next time whether there is another."""

    etag: str | None
    modified: str | None


class Memory(Protocol):
    """What is known from earlier runs."""

    def marks(self, url: str) -> Marks | None: ...

    def has(self, name: str) -> bool:
        """Whether the report of that name was read and need not be fetched."""


class Same(msgspec.Struct, frozen=True):
    """A page that is as it was, or an entry that was read before: not fetched again."""

    name: str


class Visit(msgspec.Struct, frozen=True):
    """An address that was fetched; its marks may be kept once the reports called ``names`` are safe."""

    url: str
    marks: Marks
    names: tuple[str, ...]
    is_feed: bool


class Found(NamedTuple):
    """Something from a source: the address or feed that was given, and what it gave."""

    source: str
    item: Capture | Rejection | Same | Visit


class Job(NamedTuple):
    """Something to fetch: an address that was given, or the page that an entry of a feed links to."""

    source: str
    url: str
    entry: Entry | None = None


class Done(NamedTuple):
    found: tuple[Found, ...]
    more: tuple[Job, ...] = ()


def online(urls: Iterable[str], web: Web, memory: Memory) -> Iterator[Found]:
    """What the addresses give: pages as captures, of feeds the reports that their entries hold or link to."""
    return _Fetching(web, memory).run(Job(url, url) for url in dict.fromkeys(urls))


def feed(content: bytes, source: str, web: Web, memory: Memory) -> Iterator[Found]:
    """What a feed that lies in a file gives."""
    fetching = _Fetching(web, memory)
    try:
        done = fetching.listed(content, source, None)
    except SourceError as reason:
        yield Found(source, Rejection(source, reason.stage, reason.reason))
        return
    yield from done.found
    yield from fetching.run(done.more)


class _Fetching:
    """Jobs by host: a host that is slow holds up nobody else."""

    def __init__(self, web: Web, memory: Memory) -> None:
        self._web, self._memory = web, memory
        self._waiting: defaultdict[str, deque[Job]] = defaultdict(deque)
        self._named: set[str] = set()

    def run(self, jobs: Iterable[Job]) -> Iterator[Found]:
        """Everything that comes of the jobs, as it comes."""
        todo, done = SimpleQueue[Job | None](), SimpleQueue[tuple[Job, Done | BaseException]]()
        threads = [Thread(target=self._work, args=(todo, done), daemon=True) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        busy: set[str] = set()
        self._add(jobs)
        try:
            while self._start(todo, busy):
                job, outcome = done.get()
                busy.discard(_host(job.url))
                if isinstance(outcome, BaseException):
                    raise outcome
                self._add(outcome.more)
                yield from outcome.found
        finally:
            for _ in threads:
                todo.put(None)

    def _add(self, jobs: Iterable[Job]) -> None:
        for job in jobs:
            self._waiting[_host(job.url)].append(job)

    def _start(self, todo: SimpleQueue[Job | None], busy: set[str]) -> bool:
        """Give the threads a job of every host that has none; false when nothing is left to wait for."""
        for host in [host for host, jobs in self._waiting.items() if jobs and host not in busy]:
            busy.add(host)
            todo.put(self._waiting[host].popleft())
        return bool(busy)

    def _work(self, todo: SimpleQueue[Job | None], done: SimpleQueue[tuple[Job, Done | BaseException]]) -> None:
        while job := todo.get():
            try:
                done.put((job, self._one(job)))
            except BaseException as reason:
                done.put((job, reason))

    def _one(self, job: Job) -> Done:
        try:
            return self._given(job) if job.entry is None else self._linked(job, job.entry)
        except SourceError as reason:
            return Done((Found(job.source, Rejection(job.url, reason.stage, reason.reason)),))

    def _given(self, job: Job) -> Done:
        marks = self._memory.marks(job.url) or Marks(None, None)
        fetched = self._fetched(job.url, REPORTS | FEEDS, marks)
        if fetched is None:
            return Done((Found(job.source, Same(job.url)),))
        new = Marks(fetched.etag, fetched.modified)
        if looks_like_feed(fetched.content):
            done = self.listed(fetched.content, job.source, fetched.url)
            names = tuple(item.name for _, item in done.found if isinstance(item, Capture)) + tuple(more.url for more in done.more)
            return Done((Found(job.source, Visit(job.url, new, names, is_feed=True)), *done.found), done.more)
        if plain(fetched.content_type) in FEEDS:
            raise SourceError("an XML file that is no feed")
        visit = Visit(job.url, new, (job.url,), is_feed=False)
        return Done((Found(job.source, visit), Found(job.source, _page(fetched, job.url))))

    def listed(self, content: bytes, source: str, url: str | None) -> Done:
        """The entries of a feed: those that hold their report, and jobs for those that link to it. Raises SourceError."""
        found: list[Found] = []
        more: list[Job] = []
        for entry in entries(content, url=url):
            name = entry.url or f"{source}#{hashlib.sha256(entry.id.encode('utf-8', 'replace')).hexdigest()[:16]}"
            if name in self._named:
                continue
            self._named.add(name)
            if own := capture(entry, name):
                found.append(Found(source, own))
            elif entry.url is None:
                found.append(Found(source, Rejection(name, "source", "an entry without a link and without a text")))
            elif self._memory.has(name):
                found.append(Found(source, Same(name)))
            else:
                more.append(Job(source, name, entry))
        return Done(tuple(found), tuple(more))

    def _linked(self, job: Job, entry: Entry) -> Done:
        fetched = self._fetched(job.url, REPORTS, Marks(None, None))
        if fetched is None:
            return Done((Found(job.source, Same(job.url)),))
        page = _page(fetched, job.url)
        told = {"title": entry.title, "published": entry.published, "publisher": entry.publisher}
        return Done((Found(job.source, msgspec.structs.replace(page, **told)),))

    def _fetched(self, url: str, kinds: frozenset[str], marks: Marks) -> Fetched | None:
        try:
            return self._web.fetch(url, kinds=kinds, etag=marks.etag, modified=marks.modified)
        except SourceError:
            raise
        except Exception as reason:  # An address comes from anybody; what it makes a library do must not stop a run.
            _log.debug("%s: fetching failed", url, exc_info=True)
            raise SourceError(f"fetching failed: {type(reason).__name__}: {reason}") from reason


def _page(fetched: Fetched, name: str) -> Capture:
    return Capture(name, fetched.content, url=fetched.url, content_type=said(fetched.content_type))


def _host(url: str) -> str:
    try:
        return URL(url).host
    # The fetch will say what is wrong with it.
    except (InvalidURL, ValueError, UnicodeError):
        return ""
