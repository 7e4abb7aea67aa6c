"""A record as one page for the browser: the report with its facts marked, and beside it a card for every fact.

``compose`` joins it; ``marks`` numbers the facts and finds their words, ``segments`` splits the text, ``report`` and ``cards``
write the two halves, ``markup`` makes words of the report safe. ``page.css`` and ``page.js`` travel inside every page.
"""

from chancery.page.compose import page

__all__ = ["page"]
