"""Records that no reader would make and any store must keep: every field filled at random, spans true to their text."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from hypothesis import strategies as st

from chancery.record import facts
from chancery.record.text import Document, Span

T = TypeVar("T")
F = TypeVar("F", facts.Actor, facts.Event, facts.Statement)

# What normalised text may hold: no control characters, no lone surrogates.
characters = st.characters(exclude_categories=("Cs", "Cc"))
words = st.text(characters, min_size=1, max_size=12)
texts = st.text(characters | st.sampled_from(" \n\t'\"’…é𝔘🇺🇳"), min_size=1, max_size=80)
maybe_words = st.none() | words
days = st.dates().map(lambda day: day.isoformat())
times = days | st.sampled_from(("2024", "2024-12", "2024-W50", "2024-12-01/2024-12-11", "2024-13", "soon", "2024-W60"))
actor_ids = st.sampled_from(("state:rus", "state:ukr", "person:viktor-orbán", "media:politico", "other:x y"))
stances = st.sampled_from(("asserts", "denies", "hedges"))


def tuples(items: st.SearchStrategy[T], most: int = 3) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(items, max_size=most).map(tuple)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(texts)
    number = draw(st.integers(0, 3))
    return Document(f"doc-{number}", draw(maybe_words), draw(maybe_words), draw(maybe_words), draw(st.none() | days), "en", text)


def spans(text: str) -> st.SearchStrategy[Span]:
    bounds = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    return bounds.map(lambda pair: Span.over(text, *pair))


@st.composite
def records(draw: st.DrawFn) -> facts.Record:
    document = draw(documents())
    span = spans(document.text)
    ids = draw(st.lists(actor_ids, unique=True, max_size=4))
    claims = tuples(st.builds(facts.Claim, tuples(actor_ids), stances, st.none() | st.sampled_from(("sta-0", "sta-1", "sta-gone"))), 2)
    time = st.none() | st.builds(facts.When, st.none() | times, st.none() | span)
    part = st.builds(facts.Participant, actor_ids, st.none() | span)
    degrees = st.none() | st.floats(-90, 90)
    place = st.builds(facts.Place, words, maybe_words, degrees, degrees, st.none() | st.integers(1, 2**31 - 1), st.none() | span)
    actor = st.builds(
        facts.Actor, st.just(""), words, words, maybe_words, tuples(words), maybe_words, maybe_words, tuples(span), tuples(words)
    )  # fmt: skip
    channel = st.builds(facts.Channel, words, maybe_words, st.none() | span)
    event = st.builds(
        facts.Event, st.just(""), words, tuples(words), tuples(words), tuples(span), tuples(part), tuples(part), time, time,
        st.none() | place, words, claims,
    )  # fmt: skip
    statement = st.builds(
        facts.Statement, st.just(""), st.none() | actor_ids, st.none() | span, st.none() | span, tuples(span), words, words,
        st.none() | channel, st.none() | actor_ids, st.booleans(), st.none() | st.just("sta-0"),
    )  # fmt: skip
    relation = st.builds(facts.Relation, actor_ids, words, actor_ids, maybe_words, span, st.booleans(), time, claims)
    position = st.builds(facts.Position, actor_ids, stances, span, span, st.none() | st.just("sta-1"), time)
    return facts.Record(
        facts.FORMAT,
        document,
        tuple(_called(draw(actor), id) for id in ids),
        _numbered(draw(tuples(event, 2)), "evt"),
        _numbered(draw(tuples(statement, 2)), "sta"),
        draw(tuples(relation, 2)),
        draw(tuples(position, 2)),
        facts.BundleRef(draw(st.sampled_from(("bundle-a", "bundle-b"))), "1"),
        draw(tuples(st.builds(facts.Problem, words, words), 1)),
    )


def _called(fact: F, id: str) -> F:
    return msgspec.structs.replace(fact, id=id)


def _numbered(found: tuple[F, ...], kind: str) -> tuple[F, ...]:
    return tuple(_called(fact, f"{kind}-{n}") for n, fact in enumerate(found))
