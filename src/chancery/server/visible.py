"""Words of reports in templates: everything is escaped, and what nobody would see is written out."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Undefined
from markupsafe import Markup, escape

from chancery.page.markup import MOST, words

_PLAIN = re.compile(r"[^\n\t\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027]")
_HARMLESS = frozenset("\u200c\u200d\u00ad")


def finalize(value: Any) -> Any:
    """What an expression of a template becomes. It has to be safe in attributes too, so no markup is added.

    >>> finalize('"\\u202e<b>'), finalize(None), finalize(Markup("<b>"))
    (Markup('&#34;[U+202E]&lt;b&gt;'), '', Markup('<b>'))
    """
    if value is None:
        return ""
    if isinstance(value, Markup | Undefined):
        return value
    return escape(_PLAIN.sub(lambda found: _written(found[0]), str(value)))


def _written(character: str) -> str:
    category = unicodedata.category(character)
    if (category[0] != "C" and category not in ("Zl", "Zp")) or character in _HARMLESS:
        return character
    return f"[U+{ord(character):04X}]"


def said(text: str | None, most: int = MOST) -> Markup:
    """Words of a report, kept from turning their neighbours round, cut where they are very long."""
    return Markup(f"<bdi>{words(shortened(text or '', most))}</bdi>")  # noqa: S704 - words() escapes


def shortened(text: str, most: int = MOST) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()} …"


def segment(text: object) -> str:
    """Text as one segment of a path: ids have colons, slashes and whatever else."""
    return quote(str(text), safe=":")


def query(**values: object) -> str:
    """A query string of what is not empty."""
    pairs = [(name, str(value)) for name, value in values.items() if value not in (None, "", False)]
    return f"?{urlencode(pairs)}" if pairs else ""


def as_json(value: object) -> Markup:
    """Data for a script, in an attribute."""
    return escape(json.dumps(value, ensure_ascii=True, separators=(",", ":")))
