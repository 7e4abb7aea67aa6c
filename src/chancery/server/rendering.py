"""Templates to answers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from chancery.server import visible, wording
from chancery.server.forgery import form_token
from chancery.server.projection import HEIGHT

ASSETS: Mapping[str, tuple[tuple[str, str], ...]] = {
    # What the pages load, each joined from files of packages. The page that `chancery read` writes and the pages here share looks.
    "chancery.css": (("chancery.page", "page.css"), ("chancery.server", "static/site.css")),
    "report.js": (("chancery.page", "page.js"), ("chancery.server", "static/report.js")),
    "site.js": (("chancery.server", "static/site.js"),),
    "timeline.js": (("chancery.server", "static/timeline.js"),),
    "review.js": (("chancery.server", "static/review.js"),),
    "world.svg": (("chancery.server", "static/world.svg"),),
    "icon.svg": (("chancery.server", "static/icon.svg"),),
}


@cache
def asset(name: str) -> bytes:
    return b"\n".join((files(package) / path).read_bytes() for package, path in ASSETS[name])


@cache
def asset_url(name: str) -> str:
    """The address of an asset, another for every content, so that browsers may keep it."""
    return f"/static/{name}?v={hashlib.sha256(asset(name)).hexdigest()[:12]}"


@cache
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("chancery.server", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible.finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"said": visible.said, "segment": visible.segment, "json_data": visible.as_json, "short": visible.shortened}
    made.filters |= {"ending": visible.ending, "beginning": visible.beginning}
    made.filters |= wording.FILTERS
    made.globals |= {"asset": asset_url, "query": visible.query, "query_of": visible.query_of, "refined": visible.refined}
    made.globals |= {"refined_map": visible.refined_map, "excerpt": visible.excerpt, "map_height": HEIGHT, **wording.GLOBALS}
    return made


def render(
    request: Request, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **context: Any
) -> Response:
    """A page. Templates have, besides what is given, ``request`` data that every page shows."""
    app_state = request.scope.get("app") and request.app.state
    shared = {
        "path": request.url.path,
        "user": getattr(request.state, "user", None),
        "signs_in": bool(app_state and app_state.settings.tokens),
        "csrf": form_token(request),
    }
    html = environment().get_template(template).render(shared | context)
    return HTMLResponse(html, status, headers)
