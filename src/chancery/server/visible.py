"""Words of reports in templates: everything is escaped, and what nobody would see is written out."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Undefined
from markupsafe import Markup, escape

from chancery.page.markup import MOST, words
from chancery.views.quoting import Quotation, Stretch

_PLAIN = re.compile(r"[^\n\t\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027]")
_HARMLESS = frozenset("\u200c\u200d\u00ad")


def finalize(value: Any) -> Any:
    """What an expression of a template becomes before the template escapes it. It may stand in an attribute, so no markup is added.

    >>> finalize('"\\u202e<b>'), finalize(None), finalize(Markup("<b>")), finalize(3)
    ('"[U+202E]<b>', '', Markup('<b>'), 3)
    """
    if value is None:
        return ""
    if isinstance(value, Markup | Undefined | int | float):
        return value
    return _PLAIN.sub(lambda found: _written(found[0]), str(value))


def _written(character: str) -> str:
    category = unicodedata.category(character)
    if (category[0] != "C" and category not in ("Zl", "Zp")) or character in _HARMLESS:
        return character
    return f"[U+{ord(character):04X}]"


def said(text: str | None, most: int = MOST) -> Markup:
    """Words of a report, kept from turning their neighbours round, cut where they are very long."""
    return Markup(f"<bdi>{words(shortened(text or '', most))}</bdi>")  # words() escapes


def shortened(text: str, most: int = MOST) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()} …"


def ending(text: str) -> Markup:
    """What stands before a quotation, from a whole word of its own line on."""
    line = text.rpartition("\n")[2]
    return said(line.partition(" ")[2] if line == text else line)


def beginning(text: str) -> Markup:
    """What stands after a quotation, to the last whole word of its own line."""
    line = text.partition("\n")[0]
    return said(line.rpartition(" ")[0] if line == text else line)


def segment(text: object) -> str:
    """Text as one segment of a path: ids have colons, slashes and whatever else."""
    return quote(str(text), safe=":")


def query(**values: object) -> str:
    """A query string of what is not empty."""
    pairs = [(name, str(value)) for name, value in values.items() if value not in (None, "", False)]
    return f"?{urlencode(pairs)}" if pairs else ""


def refined_map(asked: Mapping[str, str], name: str, value: str) -> dict[str, str]:
    """What is asked for, and one thing besides; once more takes it back."""
    kept = {key: one for key, one in asked.items() if key != "cursor"}
    if kept.get(name) == value:
        del kept[name]
        return kept
    return kept | {name: value}


def refined(asked: Mapping[str, str], name: str, value: str) -> str:
    """The query string that asks for one thing besides.

    >>> refined({"q": "talks", "cursor": "x"}, "code", "AID"), refined({"code": "AID"}, "code", "AID")
    ('?q=talks&code=AID', '')
    """
    return query(**refined_map(asked, name, value))


def query_of(asked: Mapping[str, str], **values: object) -> str:
    """The query string of what is asked for, with some of it otherwise."""
    kept = {name: value for name, value in asked.items() if name != "cursor"}
    return query(**(kept | values))


def excerpt(stretch: Stretch, marks: Iterable[Stretch], quoted: Mapping[Stretch, Quotation]) -> Markup:
    """A part of a report with some of its words marked, each leading to where it stands."""
    if stretch not in quoted:
        return Markup("")
    text, at, pieces = quoted[stretch].text, 0, []
    for mark in sorted(marks, key=lambda one: one.start):
        start, end = mark.start - stretch.start, mark.end - stretch.start
        if start >= at and end <= len(text):
            address = f"/reports/{segment(mark.document)}?start={mark.start}&end={mark.end}#w{mark.start}"
            pieces += [words(text[at:start]), f'<a href="{escape(address)}"><mark>{words(text[start:end])}</mark></a>']
            at = end
    return Markup(f"<bdi>{''.join(pieces)}{words(text[at:])}</bdi>")  # words() escapes


def as_json(value: object) -> Markup:
    """Data for a script, in an attribute."""
    return escape(json.dumps(value, ensure_ascii=True, separators=(",", ":")))
