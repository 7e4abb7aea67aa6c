"""Views as pages: each at its path, with `.json` and `.csv` beside it."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chancery.server.answers import Answer, as_csv, as_json, first_page, next_page
from chancery.server.asking import Ask, Asked
from chancery.server.rendering import render

View = Callable[[Ask], Answer]
MOST = 200


def view(router: APIRouter, path: str, template: str) -> Callable[[View], View]:
    """Let a function from a question to an answer be a page."""

    def register(find: View) -> View:
        # The suffixed ones come first: an id may have a dot.
        def json(request: Request, ask: Asked) -> Response:
            return as_json(request, find(ask))

        def csv(request: Request, ask: Asked) -> Response:
            return as_csv(request, find(ask))

        def page(request: Request, ask: Asked) -> Response:
            return shown(request, template, find(ask))

        for suffix, answer in ((".json", json), (".csv", csv), ("", page)):
            router.add_api_route(f"{path}{suffix}", answer, methods=["GET"])
        return find

    return register


def is_page(ask: Ask) -> bool:
    """Whether people will look at the answer: pictures are drawn for them alone."""
    return not ask.request.url.path.endswith((".json", ".csv"))


def limit(ask: Ask, usual: int | None = None) -> int | None:
    """How many rows are asked for. A page shows no more than `MOST`, and leads to those after them; its data may hold more."""
    given = ask.number("limit")
    wanted = usual if given is None else given
    return min(wanted, MOST) if wanted is not None and is_page(ask) else wanted


def shown(request: Request, template: str, answer: Answer) -> Response:
    """An answer as a page."""
    return render(
        request,
        template,
        rows=answer.rows,
        quoted=answer.quoted,
        asked=dict(request.query_params),
        following=next_page(request, answer.next) if answer.next else None,
        first=first_page(request) if "cursor" in request.query_params else None,
        forms=[(name, first_page(request, suffix)) for name, suffix in (("JSON", ".json"), ("CSV", ".csv"))],
        **answer.more,
    )
