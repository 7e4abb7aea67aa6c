"""Servers for tests: the story of the questions' tests, and a report that wishes its reader ill."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from chancery.record.facts import FORMAT, Actor, BundleRef, Claim, Event, Participant, Position, Problem, Record, Relation, Statement
from chancery.record.text import Document, Span
from chancery.server.app import create
from chancery.server.settings import Limits, Settings
from chancery.store.store import open_store
from tests.stub import stub_engine

KINDS = ("sqlite", "postgresql")
BASE = "http://127.0.0.1:8420"
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> \u202egnihtyna\u202c \x07 =cmd|' {{7*7}} 👩‍👩‍👧"
LONG = "W" * 1_000_000
TEXT = f"{EVIL} 😀 denied it. {LONG}"


def span(words: str) -> Span:
    return Span.over(TEXT, TEXT.index(words), TEXT.index(words) + len(words))


ACTORS = tuple(
    Actor(id, name, "other", None, (), title, None, (span(name),))
    for id, name, title in (("other:evil", EVIL, EVIL), ("other:long", LONG, None))
)
EVENT = Event(
    "evt-evil", "ACCUSE", (), (), (span("denied"),), (Participant("other:evil", span(EVIL)),), (Participant("other:long", span(LONG)),),
    None, None, None, "actual", (Claim((), "asserts"), Claim(("other:evil",), "denies", "sta-evil")),
)  # fmt: skip
SAID = Statement("sta-evil", "other:evil", None, span("denied"), (span(EVIL),), "direct", "deny", None, "other:long", False, None)
HOSTILE = Record(
    FORMAT, Document("doc-evil", EVIL, EVIL, "javascript:alert(1)", "2024-12-11", "en", TEXT), ACTORS, (EVENT,), (SAID,),
    (Relation("other:evil", "represents", "other:long", EVIL, span(EVIL), True, None, (Claim(("other:evil",), "denies", "sta-evil"),)),),
    (
        Position("other:evil", "for", span(EVIL), span(EVIL), "sta-evil", None),
        Position("other:evil", "against", span(EVIL), span("denied"), None, None),
    ),
    BundleRef("bundle-test", "0"), (Problem("actors", f"“{EVIL}” may be {EVIL} or somebody else; none of them fits better"),),
)  # fmt: skip


def client_of(store: str | Path, *, limits: Limits | None = None, **settings: Any) -> TestClient:
    """A browser of this machine before a server on the store."""
    app = create(Settings(store, limits=limits or Limits(), **settings), engine=stub_engine)
    return TestClient(app, base_url=BASE, raise_server_exceptions=False)


def hostile(folder: Path) -> Path:
    """A store with the report that wishes its reader ill."""
    where = folder / "hostile.db"
    with open_store(where) as store:
        store.put(HOSTILE)
    return where


def send(client: TestClient, page: str, address: str, **fields: str) -> Any:
    """Fill in and send a form as a browser does: load its page, take its token along. Answers what came back, not followed on."""
    token = re.search(r'name="form_token" value="([0-9a-f]+)"', client.get(page).text)
    assert token, f"{page} has no form"
    return client.post(address, data={"form_token": token[1], **fields}, follow_redirects=False)


def limited(**changes: Any) -> Limits:
    return replace(Limits(), **changes)
