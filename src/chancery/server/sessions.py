"""Who asks: by a token in a header, or in a cookie after signing in. Where no tokens are set, everybody here is the local user."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from chancery.server.problems import problem_response, wants_json
from chancery.server.tokens import LOCAL, READ, Token, User, user_of

COOKIE = "chancery_session"
OPEN = ("/static/", "/sign-in")


class Users:
    """Notes the user of each request, and lets nobody by who is none."""

    def __init__(self, app: ASGIApp, tokens: Sequence[Token]) -> None:
        self.app, self.tokens = app, tokens

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        user = self._user(request)
        request.state.user = user
        if scope["path"].startswith(OPEN) or (user is not None and user.may(READ)):
            await self.app(scope, receive, send)
        elif wants_json(request):
            challenge = {"www-authenticate": "Bearer"}
            answer = problem_response(request, 401, "Send a token: `Authorization: Bearer chy_…`.", challenge)
            await answer(scope, receive, send)
        else:
            await RedirectResponse("/sign-in", 303)(scope, receive, send)

    def _user(self, request: HTTPConnection) -> User | None:
        if not self.tokens:
            return LOCAL
        kind, _, secret = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return user_of(self.tokens, secret.strip())
        return user_of(self.tokens, request.cookies.get(COOKIE, ""))
