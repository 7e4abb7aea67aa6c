"""`chancery link`: the same happening in several reports becomes one."""

from __future__ import annotations

import click

from chancery.commands.options import store_option


@click.command()
@store_option
def link(store: str) -> None:
    """Find which events of different reports are one happening, and where their reports differ.

    It looks at the whole store and can be run again whenever reports came in; what people decided stands.
    """
    from chancery.ingest.relating import relate
    from chancery.store.store import open_store

    with open_store(store, create=False) as opened:
        found = relate(opened)
    click.echo(f"{found.reports:,} reports with {found.events:,} events")
    click.echo(f"{found.happenings:,} happenings that several reports tell of")
    click.echo(f"{found.differences:,} differences between reports of one happening")
