"""The command line: parse, call, print."""

from __future__ import annotations

import os
import shutil
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click
import msgspec

from chancery.commands.ingest import ingest
from chancery.commands.judge import judge
from chancery.commands.judgements import judgements
from chancery.commands.link import link
from chancery.commands.options import day, named
from chancery.commands.questions import QUESTIONS
from chancery.commands.runs import runs
from chancery.commands.serve import serve, token
from chancery.errors import ChanceryError, NameTakenError
from chancery.output import Folder, encode
from chancery.page import page
from chancery.pipeline import Reader
from chancery.printing import WIDTH, lines, safe
from chancery.record.facts import Record, Rejection
from chancery.record.reasons import Explained, Reason
from chancery.record.text import Capture
from chancery.sources.files import captures, holds_many

OK, FAILED, USAGE, SOME_FAILED, INTERRUPTED = 0, 1, 2, 3, 130
WHY_IN_TEXT = "--why goes with text on standard output; a record holds what its format names and no reasons"
SEVERAL_PAGES = "several pages cannot share standard output; give a folder for them with --output DIR"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="chancery")
def main() -> None:
    """Turns news reports on world affairs into records that can be checked."""


@main.command()
@click.argument("reports", nargs=-1, required=True, callback=named, metavar="REPORT…")
@click.option("--published", metavar="DATE", callback=day, help='Date of the reports (2024-12-11); "on Wednesday" is resolved against it.')
@click.option("--title", help="Title of the report.")
@click.option("--publisher", help="Who published it.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "html"]),
    default="text",
    show_default=True,
    help="text is for people, html a page for the browser.",
)
@click.option(
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write NAME.json (or NAME.html) for NAME.txt into this folder.",
)
@click.option("--why", is_flag=True, help="Say beside each actor why its mentions are taken for it; for the text form.")
@click.option("--register", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="A CSV of your own actors.")
@click.option("--bundle", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Another trained bundle.")
def read(
    reports: tuple[str, ...],
    published: str | None,
    title: str | None,
    publisher: str | None,
    form: str,
    output: Path | None,
    why: bool,
    register: Path | None,
    bundle: Path | None,
) -> None:
    """Read each REPORT: a text, HTML or PDF file, a folder, JSON Lines or Parquet (text, title, url, published, publisher),
    a web archive (WARC), or - for standard input.

    \b
    Exit codes: 0 all read, 1 failed, 2 wrong usage, 3 some reports could not be read.
    """
    if form == "html" and output is None and not _is_lone(reports):
        raise click.UsageError(SEVERAL_PAGES)
    if why and (form != "text" or output):
        raise click.UsageError(WHY_IN_TEXT)
    reader = Reader(bundle=bundle, register=register, threads=os.cpu_count() or 1)
    known = {name: value for name, value in (("published", published), ("title", title), ("publisher", publisher)) if value}
    sink = Sink(_folder(output, form) if output else None, form, lone=_is_lone(reports))
    names: deque[tuple[str, str]] = deque()
    read_all = reader.explain_all if why else reader.read_all
    for outcome in read_all(_told(captures(reports), known, names)):
        sink.take(outcome, *names.popleft())
    sys.exit(sink.close())


def _told(found: Iterable[Capture | Rejection], known: dict[str, str], names: deque[tuple[str, str]]) -> Iterator[Capture | Rejection]:
    """Captures with what the command line says, where they do not say it themselves; their names are noted in passing."""
    for item in found:
        if isinstance(item, Rejection):
            names.append((item.name, item.name))
            yield item
        else:
            names.append((item.name, item.key or item.name))
            yield msgspec.structs.replace(item, **{name: value for name, value in known.items() if not getattr(item, name)})


def _folder(path: Path, form: str) -> Folder:
    return Folder(path, ".html", _page) if form == "html" else Folder(path)


def _page(record: Record) -> bytes:
    return page(record).encode()


def _is_lone(reports: Sequence[str]) -> bool:
    """Whether one record at most will be printed, which may then take many lines."""
    return len(reports) == 1 and not holds_many(reports[0])


class Sink:
    """Where records go: printed in a form, or a file each. Rejections are named on standard error."""

    def __init__(self, folder: Folder | None, form: str, *, lone: bool) -> None:
        self.folder, self.form, self.lone = folder, form, lone
        self.records = self.rejected = 0

    def take(self, outcome: Record | Explained | Rejection, name: str, key: str) -> None:
        if isinstance(outcome, Rejection):
            self._reject(name, f"not read ({outcome.stage}): {outcome.reason}")
        elif isinstance(outcome, Explained):
            self._tell(outcome.record, outcome.reasons)
        elif self.folder is None:
            self._print(outcome)
        else:
            self._write(self.folder, outcome, name, key)

    def close(self) -> int:
        """The exit code, with the count of what went wrong told."""
        if self.rejected and self.records + self.rejected > 1:
            click.echo(f"{self.records} read, {self.rejected} not read", err=True)
        return OK if not self.rejected else SOME_FAILED if self.records else FAILED

    def _reject(self, name: str, reason: str) -> None:
        self.rejected += 1
        click.echo(f"{safe(name)}: {safe(reason)}", err=True)

    def _write(self, folder: Folder, record: Record, name: str, key: str) -> None:
        try:
            folder.write(record, key=key, name=name)
        except NameTakenError as reason:
            self._reject(name, f"not written: {reason}")
        else:
            self.records += 1

    def _print(self, record: Record) -> None:
        if self.form == "html":
            # Standard input tells only as it goes that it holds several reports.
            if self.records:
                raise click.UsageError(SEVERAL_PAGES)
            click.echo(_page(record), nl=False)
        elif self.form != "text":
            click.echo(encode(record, pretty=self.form == "json" and self.lone))
        else:
            return self._tell(record)
        self.records += 1

    def _tell(self, record: Record, reasons: Mapping[str, Sequence[Reason]] | None = None) -> None:
        width = min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDTH)
        click.echo("\n".join((*[""] * (self.records > 0), *lines(record, width=width, reasons=reasons))))
        self.records += 1


for question in QUESTIONS:
    main.add_command(question)
main.add_command(ingest)
main.add_command(runs)
main.add_command(judge)
main.add_command(link)
main.add_command(judgements)
main.add_command(serve)
main.add_command(token)


def _colours() -> bool | None:
    """No colours where a user or terminal wants none (no-color.org); else click finds out."""
    return False if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" else None


def run(arguments: Sequence[str] | None = None) -> None:
    """The command line, with whatever goes wrong told in one line."""
    try:
        main.main(arguments, prog_name="chancery", standalone_mode=False, color=_colours())
        sys.stdout.flush()
    except click.UsageError as reason:
        reason.show()
        sys.exit(USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing more may be flushed into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except (ChanceryError, OSError) as reason:
        click.echo(f"chancery: {safe(str(reason))}", err=True)
        sys.exit(FAILED)
