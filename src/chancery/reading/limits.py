"""How much is one report; more is refused in words, not by running out of memory."""

MOST_BYTES = 50_000_000
MOST_CHARACTERS = 5_000_000
MOST_PAGES = 2_000
"""Pages of a PDF."""
