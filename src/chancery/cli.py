"""The command line: parse, call, print."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from chancery.errors import ChanceryError, OutputError
from chancery.output import Folder, encode
from chancery.pipeline import Reader
from chancery.printing import Printer, safe
from chancery.record.facts import Record, Rejection
from chancery.record.text import Capture
from chancery.sources.files import captures

OK, FAILED, USAGE, SOME_FAILED = 0, 1, 2, 3


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="chancery")
def main() -> None:
    """Reads news reports on world affairs into records that can be checked."""


def _day(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as reason:
        raise click.BadParameter(f"{value!r} is no date. Write it as YYYY-MM-DD.") from reason


@main.command()
@click.argument("reports", nargs=-1, required=True, metavar="REPORT…")
@click.option("--published", callback=_day, help="Date of the report, YYYY-MM-DD; relative dates are resolved against it.")
@click.option("--title", help="Title of the report.")
@click.option("--publisher", help="Who published it.")
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl"]), help="text for people (the default), json, or jsonl: a record a line.")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="Write NAME.json for each report into this folder.")
@click.option("--register", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="A CSV of your own actors.")
@click.option("--bundle", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Another trained bundle.")
def read(reports: tuple[str, ...], published: str | None, title: str | None, publisher: str | None, form: str | None,
         output: Path | None, register: Path | None, bundle: Path | None) -> None:
    """Read reports: text or HTML files, folders of them, JSON Lines (text, title, url, published, publisher), or - for standard input.

    Exit codes: 0 all read, 1 failed, 2 wrong usage, 3 some reports could not be read.
    """
    reader = Reader(bundle=bundle, register=register, threads=os.cpu_count() or 1)
    sink = Sink(form or "text", Folder(output) if output else None)
    names: deque[str] = deque()

    def told() -> Iterator[Capture | Rejection]:
        for item in captures(reports):
            names.append(item.name)
            yield _told(item, published, title, publisher)

    for outcome in reader.read_all(told()):
        sink.take(names.popleft(), outcome)
    sink.close()
    sys.exit(OK if not sink.rejected else SOME_FAILED if sink.records else FAILED)


def _told(item: Capture | Rejection, published: str | None, title: str | None, publisher: str | None) -> Capture | Rejection:
    """The capture with what the command line says of it, where it does not say so itself."""
    if isinstance(item, Rejection):
        return item
    return Capture(item.name, item.content, item.title or title, item.publisher or publisher, item.url, item.published or published)


class Sink:
    """Where records go: printed in a form, or a file each. Rejections are named on standard error."""

    def __init__(self, form: str, folder: Folder | None) -> None:
        self.form, self.folder = form, folder
        self.records = self.rejected = 0

    def take(self, name: str, outcome: Record | Rejection) -> None:
        if isinstance(outcome, Rejection):
            self.rejected += 1
            click.echo(f"{safe(name)}: not read ({outcome.stage}): {safe(outcome.reason)}", err=True)
            return
        self.records += 1
        if self.folder:
            try:
                click.echo(self.folder.write(outcome, name))
            except OutputError as reason:
                if "already the record" not in str(reason):
                    raise
                self.records, self.rejected = self.records - 1, self.rejected + 1
                click.echo(str(reason), err=True)
            return
        self._print(outcome)

    def _print(self, record: Record) -> None:
        if self.form == "text":
            click.echo("\n".join(["", *Printer(record).lines()] if self.records > 1 else Printer(record).lines()))
        else:
            click.echo(encode(record, pretty=self.form == "json"))

    def close(self) -> None:
        if self.rejected:
            click.echo(f"{self.records} read, {self.rejected} not read.", err=True)


def run(arguments: Iterable[str] | None = None) -> None:
    """The command line with every error told in one line."""
    try:
        main.main(list(arguments) if arguments is not None else None, prog_name="chancery", standalone_mode=False)
    except click.UsageError as reason:
        reason.show()
        sys.exit(USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(FAILED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except (ChanceryError, ValueError, OSError) as reason:
        click.echo(f"chancery: {safe(str(reason))}", err=True)
        sys.exit(FAILED)


