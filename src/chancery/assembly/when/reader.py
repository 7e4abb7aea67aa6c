"""The time reader: expressions found in a text with what surrounds them, then resolved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from chancery.assembly.when.finder import Found, find
from chancery.assembly.when.formats import duration_value, iso_value, timex_pair
from chancery.assembly.when.resolve import context_of, settle
from chancery.assembly.when.surroundings import is_time, joins, relation_before, tense_around
from chancery.assembly.when.tokens import Tagged, tag
from chancery.assembly.when.values import (
    Clock,
    Kind,
    Length,
    Meaning,
    Range,
    Repeat,
    TimeExpression,
    Vague,
    Window,
)


def find_times(text: str) -> tuple[TimeExpression, ...]:
    """The time expressions of ``text``, in order, none overlapping.

    >>> [text[t.start:t.end] for text in ["They met on Friday for two hours."] for t in find_times(text)]
    ['Friday', 'two hours']
    """
    tagged = tag(text)
    found = find(text, tagged)
    expressions = [_expression(text, tagged, one) for one in found if is_time(text, tagged, one)]
    return tuple(_ranges(text, expressions))


def _expression(text: str, tagged: Tagged, found: Found) -> TimeExpression:
    start, end = tagged.starts[found.start], tagged.starts[found.end]
    tense = tense_around(text, start, end)
    return TimeExpression(start, end, found.meaning, kind_of(found.meaning), relation_before(text, start), tense)


def kind_of(meaning: Meaning) -> Kind:
    if isinstance(meaning, Length):
        return "duration"
    if isinstance(meaning, Clock):
        return "time"
    return "set" if isinstance(meaning, Repeat) else "date"


def _ranges(text: str, expressions: list[TimeExpression]) -> list[TimeExpression]:
    """ "From … to …" and "between … and …": two expressions become one that keeps both."""
    merged: list[TimeExpression] = []
    for expression in expressions:
        if merged and joins(text, merged[-1], expression):
            first = merged.pop()
            meaning = Range(first.meaning, expression.meaning)
            expression = replace(first, end=expression.end, meaning=meaning, relation=None, parts=(first, expression))
        merged.append(expression)
    return merged


def resolve(
    expression: TimeExpression, *, published: date | None, tense: str | None = None, anchor: str | None = None
) -> str | None:
    """The ISO 8601 value of an expression at the precision the text gives, None where it cannot be known.

    ``anchor`` is the ISO value of the date spoken of last, for "the day before", "that year", "two days later".

    >>> resolve(find_times("in recent days")[0], published=date(2024, 12, 11))
    '2024-12-01/2024-12-11'
    """
    if isinstance(expression.meaning, Length):
        return duration_value(expression.meaning)
    if isinstance(expression.meaning, (Repeat, Vague)):
        return None
    context = context_of(published, tense, expression.tense, anchor)
    settled = settle(expression.meaning, context)
    return iso_value(settled, expression.relation, context) if settled else None


def duration(expression: TimeExpression) -> str | None:
    """How long the words say it took, also where they name a stretch of the calendar.

    >>> duration(find_times("over the past four decades")[0])
    'P40Y'
    """
    meaning = expression.meaning
    if isinstance(meaning, Window):
        return duration_value(Length(((meaning.amount, meaning.unit),)))
    return duration_value(meaning) if isinstance(meaning, Length) else None


def timex3(expression: TimeExpression, *, reference: date, anchor: str | None = None) -> tuple[str, str]:
    """The TIMEX3 type and value of TimeML.

    >>> timex3(find_times("in the third quarter of 1989")[0], reference=date(1989, 11, 2))
    ('DATE', '1989-Q3')
    """
    context = context_of(reference, None, expression.tense, anchor)
    return timex_pair(expression.meaning, context)
