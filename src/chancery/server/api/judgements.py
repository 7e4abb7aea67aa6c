"""What people decided: listed, taken, withdrawn."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from chancery.errors import JudgementError
from chancery.judging.judgement import Detail
from chancery.server.answers import etagged
from chancery.server.api.examples import JUDGEMENT, problems
from chancery.server.api.rights import needs
from chancery.server.asking import Asked
from chancery.server.tokens import JUDGE, User

router = APIRouter(tags=["judgements"])
Judging = Annotated[User, Depends(needs(JUDGE))]


_LISTED = {"content": {"application/json": {"example": {"rows": [JUDGEMENT], "next": None}}}}


class Decision(BaseModel):
    """A judgement to take. `detail` is what the verb needs: `changes`, `others`, `mentions`, `members`, `rest`."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{key: JUDGEMENT[key] for key in ("verb", "kind", "target", "document", "detail", "why")}]},
    )

    verb: str = Field(description="accept, reject, correct, merge or split", max_length=20)
    kind: str = Field(description="event, statement, relation, position, actor or happening", max_length=20)
    target: str = Field(max_length=400)
    document: str | None = Field(None, max_length=400, description="An actor without one is judged in all documents")
    detail: dict[str, Any] = {}
    why: str | None = Field(None, max_length=2000)


@router.get("/judgements", summary="What people decided", responses={200: _LISTED, **problems(422)})
def judgements(request: Request, ask: Asked, document: str | None = None, withdrawn: bool = False) -> Response:
    """Each with `orphaned`: why it changes nothing, where it does not."""
    kept = ask.store.judgements(document=document, withdrawn=withdrawn)
    rows = [msgspec.to_builtins(one.judgement) | {"orphaned": one.orphaned} for one in kept]
    return etagged(request, msgspec.json.encode({"rows": rows, "next": None}), "application/json")


@router.post("/judgements", summary="Decide about a fact, an actor or a happening", status_code=201, responses=problems(400, 403, 409, 422))
def judge(request: Request, decision: Decision, user: Judging) -> Response:
    """It is signed with the name of the token's user. The machine's record stays; every view follows."""
    try:
        detail = msgspec.convert(decision.detail, Detail)
    except msgspec.ValidationError as reason:
        raise JudgementError(f"detail: {reason}") from reason
    made = request.app.state.store.judge(
        decision.verb, decision.kind, decision.target, document=decision.document, detail=detail, who=user.name, why=decision.why
    )
    return Response(msgspec.json.encode(made), 201, {"location": f"/api/v1/judgements/{made.id}"}, "application/json")


@router.delete("/judgements/{id}", summary="Take a judgement back", responses=problems(403, 409))
def withdraw(request: Request, id: str, user: Judging) -> Response:
    return Response(msgspec.json.encode(request.app.state.store.withdraw(id, who=user.name)), media_type="application/json")
