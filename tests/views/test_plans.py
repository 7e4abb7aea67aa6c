"""No question reads a table of facts from end to end, or sorts what an index has in order: SQLite says how it would answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from chancery.store.store import Store, open_store
from chancery.views.actors import actor, actors
from chancery.views.brief import brief
from chancery.views.contacts import contacts, matrix
from chancery.views.disputes import disputed
from chancery.views.documents import documents
from chancery.views.happenings import happening, happenings
from chancery.views.positions import positions, stands
from chancery.views.quoting import quotations
from chancery.views.reviewing import REASONS, suggestions
from chancery.views.says import says
from chancery.views.search import search
from chancery.views.timeline import timeline
from tests.views.make import fill

FACTS = (
    "events|participants|denied_actors|claims|statements|statement_actors|statement_spans|event_mentions|positions|relations|"
    "document_actors|records"
)
QUESTIONS: dict[str, Callable[[Connection], Any]] = {
    "timeline": timeline,
    "timeline of one": lambda c: timeline(c, actor="Graustark", since="2024", newest=False),
    "timeline of a code": lambda c: timeline(c, code="CONSULT"),
    "timeline of a place": lambda c: timeline(c, place="lodz"),
    "timeline of denials": lambda c: timeline(c, stance="denies"),
    "timeline of two": lambda c: timeline(c, actor="Graustark", other="Ruritania", status="actual"),
    "contacts": contacts,
    "matrix": matrix,
    "says": says,
    "says of one": lambda c: says(c, speaker="Graustark"),
    "says about": lambda c: says(c, about="Graustark"),
    "positions": positions,
    "positions on an issue": lambda c: positions(c, issue="a truce"),
    "stands of one": lambda c: stands(c, actor="Ruritania"),
    "disputed": disputed,
    "disputed about one": lambda c: disputed(c, actor="Graustark"),
    "timeline of denials of one": lambda c: timeline(c, actor="Graustark", stance="denies"),
    "search for denials of one": lambda c: search(c, actor="Graustark", stance="denies"),
    "search": lambda c: search(c, "ruritania"),
    "search without words": search,
    "documents": documents,
    "actor": lambda c: actor(c, "Graustark"),
    "actors": actors,
    "happenings": happenings,
    "happening": lambda c: happening(c, happenings(c).rows[0].id),
    "brief": lambda c: brief(c, since="2024-12"),
    "quotations": lambda c: quotations(c, [timeline(c)]),
}
IN_ORDER = (
    "timeline", "timeline of one", "timeline of a code", "timeline of a place", "timeline of denials", "contacts", "says", "says of one",
    "says about", "positions on an issue", "stands of one", "disputed", "disputed about one", "search without words", "documents", "actors",
    "happenings",
)  # fmt: skip


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(Path(tmp_path_factory.mktemp("plans")) / "chancery.db") as store:
        yield fill(store)


@contextmanager
def listening(connection: Connection) -> Iterator[list[tuple[str, Any]]]:
    """What is asked of the database meanwhile."""
    asked: list[tuple[str, Any]] = []

    def hear(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        asked.append((statement, parameters))

    event.listen(connection.engine, "before_cursor_execute", hear)
    try:
        yield asked
    finally:
        event.remove(connection.engine, "before_cursor_execute", hear)


def plans(store: Store, question: Callable[[Connection], Any]) -> list[tuple[str, list[str]]]:
    with store.reading() as connection:
        with listening(connection) as asked:
            question(connection)
        return [
            (statement, [str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)])
            for statement, parameters in asked
        ]


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_table_of_facts_is_read_from_end_to_end(sqlite: Store, question: str) -> None:
    for statement, steps in plans(sqlite, QUESTIONS[question]):
        ordered = "LIMIT" in statement  # a walk along an index ends where the page is full
        scans = [step for step in steps if re.match(rf"SCAN ({FACTS})\b", step) and not (ordered and "USING" in step)]
        assert not scans, statement


@pytest.mark.parametrize("question", IN_ORDER)
def test_what_an_index_has_in_order_is_not_sorted(sqlite: Store, question: str) -> None:
    paged = [plan for plan in plans(sqlite, QUESTIONS[question]) if "IS NOT NULL" in plan[0] and "LIMIT" in plan[0]]
    assert paged
    for statement, steps in paged:
        assert "USE TEMP B-TREE FOR ORDER BY" not in steps, statement


@pytest.mark.parametrize("why", REASONS)
def test_the_queue_walks_along_an_index_and_ends(sqlite: Store, why: str) -> None:
    for statement, steps in plans(sqlite, lambda connection: suggestions(connection, why)):
        # "SCAN relations" along its own key is a walk, too: the rows lie in its order.
        scans = [step for step in steps if re.match(rf"SCAN ({FACTS}|problems)\b", step)]
        assert not scans or ("LIMIT" in statement and len(scans) == 1 and scans[0].partition(" ")[2] in steps[0]), statement
        assert not scans or "USE TEMP B-TREE FOR ORDER BY" not in steps, statement
