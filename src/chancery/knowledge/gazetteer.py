"""Places of the world by the names that reports use for them."""

from __future__ import annotations

from functools import cached_property
from typing import Self

from chancery.knowledge.gazetteer_context import NOWHERE, Context, best
from chancery.knowledge.gazetteer_forms import is_area, same, wholes
from chancery.knowledge.gazetteer_survey import Sight, context_of, sights
from chancery.knowledge.gazetteer_table import CODE, Candidate, Columns, PlaceEntry, key_of, packaged

__all__ = ["NOWHERE", "Context", "Gazetteer", "PlaceEntry", "Sight", "context_of", "sights"]

MANY = 60
"""Bearers of one name that are weighed against each other."""


class Gazetteer:
    """Places known before any report is read. Nothing is read from disk before the first look-up.

    >>> gazetteer = Gazetteer.load()
    >>> gazetteer.resolve("Cairo").geonames, gazetteer.resolve("Cairo", hint="USA").country
    (360630, 'USA')
    """

    @classmethod
    def load(cls) -> Self:
        """The packaged gazetteer."""
        return cls()

    @cached_property
    def columns(self) -> Columns:
        return packaged()

    def lookup(self, name: str) -> tuple[PlaceEntry, ...]:
        """Every place that bears the name, whatever its accents and case, the most populous first.

        >>> [entry.country for entry in Gazetteer.load().lookup("tripoli")][:2]
        ['LBY', 'LBN']
        """
        return tuple(self.columns.entry(candidate.row) for candidate in self._candidates(name, parts=False))

    def resolve(self, name: str, *, context: Context = NOWHERE, hint: str | None = None, parts: bool = True) -> PlaceEntry | None:
        """The place that the name means in a report, or None where the name is not known.

        A part after a comma decides ("Paris, Texas"); then what the report's ``context`` speaks of and ``hint``, the
        alpha-3 code of a country; then what is well known. With ``parts``, "northern Iraq" is looked for in Iraq.
        """
        head, _, within = name.partition(",")
        candidates = self._candidates(head, parts=parts, context=context)
        if not candidates:
            return None
        areas = self._areas(within) if within.strip() else context.within.get(key_of(head), ())
        return self.columns.entry(best(self.columns, candidates, context, key_of(head), areas, hint))

    def capital(self, country: str) -> PlaceEntry | None:
        """The capital of a country, given by its alpha-3 code."""
        row = self.columns.capital_of(country)
        return None if row is None else self.columns.entry(row)

    def _areas(self, name: str) -> tuple[int, ...]:
        """Rows of the countries, divisions and counties of that name or short form."""
        key = key_of(name)
        found = self.columns.find((key, CODE + key))
        return tuple(row for rows in found for row in (*rows.main, *rows.other) if self.columns.is_area(row))

    def _candidates(self, name: str, *, parts: bool, context: Context = NOWHERE) -> tuple[Candidate, ...]:
        """The bearers of a name; where there is none, those of a simpler form of it, and last of a short form."""
        key = key_of(name)
        rows = next((rows for rows in self.columns.find(_forms(name, key, parts)) if rows), None)
        return self._meant(self.columns.ranked(rows, MANY), is_area(key), context) if rows else ()

    def _meant(self, bearers: tuple[Candidate, ...], area: bool, context: Context) -> tuple[Candidate, ...]:
        """Areas where the words or the report ("Rochester, New York") say so; else "Aleppo" is the town, but "Mexico" the country."""
        areas = tuple(c for c in bearers if self.columns.is_area(c.row))
        spoken = tuple(c for c in areas if c.row in context.areas)
        if (area and areas) or spoken:
            return spoken or areas
        towns = self.columns.in_own_country(bearers)
        return tuple(c for c in bearers if c.row not in towns and not self.columns.has_seat(c.row, bearers))


def _forms(name: str, key: str, parts: bool) -> tuple[str, ...]:
    """Keys to try in turn. "Kan." is first of all Kansas."""
    short = CODE + key
    if name.endswith(".") and name.count(".") == 1:
        return (short, key)
    return (key, *same(key), *(wholes(key) if parts else ()), short)
