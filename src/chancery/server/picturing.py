"""Pictures to take away: what a page draws, as PNG. The same data give the same bytes on every machine, for the font comes along."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import as_file, files

from chancery.server.network import HEIGHT, WIDTH, Network
from chancery.server.rendering import environment
from chancery.server.wording import plural

CAPTION, ZOOM = 32.0, 2.0
"""The height of the line below the picture; dots for each of its units, so that names stay sharp in print."""


def png(network: Network, asked: Mapping[str, str | None]) -> bytes:
    """A network of contacts, with a line that says which."""
    size = {"width": round(WIDTH), "height": round(HEIGHT + CAPTION)}
    return _drawn(environment().get_template("contacts.svg").render(network=network, caption=_caption(network, asked), **size))


@lru_cache(32)
def _drawn(svg: str) -> bytes:
    import resvg_py

    with as_file(files("chancery.server") / "static" / "fonts" / "DejaVuSans.ttf") as font:
        # Fonts of the system would make another picture on every machine.
        return resvg_py.svg_to_bytes(svg_string=svg, zoom=ZOOM, skip_system_fonts=True, font_files=[str(font)])


def _caption(network: Network, asked: Mapping[str, str | None]) -> str:
    told = ["Contacts in the reports", *(f"{name}: {value[:60]}" for name, value in asked.items() if value)]
    if network.left_out > 0:
        told.append(f"{plural(network.left_out, 'actor')} with fewer contacts not drawn")
    return " · ".join(told)
