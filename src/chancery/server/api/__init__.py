"""The store for programs, under /api/v1: a module for each group of addresses. Start at `answering` and `asked`."""

from __future__ import annotations

from fastapi import APIRouter

from chancery.server.api import (
    actors,
    annotating,
    documents,
    events,
    happenings,
    home,
    judgements,
    positions,
    reading,
    reconcile,
    runs,
    search,
    statements,
)
from chancery.server.api.schemas import PROBLEM, PROBLEMS

PREFIX = "/api/v1"
_PARTS = (documents, annotating, events, statements, actors, happenings, positions, judgements, search, runs, reading, reconcile)


def routers() -> list[APIRouter]:
    """All of the API, and the page that lists it."""
    joined = APIRouter(prefix=PREFIX, responses={"default": {"description": "A problem", "content": {PROBLEMS: {"schema": PROBLEM}}}})
    for part in _PARTS:
        joined.include_router(part.router)
    return [joined, home.router]
