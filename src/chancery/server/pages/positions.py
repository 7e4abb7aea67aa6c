"""Where actors stand: a board of actors and issues."""

from __future__ import annotations

from fastapi import APIRouter

from chancery.server.answers import Answer
from chancery.server.asking import Ask
from chancery.server.pages.views import is_page, view
from chancery.views.positions import positions as board_of
from chancery.views.quoting import quotations

router = APIRouter(include_in_schema=False)
SIZE, WIDEST, COLUMNS = 60, 200, 10


@view(router, "/positions", "positions.html")
def positions(ask: Ask) -> Answer:
    """An address with an actor and an issue shows the quotations of one cell."""
    size = min(ask.number("size") or SIZE, WIDEST)
    board = board_of(
        ask.connection, ask.text("q"), actor=ask.text("actor") or (), issue=ask.text("issue") or (),
        **ask.texts("stance", "publisher", "since", "until"), changed=ask.text("changed") is not None, size=size,
    )  # fmt: skip
    opened = len(board.cells) == 1 or bool(ask.text("actor") and ask.text("issue"))
    cells = {(cell.holder, cell.issue): cell for cell in board.cells}
    columns = board.actors[:COLUMNS]
    lines = [issue for issue in board.issues if any((actor, issue) in cells for actor in columns)]
    quoted = quotations(ask.connection, board.cells, context=60) if opened or not is_page(ask) else {}
    return Answer("positions", board, quoted, {"board": board, "columns": columns, "lines": lines, "cells": cells, "opened": opened})
