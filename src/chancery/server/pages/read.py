"""Paste a text, get its record. Nothing is stored."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chancery.reading.read import TEXT
from chancery.record.facts import Rejection
from chancery.record.text import Capture
from chancery.server.facts import shown
from chancery.server.forms import form
from chancery.server.readings import Readings, too_long
from chancery.server.rendering import render

router = APIRouter(include_in_schema=False)
_FIELDS = ("title", "publisher", "published", "text")


@router.get("/read")
def empty(request: Request) -> Response:
    return _asked(request, dict.fromkeys(_FIELDS, ""))


@router.post("/read")
async def read(request: Request) -> Response:
    sent = await form(request)
    fields = {name: sent.get(name, "").strip() for name in _FIELDS}
    readings: Readings = request.app.state.readings
    if wrong := _wrong(fields, readings):
        return _asked(request, fields, wrong)
    capture = Capture(
        "the text", fields["text"].encode("utf-8", "replace"), fields["title"] or None, fields["publisher"] or None, None,
        fields["published"] or None, content_type=TEXT,
    )  # fmt: skip
    outcome = (await readings.read([capture]))[0]
    if isinstance(outcome, Rejection):
        return _asked(request, fields, f"Not read: {outcome.reason}.")
    return render(request, "report.html", record=outcome, shown=shown(outcome, linked=False), stored=False)


def _wrong(fields: dict[str, str], readings: Readings) -> str | None:
    if not fields["text"]:
        return "Paste a report first."
    if not _is_day(fields["published"]):
        return "Write the day as 2024-12-11, or leave it out."
    return too_long(fields["text"], readings.limits)


def _is_day(value: str) -> bool:
    try:
        return not value or bool(date.fromisoformat(value))
    except ValueError:
        return False


def _asked(request: Request, fields: dict[str, str], wrong: str | None = None) -> Response:
    limits = request.app.state.settings.limits
    return render(request, "read.html", status=422 if wrong else 200, fields=fields, wrong=wrong, most=limits.text)
