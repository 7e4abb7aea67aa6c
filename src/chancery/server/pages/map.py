"""Where it happened."""

from __future__ import annotations

from fastapi import APIRouter

from chancery.server import mapping
from chancery.server.answers import Answer
from chancery.server.asking import Ask
from chancery.server.borders import PACKAGED
from chancery.server.pages.views import view
from chancery.server.rendering import asset_url
from chancery.server.settings import Settings
from chancery.views.places import places

router = APIRouter(include_in_schema=False)
FILTERS = ("actor", "code", "status", "stance", "country", "publisher", "since", "until")
MARKED = 600


@view(router, "/map", "map.html")
def places_page(ask: Ask) -> Answer:
    found = places(ask.connection, **ask.texts(*FILTERS))
    shown = mapping.window(ask.text("region"))
    marks = mapping.spotted(found.rows[:MARKED], shown)
    more = {"places": found, "marks": marks, "shown": shown, "regions": mapping.REGIONS, "precisions": mapping.WORDS}
    return Answer("places", found, {}, more | _borders(ask))


def _borders(ask: Ask) -> dict[str, str]:
    """The picture that lies under the marks, and whose it is."""
    settings: Settings = ask.request.app.state.settings
    own = settings.borders
    return {"borders": own.address if own else asset_url("world.svg"), "borders_of": own.name if own else PACKAGED}
