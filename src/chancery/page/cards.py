"""A card for every fact: what it says, who stands behind it, and the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from chancery.page.marks import number
from chancery.page.markup import name, small_print
from chancery.page.nesting import nested
from chancery.page.voices import Voices
from chancery.printing import length_of
from chancery.record.facts import Actor, Channel, Event, Place, Position, Record, Relation, Statement, When
from chancery.record.text import Span

_STATUS = {"actual": "", "negated": "did not happen", "future": "still to come", "hypothetical": "only possible"}


class Cards:
    """The cards of one record."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.names = {actor.id: actor.name for actor in record.actors}
        self.numbers = {statement.id: number("s", i) for i, statement in enumerate(record.statements)}
        self.voices = Voices(self.names, self.numbers)

    def sections(self) -> Iterator[tuple[str, list[str]]]:
        """Titles with their cards."""
        record = self.record
        yield "Events", [self.event(event, number("e", i)) for i, event in enumerate(record.events)]
        yield "Statements", [self.statement(statement, depth) for statement, depth in nested(record.statements)]
        yield "Relations", [self.relation(relation, number("r", i)) for i, relation in enumerate(record.relations)]
        yield "Positions", [self.position(position, number("p", i)) for i, position in enumerate(record.positions)]
        yield "Actors", [self.actor(actor, number("a", i)) for i, actor in enumerate(record.actors)]

    def foot(self, kind: str, fact: str) -> str:
        """What stands last on a card: nothing, on a page that leads nowhere else."""
        return ""

    def event(self, event: Event, fact: str) -> str:
        deed = [_code(event.code), *map(_tag, event.modes)]
        if _STATUS.get(event.status, event.status):
            deed.append(f'<em class="status">{_STATUS.get(event.status, name(event.status))}</em>')
        whom = f'<i class="to">→</i> {self.all(p.actor for p in event.recipients)}' if event.recipients else ""
        small = small_print(
            when=_when(event.time),
            how_long=_when(event.duration, length=True),
            where=_place(event.place),
            context=", ".join(name(context.replace("_", " ")) for context in event.contexts),
        )
        said = self.voices.chains(event.claims)
        head = f"{self.all(p.actor for p in event.actors)} {whom}"
        return _card(fact, "e", head, deed, _quotes(event.mentions), said, small, self.foot("event", fact))

    def statement(self, statement: Statement, depth: int) -> str:
        act = f"not {statement.act}" if statement.negated else statement.act
        tags = [_code(act), *map(_tag, (statement.form, *_channel(statement.channel)))]
        to = f'<i class="to">→</i> {self.who(statement.addressee)}' if statement.addressee else ""
        quotes = _quotes(statement.content, direct=statement.form == "direct", between=" … ")
        small = small_print(cue=_quotes([statement.cue] if statement.cue else [], direct=False))
        fact = self.numbers[statement.id]
        head = f"{self.who(statement.speaker)} {to}"
        return _card(fact, f"s d{depth}" if depth else "s", head, tags, quotes, small, self.foot("statement", fact))

    def relation(self, relation: Relation, fact: str) -> str:
        title = f" as {name(relation.title)}" if relation.title else ""
        head = f'{self.who(relation.subject)} <i class="to">→</i> {self.who(relation.object)}{title}'
        tags = [_code(relation.predicate), *([_tag("not certain")] if relation.hedged else [])]
        said = self.voices.chains(relation.claims)
        small = small_print(when=_when(relation.time))
        return _card(fact, "r", head, tags, _quotes([relation.evidence]), said, small, self.foot("relation", fact))

    def position(self, position: Position, fact: str) -> str:
        stance = {"for": "✓ for", "against": "✕ against", "conditional": "≈ conditional"}.get(position.stance, position.stance)
        said = self.numbers.get(position.statement or "")
        small = small_print(when=_when(position.time), said_in=f'<a href="#{said}">{said}</a>' if said else "")
        quotes = _quotes([position.issue])
        tags = [_code(stance), *([_tag(position.topic)] if position.topic else [])]
        return _card(fact, "i", self.who(position.holder), tags, quotes, small, self.foot("position", fact))

    def actor(self, actor: Actor, fact: str) -> str:
        tags = [_code(actor.kind), *map(_tag, (part for part in (actor.country, *actor.sectors) if part))]
        small = small_print(
            title=name(actor.title) if actor.title else "",
            wikidata=name(actor.wikidata) if actor.wikidata else "",
            id=name(actor.id),
        )
        return _card(fact, "a", self.who(actor.id), tags, _quotes(actor.mentions, direct=False), small, self.foot("actor", fact))

    def who(self, actor: str | None) -> str:
        return f"<b>{name(self.names[actor])}</b>" if actor in self.names else "somebody"

    def all(self, actors: Iterable[str]) -> str:
        return ", ".join(map(self.who, actors)) or "somebody"


def _card(fact: str, kind: str, head: str, tags: Sequence[str], *rest: str) -> str:
    label = f'<a class="no" href="#{fact}">{fact}</a>'
    return f'<article class="card {kind}" id="{fact}"><p class="deed">{" ".join(tags)} {label}</p><h3>{head}</h3>{"".join(rest)}</article>'


def _code(text: str) -> str:
    return f'<span class="code">{name(text.replace("-", " "))}</span>'


def _tag(text: str) -> str:
    return f'<span class="tag">{name(text.replace("-", " "))}</span>'


def _channel(channel: Channel | None) -> list[str]:
    if channel is None:
        return []
    return [channel.kind, *([channel.name] if channel.name and channel.name.lower() != channel.kind.replace("-", " ") else [])]


def _quotes(spans: Sequence[Span], *, direct: bool = True, between: str = " ") -> str:
    """The words as links to their place, a form that comes again once, with its count."""
    places: dict[str, list[int]] = {}
    for span in spans:
        places.setdefault(span.text, []).append(span.start)
    marks = ("“", "”") if direct else ("", "")
    quotes = (f'<a href="#w{found[0]}">{marks[0]}{name(text)}{marks[1]}</a>{_times(len(found))}' for text, found in places.items())
    return f'<p class="words">{between.join(quotes)}</p>' if places else ""


def _times(count: int) -> str:
    return f'<span class="count">×{count}</span>' if count > 1 else ""


def _when(when: When | None, *, length: bool = False) -> str:
    if when is None:
        return ""
    value = name(length_of(when.value) if length else when.value.replace("/", " to ")) if when.value else ""
    told = f'<span class="said">“{name(when.span.text)}”</span>' if when.span else ""
    return " ".join(filter(None, (value, told)))


def _place(place: Place | None) -> str:
    if place is None:
        return ""
    known = [place.country or "", _point(place.latitude, place.longitude), f"GeoNames {place.geonames}" if place.geonames else ""]
    return name(place.name) + "".join(f' <span class="said">{name(part)}</span>' for part in known if part)


def _point(latitude: float | None, longitude: float | None) -> str:
    return "" if latitude is None or longitude is None else f"{latitude:.2f}°, {longitude:.2f}°".replace("-", "−")
