"""What a server is started with."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path

from chancery.errors import ServerError
from chancery.server.borders import Layer
from chancery.server.tokens import Token

HOST, PORT = "127.0.0.1", 8420


@dataclass(frozen=True)
class Limits:
    """What one request may cost, and one client."""

    body: int = 4_000_000
    """Bytes of a request."""
    text: int = 200_000
    """Characters of a text to read: a long book chapter."""
    batch: int = 50
    """Texts of one request."""
    reading: float = 60.0
    """Seconds to wait for a record."""
    asking: float = 20.0
    """Seconds that the database may think about one request."""
    a_minute: int = 1200
    """Requests of one client: a person with many tabs, not a flood."""


@dataclass(frozen=True)
class Settings:
    """The store and the address to serve it on. ``names`` are further host names under which it is reached.

    ``borders`` is a layer for the map in place of the packaged one.
    """

    store: str | Path
    host: str = HOST
    port: int = PORT
    names: tuple[str, ...] = ()
    tokens: tuple[Token, ...] = ()
    limits: Limits = field(default_factory=Limits)
    borders: Layer | None = None

    def __post_init__(self) -> None:
        if not self.tokens and not is_loopback(self.host):
            raise ServerError(
                f"{self.host}: others could read and judge everything here. Make a token for each user with `chancery token NAME` and "
                "start again with --tokens FILE, or leave --host out to serve this machine alone."
            )

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """Names that a browser may call this server by; any other points here from somebody else's address."""
        own = {"127.0.0.1", "localhost", "[::1]"} if is_loopback(self.host) or _is_any(self.host) else set[str]()
        return frozenset(name.lower() for name in (*own, bracketed(self.host), *self.names))

    @property
    def address(self) -> str:
        return f"http://{bracketed(self.host)}:{self.port}/"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach it.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_any(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def bracketed(host: str) -> str:
    """The host as it stands in an address."""
    return f"[{host}]" if ":" in host else host
