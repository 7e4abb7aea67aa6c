"""One server in several processes: they listen on one socket, and share what has to be one for all of them."""

from __future__ import annotations

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

    def __call__(self) -> FastAPI:
        from uvicorn.config import STARTUP_FAILURE

        try:
            return create(self.settings, key=self.key, rate=self.rate)
        except StoreError as reason:
            logging.getLogger("uvicorn.error").error("%s", reason)
            sys.exit(STARTUP_FAILURE)  # the others end too, for none could start


def worker(settings: Settings) -> Worker:
    """What each process is started with."""
    return Worker(settings, secrets.token_bytes(32), SharedRate(settings.limits.a_minute))


def run(settings: Settings, listening: socket.socket, *, workers: int = 1) -> None:
    """Serve until Ctrl-C. Raises StoreError where the store cannot be opened."""
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    if workers == 1:
        uvicorn.Server(uvicorn.Config(create(settings), **_OPTIONS)).run(sockets=[listening])
    else:
        config = uvicorn.Config(worker(settings), factory=True, workers=workers, **_OPTIONS)
        Multiprocess(config, sockets=[listening]).run()
