"""`chancery runs`: what ingests came to, and what they could not read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from chancery.commands.options import store_option
from chancery.errors import StoreError
from chancery.printing import safe

if TYPE_CHECKING:
    from chancery.record.facts import Rejection
    from chancery.store.ledger import Run


@click.command()
@click.argument("run", type=int, required=False, metavar="[RUN]")
@store_option
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def runs(run: int | None, store: str, form: str) -> None:
    """List the runs of `chancery ingest`, the last first; with the number of a RUN, what it could not read and why."""
    from chancery.store.store import open_store

    with open_store(store, readonly=True) as opened:
        found = [one for one in opened.runs() if run in (None, one.key)]
        rejections = [] if run is None else opened.rejections(run)
    if run is not None and not found:
        raise StoreError(f"{store}: there is no run {run}; `chancery runs` lists them")
    if form == "json":
        told = [_told(one) for one in found] if run is None else _told(found[0]) | {"rejections": _listed(rejections)}
        click.echo(json.dumps(told, indent=2))
    else:
        click.echo("\n".join(_table(found) if run is None else _rejected(found[0], rejections)))


def _told(run: Run) -> dict[str, object]:
    return asdict(run) | {"found": run.found}


def _listed(rejections: Sequence[Rejection]) -> list[dict[str, str]]:
    return [{"name": one.name, "stage": one.stage, "reason": one.reason} for one in rejections]


def _table(found: Sequence[Run]) -> Iterator[str]:
    yield f"{'run':>5}  {'began':16}  {'ended':16}  {'found':>9}  {'read':>9}  {'unchanged':>9}  {'not read':>9}  command"
    for one in found:
        counts = "  ".join(f"{count:>9,}" for count in (one.found, one.read, one.unchanged, one.rejected))
        yield f"{one.key:>5}  {_minute(one.started_at)}  {_minute(one.ended_at)}  {counts}  {safe(one.command)}"


def _minute(at: str | None) -> str:
    """A time to the minute, in UTC as the store has it; a run that was killed has no end."""
    return at[:16].replace("T", " ") if at else "did not end".ljust(16)


def _rejected(run: Run, rejections: Sequence[Rejection]) -> Iterator[str]:
    yield from _table([run])
    yield ""
    yield from (f"{safe(one.name)}: not read ({one.stage}): {safe(one.reason)}" for one in rejections)
    if not rejections:
        yield "everything was read"
