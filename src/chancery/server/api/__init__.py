"""The API, a module for each group of addresses."""

from __future__ import annotations

from fastapi import APIRouter

from chancery.server.api import documents, home, judgements, lists, reading, reconcile

_PARTS = (lists, documents, reading, judgements, reconcile)


def routers() -> list[APIRouter]:
    versioned = APIRouter(prefix="/api/v1")
    for part in _PARTS:
        versioned.include_router(part.router)
    return [versioned, home.router]
