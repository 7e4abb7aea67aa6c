"""Answers as tables for a terminal. Words of a report reach it through `printing.safe`."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from chancery.printing import WIDTH, safe
from chancery.views.contacts import Matrix
from chancery.views.positions import Board, Cell
from chancery.views.sheets import Quotes, Sheet, sheets

SHOWN: dict[str, str] = {
    "actors": "name kind country reports id",
    "documents": "published title publisher events statements copies document",
    "places": "name country latitude longitude events first last",
    "sources": "publisher reports independent first last",
    "timeline": "day actors code status recipients place asserted_by denied_by independent ref",
    "disputed": "day actors code recipients asserted denied ref",
    "says": "published speaker act addressee content document",
    "happenings": "day code participants place independent asserted denied hedged happening",
    "reports": "published title publisher quotation document",
    "facets": "facet name reports id",
    "actor": "name kind country sectors reports id",
    "names": "name title reports",
    "offices": "predicate title towards first last reports",
    "statements": "published act content document",
    "contradicts": "other times day code own others",
    "happening": "day code participants place reports independent",
    "voices": "stance chain quotation document",
    "differences": "aspect left left_quotation right right_quotation",
    "events": "day actors code status recipients place asserted_by denied_by independent ref",
    "disputes": "day actors code recipients asserted denied ref",
    "changes": "day holder issue changed_from stance quotation document",
}
"""Columns that fit a terminal; CSV and JSON have all."""
_PARTNERS = "name contacts last"
_HEADS = {"asserted_by": "say so", "denied_by": "deny it", "changed_from": "before"}


def show(view: str, answer: object, quotes: Quotes) -> None:
    """Print an answer."""
    console = Console(width=max(60, shutil.get_terminal_size((WIDTH + 40, 24)).columns), highlight=False, emoji=False, markup=False)
    tables = list(_tables(view, answer, quotes))
    for n, table in enumerate(tables):
        if n:
            console.print()
        console.print(table if table.row_count else Text(f"{_title(table)}none found", "dim"))


def _title(table: Table) -> str:
    return f"{table.title}: " if table.title else ""


def _tables(view: str, answer: object, quotes: Quotes) -> Iterator[Table]:
    if isinstance(answer, Board):
        yield _board(answer)
    elif isinstance(answer, Matrix):
        yield _grid(answer)
    else:
        found = list(sheets(view, answer, quotes))
        for sheet in found:
            if sheet.rows or len(found) == 1:
                yield _table(sheet, _shown(sheet), title=sheet.title if len(found) > 1 else None)


def _shown(sheet: Sheet) -> list[str]:
    partners = sheet.title == "contacts" and "contacts" in sheet.columns
    return (_PARTNERS if partners else SHOWN.get(sheet.title, SHOWN["timeline"])).split()


def _table(sheet: Sheet, shown: Sequence[str], *, title: str | None) -> Table:
    at = [sheet.columns.index(name) for name in shown]
    rows = ([_cell(row[n]) for n in at] for row in sheet.rows)
    return _filled([_HEADS.get(name, name).replace("_", " ") for name in shown], rows, title=title)


def _filled(heads: Iterable[str], rows: Iterable[Sequence[Text]], *, title: str | None = None) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", title_style="bold", pad_edge=False, padding=(0, 1))
    for head in heads:
        table.add_column(Text(head), overflow="fold", no_wrap=head in ("day", "published", "ref", "happening"))
    for row in rows:
        table.add_row(*row)
    return table


def _cell(value: Any) -> Text:
    return Text("" if value is None else safe(str(value)))


def _board(board: Board) -> Table:
    heads = ("holder", "issue", "stance", "since", "how it came", "reports")
    return _filled(heads, ([_cell(value) for value in _told(cell)] for cell in board.cells))


def _told(cell: Cell) -> tuple[Any, ...]:
    steps = [cell.stands[0], *(change.after for change in cell.changes)]
    way = " → ".join(f"{step.stance} ({step.day or 'no day'})" for step in steps) if cell.changes else ""
    return cell.holder.name, cell.issue, cell.stance, cell.since, way, cell.reports


def _grid(matrix: Matrix) -> Table:
    heads = ("", *(str(n) for n in range(1, len(matrix.actors) + 1)))
    rows = enumerate(zip(matrix.actors, matrix.counts, strict=True), 1)
    return _filled(heads, ([_cell(f"{n} {who.name}"), *(_cell(count or "") for count in counts)] for n, (who, counts) in rows))
