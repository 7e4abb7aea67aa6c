"""Places: how far from the true spot a name is put, and how well the network finds the names."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from chancery.analysis.bundle import Bundle
from chancery.analysis.runtime import run
from chancery.knowledge.gazetteer import Gazetteer, context_of
from training.corpora.example import Aligned
from training.tasks.measures import f1
from training.tasks.names import marks

NEAR_KM = 161.0
"""A hundred miles, the distance that geoparsing counts as right."""
EARTH_KM = 6371.0
PLACES = ("Location", "Facility")


@dataclass(frozen=True)
class Toponym:
    """A name at characters ``start`` to ``end``; ``where`` is latitude and longitude, null where the corpus does not know them."""

    start: int
    end: int
    name: str
    where: tuple[float, float] | None


@dataclass(frozen=True)
class Article:
    text: str
    toponyms: tuple[Toponym, ...]


def evaluate(bundle: Bundle, path: Path) -> dict[str, Any]:
    """Accuracy within 161 km of all gold names with coordinates, and F1 of finding the names (exact words)."""
    articles = list(read_articles(path))
    return {**accuracy(articles), **recognition(bundle, articles)}


def read_articles(path: Path) -> Iterator[Article]:
    """Articles of LGL (``toponym``) or GeoVirus (``location``)."""
    for article in ElementTree.parse(path).iter("article"):
        text = article.findtext("text") or ""
        names = [*article.iter("toponym"), *article.iter("location")]
        yield Article(text, tuple(_toponym(name, text) for name in names))


def _toponym(node: ElementTree.Element, text: str) -> Toponym:
    """GeoVirus counts from one: where the words stand one earlier, so does the name."""
    name = node.findtext("phrase") or node.findtext("name") or ""
    start, end = int(node.findtext("start") or 0), int(node.findtext("end") or 0)
    if text[start:end] != name and text[start - 1 : end - 1] == name:
        start, end = start - 1, end - 1
    spot = node.find("gaztag") if node.tag == "toponym" else node
    latitude, longitude = (spot.findtext("lat"), spot.findtext("lon")) if spot is not None else (None, None)
    return Toponym(start, end, name, (float(latitude), float(longitude)) if latitude and longitude else None)


def accuracy(articles: list[Article]) -> dict[str, Any]:
    """A name that is not known counts as wrong."""
    found = [(toponym.where, spot) for article in articles for toponym, spot in located(article)]
    right = sum(spot is not None and gold is not None and distance(gold, spot) <= NEAR_KM for gold, spot in found)
    return {"accuracy_161km": 100 * right / max(len(found), 1), "toponyms": len(found),
            "known": 100 * sum(spot is not None for _, spot in found) / max(len(found), 1)}


def located(article: Article) -> Iterator[tuple[Toponym, tuple[float, float] | None]]:
    """Each gold name with coordinates and the spot that the gazetteer gives it, the article being the context."""
    gazetteer = Gazetteer.load()
    context = context_of(gazetteer.columns, Aligned(article.text).words)
    for toponym in article.toponyms:
        if toponym.where is not None:
            entry = gazetteer.resolve(toponym.name, context=context)
            yield toponym, (entry.latitude, entry.longitude) if entry else None


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres along the surface."""
    north = sin(radians(one[0] - other[0]) / 2) ** 2
    east = sin(radians(one[1] - other[1]) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(north + cos(radians(one[0])) * cos(radians(other[0])) * east)))


def recognition(bundle: Bundle, articles: list[Article]) -> dict[str, float]:
    """F1 of the network's places against all gold names, coordinates or not."""
    texts = [Aligned(article.text) for article in articles]
    raws = run(bundle, [(text.words, text.sentences) for text in texts])
    guess = {(n, m.first, m.last) for n, raw in enumerate(raws) for m in marks(bundle, raw, "worldwide") if m.label in PLACES}
    gold = {(n, *span) for n, (text, article) in enumerate(zip(texts, articles, strict=True)) for toponym in article.toponyms
            if (span := text.cover(toponym.start, toponym.end))}
    return {f"recognition_{name}": value for name, value in f1(len(gold & guess), len(guess), len(gold)).items()}
