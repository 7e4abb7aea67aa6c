"""Bytes to settled text: decode, extract, normalise, tell the language; then words and sentences."""
