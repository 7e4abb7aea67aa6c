"""A real Chromium, and a server in a thread for it to visit.

Chromium comes from the distribution's packages: it is installed where that can be done, and nothing is fetched from elsewhere.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from chancery.server.app import create
from chancery.server.settings import Settings
from tests.stub import stub_engine

NAMES = ("chromium", "chromium-browser", "google-chrome")


def program() -> str | None:
    """Where Chromium is; it is installed by apt where there is none and that is allowed."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found or os.getuid() != 0 or not shutil.which("apt-get"):
        return found
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        subprocess.run(command, check=False, capture_output=True, timeout=600)
    return shutil.which("chromium")


@contextmanager
def browser(path: str) -> Iterator[Browser]:
    # As root Chromium runs only without its sandbox; it visits nothing but our own server.
    options = ["--no-sandbox"] if os.getuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=options)
        yield opened
        opened.close()


@contextmanager
def serving(store: Path, **settings: Any) -> Iterator[str]:
    """The address of a server on a store."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        app = create(Settings(store, port=port, **settings), engine=stub_engine)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()
