"""The words of the pages: codes, stances and dates as people say them."""

from __future__ import annotations

from chancery.printing import length_of
from chancery.record.ontology import KINDS
from chancery.views.says import ACTS

NAVIGATION = (
    ("/search", "Search"),
    ("/timeline", "Timeline"),
    ("/actors", "Actors"),
    ("/positions", "Positions"),
    ("/contacts", "Contacts"),
    ("/disputed", "Disputed"),
    ("/map", "Map"),
    ("/review", "Review"),
    ("/sources", "Sources"),
    ("/read", "Try it"),
)
STATUS = {"actual": "happened", "negated": "did not happen", "future": "still to come", "hypothetical": "only possible"}
STANCES = {"asserts": "✓ says so", "denies": "✕ denies it", "hedges": "≈ is not certain"}
SIDES = {"for": "✓ for", "against": "✕ against", "conditional": "≈ conditional"}
CODES = {
    "AGREE": "agrees or offers", "CONSULT": "meets or talks", "SUPPORT": "supports", "CONCEDE": "concedes", "COOPERATE": "cooperates",
    "AID": "gives aid", "RETREAT": "yields", "REQUEST": "asks or demands", "ACCUSE": "accuses", "REJECT": "refuses",
    "THREATEN": "threatens", "PROTEST": "protests", "SANCTION": "sanctions", "MOBILIZE": "mobilises", "COERCE": "coerces",
    "ASSAULT": "attacks",
}  # fmt: skip


def hyphens(text: str | None) -> str:
    """A word of the format as people read it.

    >>> hyphens("armed-group"), hyphens("political_institutions")
    ('armed group', 'political institutions')
    """
    return (text or "").replace("-", " ").replace("_", " ")


def interval(value: str | None) -> str:
    """A time's value for reading.

    >>> interval("2024-12-01/2024-12-11"), interval(None)
    ('2024-12-01 to 2024-12-11', '')
    """
    return (value or "").replace("/", " to ")


def moment(value: str | None) -> str:
    """A time of the store's clock.

    >>> moment("2026-11-24T20:15:00.123Z")
    '2026-11-24 20:15'
    """
    return (value or "")[:16].replace("T", " ")


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun.

    >>> plural(1, "report"), plural(1200, "report"), plural(2, "copy", "copies")
    ('1 report', '1,200 reports', '2 copies')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


FILTERS = {
    "hyphens": hyphens,
    "interval": interval,
    "moment": moment,
    "plural": plural,
    "lasting": length_of,
    "status_words": lambda value: STATUS.get(value, value),
    "stance_words": lambda value: STANCES.get(value, value),
    "side_words": lambda value: SIDES.get(value, value),
    "code_words": lambda value: CODES.get(value, value),
}
GLOBALS = {
    "NAVIGATION": NAVIGATION,
    "CODES": {code: f"{code} – {words}" for code, words in CODES.items()},
    "STATUS": STATUS,
    "STANCES": {stance: words[2:] for stance, words in STANCES.items()},
    "SIDES": SIDES,
    "KINDS": {kind: hyphens(kind) for kind in KINDS},
    "ACTS": {act: act for act in ACTS},
}
