"""What stands before every request: whose host it asks for, how much it sends, how often; and the headers of every answer."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chancery.server.headers import HEADERS
from chancery.server.problems import problem_response
from chancery.server.rates import Allowing
from chancery.server.settings import Settings


class Guard:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, settings: Settings, rate: Allowing) -> None:
        self.app, self.settings, self.rate = app, settings, rate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _headed(send)
        refused = self._refused(scope)
        if refused is None:
            await self.app(scope, _limited(receive, self.settings.limits.body), answer)
        else:
            await problem_response(Request(scope), refused.status_code, str(refused.detail), refused.headers)(scope, receive, answer)

    def _refused(self, scope: Scope) -> HTTPException | None:
        headers = Headers(scope=scope)
        if host_of(headers.get("host", "")) not in self.settings.allowed_hosts:
            return HTTPException(421, "This server does not go by that name. Start it with --name for a name of your own.")
        if not self.rate.allows((scope.get("client") or ("", 0))[0]):
            return HTTPException(429, "Too many requests; wait a little.", {"retry-after": "10"})
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self.settings.limits.body:
            return too_large(self.settings.limits.body)
        return None


def too_large(most: int) -> HTTPException:
    return HTTPException(413, f"More than {most:,} bytes; send less at a time.")


def host_of(header: str) -> str:
    """The name in a Host header, without its port.

    >>> host_of("127.0.0.1:8420"), host_of("[::1]:8420"), host_of("Localhost")
    ('127.0.0.1', '[::1]', 'localhost')
    """
    name, _, port = header.strip().lower().rpartition(":")
    return name if name and port.isdecimal() else header.strip().lower()


def _limited(receive: Receive, most: int) -> Receive:
    """The request's body, broken off where it grows too large: not every sender tells its length."""
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise too_large(most)
        return message

    return limited


def _headed(send: Send) -> Send:
    async def headed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store" if message["status"] >= 400 else "private, no-cache")
        await send(message)

    return headed
