"""The questions that a store answers, a command each: search, timeline, contacts, says, positions, disputed and the rest."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from chancery.commands.options import store_option

if TYPE_CHECKING:
    from sqlalchemy import Connection

Command = Callable[..., Any]
_WHEN = "Day, month or year: 2024-12-11, 2024-12, 2024."
OPTIONS: dict[str, Callable[[Command], Command]] = {
    "actor": click.option("--actor", metavar="NAME", help="An actor, by name or id."),
    "other": click.option("--with", "other", metavar="NAME", help="Another who takes part."),
    "code": click.option("--code", metavar="CODE", help="What was done, as CONSULT or ASSAULT."),
    "status": click.option("--status", metavar="STATUS", help="actual, negated, future or hypothetical."),
    "stance": click.option("--stance", metavar="STANCE", help="Somebody asserts, denies or hedges it."),
    "place": click.option("--place", metavar="NAME", help="Where it happened."),
    "country": click.option("--country", metavar="CODE", help="The country where it happened: UKR."),
    "publisher": click.option("--publisher", metavar="NAME", help="Who published the report."),
    "source": click.option("--source", metavar="NAME", help="The feed or folder that the report came from."),
    "since": click.option("--since", metavar="DATE", help=f"First day. {_WHEN}"),
    "until": click.option("--until", metavar="DATE", help="Last day."),
    "copies": click.option("--copies", is_flag=True, help="List reprints too."),
}
_PAGED = (
    click.option("--limit", type=int, metavar="N", help="Rows to give."),
    click.option("--cursor", metavar="CURSOR", help="Go on where an answer ended."),
)
_ORDERED = click.option("--oldest", "newest", flag_value=False, default=True, is_flag=True, help="The oldest first.")
_FORMAT = click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)


def question(view: str, *names: str, paged: bool = True, ordered: bool = True) -> Callable[[Command], click.Command]:
    """A command whose function gives an answer when it is called with a connection and what was asked."""

    def made(function: Command) -> click.Command:
        def ask(store: str, form: str, **asked: Any) -> None:
            answer(view, function, store, form, asked)

        ask.__doc__ = function.__doc__
        pages = [*(_PAGED if paged else ()), *((_ORDERED,) if ordered else ())]
        decorators = [*(OPTIONS[name] for name in names), *pages, store_option, _FORMAT]
        for decorate in reversed(decorators):
            ask = decorate(ask)
        # What the function itself declares comes first.
        ask.__click_params__ += getattr(function, "__click_params__", [])  # type: ignore[attr-defined]
        return click.command(view)(ask)

    return made


def answer(view: str, function: Command, store: str, form: str, asked: dict[str, Any]) -> None:
    """Ask the store and print what it says."""
    from chancery.store.store import open_store
    from chancery.views.forms import to_csv, to_json
    from chancery.views.quoting import quotations

    with open_store(store, readonly=True) as opened, opened.reading() as connection:
        found = function(connection, **asked)
        quotes = quotations(connection, [found])
    if form == "json":
        click.echo(to_json(view, found, quotes, pretty=True))
    elif form == "csv":
        click.echo(to_csv(view, found, quotes), nl=False)
    else:
        from chancery.commands.tables import show

        show(view, found, quotes)
    _tell(found, form)


def _tell(found: Any, form: str) -> None:
    """What is not a row of the answer, on standard error."""
    if getattr(found, "next", None) and form != "json":
        click.echo(f"more: --cursor {found.next}", err=True)
    if getattr(found, "complete", True) is False and form != "json":
        click.echo("there is more than was counted; ask for fewer with --since, --until or --actor", err=True)
    sys.stdout.flush()


_words = click.argument("words", nargs=-1, metavar="[WORDS]…")


def _joined(words: tuple[str, ...]) -> str | None:
    """Words as one query; an argument with a space in it was a phrase to the shell already."""
    return " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words) or None


@question("search", "actor", "code", "status", "stance", "publisher", "source", "since", "until", "place", "country", "copies")
@_words
@click.option("--facets", is_flag=True, help="Count publishers, codes, countries, actors and months of what was found.")
def search(connection: Connection, words: tuple[str, ...], **asked: Any) -> Any:
    """Find reports that hold all WORDS: "a phrase", a begin*, one OR other, -without.

    With --code, --status, --stance, --place or --country the report tells one event that has all of it, with --actor one in which the
    actor takes part or of which he speaks.
    """
    from chancery.views.search import search

    return search(connection, _joined(words), **asked)


@question(
    "timeline", "actor", "other", "code", "status", "stance", "place", "country", "publisher", "source", "since", "until", "copies"
)  # fmt: skip
@click.option("--role", metavar="ROLE", help="The actor is actor or recipient.")
@click.option("--every", "once", flag_value=False, default=True, is_flag=True, help="A happening as often as reports tell it.")
def timeline(connection: Connection, **asked: Any) -> Any:
    """List events by day, with whom they happened to, and who says so or denies it."""
    from chancery.views.timeline import timeline

    return timeline(connection, **asked)


@question("contacts", "actor", "other", "place", "country", "publisher", "since", "until")
@click.option("--way", metavar="WAY", help="visit, phone, multilateral or third-party.")
@click.option("--status", default="actual", show_default=True, metavar="STATUS", help="actual, negated, future, hypothetical or any.")
@click.option("--matrix", "as_matrix", is_flag=True, help="Count who was in contact with whom.")
def contacts(connection: Connection, as_matrix: bool, **asked: Any) -> Any:
    """List who met, called or wrote to whom."""
    from chancery.views.contacts import contacts, matrix

    if not as_matrix:
        return contacts(connection, **asked)
    for name in ("other", "newest", "limit", "cursor"):
        if asked.pop(name) not in (None, True):
            raise click.UsageError(f"--matrix counts all contacts; it takes no --{'with' if name == 'other' else name}")
    return matrix(connection, **asked)


@question("says", "publisher", "since", "until", "copies")
@_words
@click.option("--speaker", metavar="NAME", help="Who says it.")
@click.option("--about", metavar="NAME", help="Whom the words mention.")
@click.option("--to", "addressee", metavar="NAME", help="To whom it is said.")
@click.option("--act", metavar="ACT", help="How: say, deny, accuse, promise, demand, propose, threaten, warn, praise, refuse, ask …")
def says(connection: Connection, words: tuple[str, ...], **asked: Any) -> Any:
    """List who says what about whom or what; WORDS are in what is said."""
    from chancery.views.says import says

    return says(connection, _joined(words), **asked)


@question("positions", "publisher", "since", "until", paged=False, ordered=False)
@_words
@click.option("--actor", multiple=True, metavar="NAME", help="An actor, by name or id; several may be given.")
@click.option("--issue", multiple=True, metavar="ISSUE", help="An issue; several may be given.")
@click.option("--stance", metavar="STANCE", help="for, against or conditional.")
@click.option("--changed", is_flag=True, help="Only where somebody changed his mind.")
def positions(connection: Connection, words: tuple[str, ...], **asked: Any) -> Any:
    """Show where actors stand on issues, and how it changed. What is not listed: no statement was found."""
    from chancery.views.positions import positions

    return positions(connection, _joined(words), **asked)


@question("disputed", "actor", "code", "place", "country", "publisher", "since", "until")
def disputed(connection: Connection, **asked: Any) -> Any:
    """List what one asserts and another denies, with the words of both."""
    from chancery.views.disputes import disputed

    return disputed(connection, **asked)


@question("actor", paged=False, ordered=False)
@click.argument("name")
def actor(connection: Connection, name: str) -> Any:
    """Show an actor, by NAME or id: names, offices, statements, contacts, and whom he contradicts."""
    from chancery.views.actors import actor

    return actor(connection, name)


@question("actors", "country", ordered=False)
@_words
@click.option("--kind", metavar="KIND", help="person, state, government, igo, ngo, company, media, armed-group, party, people, other.")
def actors(connection: Connection, words: tuple[str, ...], **asked: Any) -> Any:
    """Find actors by the WORDS of their names."""
    from chancery.views.actors import actors

    return actors(connection, " ".join(words) or None, **asked)


@question("happening", paged=False, ordered=False)
@click.argument("id")
def happening(connection: Connection, id: str) -> Any:
    """Show a happening: who asserts, denies and doubts it, and where reports differ. ID is hap-… or evt-…."""
    from chancery.views.happenings import happening

    return happening(connection, id)


@question("happenings", "code", "since", "until")
@click.option("--denied", is_flag=True, help="Only what somebody denies.")
def happenings(connection: Connection, **asked: Any) -> Any:
    """List happenings that several reports tell, as `chancery link` found them."""
    from chancery.views.happenings import happenings

    return happenings(connection, **asked)


@question("documents", "publisher", "source", "since", "until")
@click.option("--no-copies", "copies", flag_value=False, default=True, is_flag=True, help="Leave out reprints.")
def documents(connection: Connection, **asked: Any) -> Any:
    """List the reports of the store."""
    from chancery.views.documents import documents

    return documents(connection, **asked)


@question("places", "actor", "code", "status", "stance", "country", "publisher", "since", "until", paged=False, ordered=False)
def places(connection: Connection, **asked: Any) -> Any:
    """List where it happened, those places first where most did."""
    from chancery.views.places import places

    return places(connection, **asked)


@question("sources", paged=False, ordered=False)
def sources(connection: Connection) -> Any:
    """List publishers with the number of their reports."""
    from chancery.views.documents import sources

    return sources(connection)


@question("brief", "actor", "country", "until", paged=False, ordered=False)
@click.option("--since", required=True, metavar="DATE", help=f"First day. {_WHEN}")
@click.option("--limit", type=int, default=20, show_default=True, metavar="N", help="Rows of each list.")
def brief(connection: Connection, **asked: Any) -> Any:
    """Tell what is new since a day: what happened, what is disputed, who changed his mind."""
    from chancery.views.brief import brief

    return brief(connection, **asked)


QUESTIONS = (
    search, timeline, contacts, says, positions, disputed, actor, actors, happening, happenings, places, documents,
    sources, brief,
)  # fmt: skip
