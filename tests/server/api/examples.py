"""The examples in the API's description: what a server on the story answers. Make them anew with `python -m tests.server.api.examples`.

Read the difference before it is committed: whoever wrote a client by the examples has to live with it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from fastapi.testclient import TestClient

from chancery.record.facts import Record
from chancery.record.text import Document
from tests.server.api.make import filled, server
from tests.views.make import CALL, MEETING, RAID

FILE = Path("src/chancery/server/api/examples.json")
EVENT, SAID = RAID.events[0].id, RAID.statements[0].id
REJECT = {"verb": "reject", "kind": "event", "target": EVENT, "document": "doc-raid", "why": "a film, not a raid"}
ASKED: tuple[tuple[str, str, str, dict[str, Any] | None], ...] = (
    ("GET", "/documents", "/documents?limit=1", None),
    ("GET", "/documents/{document}", "/documents/doc-against", None),
    ("GET", "/documents/{document}/text", "/documents/doc-against/text", None),
    ("GET", "/documents/{document}/annotations", "/documents/doc-against/annotations", None),
    ("GET", "/events", "/events?code=ASSAULT&limit=1", None),
    ("GET", "/events/{document}/{id}", f"/events/doc-raid/{EVENT}", None),
    ("GET", "/claims", "/claims?stance=denies&limit=1", None),
    ("GET", "/contacts", "/contacts?limit=1", None),
    ("GET", "/places", "/places", None),
    ("GET", "/statements", "/statements?q=raid&limit=1", None),
    ("GET", "/statements/{document}/{id}", f"/statements/doc-raid/{SAID}", None),
    ("GET", "/actors", "/actors?q=orb", None),
    ("GET", "/actors/{id}", "/actors/person:viktor-orban", None),
    ("GET", "/happenings", "/happenings?limit=1", None),
    ("GET", "/happenings/{id}", f"/happenings/doc-meeting/{MEETING.events[0].id}", None),
    ("GET", "/disputed", "/disputed?limit=1", None),
    ("GET", "/positions", "/positions?limit=1", None),
    ("GET", "/positions/board", "/positions/board?actor=Ruritania", None),
    ("GET", "/search", "/search?q=truce&facets=true&limit=1", None),
    ("GET", "/sources", "/sources", None),
    ("GET", "/reconcile", "/reconcile", None),
    ("POST", "/reconcile", '/reconcile?queries={"q0":{"query":"Orban"}}', None),
    ("GET", "/reconcile/suggest", "/reconcile/suggest?prefix=orb", None),
    ("POST", "/read", "/read", {"text": CALL.document.text, "published": "2024-12-13"}),
    ("POST", "/documents", "/documents", {"texts": [{"text": CALL.document.text}, {"text": " "}]}),
    ("GET", "/runs", "/runs", None),
    ("GET", "/runs/{number}", "/runs/1", None),
    ("GET", "/runs/{number}/rejections", "/runs/1/rejections", None),
    ("GET", "/suggestions", "/suggestions?limit=1", None),
    ("POST", "/judgements", "/judgements", REJECT),
    ("GET", "/judgements", "/judgements", None),
    ("GET", "/judgements/{id}", "/judgements/{made}", None),
    ("DELETE", "/judgements/{id}", "/judgements/{made}", None),
)


def answered(client: TestClient) -> dict[str, Any]:
    """What a server on the story answers, by method and path."""
    found: dict[str, Any] = {}
    made = ""
    for method, path, address, sent in ASKED:
        verb = "GET" if path == "/reconcile" else method
        answer = client.request(verb, f"/api/v1{address.replace('{made}', made)}", json=sent)
        assert answer.is_success, f"{method} {address}: {answer.text}"
        found[f"{method} /api/v1{path}"] = answer.text if path.endswith("/text") else answer.json()
        made = answer.json()["id"] if (method, path) == ("POST", "/judgements") else made
    return found


def call(documents: Sequence[Document]) -> list[Record]:
    """An engine that knows one text."""
    return [msgspec.structs.replace(CALL, document=document) for document in documents]


if __name__ == "__main__":
    with TemporaryDirectory() as folder, server(filled(Path(folder)), engine=call) as opened:
        FILE.write_text(json.dumps(answered(opened), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
