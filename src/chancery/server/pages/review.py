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
from chancery.server.answers import Answer
from chancery.server.asking import Ask
from chancery.server.forms import form
from chancery.server.pages.addresses import having, own
from chancery.server.pages.correcting import correction, merging
from chancery.server.pages.views import is_page, limit, view
from chancery.server.tokens import JUDGE, User
from chancery.server.visible import query
from chancery.store.store import Store
from chancery.views import ledger
from chancery.views.doubts import COUNTED, LOOKED_AT
from chancery.views.paging import Page
from chancery.views.quoting import quotations
from chancery.views.reviewing import KINDS, REASONS, Suggestion, chosen, decided, suggestions, waiting

router = APIRouter(include_in_schema=False)
CONTEXT = 240
VERBS = ("accept", "reject", "correct", "merge")


@view(router, "/review", "review.html")
def review(ask: Ask) -> Answer:
    """The next suggestion; the address says where one stands in the queue, and what was decided last."""
    why, kind, cursor = ask.text("why"), ask.text("kind"), ask.text("cursor")
    if not is_page(ask):
        page = suggestions(ask.connection, why, kind=kind, limit=ask.number("limit"), cursor=cursor)
        return Answer("review", page, quotations(ask.connection, page.rows, context=CONTEXT))
    reason = chosen(ask.connection, why, kind=kind, cursor=cursor)
    page = suggestions(ask.connection, reason, limit=1, cursor=cursor)
    return Answer("review", page, quotations(ask.connection, page.rows, context=CONTEXT), _around(ask, page, reason, kind))


def _around(ask: Ask, page: Page[Suggestion], reason: str, kind: str | None) -> dict[str, Any]:
    """What the page has beside the suggestion: how many wait, how many are decided, and where one goes from here."""
    reasons = {name: one for name, one in REASONS.items() if kind in (None, one.kind)}
    counts = waiting(ask.connection, reasons)
    onward = next((name for name, wait in counts.items() if wait.facts and name != reason), None)
    return {
        "one": page.rows[0] if page.rows else None, "reason": reason, "reasons": reasons, "kinds": KINDS, "kind": kind, "counts": counts,
        "here": f"/review{query(kind=kind, why=reason, cursor=ask.text('cursor'))}", "did": ask.text("did"),
        "skip": f"/review{query(kind=kind, why=reason, cursor=page.next)}" if page.next else None, "looked_at": LOOKED_AT,
        "onward": onward, "decided": decided(ask.connection, [kind] if kind else KINDS), "counted": COUNTED,
    }  # fmt: skip


@view(router, "/judgements", "judgements.html")
def judgements(ask: Ask) -> Answer:
    """The log of what was decided, by whom, when and why."""
    found = ledger.judged(
        ask.connection, **ask.texts("who", "kind", "document", "target"), withdrawn=ask.text("withdrawn") is not None, limit=limit(ask),
        cursor=ask.text("cursor"),
    )  # fmt: skip
    return Answer("judgements", found, {}, {"may_judge": ask.request.state.user.may(JUDGE), "kinds": (*KINDS, "happening")})


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
