"""Statements in the order of a reader who wants each one under the one it is reported in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from chancery.record.facts import Statement

DEEPEST = 4
"""Beyond this a card is indented no further: a phone has no room for it."""


def nested(statements: Sequence[Statement]) -> Iterator[tuple[Statement, int]]:
    """Every statement once with its depth, each after the one that it stands within."""
    known = {statement.id for statement in statements}
    inner: dict[str | None, list[Statement]] = defaultdict(list)
    for statement in statements:
        inner[statement.within if statement.within in known else None].append(statement)
    left = dict.fromkeys(statement.id for statement in statements)
    stack = [(statement, 0) for statement in reversed(inner[None])]
    # What stands within itself, by way of others, hangs from no root; it comes last.
    for start in ([], statements):
        stack.extend((statement, 0) for statement in reversed(start))
        while stack:
            statement, depth = stack.pop()
            if statement.id in left:
                del left[statement.id]
                yield statement, min(depth, DEEPEST)
                stack.extend((child, depth + 1) for child in reversed(inner[statement.id]))
