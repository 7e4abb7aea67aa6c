"""Why each mention is taken for its actor, in words that can be read."""

from __future__ import annotations

from chancery.assembly.actors import Cast
from chancery.record.marks import Analysis
from chancery.record.reasons import Reason
from chancery.record.text import Span

_HOW = {
    "name": "joined because the name agrees with {}",
    "beside": "joined because it stands beside {}",
    "speaker": "joined because {} says these words",
    "likelihood": "joined because {} is the likeliest of those named before",
}


def reasons(analysis: Analysis, cast: Cast) -> dict[str, tuple[Reason, ...]]:
    """The reasons for each actor by its id, in the order of the report; mentions with one reason stand together."""
    found: dict[str, dict[str, list[Span]]] = {actor.id: {} for actor in cast.actors}
    for number, mention in enumerate(analysis.mentions):
        spans = found[cast.of_mention[number]].setdefault(_because(cast, number), [])
        spans.append(analysis.span(mention.first, mention.last))
    return {actor: tuple(Reason(because, tuple(spans)) for because, spans in by.items()) for actor, by in found.items()}


def _because(cast: Cast, number: int) -> str:
    """The register's reason for a mention, else that of the report, else that there is none."""
    item = cast.profiles[number]
    if item.reason:
        return item.reason
    if join := cast.joins.get(number):
        return _HOW[join.how].format(f"“{cast.profiles[_named(cast, join.other)].words}”")
    if item.form == "name":
        return "named so in the report; the register knows nobody of that name who fits"
    return "nobody named before is likelier than somebody new"


def _named(cast: Cast, number: int) -> int:
    """The mention behind a pronoun that another was joined to: "he" to "He" to "Voss"."""
    passed: set[int] = set()
    while cast.profiles[number].form == "pronoun" and number in cast.joins and number not in passed:
        passed.add(number)
        number = cast.joins[number].other
    return number
