"""A report whose every relation, position and actor may be wrong, each for a reason of its own."""

from __future__ import annotations

import msgspec

from chancery.record.facts import FORMAT, Actor, BundleRef, Claim, Position, Problem, Record, Relation, Statement
from chancery.record.text import Document, Span
from chancery.store.store import Store

TEXT = (
    "The governor may be president of Ruritania, people say. Voss wants a truce. Voss is against a truce, he suggested. "
    "Voss, a deputy, met Ilya Kern and Ilya Kern. Graustark is the envoy of Ruritania."
)


def span(words: str, nth: int = 0) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return Span.over(TEXT, at, at + len(words))


def actor(id: str, name: str, *mentions: Span, kind: str = "person") -> Actor:
    return Actor(id, name, kind, None, (), None, None, mentions)


GOVERNOR = actor("person:governor", "governor", span("The governor"))
VOSS = actor("person:voss", "Voss", *(span("Voss", n) for n in range(3)), span("he s"))
KERN, OTHER = actor("person:ilya-kern", "Ilya Kern", span("Ilya Kern")), actor("person:ilya-kern-2", "Ilya Kern", span("Ilya Kern", 1))
RURITANIA, GRAUSTARK = (actor(f"state:{name.lower()}", name, span(name), kind="state") for name in ("Ruritania", "Graustark"))
SAID = Statement("sta-1", VOSS.id, None, span("suggested"), (span("is against a truce"),), "indirect", "suggest", None, None, False, None)


def relation(
    one: Actor, predicate: str, other: Actor, title: str | None, evidence: str, *, hedged: bool = False, stance: str = "asserts"
) -> Relation:  # fmt: skip
    return Relation(one.id, predicate, other.id, title, span(evidence), hedged, None, (Claim((), stance),))


RECORD = Record(
    FORMAT, Document("doc-doubtful", "Doubtful", "Ardent Wire", None, "2024-12-14", "en", TEXT),
    (GOVERNOR, VOSS, KERN, OTHER, RURITANIA, GRAUSTARK), (), (SAID,),
    (
        relation(GOVERNOR, "holds-office", RURITANIA, "president", "may be president", hedged=True),
        relation(GRAUSTARK, "holds-office", RURITANIA, "envoy", "is the envoy"),
        relation(VOSS, "holds-office", RURITANIA, None, "a deputy"),
        relation(KERN, "represents", RURITANIA, None, "met", stance="denies"),
    ),
    (
        Position(VOSS.id, "for", span("a truce"), span("wants a truce"), None, None),
        Position(VOSS.id, "against", span("a truce", 1), span("is against a truce"), "sta-1", None),
    ),
    BundleRef("bundle-test", "0"),
    (Problem("actors", "“The governor”: several held the office, A, B or 3 more; none of them fits better, so none was taken"),),
)  # fmt: skip


def doubt(store: Store) -> Store:
    """Put the report."""
    store.put(RECORD)
    return store


def calling(record: Record, old: str, new: str) -> Record:
    """The report with another id for one of its actors."""
    return msgspec.json.decode(msgspec.json.encode(record).replace(f'"{old}"'.encode(), f'"{new}"'.encode()), type=Record)
