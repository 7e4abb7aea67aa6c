"""The pages, a module for each group of them."""

from __future__ import annotations

from fastapi import APIRouter

from chancery.server.pages import read, report, search, sources, start, timeline


def routers() -> list[APIRouter]:
    return [start.router, report.router, read.router, search.router, timeline.router, sources.router]
