"""A judgement: what was decided about what, by whom, when and why."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from chancery.errors import JudgementError

VERBS: dict[str, tuple[str, ...]] = {
    "event": ("accept", "reject", "correct", "merge", "split"),
    "statement": ("accept", "reject", "correct", "merge"),
    "relation": ("accept", "reject", "correct"),
    "position": ("accept", "reject", "correct"),
    "actor": ("accept", "reject", "correct", "merge", "split"),
    "happening": ("accept", "reject", "merge", "split"),
}
"""What can be decided about each kind of thing."""
IN_A_DOCUMENT = ("event", "statement", "relation", "position")

Member = tuple[str, str]
"""A document and one of its events."""


class Detail(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a verb needs besides its target.

    ``changes``: fields with their new values (correct; split: those of the new actor). ``others``: what is merged into the target.
    ``mentions``: start and end of those that are split off. ``members``: events of happenings that belong together; of a split
    those that go, with ``rest`` those that stay.
    """

    changes: dict[str, Any] = {}
    others: tuple[str, ...] = ()
    mentions: tuple[tuple[int, int], ...] = ()
    members: tuple[Member, ...] = ()
    rest: tuple[Member, ...] = ()


NO_DETAIL = Detail()


class Judgement(msgspec.Struct, frozen=True):
    """What a person decided. One about an actor without ``document`` holds in every document."""

    id: str
    verb: str
    kind: str
    target: str
    document: str | None
    detail: Detail
    who: str
    made_at: str
    why: str | None = None
    withdrawn_at: str | None = None
    withdrawn_by: str | None = None

    @property
    def is_live(self) -> bool:
        return self.withdrawn_at is None


def judgement(
    verb: str, kind: str, target: str, *, document: str | None = None, detail: Detail = NO_DETAIL, who: str, made_at: str,
    why: str | None = None,
) -> Judgement:  # fmt: skip
    """A judgement with its id. Raises JudgementError where the verb does not fit or lacks what it needs.

    >>> judgement("reject", "event", "evt-1", document="doc-1", who="Ada", made_at="2026-03-01T12:00:00Z").id
    'jdg-06725cd87aa44fc8'
    """
    content = msgspec.json.encode((verb, kind, target, document, detail, who, made_at))
    made = Judgement(f"jdg-{hashlib.sha256(content).hexdigest()[:16]}", verb, kind, target, document, detail, who, made_at, why)
    check(made)
    return made


def check(made: Judgement) -> None:
    """That a judgement is one, whatever it is about. Raises JudgementError."""
    if made.kind not in VERBS:
        raise JudgementError(f"{made.kind}: nothing that can be judged; take one of {', '.join(VERBS)}")
    if made.verb not in VERBS[made.kind]:
        raise JudgementError(f"{made.verb}: cannot be said of a {made.kind}; take one of {', '.join(VERBS[made.kind])}")
    if made.kind in IN_A_DOCUMENT and made.document is None:
        raise JudgementError(f"{made.target}: say in which document")
    if made.kind == "actor" and made.verb == "accept" and made.document is None:
        raise JudgementError(f"{made.target}: say in which document it is right")
    if made.kind == "happening" and made.document is not None:
        raise JudgementError(f"{made.target}: a happening is in no single document")
    if not made.who.strip():
        raise JudgementError("say who judges")
    _check_detail(made)


def _check_detail(made: Judgement) -> None:
    detail = made.detail
    if made.verb == "correct" and not detail.changes:
        raise JudgementError(f"{made.target}: say what is to be changed")
    if made.verb == "merge" and made.kind != "happening" and not detail.others:
        raise JudgementError(f"{made.target}: say what it is merged with")
    if made.target in detail.others:
        raise JudgementError(f"{made.target}: cannot be merged with itself")
    if made.verb == "split" and made.kind != "happening" and (not detail.mentions or made.document is None):
        raise JudgementError(f"{made.target}: say which mentions are split off, and in which document")
    if made.kind == "happening" and not detail.members:
        raise JudgementError(f"{made.target}: has no reports, so nothing can be decided about it")
    if made.kind == "happening" and made.verb == "split" and not detail.rest:
        raise JudgementError(f"{made.target}: nothing would stay")
