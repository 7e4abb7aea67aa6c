"""Forms that correct one fact or one actor: in a report, or an actor in all of them."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from chancery.errors import QueryError
from chancery.judging.judgement import Detail
from chancery.server.asking import Asked
from chancery.server.editing import EDITED, Field, actor_fields, changed, changes_of, fact_of, fields_of, words_in
from chancery.server.pages.addresses import own
from chancery.server.pages.report import record_in, record_of
from chancery.server.rendering import render
from chancery.server.visible import segment
from chancery.store.judgements import looked_at
from chancery.store.store import Store
from chancery.views import actors
from chancery.views.naming import resolve
from chancery.views.quoting import quotations
from chancery.views.reviewing import suggestion

router = APIRouter(include_in_schema=False)
CONTEXT = 240
TITLES = {
    "event": "Correct an event", "statement": "Correct a statement", "relation": "Correct a relation", "position": "Correct a position",
    "actor": "Correct an actor",
}  # fmt: skip


@router.get("/review/actor")
def edit_everywhere(request: Request, ask: Asked) -> Response:
    """An actor as all reports have him: what is decided here holds in every one."""
    row = actor_of(ask.connection, ask.text("id") or "")
    back = own(ask.text("back") or f"/actors/{segment(row.id)}")
    return render(request, "edit-actor.html", who=row, fields=_everywhere(row), here=back, did=ask.text("did"))


@router.get("/review/{kind}/{document}/{id:path}")
def edit(request: Request, ask: Asked, kind: str, document: str, id: str) -> Response:
    """One fact with a field for whatever can be corrected."""
    if kind not in EDITED:
        raise HTTPException(404, f"{kind}: nothing that can be corrected.")
    judged = looked_at(ask.connection, record_of(ask, document))
    fact = fact_of(judged, kind, id)
    one = suggestion(ask.connection, kind, document, id)
    quoted = quotations(ask.connection, [one], context=CONTEXT if kind != "actor" else 60)
    names = {actor.id: actor.name for actor in judged.record.actors}
    back = own(ask.text("back") or f"/reports/{segment(document)}")
    return render(
        request, "edit.html", title=TITLES[kind], kind=kind, id=id, document=judged.record.document, fact=fact, one=one, quoted=quoted,
        names=names, fields=fields_of(fact), here=back, did=ask.text("did"),
    )  # fmt: skip


def correction(store: Store, kind: str, target: str, document: str, sent: Mapping[str, str]) -> Detail:
    """What a form decides: fields with other values, and actors who are the same. Raises HTTPException."""
    with store.reading() as connection:
        if kind == "actor" and not document:
            return Detail(changed(_everywhere(actor_of(connection, target)), sent))
        judged = looked_at(connection, record_in(store, document))
    return Detail(changes_of(judged, fact_of(judged, kind, target), sent))


def merging(sent: Mapping[str, str]) -> Detail:
    """Who else the actor is. Raises HTTPException where nobody is named."""
    others = tuple(dict.fromkeys(words_in(sent.get("others", ""))))
    if not others:
        raise HTTPException(422, "Give the ids of the actors who are the same.")
    return Detail(others=others)


def actor_of(connection: Connection, id: str) -> actors.ActorRow:
    """An actor of the store. Raises HTTPException where there is none."""
    try:
        return actors.load(connection, [resolve(connection, id).key])[0]
    except QueryError as reason:
        raise HTTPException(404, str(reason)) from reason


def _everywhere(row: actors.ActorRow) -> tuple[Field, ...]:
    return actor_fields(row.name, row.kind, row.country, row.sectors, row.wikidata)
