"""Chromium and two servers: one on the story, one on the hostile report."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from chancery.store.store import open_store
from tests.e2e.browser import browser, program, serving
from tests.e2e.long import long_report
from tests.server.make import hostile
from tests.views.doubtful import doubt
from tests.views.make import fill


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = program()
    if path is None:
        warnings.warn("no Chromium: THE PAGES ARE NOT TESTED IN A BROWSER", pytest.PytestWarning, stacklevel=1)
        pytest.skip("no Chromium was found, and none could be installed")
    with browser(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def story_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    where = tmp_path_factory.mktemp("site") / "story.db"
    with open_store(where) as store:
        fill(store)
    with serving(where) as address:
        yield address


@pytest.fixture(scope="session")
def evil_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(hostile(tmp_path_factory.mktemp("site"))) as address:
        yield address


@pytest.fixture(scope="session")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on a report of 5,000 words."""
    where = tmp_path_factory.mktemp("site") / "long.db"
    with open_store(where) as store:
        store.put(long_report())
    with serving(where) as address:
        yield address


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("site") / "empty.db") as address:
        yield address


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[str]:
    """A server whose store a test may change: the story, and a report all of whose facts may be wrong."""
    where = tmp_path / "own.db"
    with open_store(where) as store:
        doubt(fill(store))
    with serving(where) as address:
        yield address


class Visitor:
    """A window with its complaints: errors of scripts, and what the policy forbade."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda one: self.complaints.append(one.text) if one.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda one: self.complaints.append(str(one)))
        self.page.on("dialog", lambda one: (self.complaints.append(f"dialog: {one.message}"), one.dismiss()))


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Any]:
    """Opens windows: ``visit(width=390, color_scheme="dark", javascript=False)``."""
    contexts: list[BrowserContext] = []

    def opened(*, width: int = 1280, javascript: bool = True, **options: Any) -> Visitor:
        contexts.append(chromium.new_context(viewport={"width": width, "height": 850}, java_script_enabled=javascript, **options))
        return Visitor(contexts[-1])

    yield opened
    for context in contexts:
        context.close()
