"""The pages, a module for each group of them."""

from __future__ import annotations

from fastapi import APIRouter

from chancery.server.pages import (
    actors,
    contacts,
    correcting,
    happenings,
    map,
    positions,
    read,
    report,
    review,
    search,
    signing,
    sources,
    start,
    timeline,
)

_PAGES = (start, report, read, search, timeline, actors, happenings, positions, contacts, map, review, correcting, sources, signing)


def routers() -> list[APIRouter]:
    return [page.router for page in _PAGES]
