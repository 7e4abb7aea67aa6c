"""`chancery judgements`: what was decided, listed, withdrawn, exported and imported."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

import click
import msgspec

from chancery.commands.judge import who_option
from chancery.commands.options import store_option
from chancery.errors import JudgementError
from chancery.printing import safe

if TYPE_CHECKING:
    from chancery.judging.judgement import Judgement
    from chancery.store.judgements import Kept


@click.group()
def judgements() -> None:
    """What people decided about facts, actors and happenings with `chancery judge`."""


@judgements.command("list")
@click.option("--document", metavar="ID", help="Those on this document.")
@click.option("--orphaned", is_flag=True, help="Those that change nothing, as a new bundle no longer finds what they are about.")
@click.option("--withdrawn", is_flag=True, help="Withdrawn ones too.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@store_option
def list_(document: str | None, orphaned: bool, withdrawn: bool, form: str, store: str) -> None:
    """List judgements in the order in which they were made."""
    from chancery.store.store import open_store

    with open_store(store, readonly=True) as opened:
        found = [kept for kept in opened.judgements(document=document, withdrawn=withdrawn) if kept.orphaned or not orphaned]
    if form == "json":
        click.echo(json.dumps([msgspec.to_builtins(kept.judgement) | {"orphaned": kept.orphaned} for kept in found], indent=2))
    else:
        click.echo("\n".join(_table(found)) if found else "nothing was decided")


def _table(found: Sequence[Kept]) -> Iterator[str]:
    for kept in found:
        made = kept.judgement
        where = f" in {made.document}" if made.document else ""
        yield f"{made.id}  {made.made_at[:16].replace('T', ' ')}  {safe(f'{made.verb} {made.kind} {made.target}{where}')}"
        yield f"    {safe(made.who)}{f': {safe(made.why)}' if made.why else ''}"
        if made.detail.changes and made.verb != "merge":
            yield f"    {safe(json.dumps(made.detail.changes, ensure_ascii=False))}"
        if kept.orphaned:
            yield f"    changes nothing: {safe(kept.orphaned)}"
        if made.withdrawn_at:
            yield f"    withdrawn by {safe(made.withdrawn_by or '')}, {made.withdrawn_at[:16].replace('T', ' ')}"


@judgements.command()
@click.argument("judgement", metavar="ID")
@who_option
@store_option
def withdraw(judgement: str, who: str, store: str) -> None:
    """Take a judgement back: everything is again as if it had never been made."""
    from chancery.store.store import open_store

    with open_store(store, create=False) as opened:
        made = opened.withdraw(judgement, who=who)
    click.echo(f"{made.id}  withdrawn: {safe(f'{made.verb} {made.kind} {made.target}')}")


@judgements.command()
@click.option("--records", is_flag=True, help="The corrected records of all documents that were judged, to train or measure with.")
@click.option("--output", type=click.File("wb", atomic=True), default="-", help="A file; standard output without.")
@store_option
def export(records: bool, output: BinaryIO, store: str) -> None:
    """Write all judgements, withdrawn ones too, as JSON Lines that `chancery judgements import` takes."""
    from chancery.store.store import open_store

    with open_store(store, readonly=True) as opened:
        if records:
            lines = (msgspec.json.encode(record) for record in opened.corrected())
        else:
            lines = (msgspec.json.encode(kept.judgement) for kept in opened.judgements(withdrawn=True))
        output.writelines(line + b"\n" for line in lines)


@judgements.command("import")
@click.argument("file", type=click.File("rb"))
@store_option
def import_(file: BinaryIO, store: str) -> None:
    """Take the judgements of a FILE from `chancery judgements export` (- for standard input); those known already are not taken twice."""
    from chancery.store.store import open_store

    given = list(_given(file))
    with open_store(store, create=False) as opened:
        brought = opened.bring_in(given)
    told = [f"{brought.new} new", f"{brought.known} known already"]
    told += [f"{brought.withdrawn} withdrawn"] if brought.withdrawn else []
    told += [f"{brought.orphaned} on what this store does not hold"] if brought.orphaned else []
    click.echo(", ".join(told))


def _given(file: BinaryIO) -> Iterator[Judgement]:
    from chancery.judging.judgement import Judgement

    for number, line in enumerate(file, 1):
        if line.strip():
            try:
                yield msgspec.json.decode(line, type=Judgement)
            except (msgspec.DecodeError, UnicodeDecodeError) as reason:
                raise JudgementError(f"{safe(file.name)}, line {number}: is no judgement: {reason}. Nothing was imported.") from reason
