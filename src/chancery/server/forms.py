"""Forms as browsers send them."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from chancery.server.forgery import FIELD, check_form

_MOST_FIELDS = 200


async def form(request: Request) -> Mapping[str, str]:
    """The fields of a form that a page of ours sent. Raises HTTPException for any other."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        raise HTTPException(415, "Send it as a form.")
    body = await request.body()
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except (UnicodeDecodeError, ValueError) as reason:
        raise HTTPException(400, "This is no form.") from reason
    fields = dict(pairs)
    check_form(request, fields.pop(FIELD, ""))
    return fields
