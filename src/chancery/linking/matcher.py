"""Learned scores: how likely two reports are about the same, and two tellings are of one happening.

`data/matcher.npz` is made by `training.linking.train`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from chancery.linking.bags import Floats, Ints
from chancery.linking.pairs import columns, report_columns
from chancery.linking.surroundings import FAINT, surroundings
from chancery.linking.tellings import Tellings

BLOCK = 50_000
"""Pairs whose columns are in memory together."""
FURTHEST = 6.0
"""Standard deviations beyond which a column says no more."""
DIGITS = 4
"""Decimals of a score that count."""


@dataclass(frozen=True)
class Scorer:
    """Layers of weights on standardised columns, a logistic function at the end; several stand side by side and are averaged."""

    mean: Floats
    scale: Floats
    nets: tuple[tuple[tuple[Floats, Floats], ...], ...]

    def __call__(self, found: Floats) -> Floats:
        """(pairs,) probability from (pairs, columns)."""
        shown = np.clip((found - self.mean) / self.scale, -FURTHEST, FURTHEST)
        found = np.mean([_net(layers, shown) for layers in self.nets], axis=0, dtype=np.float32)
        # How many pairs are scored at once decides the last digits; these must not decide a group.
        return np.round(found, DIGITS).astype(np.float32)


def _net(layers: tuple[tuple[Floats, Floats], ...], x: Floats) -> Floats:
    for weight, bias in layers[:-1]:
        x = np.maximum(x @ weight + bias, 0.0)
    weight, bias = layers[-1]
    result: Floats = 1.0 / (1.0 + np.exp(-np.clip(x @ weight + bias, -30, 30)[:, 0]))
    return result


@dataclass(frozen=True)
class Matcher:
    """The scorers, and the scores from which reports are about the same and tellings of one happening."""

    reports: Scorer
    first: Scorer
    second: Scorer
    least_report: float
    least: float

    @classmethod
    def load(cls) -> Matcher:
        """The matcher of this release."""
        return _load()

    def likeness(self, tellings: Tellings, left: Ints, right: Ints) -> Floats:
        """(pairs,) how likely two reports, given by their numbers, tell of the same."""
        kinds, where = _unique(left, right, len(tellings.reports))
        a, b = kinds // len(tellings.reports), kinds % len(tellings.reports)
        return np.where(left == right, np.float32(1.0), self.reports(report_columns(tellings, a, b))[where])

    def first_look(self, tellings: Tellings, left: Ints, right: Ints) -> tuple[NDArray[np.bool_], Floats, Floats]:
        """Which pairs are not faint at first sight, and of those their first scores and their columns, which `second_look` wants."""
        report = tellings.report_of
        shown = columns(tellings, left, right, self.likeness(tellings, report[left], report[right]))[0]
        first = self.first(shown)
        kept = first >= FAINT
        return kept, first[kept], shown[kept]

    def second_look(self, shown: Floats, around: Floats) -> Floats:
        """(pairs,) how likely two tellings are of one happening, from their columns and their `surroundings`."""
        parts = [self.second(np.concatenate([shown[a : a + BLOCK], around[a : a + BLOCK]], 1)) for a in range(0, len(shown), BLOCK)]
        return np.concatenate([*parts, np.zeros(0, np.float32)])

    def score(self, tellings: Tellings, left: Ints, right: Ints) -> Floats:
        """(pairs,) how likely two tellings are of one happening, in the light of all the pairs given."""
        if not len(left):
            return np.zeros(0, np.float32)
        report = tellings.report_of
        shown = columns(tellings, left, right, self.likeness(tellings, report[left], report[right]))[0]
        around = surroundings(len(tellings), report, left, right, self.first(shown))
        return self.second(np.concatenate([shown, around], 1))


def _unique(left: Ints, right: Ints, count: int) -> tuple[Ints, NDArray[np.intp]]:
    kinds, where = np.unique(np.minimum(left, right) * np.int64(count) + np.maximum(left, right), return_inverse=True)
    return kinds, where


def unpacked(stored: Mapping[str, NDArray[np.float32]]) -> Matcher:
    """A matcher from named arrays, as `packed` of the training gives them."""
    def scorer(name: str) -> Scorer:
        nets: list[tuple[tuple[Floats, Floats], ...]] = []
        while f"{name}.{len(nets)}.0.weight" in stored:
            at = f"{name}.{len(nets)}"
            depth = sum(key.startswith(f"{at}.") and key.endswith(".weight") for key in stored)
            nets.append(tuple((stored[f"{at}.{layer}.weight"], stored[f"{at}.{layer}.bias"]) for layer in range(depth)))
        return Scorer(stored[f"{name}.mean"], stored[f"{name}.scale"], tuple(nets))

    least = stored["least"]
    return Matcher(scorer("reports"), scorer("first"), scorer("second"), float(least[0]), float(least[1]))


@cache
def _load() -> Matcher:
    with (files("chancery.linking") / "data" / "matcher.npz").open("rb") as file, np.load(file, allow_pickle=False) as stored:
        return unpacked({name: stored[name] for name in stored.files})
