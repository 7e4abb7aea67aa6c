"""Who met, called or wrote to whom: a list, a matrix, a network."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from chancery.server.answers import Answer, etagged
from chancery.server.asking import Ask, Asked
from chancery.server.network import Network, drawn, gexf
from chancery.server.pages.views import is_page, limit, view
from chancery.server.picturing import png
from chancery.views.contacts import Matrix, matrix
from chancery.views.contacts import contacts as listed
from chancery.views.quoting import quotations

router = APIRouter(include_in_schema=False)
FILTERS = ("actor", "way", "status", "place", "country", "publisher", "since", "until")
NODES, EDGES, SIZE = 40, 120, 14


@router.get("/contacts.gexf")
def graph(request: Request, ask: Asked) -> Response:
    """The network for Gephi and its like."""
    headers = {"content-disposition": 'attachment; filename="contacts.gexf"'}
    return etagged(request, gexf(_matrix(ask, 100).pairs), "application/xml", headers)


@router.get("/contacts.png")
def picture(request: Request, ask: Asked) -> Response:
    """The network as the page draws it, to print or to show. Raises HTTPException where there is no contact to draw."""
    network = _network(_matrix(ask, SIZE))
    if network is None:
        raise HTTPException(404, "No contact was found to draw. Leave out a filter, or give a longer time.")
    headers = {"content-disposition": 'inline; filename="contacts.png"'}
    return etagged(request, png(network, ask.texts(*FILTERS)), "image/png", headers)


@view(router, "/contacts", "contacts.html")
def contacts(ask: Ask) -> Answer:
    """The contacts themselves; the page shows the matrix and the network of all of them first."""
    page = listed(
        ask.connection, **_filters(ask), other=ask.text("other"), limit=limit(ask, 25), cursor=ask.text("cursor")
    )
    more = _pictures(ask) if is_page(ask) else {}
    return Answer("contacts", page, quotations(ask.connection, page.rows, context=60), more)


def _pictures(ask: Ask) -> dict[str, object]:
    # Pairs and later pages are lists: whoever opens an edge of the network wants its contacts.
    whole = ask.text("other") is None and ask.text("cursor") is None
    found = _matrix(ask, SIZE) if whole else None
    return {"matrix": found, "network": _network(found) if found else None, "way": ask.text("way")}


def _network(found: Matrix) -> Network | None:
    return drawn(found.pairs[:EDGES], most=NODES)


def _matrix(ask: Ask, size: int) -> Matrix:
    return matrix(ask.connection, **_filters(ask), size=size)


def _filters(ask: Ask) -> dict[str, Any]:
    found = ask.texts(*FILTERS)
    return found | {"status": found["status"] or "actual"}
