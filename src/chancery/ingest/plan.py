"""What the sources that a user names are, and what they give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from chancery.ingest.ready import is_ready
from chancery.record.text import Capture
from chancery.sources import feeds, files, online
from chancery.sources.kinds import is_url
from chancery.sources.online import Found, Memory
from chancery.sources.web import Web


def found(sources: Iterable[str], web: Callable[[], Web], memory: Memory, *, known: Mapping[str, str] | None = None) -> Iterator[Found]:
    """Everything that the sources give: what lies on this machine first, then what is fetched. ``web`` is called if anything is.

    ``known`` is what a user says of reports that do not say it themselves: their ``published`` or ``publisher``.
    """
    given = list(dict.fromkeys(sources))
    for source in given:
        if not is_url(source):
            yield from _told(_local(source, web, memory), known or {})
    if urls := [source for source in given if is_url(source)]:
        yield from _told(online.online(urls, web(), memory), known or {})


def _told(given: Iterable[Found], known: Mapping[str, str]) -> Iterator[Found]:
    for source, item in given:
        if isinstance(item, Capture) and not is_ready(item):
            item = msgspec.structs.replace(item, **{name: value for name, value in known.items() if not getattr(item, name)})
        yield Found(source, item)


def _local(source: str, web: Callable[[], Web], memory: Memory) -> Iterator[Found]:
    # A report's name is kept in the store; it must not depend on where one stands.
    path = source if source == "-" else str(Path(source).absolute())
    if content := _feed(Path(path)):
        yield from online.feed(content, path, web(), memory)
    else:
        yield from (Found(path, item) for item in files.captures([path], records=True))


def _feed(path: Path) -> bytes | None:
    """The content of a feed that lies in a file."""
    if path.suffix.lower() not in feeds.SUFFIXES or not files.is_file(path):
        return None
    try:
        with path.open("rb") as file:
            content = file.read(feeds.MOST_BYTES + 1)
    # Told where it is read as a report.
    except OSError:
        return None
    return content if feeds.looks_like_feed(content) else None
