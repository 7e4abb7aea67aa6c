"""The pages, a module for each group of them."""

from __future__ import annotations

from fastapi import APIRouter

from chancery.server.pages import read, report, sources, start


def routers() -> list[APIRouter]:
    return [start.router, report.router, read.router, sources.router]
