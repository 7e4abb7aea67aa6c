"""Facts to decide about, one at a time. Forms do it all; a script lets keys press their buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chancery.judging.judgement import NO_DETAIL, Detail
from chancery.server.asking import Ask, Asked
from chancery.server.editing import changes_of, fields_of
from chancery.server.forms import form
from chancery.server.pages.report import record_of
from chancery.server.rendering import render
from chancery.server.tokens import JUDGE, User
from chancery.server.visible import query, segment
from chancery.store.judgements import looked_at
from chancery.store.store import Store
from chancery.views.quoting import quotations
from chancery.views.reviewing import REASONS, Suggestion, suggestion, suggestions, waiting

router = APIRouter(include_in_schema=False)
CONTEXT = 240
VERBS = ("accept", "reject", "correct")


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


@router.get("/review/{kind}/{document}/{id}")
def edit(request: Request, ask: Asked, kind: str, document: str, id: str) -> Response:
    """One fact with a field for whatever can be corrected."""
    one = suggestion(ask.connection, kind, document, id)
    if one is None:
        raise HTTPException(404, "The store has no such fact; it may have been rejected, or read anew since.")
    record = looked_at(ask.connection, record_of(ask, document)).record
    back = ask.text("back") or f"/reports/{segment(document)}"
    return render(request, "edit.html", one=one, fields=fields_of(record, kind, id), here=_own(back), **_shown(ask, one))


def _shown(ask: Ask, one: Suggestion | None) -> dict[str, Any]:
    did = ask.text("did")
    return {"quoted": quotations(ask.connection, [one], context=CONTEXT) if one else {}, "did": did, "user": ask.request.state.user}


@router.post("/review/judge")
async def judge(request: Request) -> Response:
    sent = await form(request)
    made = await run_in_threadpool(_judge, request, sent)
    return RedirectResponse(_with(_own(sent.get("back", "")), did=made), 303)


@router.post("/review/undo")
async def undo(request: Request) -> Response:
    sent = await form(request)
    await run_in_threadpool(_store(request).withdraw, sent.get("judgement", ""), who=judging(request).name)
    return RedirectResponse(_own(sent.get("back", "")), 303)


def _judge(request: Request, sent: Mapping[str, str]) -> str:
    verb, kind, target, document = (sent.get(name, "") for name in ("verb", "kind", "target", "document"))
    if verb not in VERBS:
        raise HTTPException(400, "Accept, reject or correct it.")
    store, user = _store(request), judging(request)
    detail = NO_DETAIL if verb != "correct" else Detail(changes_of(store.judged(document), kind, target, sent))
    made = store.judge(verb, kind, target, document=document, detail=detail, who=user.name, why=sent.get("reason", "").strip() or None)
    return made.id


def judging(request: Request) -> User:
    """Who judges. Raises HTTPException where that may not be."""
    user: User | None = request.state.user
    if user is None or not user.may(JUDGE):
        raise HTTPException(403, "You may read here, not judge; that takes a token with the scope judge.")
    return user


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def _own(address: str) -> str:
    """An address of this server, never one that leads elsewhere."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable() else "/review"


def _with(address: str, **more: str) -> str:
    path, _, asked = address.partition("?")
    return f"{path}?{asked}{'&' if asked else ''}{query(**more)[1:]}"

