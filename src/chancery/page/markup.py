"""Words of a report as HTML that does nothing: no markup of theirs is markup here, and nothing in them is invisible."""

from __future__ import annotations

import re
import unicodedata
from html import escape

from chancery.printing import safe

MOST = 400
"""Characters of one quotation on a card; the report beside it has them all."""

# Letters, marks and spaces that everybody sees are let through without a look at the Unicode tables.
_DOUBTFUL = re.compile(r"[^\n\t\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027]")
# Joiners that emoji and some scripts need; they move nothing.
_HARMLESS = frozenset("\u200c\u200d\u00ad")


def words(text: str) -> str:
    """Text as HTML, with control, format and bidi characters in sight.

    >>> words("<b>\\u202e")
    '&lt;b&gt;<span class="x" data-c="202e" title="RIGHT-TO-LEFT OVERRIDE">U+202E</span>'
    """
    return _DOUBTFUL.sub(lambda found: _seen(found[0]), escape(text))


def _seen(character: str) -> str:
    # Categories C* are controls, format characters, surrogates and the unassigned; Zl and Zp break lines where none is meant.
    category = unicodedata.category(character)
    if (category[0] != "C" and category not in ("Zl", "Zp")) or character in _HARMLESS:
        return character
    name = unicodedata.name(character, "control character")
    return f'<span class="x" data-c="{ord(character):x}" title="{name}">U+{ord(character):04X}</span>'


def name(text: str | None) -> str:
    """Words of the report on a card, kept from turning their neighbours round."""
    return f"<bdi>{words(_short(text or ''))}</bdi>"


def plain(text: str) -> str:
    """Words of the report for a title or an attribute, where there can be no markup."""
    return escape(safe(_short(text)))


def small_print(**rows: str) -> str:
    """A card's small print, a line for each value that there is.

    >>> small_print(how_long="1 hour", where="")
    '<dl><dt>how long</dt><dd>1 hour</dd></dl>'
    """
    lines = "".join(f"<dt>{label.replace('_', ' ')}</dt><dd>{value}</dd>" for label, value in rows.items() if value)
    return f"<dl>{lines}</dl>" if lines else ""


def _short(text: str) -> str:
    return text if len(text) <= MOST else f"{text[:MOST].rstrip()} …"
