"""Forms that only our own pages can send.

Each browser has a random cookie; a form carries its keyed hash. Another site can neither read the one nor compute the other. The key is
made anew whenever the server starts.
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

def form_token(request: Request) -> str:
    """What the page's forms have to carry."""
    return _token(request, getattr(request.state, "browser", ""))


def check_form(request: Request, given: str) -> None:
    """Refuse a form that did not come from a page of ours."""
    browser = request.cookies.get(COOKIE, "")
    expected = _token(request, browser) if browser else ""
    if not expected or not hmac.compare_digest(expected, given) or not is_own_origin(request):
        raise HTTPException(403, "This form is out of date or came from elsewhere. Go back, load the page again, and send it once more.")


def is_own_origin(request: Request) -> bool:
    """Whether the browser says that a page of this server sent the request; programs say nothing."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site", "same-origin")
    if site not in ("same-origin", "none"):
        return False
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _token(request: Request, browser: str) -> str:
    """Nothing, where the request was refused before it came to have a key."""
    key: bytes | None = getattr(request.state, "form_key", None)
    return hmac.new(key, browser.encode(), hashlib.sha256).hexdigest() if key else ""


class Browsers:
    """Gives every browser its cookie, and every request the key of forms."""

    def __init__(self, app: ASGIApp, key: bytes) -> None:
        self.app, self.key = app, key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        known = request.cookies.get(COOKIE, "")
        request.state.browser, request.state.form_key = known or secrets.token_urlsafe(24), self.key

        async def cookied(message: Message) -> None:
            if message["type"] == "http.response.start" and not known and not scope["path"].startswith(("/static/", "/api/")):
                cookie = f"{COOKIE}={request.state.browser}; Path=/; HttpOnly; SameSite=Strict"
                message.setdefault("headers", []).append((b"set-cookie", cookie.encode()))
            await send(message)

        await self.app(scope, receive, cookied)
