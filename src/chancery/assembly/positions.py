"""Where an actor stands: issues with their holder."""

from __future__ import annotations

from chancery.assembly.actors import Cast
from chancery.assembly.parts import mention_scores, trim
from chancery.assembly.statements import EDGES, Talk
from chancery.record.facts import Position
from chancery.record.marks import Analysis, Mark

HOLDER = 0.25


def positions(analysis: Analysis, cast: Cast, talk: Talk) -> tuple[Position, ...]:
    """One for each issue whose holder is known."""
    made: dict[tuple[str, str, str], Position] = {}
    for issue in analysis.issues:
        holder, statement = _holder(analysis, cast, talk, issue)
        bounds = trim(analysis, (issue.first, issue.last), EDGES)
        if holder and bounds:
            span = analysis.span(*bounds)
            start, end = analysis.sentences[analysis.sentence_of(issue.first)]
            made.setdefault((holder, issue.label, span.text.casefold()),
                            Position(holder, issue.label, span, analysis.span(start, max(end - 1, issue.last)), statement, None))
    return tuple(made.values())


def _holder(analysis: Analysis, cast: Cast, talk: Talk, issue: Mark) -> tuple[str | None, str | None]:
    """The linked holder, else the speaker of the statement around the issue."""
    around = talk.around(issue.first)
    statement = talk.statements[around[0]] if around else None
    ranked = mention_scores(analysis, issue.first, "holder")
    if ranked and ranked[0][0] >= HOLDER:
        return cast.of_mention[ranked[0][1]], statement.id if statement else None
    return (statement.speaker, statement.id) if statement else (None, None)
