"""Options that several commands take."""

from __future__ import annotations

from datetime import date

import click

STORE = "chancery.db"

store_option = click.option(
    "--store", default=STORE, show_default=True, metavar="PATH-OR-URL", help="The store: a file, or postgresql://user@host/name."
)


def day(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The value of an option that is a date."""
    try:
        return None if value is None else date.fromisoformat(value).isoformat()
    except ValueError as reason:
        raise click.BadParameter(f"{value!r} is no date; write it as 2024-12-11") from reason


def named(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Arguments that each name something: an empty one is a variable without a value, and would be taken for this folder."""
    if not all(values):
        raise click.BadParameter("one of them is empty; was a variable meant that is not set?")
    return values
