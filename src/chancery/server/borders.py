"""The layer of borders under the map: the packaged one, or one of your own in its place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from chancery.errors import ServerError
from chancery.server.outlines import MOST_POINTS, Shape, path, shapes
from chancery.server.projection import HEIGHT, WIDTH

MOST_BYTES, MOST_DRAWN = 32_000_000, 8_000_000
"""Of a file, the finest outlines of Natural Earth as GeoJSON have 25 million; and of the picture made from it, which browsers load."""
PACKAGED = "Natural Earth"
_LOOKS = (
    "path{fill:#ece7db;fill-rule:evenodd;stroke:#b9b1a2;stroke-width:.3;stroke-linejoin:round}path.l{fill:none}"
    "@media(prefers-color-scheme:dark){path{fill:#2a2823;stroke:#56514a}}"
)


@dataclass(frozen=True)
class Layer:
    """A picture of borders, and whose they are."""

    name: str
    svg: bytes

    @property
    def address(self) -> str:
        """Where a server has it; another for every content, so that browsers may keep it."""
        return f"/static/borders.svg?v={hashlib.sha256(self.svg).hexdigest()[:12]}"


def load(file: Path) -> Layer:
    """A layer from a file of TopoJSON or GeoJSON. Raises ServerError with what is wrong with it."""
    try:
        layer = msgspec.json.decode(_content(file))
        found = list(_bounded(shapes(layer)))
    except msgspec.DecodeError as reason:
        raise ServerError(f"{file}: is no JSON: {reason}. Give the borders as TopoJSON or GeoJSON.") from reason
    except RecursionError as reason:
        raise ServerError(f"{file}: lies in itself too deep for a layer of borders") from reason
    except ServerError as reason:
        raise ServerError(f"{file}: is no layer of borders: {reason}") from reason
    if not any(shape.lines for shape in found):
        raise ServerError(f"{file}: is no layer of borders: it has no polygons and no lines")
    picture = drawn(found)
    if len(picture) > MOST_DRAWN:
        raise ServerError(f"{file}: makes a picture of more than {MOST_DRAWN:,} bytes; take coarser outlines")
    return Layer(_name(layer) or file.name, picture)


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as reason:
        raise ServerError(f"it cannot be read: {reason.strerror}") from reason
    if len(content) > MOST_BYTES:
        raise ServerError(f"it has more than {MOST_BYTES:,} bytes; take coarser outlines, the map is a thousand points wide")
    return content.removeprefix(b"\xef\xbb\xbf")


def _bounded(found: Iterable[Shape]) -> Iterator[Shape]:
    points = 0
    for shape in found:
        points += sum(map(len, shape.lines))
        if points > MOST_POINTS:
            raise ServerError(f"it has more than {MOST_POINTS:,} points; take coarser outlines")
        yield shape


def _name(layer: Any) -> str | None:
    """Whose borders they are, where the file says so."""
    said = (layer.get(member) for member in ("attribution", "name"))
    return next((one.strip()[:120] for one in said if isinstance(one, str) and one.strip()), None)


def drawn(found: Iterable[Shape], note: str = "") -> bytes:
    """The picture. It holds nothing of the file but numbers."""
    paths = ((shape.closed, path(shape)) for shape in found)
    lines = "\n".join(f'<path d="{d}"/>' if closed else f'<path class="l" d="{d}"/>' for closed, d in paths if d)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">'
    comment = f"<!-- {note} -->\n" if note else ""
    return f"{head}\n{comment}<style>{_LOOKS}</style>\n{lines}\n</svg>\n".encode()
