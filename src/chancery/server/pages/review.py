"""Facts to decide about, one at a time. Forms do it all; a script lets keys press their buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chancery.judging.judgement import NO_DETAIL
from chancery.server.asking import Ask, Asked
from chancery.server.forms import form
from chancery.server.pages.addresses import having, own
from chancery.server.pages.correcting import correction, merging
from chancery.server.rendering import render
from chancery.server.tokens import JUDGE, User
from chancery.server.visible import query
from chancery.store.store import Store
from chancery.views.quoting import quotations
from chancery.views.reviewing import REASONS, Suggestion, suggestions, waiting

router = APIRouter(include_in_schema=False)
CONTEXT = 240
VERBS = ("accept", "reject", "correct", "merge")


@router.get("/review")
def review(request: Request, ask: Asked) -> Response:
    """The next suggestion; the address says where one stands in the queue, and what was decided last."""
    counts = waiting(ask.connection)
    reason = ask.text("why") or next((reason for reason, count in counts.items() if count), "contradicted")
    page = suggestions(ask.connection, reason, limit=1, cursor=ask.text("cursor"))
    one = page.rows[0] if page.rows else None
    here = query(why=reason, cursor=ask.text("cursor"))
    return render(
        request, "review.html", one=one, reason=reason, reasons=REASONS, counts=counts, here=f"/review{here}",
        skip=f"/review{query(why=reason, cursor=page.next)}" if page.next else None, **_shown(ask, one),
    )  # fmt: skip


def _shown(ask: Ask, one: Suggestion | None) -> dict[str, Any]:
    did = ask.text("did")
    return {"quoted": quotations(ask.connection, [one], context=CONTEXT) if one else {}, "did": did, "user": ask.request.state.user}


@router.post("/review/judge")
async def judge(request: Request) -> Response:
    sent = await form(request)
    made = await run_in_threadpool(_judge, request, sent)
    return RedirectResponse(having(own(sent.get("back", "")), did=made), 303)


@router.post("/review/undo")
async def undo(request: Request) -> Response:
    sent = await form(request)
    await run_in_threadpool(_store(request).withdraw, sent.get("judgement", ""), who=judging(request).name)
    return RedirectResponse(own(sent.get("back", "")), 303)


def _judge(request: Request, sent: Mapping[str, str]) -> str:
    verb, kind, target, document = (sent.get(name, "") for name in ("verb", "kind", "target", "document"))
    if verb not in VERBS:
        raise HTTPException(400, "Accept, reject, correct or merge it.")
    store, user = _store(request), judging(request)
    detail = correction(store, kind, target, document, sent) if verb == "correct" else merging(sent) if verb == "merge" else NO_DETAIL
    why = sent.get("reason", "").strip() or None
    return store.judge(verb, kind, target, document=document or None, detail=detail, who=user.name, why=why).id


def judging(request: Request) -> User:
    """Who judges. Raises HTTPException where that may not be."""
    user: User | None = request.state.user
    if user is None or not user.may(JUDGE):
        raise HTTPException(403, "You may read here, not judge; that takes a token with the scope judge.")
    return user


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store
