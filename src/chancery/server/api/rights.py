"""Who may do more than read, and whom a browser may not do it for."""

from __future__ import annotations

from typing import Any

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from chancery.server.forgery import is_own_origin
from chancery.server.tokens import User


def own_origin(request: Request) -> None:
    """Refuse what another site's page sends: the local user signs in with nothing that it would lack."""
    if not is_own_origin(request):
        raise HTTPException(403, "A page of another site sent this. Programs may; browsers only from pages of this server.")


def user_of(request: Request) -> User:
    user: User = request.state.user
    return user


def may(scope: str) -> Any:
    """What an address needs that takes more than the right to read."""

    def check(request: Request) -> None:
        own_origin(request)
        if not user_of(request).may(scope):
            challenge = {"www-authenticate": f'Bearer error="insufficient_scope", scope="{scope}"'}
            raise HTTPException(403, f"This needs a token with the scope {scope}: `chancery token NAME --scope {scope}`.", challenge)

    return Depends(check)
