"""`chancery judge`: accept, reject, correct, merge or split what the machine found."""

from __future__ import annotations

import os
import pwd
import re
from typing import TYPE_CHECKING, Any

import click
import msgspec

from chancery.commands.options import store_option
from chancery.printing import safe

if TYPE_CHECKING:
    pass

KINDS = ("event", "statement", "relation", "position", "actor", "happening")
VERBS = ("accept", "reject", "correct", "merge", "split")


def login() -> str:
    """The name of whoever runs the command."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container's user has a number but no name
        return f"user {os.getuid()}"


who_option = click.option("--who", default=login, show_default="your login name", help="Who decides.")


@click.command()
@click.argument("verb", type=click.Choice(VERBS), metavar="VERB")
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@click.argument("target", metavar="ID")
@click.option("--document", metavar="ID", help="The document it is in; an actor without one is judged in all documents.")
@click.option("--set", "changes", multiple=True, metavar="FIELD=VALUE", help="correct: a field's new value, text or JSON; null for none.")
@click.option("--with", "others", multiple=True, metavar="ID", help="merge: what is merged into ID.")
@click.option("--mention", "mentions", multiple=True, metavar="START-END", help="split: a mention that goes, by its characters.")
@click.option("--event", "members", multiple=True, metavar="DOCUMENT:EVENT", help="split a happening: an event that goes.")
@click.option("--why", help="The reason, for whoever reads it later.")
@who_option
@store_option
def judge(
    verb: str, kind: str, target: str, document: str | None, changes: tuple[str, ...], others: tuple[str, ...],
    mentions: tuple[str, ...], members: tuple[str, ...], why: str | None, who: str, store: str,
) -> None:  # fmt: skip
    """Decide about what the machine found. VERB is accept, reject, correct, merge or split; KIND is event, statement, relation,
    position, actor or happening.

    The machine's record stays as it is; every view shows what was decided, and `chancery judgements withdraw` takes it back.

    \b
      chancery judge reject event evt-2949db0b21 --why "a film, not a raid"
      chancery judge correct event evt-2949db0b21 --set code=THREATEN --set time=2024-12-09
      chancery judge merge actor person:viktor-orban --with person:orban
      chancery judge correct actor person:smith --document doc-1 --set id=person:john-smith
    """
    from chancery.judging.judgement import Detail
    from chancery.store.store import open_store

    detail = Detail(_changes(changes), others, tuple(map(_bounds, mentions)), tuple(map(_member, members)))
    with open_store(store, create=False) as opened:
        made = opened.judge(verb, kind, target, document=document, detail=detail, who=who, why=why)
    click.echo(f"{made.id}  {made.verb} {made.kind} {safe(made.target)}{f' in {safe(made.document)}' if made.document else ''}")


def _changes(given: tuple[str, ...]) -> dict[str, Any]:
    pairs = [item.partition("=") for item in given]
    if wrong := [name for name, sign, _ in pairs if not sign or not name]:
        raise click.BadParameter(f"{wrong[0]!r} has no value; write it as code=AID")
    return {name: _value(value) for name, _, value in pairs}


def _value(text: str) -> Any:
    """JSON where it looks like it; anything else is text, years too."""
    if text[:1] not in tuple('[{"') and text not in ("null", "true", "false"):
        return text
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError as reason:
        raise click.BadParameter(f"{text!r} is no JSON: {reason}") from reason


def _bounds(text: str) -> tuple[int, int]:
    if not (found := re.fullmatch(r"(\d+)-(\d+)", text, re.ASCII)):
        raise click.BadParameter(f"{text!r}: write a mention as 120-131, its first character and the one after its last")
    return int(found[1]), int(found[2])


def _member(text: str) -> tuple[str, str]:
    document, sign, event = text.rpartition(":")
    if not sign or not document or not event:
        raise click.BadParameter(f"{text!r}: write an event as doc-1:evt-2")
    return document, event
