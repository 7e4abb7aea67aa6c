"""Who may ask for what."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request
from starlette.exceptions import HTTPException

from chancery.server.forgery import is_own_origin
from chancery.server.tokens import User


def needs(scope: str) -> Callable[[Request], User]:
    """A check that the user has a scope, and that no page of somebody else's made his browser ask."""

    def check(request: Request) -> User:
        user: User | None = request.state.user
        if user is None or not user.may(scope):
            raise HTTPException(403, f"This takes a token with the scope {scope}.")
        # A browser sends its cookie wherever a page tells it to; a token in a header, only our own clients.
        if "authorization" not in request.headers and not is_own_origin(request):
            raise HTTPException(403, "Requests of other sites' pages are refused.")
        return user

    return check
