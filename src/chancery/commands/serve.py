"""`chancery serve` and the tokens of its users."""

from __future__ import annotations

import socket
from pathlib import Path

import click

from chancery.commands.options import store_option
from chancery.errors import ServerError
from chancery.printing import safe
from chancery.server.tokens import ROLES, SCOPES

TOKENS = "tokens.jsonl"
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@store_option
@click.option("--port", default=8420, show_default=True, type=click.IntRange(0, 65535), help="0 takes any that is free.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; any but this machine's own needs --tokens.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A further host name under which it is reached, as behind a proxy.")
@click.option("--tokens", metavar="FILE", type=_FILE, help="Users and what they may do: `chancery token`.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes; no more than there are cores.")
@click.option("--borders", metavar="FILE", type=_FILE, help="Borders for the map in place of the packaged ones: TopoJSON or GeoJSON.")
def serve(
    store: str, port: int, host: str, names: tuple[str, ...], tokens: Path | None, workers: int, borders: Path | None
) -> None:  # fmt: skip
    """Open the store in the browser, and for programs under /api/v1."""
    # Imported here, so that other commands start without a web framework.
    from chancery.server import borders as layers
    from chancery.server import tokens as kept
    from chancery.server import workers as processes
    from chancery.server.settings import Settings, bracketed
    from chancery.store.store import open_store

    users, layer = kept.load(tokens) if tokens else (), layers.load(borders) if borders else None
    settings = Settings(store, host, port, names, users, borders=layer)
    open_store(store).close()  # what is wrong with it is told before anything listens
    listening = _listen(host, port)
    address = f"http://{bracketed(host)}:{listening.getsockname()[1]}/"
    click.echo(f"{safe(str(store))} is on {address} – Ctrl-C stops it")
    with listening:
        processes.run(settings, listening, workers=workers)


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=256)
    except OSError as reason:
        raise ServerError(f"{host}:{port}: cannot listen there: {reason.strerror}. Choose another port with --port.") from reason


@click.command()
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES), help="What else than reading is allowed.")
@click.option("--role", type=click.Choice(list(ROLES)), default="reader", show_default=True,
              help="Reads; and judges; or sends reports; or both.")
@click.option("--file", "path", default=TOKENS, show_default=True, type=_FILE, help="Where its hash is kept.")
def token(name: str, scopes: tuple[str, ...], role: str, path: Path) -> None:
    """Make a token for the user NAME, who signs judgements with that name. It is shown this once."""
    from chancery.server import tokens

    secret, made = tokens.new(name, dict.fromkeys((*ROLES[role], *scopes)))
    tokens.add(path, made)
    click.echo(secret)
