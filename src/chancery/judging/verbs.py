"""What each verb does to a record under correction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from chancery.judging.casting import recast, recast_mentions
from chancery.judging.draft import Draft, Fact, Unfit, parts, replace
from chancery.judging.judgement import Judgement
from chancery.record.facts import Actor, Event, Position, Relation, Statement
from chancery.record.ontology import (
    ACTS,
    CODES,
    CONTEXTS,
    FORMS,
    KINDS,
    MODES,
    POSITION_STANCES,
    PREDICATES,
    SECTORS,
    STATUSES,
)
from chancery.record.text import Span

F = TypeVar("F", bound=Fact)
ACCEPTED, CORRECTED = "accepted", "corrected"


def accept(draft: Draft, made: Judgement) -> None:
    draft.fact(made.kind, made.target)
    draft.judged.setdefault((made.kind, made.target), ACCEPTED)


def reject(draft: Draft, made: Judgement) -> None:
    draft.fact(made.kind, made.target)
    if made.kind == "statement":
        draft.drop_statements([made.target])
    elif made.kind == "actor":
        recast(draft, lambda actor: None if actor == made.target else actor)
    draft.shelf(made.kind).pop(made.target, None)


def correct(draft: Draft, made: Judgement) -> None:
    fact, changes = draft.fact(made.kind, made.target), dict(made.detail.changes)
    id = changes.pop("id", made.target) if made.kind == "actor" else made.target
    if not isinstance(id, str) or not id:
        raise Unfit(f"{id!r}: is no id of an actor")
    draft.shelf(made.kind)[made.target] = changed(draft, fact, changes)
    draft.judged[made.kind, made.target] = CORRECTED
    if id != made.target:
        _rename(draft, made.target, id)


def merge(draft: Draft, made: Judgement) -> None:
    if made.document is None:
        made = _present(draft, made)
    target = draft.fact(made.kind, made.target)
    others = [draft.fact(made.kind, other) for other in made.detail.others]
    draft.shelf(made.kind)[made.target] = _MERGED[made.kind](target, others)
    gone = frozenset(made.detail.others)
    if made.kind == "actor":
        recast(draft, lambda actor: made.target if actor in gone else actor)
    elif made.kind == "statement":
        _point_to(draft, made.target, gone)
    for other in gone:
        draft.shelf(made.kind).pop(other, None)
    draft.judged[made.kind, made.target] = CORRECTED


def split(draft: Draft, made: Judgement) -> None:
    moved = tuple(draft.span(start, end) for start, end in made.detail.mentions)
    if made.kind == "event":
        _split_event(draft, made, moved)
    else:
        _split_actor(draft, made, moved)
    draft.judged[made.kind, made.target] = CORRECTED


VERBS: dict[str, Callable[[Draft, Judgement], None]] = {
    "accept": accept,
    "reject": reject,
    "correct": correct,
    "merge": merge,
    "split": split,
}


# -- correcting ------------------------------------------------------------------------------------------------------------


def changed(draft: Draft, fact: F, changes: dict[str, Any]) -> F:
    """The fact with other values, given as JSON; short forms are filled up from what it had. Its spans must quote the text."""
    fields = msgspec.to_builtins(fact)
    if unknown := sorted(set(changes) - set(fields) | set(changes) & {"id"}):
        raise Unfit(f"{', '.join(unknown)}: cannot be changed; it has {', '.join(name for name in fields if name != 'id')}")
    try:
        made = msgspec.convert(fields | {name: _filled(name, value, fields[name]) for name, value in changes.items()}, type(fact))
    except msgspec.ValidationError as reason:
        raise Unfit(f"does not fit: {reason}") from reason
    _quotes(draft, msgspec.to_builtins(made))
    if isinstance(made, Event) and "modes" not in changes:  # those of another code go with it
        made = replace(made, modes=tuple(mode for mode in made.modes if mode in MODES.get(made.code, ())))
    if isinstance(made, Position) and "issue" in changes and "topic" not in changes:  # other words have their own
        made = replace(made, topic=None)
    _fits_the_format(made)
    return made


def _fits_the_format(fact: Fact) -> None:
    """That a fact holds no words but those that the record format has."""
    for name, allowed in _WORDS[type(fact)].items():
        value = getattr(fact, name)
        if strange := sorted(set(value if isinstance(value, tuple) else (value,)) - set(allowed)):
            raise Unfit(f"{strange[0]!r}: is no {_ONE.get(name, name)}; take one of {', '.join(allowed)}")
    if isinstance(fact, Event) and (strange := [mode for mode in fact.modes if mode not in MODES[fact.code]]):
        raise Unfit(f"{strange[0]!r}: is no mode of {fact.code}; it has {', '.join(MODES[fact.code]) or 'none'}")


_ONE = {"contexts": "context", "sectors": "sector"}
_WORDS: dict[type, dict[str, tuple[str, ...]]] = {
    Actor: {"kind": KINDS, "sectors": SECTORS},
    Event: {"code": CODES, "status": STATUSES, "contexts": CONTEXTS},
    Statement: {"form": FORMS, "act": ACTS},
    Relation: {"predicate": PREDICATES},
    Position: {"stance": POSITION_STANCES},
}


def _filled(name: str, value: Any, before: Any) -> Any:
    """Short forms: ``time="2024-12"`` keeps the words of the time, ``actors=["state:rus"]`` those of that actor."""
    if name in ("time", "duration") and isinstance(value, str):
        return {"value": value, "span": before and before["span"]}
    if name == "place" and isinstance(value, str):
        nothing = dict.fromkeys(("country", "latitude", "longitude", "geonames"))
        return {"name": value, **nothing, "span": before and before["span"]}
    if name in ("actors", "recipients") and isinstance(value, list):
        spans = {part["actor"]: part["span"] for part in before}
        return [{"actor": part, "span": spans.get(part)} if isinstance(part, str) else part for part in value]
    return value


def _quotes(draft: Draft, value: Any) -> None:
    """That every span quotes the document."""
    if isinstance(value, dict) and {"start", "end", "text"} <= value.keys():
        if draft.record.document.text[value["start"] : value["end"]] != value["text"]:
            raise Unfit(f"{value['text']!r} does not stand at {value['start']}-{value['end']}")
    elif isinstance(value, dict):
        for inner in value.values():
            _quotes(draft, inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _quotes(draft, inner)


def _rename(draft: Draft, old: str, new: str) -> None:
    """Let an actor be another: the one of that id, where the record has it."""
    actor = draft.actors[old]
    if new in draft.actors:
        draft.actors[new] = _merged_actor(draft.actors[new], [actor])
        del draft.actors[old]
    else:
        draft.actors = {new if id == old else id: replace(one, id=new) if id == old else one for id, one in draft.actors.items()}
    recast(draft, lambda id: new if id == old else id)
    draft.judged["actor", new] = CORRECTED


# -- merging ---------------------------------------------------------------------------------------------------------------


def _present(draft: Draft, made: Judgement) -> Judgement:
    """A merging of actors everywhere, as far as this record knows them. Where it does not know the target, one of the others becomes it."""
    others = [other for other in made.detail.others if other in draft.actors]
    if made.target not in draft.actors:
        if not others:
            raise Unfit(f"{made.target}: the record has no such actor")
        before = draft.actor(others[0])
        _rename(draft, before.id, made.target)
        draft.actors[made.target] = changed(draft, draft.actor(made.target), made.detail.changes)
    return replace(made, detail=replace(made.detail, others=tuple(other for other in others if other in draft.actors)))


def _merged_event(target: Any, others: list[Any]) -> Event:
    all_of: list[Event] = [target, *others]
    first = next(iter(all_of))
    return replace(
        first,
        modes=_union(e.modes for e in all_of),
        contexts=_union(e.contexts for e in all_of),
        mentions=tuple(sorted(_union(e.mentions for e in all_of))),
        actors=parts(part for e in all_of for part in e.actors),
        recipients=parts(part for e in all_of for part in e.recipients),
        time=next((e.time for e in all_of if e.time), None),
        duration=next((e.duration for e in all_of if e.duration), None),
        place=next((e.place for e in all_of if e.place), None),
        claims=_union(e.claims for e in all_of),
    )


def _merged_statement(target: Any, others: list[Any]) -> Statement:
    all_of: list[Statement] = [target, *others]
    return replace(all_of[0], content=tuple(sorted(_union(s.content for s in all_of))))


def _merged_actor(target: Any, others: list[Any]) -> Actor:
    all_of: list[Actor] = [target, *others]
    names = _union((a.name, *a.aliases) for a in all_of)
    return replace(
        all_of[0],
        country=next((a.country for a in all_of if a.country), None),
        sectors=_union(a.sectors for a in all_of),
        title=next((a.title for a in all_of if a.title), None),
        wikidata=next((a.wikidata for a in all_of if a.wikidata), None),
        mentions=tuple(sorted(_union(a.mentions for a in all_of))),
        aliases=tuple(name for name in names if name != all_of[0].name),
    )


def _union(found: Any) -> tuple[Any, ...]:
    """All items, each once, in order."""
    return tuple(dict.fromkeys(item for items in found for item in items))


_MERGED: dict[str, Callable[[Any, list[Any]], Fact]] = {"event": _merged_event, "statement": _merged_statement, "actor": _merged_actor}


def _point_to(draft: Draft, target: str, gone: frozenset[str]) -> None:
    """Let what rested on merged statements rest on the one that is left."""
    new: Callable[[str | None], str | None] = lambda id: target if id in gone else id
    draft.claims(lambda claim: replace(claim, statement=new(claim.statement)))
    draft.positions = {id: replace(stand, statement=new(stand.statement)) for id, stand in draft.positions.items()}
    for id, said in draft.statements.items():
        within = new(said.within)
        draft.statements[id] = replace(said, within=None if within == id else within)


# -- splitting -------------------------------------------------------------------------------------------------------------


def _parted(mentions: tuple[Span, ...], moved: tuple[Span, ...], target: str) -> tuple[Span, ...]:
    """The mentions that stay."""
    if strange := [span.text for span in moved if span not in mentions]:
        raise Unfit(f"{target}: {strange[0]!r} is none of its mentions")
    if not (stays := tuple(span for span in mentions if span not in moved)):
        raise Unfit(f"{target}: no mention would stay")
    return stays


def _split_event(draft: Draft, made: Judgement, moved: tuple[Span, ...]) -> None:
    event = draft.event(made.target)
    draft.events[event.id] = replace(event, mentions=_parted(event.mentions, moved, made.target))
    content = f"{event.code} {moved[0].start} {moved[0].text}"  # as assembly makes the id of an event
    new = replace(event, id=f"evt-{hashlib.sha256(content.encode()).hexdigest()[:10]}", mentions=moved)
    if new.id in draft.events:
        raise Unfit(f"{new.id}: is there already")
    draft.events[new.id] = changed(draft, new, made.detail.changes)
    draft.judged["event", new.id] = CORRECTED


def _split_actor(draft: Draft, made: Judgement, moved: tuple[Span, ...]) -> None:
    actor = draft.actor(made.target)
    fields = dict(made.detail.changes)
    id = str(fields.pop("id", ""))
    if not id or id == made.target:
        raise Unfit(f"{made.target}: say the id of the actor whom the words mean")
    draft.actors[actor.id] = replace(actor, mentions=_parted(actor.mentions, moved, made.target))
    known = draft.actors.get(id) or Actor(id, moved[0].text, id.partition(":")[0], None, (), None, None, ())
    draft.actors[id] = changed(draft, replace(known, mentions=tuple(sorted({*known.mentions, *moved}))), fields)
    recast_mentions(draft, made.target, id, moved)
    draft.judged["actor", id] = CORRECTED
