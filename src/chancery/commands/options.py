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
        return value and date.fromisoformat(value).isoformat()
    except ValueError as reason:
        raise click.BadParameter(f"{value!r} is no date; write it as 2024-12-11") from reason
