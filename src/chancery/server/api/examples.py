"""What answers look like, for the description of the API."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from chancery.server.problems import MEDIA

QUOTATION = {
    "document": "doc-5d232221d6d255ce", "title": "Orbán telephones Putin", "publisher": "Example Wire", "published": "2024-12-11",
    "url": None, "start": 40, "end": 50, "text": "telephoned", "before": "Prime Minister Viktor Orbán ", "after": " Vladimir Putin",
}  # fmt: skip
REPORT = {
    "id": "doc-5d232221d6d255ce", "title": "Orbán telephones Putin", "publisher": "Example Wire", "published": "2024-12-11", "url": None,
    "reports": 1,
}  # fmt: skip
ORBAN = {"id": "person:viktor-orban", "name": "Viktor Orbán"}
PUTIN = {"id": "person:vladimir-putin", "name": "Vladimir Putin"}
RUSSIA = {"id": "state:rus", "name": "Russia"}
VOICE = {
    "chain": [RUSSIA], "stance": "asserts", "document": "doc-5d232221d6d255ce", "statement": "sta-0c1f2a3b4d", "evidence": [QUOTATION],
}  # fmt: skip
EVENT = {
    "id": "evt-2949db0b21", "day": "2024-12-11", "time": "2024-12-11", "since": "2024-12-11", "until": "2024-12-11", "duration": "PT1H",
    "code": "CONSULT", "modes": ["phone"], "contexts": ["diplomatic"], "status": "actual", "actors": [ORBAN], "recipients": [PUTIN],
    "place": None, "voices": [VOICE], "report": REPORT, "happening": None, "independent": 1, "evidence": [QUOTATION],
}  # fmt: skip
CLAIM = {"event": "evt-2949db0b21", "code": "CONSULT", "day": "2024-12-11", "status": "actual", "voice": VOICE}
STATEMENT = {
    "id": "sta-0c1f2a3b4d", "speaker": RUSSIA, "act": "say", "negated": False, "form": "indirect",
    "channel": None, "channel_name": None, "addressee": None, "about": [ORBAN], "content": "the call had been Hungary's idea",
    "within": None, "report": REPORT, "evidence": [QUOTATION],
}  # fmt: skip
POSITION = {
    "holder": ORBAN, "stance": "for", "issue": "ceasefire", "words": "a Christmas ceasefire", "day": "2024-12-11", "time": None,
    "report": REPORT, "evidence": [QUOTATION],
}  # fmt: skip
ACTOR = {
    "id": "person:viktor-orban", "name": "Viktor Orbán", "kind": "person", "country": "HUN", "sectors": ["GOV"], "wikidata": "Q57641",
    "reports": 12,
}  # fmt: skip
HAPPENING = {
    "id": "hap-0c1f2a3b4d", "code": "CONSULT", "day": "2024-12-11", "since": "2024-12-11", "until": "2024-12-11", "place": None,
    "participants": [ORBAN, PUTIN], "reports": 5, "independent": 3, "asserted": 4, "denied": 1, "hedged": 0,
}  # fmt: skip
DOCUMENT = {
    "id": "doc-5d232221d6d255ce", "title": "Orbán telephones Putin", "publisher": "Example Wire", "published": "2024-12-11", "url": None,
    "source": "wire/", "language": "en", "length": 2410, "put_at": "2026-11-24T20:15:00.000Z", "copy_of": None, "reports": 1,
    "events": 7, "statements": 9,
}  # fmt: skip
HIT = {"report": REPORT, "evidence": [QUOTATION], "marks": [QUOTATION]}
DISPUTE = {"event": EVENT, "asserted": [VOICE], "denied": [VOICE | {"stance": "denies"}], "hedged": []}
JUDGEMENT: dict[str, Any] = {
    "id": "jdg-06725cd87aa44fc8", "verb": "reject", "kind": "event", "target": "evt-2949db0b21", "document": "doc-5d232221d6d255ce",
    "detail": {}, "who": "Ada", "made_at": "2026-03-01T12:00:00.000Z", "why": "a film, not a raid",
    "withdrawn_at": None, "withdrawn_by": None,
}  # fmt: skip


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What goes wrong, as OpenAPI has it."""
    return {status: _problem(status) for status in statuses}


def _problem(status: int) -> dict[str, Any]:
    title = HTTPStatus(status).phrase
    example = {"type": "about:blank", "title": title, "status": status, "detail": "What to do.", "instance": "/api/v1/events"}
    fields: dict[str, Any] = {"type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}}
    fields |= {"detail": {"type": "string"}, "instance": {"type": "string"}}
    schema = {"type": "object", "required": ["title", "status"], "properties": fields, "additionalProperties": True}
    return {"description": title, "content": {MEDIA: {"schema": schema, "example": example}}}
