"""One server in several processes: they listen on one socket, and share what has to be one for all of them."""

from __future__ import annotations

import gc
import logging
import secrets
import socket
import sys
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI

from chancery.errors import StoreError
from chancery.server.app import create
from chancery.server.rates import SharedRate
from chancery.server.settings import Settings

_OPTIONS: dict[str, Any] = {
    "log_level": "warning", "access_log": False, "server_header": False, "proxy_headers": False, "limit_concurrency": 256,
}  # fmt: skip


@dataclass(frozen=True)
class Worker:
    """Makes the application of one process. The key of forms and the count of requests are those of all."""

    settings: Settings
    key: bytes
    rate: SharedRate
    processes: int = 1

    def __call__(self) -> FastAPI:
        from uvicorn.config import STARTUP_FAILURE

        try:
            app = create(self.settings, key=self.key, rate=self.rate, processes=self.processes)
        except StoreError as reason:
            logging.getLogger("uvicorn.error").error("%s", reason)
            sys.exit(STARTUP_FAILURE)  # the others end too, for none could start
        set_aside()
        return app


def worker(settings: Settings, processes: int = 1) -> Worker:
    """What each process is started with."""
    return Worker(settings, secrets.token_bytes(32), SharedRate(settings.limits.a_minute), processes)


def set_aside() -> None:
    """Spare the collector of garbage what stays to the end: all that was imported.

    Looking through it takes tens of milliseconds, in the middle of somebody's page, each time that pages have left enough behind.
    """
    gc.collect()
    gc.freeze()


def run(settings: Settings, listening: socket.socket, *, workers: int = 1) -> None:
    """Serve until Ctrl-C. Raises StoreError where the store cannot be opened."""
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    if workers == 1:
        app = create(settings)
        set_aside()
        uvicorn.Server(uvicorn.Config(app, **_OPTIONS)).run(sockets=[listening])
    else:
        config = uvicorn.Config(worker(settings, workers), factory=True, workers=workers, **_OPTIONS)
        Multiprocess(config, sockets=[listening]).run()
