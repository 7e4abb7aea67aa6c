"""Forms that only our own pages can send.

Each browser has a random cookie; a form carries its keyed hash. Another site can neither read the one nor compute the other.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE, FIELD = "chancery_form", "form_token"
_KEY = secrets.token_bytes(32)


def form_token(request: Request) -> str:
    """What the page's forms have to carry."""
    return _token(getattr(request.state, "browser", ""))


def check_form(request: Request, given: str) -> None:
    """Refuse a form that did not come from a page of ours."""
    browser = request.cookies.get(COOKIE, "")
    if not browser or not hmac.compare_digest(_token(browser), given) or not is_own_origin(request):
        raise HTTPException(403, "This form is out of date or came from elsewhere. Go back, load the page again, and send it once more.")


def is_own_origin(request: Request) -> bool:
    """Whether the browser says that a page of this server sent the request; programs say nothing."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site", "same-origin")
    if site not in ("same-origin", "none"):
        return False
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _token(browser: str) -> str:
    return hmac.new(_KEY, browser.encode(), hashlib.sha256).hexdigest()


class Browsers:
    """Gives every browser its cookie."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        known = request.cookies.get(COOKIE, "")
        request.state.browser = known or secrets.token_urlsafe(24)

        async def cookied(message: Message) -> None:
            if message["type"] == "http.response.start" and not known and not scope["path"].startswith(("/static/", "/api/")):
                cookie = f"{COOKIE}={request.state.browser}; Path=/; HttpOnly; SameSite=Strict"
                message.setdefault("headers", []).append((b"set-cookie", cookie.encode()))
            await send(message)

        await self.app(scope, receive, cookied)
