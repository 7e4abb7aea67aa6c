"""How much is one report; more is refused in words, not by running out of memory."""

MOST_BYTES = 50_000_000
MOST_CHARACTERS = 5_000_000
MOST_ANALYSED = 100_000
"""Characters in which facts are looked for: some 16,000 words. Time and memory grow with the square of it."""
MOST_PAGES = 2_000
"""Pages of a PDF."""
