"""Signing in with a token, where the server has users."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chancery.server.forms import form
from chancery.server.rendering import render
from chancery.server.sessions import COOKIE
from chancery.server.tokens import user_of

router = APIRouter(include_in_schema=False)
_LASTS = 12 * 3600


@router.get("/sign-in")
def ask(request: Request) -> Response:
    return render(request, "sign-in.html", wrong=False)


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    secret = (await form(request)).get("token", "").strip()
    if user_of(request.app.state.settings.tokens, secret) is None:
        return render(request, "sign-in.html", status=403, wrong=True)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, secret, max_age=_LASTS, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    await form(request)
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return answer
