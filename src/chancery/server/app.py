"""The application joined: guard, users, pages, API."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI

from chancery import __version__
from chancery.pipeline import Engine
from chancery.server import problems
from chancery.server.api import description
from chancery.server.api import routers as api
from chancery.server.assets import router as assets
from chancery.server.forgery import Browsers
from chancery.server.guard import Guard
from chancery.server.pages import routers as pages
from chancery.server.rates import Allowing, Rate
from chancery.server.readings import Readings
from chancery.server.sessions import Users
from chancery.server.settings import Settings
from chancery.store.database import shared
from chancery.store.store import open_store

THREADS = 12
"""Requests that are worked on at once, fewer than the store has connections: a thread never waits for one in vain."""


def create(
    settings: Settings, *, engine: Engine | None = None, key: bytes | None = None, rate: Allowing | None = None, processes: int = 1
) -> FastAPI:
    """The application on a store, which is made where there is none. Raises StoreError.

    ``engine`` reads texts in place of the packaged bundle. ``key`` and ``rate`` are those of all ``processes`` that serve.
    """
    store = open_store(settings.store, memory=shared(processes))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = THREADS
        yield
        store.close()

    app = FastAPI(**_DESCRIPTION, lifespan=lifespan)
    app.state.settings, app.state.store = settings, store
    app.state.readings = Readings(settings.limits, engine)
    problems.install(app)
    for router in (assets, *api(), *pages()):
        app.include_router(router)
    description.install(app)
    # The last one added stands outermost.
    app.add_middleware(Users, tokens=settings.tokens)
    app.add_middleware(Browsers, key=key or secrets.token_bytes(32))
    app.add_middleware(Guard, settings=settings, rate=rate or Rate(settings.limits.a_minute))
    return app


_DESCRIPTION: dict[str, Any] = {
    "title": "Chancery",
    "version": __version__,
    "summary": "News reports on world affairs as records that can be checked: who did what to whom, and who says so.",
    "license_info": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    "openapi_url": "/api/v1/openapi.json",
    # The usual pages load their scripts from elsewhere; /api has one of ours.
    "docs_url": None,
    "redoc_url": None,
    "redirect_slashes": False,
}
