"""What people should look at, what they decided, and deciding.

The judgements themselves are the audit log: who, when, why; what was taken back stays.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from chancery.judging.judgement import Detail, Judgement
from chancery.server.api import asked
from chancery.server.api.answering import absent, asking, one, rows, store_of
from chancery.server.api.rights import may, user_of
from chancery.server.api.schemas import answers, described, lists, ref
from chancery.server.api.texts import Short
from chancery.server.tokens import JUDGE
from chancery.views import ledger
from chancery.views.reviewing import Suggestion, suggestions

router = APIRouter(tags=["Judgements"])
_EXAMPLE: JsonDict = {"verb": "reject", "kind": "event", "target": "evt-1", "document": "doc-1", "why": "It is a film."}
_Offset = Annotated[int, Field(ge=0, lt=2**31)]


class What(BaseModel):
    """What a verb needs besides its target."""

    model_config = ConfigDict(extra="forbid")
    changes: dict[Short, Any] = Field(default={}, description="Fields with their new values.")
    others: list[Short] = Field(default=[], description="What is merged into the target.")
    mentions: list[tuple[_Offset, _Offset]] = Field(default=[], description="Start and end of the mentions that are split off.")
    members: list[tuple[Short, Short]] = Field(default=[], description="Events, each with its document, that go to another happening.")


class Decision(BaseModel):
    """What somebody decides. ``docs/judgements.md`` tells what each verb needs."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [_EXAMPLE]},
    )
    verb: Literal["accept", "reject", "correct", "merge", "split"]
    kind: Literal["event", "statement", "relation", "position", "actor", "happening"]
    target: Short
    document: Short | None = Field(None, description="The document of the fact; without one, a judgement on an actor holds everywhere.")
    detail: What = What()
    why: Short | None = None
    who: Short | None = Field(None, description="Who decides, where the server has no users; else it is the token's name.")

    @property
    def needs(self) -> Detail:
        what = self.detail
        return Detail(what.changes, tuple(what.others), tuple(what.mentions), tuple(what.members))


@router.get("/suggestions", **lists(Suggestion))
def suggested(request: Request, ask: Annotated[asked.Suggestions, Query()]) -> Response:
    """Facts that nobody judged yet and that may be wrong, each with what speaks against it: what `/review` asks about."""
    return rows(request, ask, "review", suggestions, context=240)


@router.get("/judgements", **lists(ledger.JudgementRow, table=False))
def judgements(request: Request, ask: Annotated[asked.Judgements, Query()]) -> Response:
    """Judgements, the last first, with the reason where one changes nothing."""
    return rows(request, ask, "judgements", ledger.judged)


@router.get("/judgements/{id}", **answers(ledger.JudgementRow))
def judgement(request: Request, id: str) -> Response:
    """One judgement."""
    return one(request, "judgement", lambda connection: ledger.judgement(connection, id))


@router.post("/judgements", status_code=201, dependencies=[may(JUDGE)], **described(ref(Judgement), status=201))
def judge(request: Request, sent: Decision) -> Response:
    """Decide: scope `judge`. All rows follow at once. 409 where it does not fit what the store holds."""
    made = store_of(request).judge(
        sent.verb, sent.kind, sent.target, document=sent.document, detail=sent.needs, who=_signer(request, sent.who), why=sent.why
    )
    headers = {"location": f"{request.url.path}/{made.id}"}
    return Response(msgspec.json.encode(made), 201, headers, "application/json")


@router.delete("/judgements/{id}", dependencies=[may(JUDGE)], **described(ref(Judgement)))
def withdraw(request: Request, id: str) -> Response:
    """Take a judgement back: scope `judge`. It stays in the log."""
    with asking(request) as connection, absent():
        ledger.judgement(connection, id)
    return Response(msgspec.json.encode(store_of(request).withdraw(id, who=_signer(request, None))), media_type="application/json")


def _signer(request: Request, who: str | None) -> str:
    """Nobody signs for another."""
    name, has_users = user_of(request).name, bool(request.app.state.settings.tokens)
    if has_users and who not in (None, name):
        raise HTTPException(403, f"This token signs as {name}; leave `who` out.")
    return name if who is None or has_users else who
