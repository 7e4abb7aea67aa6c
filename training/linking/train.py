"""Train the matcher on the training topics of ECB+.

    python -m training.linking.train ECBPLUS [--bundle DIR] [--out FILE]

Three scorers, one after the other: of pairs of reports (do they tell of the same?), of pairs of tellings, and again of pairs of tellings in
the light of the scores of all. A scorer learns from what the one before it says of topics that it has not seen: the topics are dealt into
folds for that. Then the least scores from which to group are those that do best on the same topics, out of fold. Deterministic by seed.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from chancery.analysis.bundle import Bundle
from chancery.linking.bags import Floats, Ints
from chancery.linking.matcher import Matcher, Scorer
from chancery.linking.pairs import columns, report_columns
from chancery.linking.surroundings import surroundings
from chancery.linking.tellings import Tellings
from training.corpora.ecbplus import DEVELOPMENT, Topical, read_topics
from training.linking import gold
from training.tasks.cross_document import conll, grouped, reports_grouped

OUT = Path(__file__).parents[2] / "src/chancery/linking/data/matcher.npz"
FOLDS = 5


@dataclass(frozen=True)
class Recipe:
    """How a scorer learns; ``elsewhere`` is the weight of a pair of reports from two topics, of which there are many more."""

    hidden: tuple[int, ...] = (48, 24)
    nets: int = 5
    epochs: int = 3
    batch: int = 1024
    rate: float = 3e-3
    decay: float = 1e-2
    dropout: float = 0.2
    elsewhere: float = 0.15


REPORTS = Recipe(hidden=(), nets=1, epochs=20, dropout=0.0)
TELLINGS = Recipe()


@dataclass(frozen=True)
class Part:
    """The reports of some topics with their tellings: the topic of each report, the happening of each telling."""

    tellings: Tellings
    topics: NDArray[np.str_]
    subtopics: NDArray[np.str_]
    happenings: NDArray[np.str_]

    @classmethod
    def of(cls, bundle: Bundle, reports: Sequence[Topical]) -> Part:
        names = np.array([deed.cluster for report in reports for deed in report.deeds])
        topics, subtopics = np.array([r.topic for r in reports]), np.array([r.subtopic for r in reports])
        return cls(Tellings.of(gold.read(bundle, reports)), topics, subtopics, names)

    def folds(self) -> NDArray[np.int64]:
        """(reports,) the fold of each one's topic."""
        number = {topic: n % FOLDS for n, topic in enumerate(sorted(set(self.topics.tolist()), key=int))}
        return np.array([number[topic] for topic in self.topics.tolist()])

    def report_pairs(self) -> tuple[Ints, Ints]:
        left, right = np.triu_indices(len(self.topics), 1)
        return left.astype(np.int64), right.astype(np.int64)

    def pairs(self) -> tuple[Ints, Ints]:
        """All pairs of tellings of one topic."""
        topic = self.topics[self.tellings.report_of]
        left, right = np.triu_indices(len(self.tellings), 1)
        same = topic[left] == topic[right]
        return left[same].astype(np.int64), right[same].astype(np.int64)


def fit(shown: Floats, truth: NDArray[np.bool_], recipe: Recipe, weights: Floats | None = None) -> Scorer:
    """A scorer of several nets that differ in their seeds."""
    mean, scale = shown.mean(0), shown.std(0) + 1e-6
    x, y = torch.tensor((shown - mean) / scale, dtype=torch.float32), torch.tensor(truth, dtype=torch.float32)
    w = torch.ones(len(y)) if weights is None else torch.tensor(weights, dtype=torch.float32)
    nets = tuple(_net(x, y, w, recipe, seed) for seed in range(recipe.nets))
    return Scorer(mean.astype(np.float32), scale.astype(np.float32), nets)


def _net(x: torch.Tensor, y: torch.Tensor, w: torch.Tensor, recipe: Recipe, seed: int) -> tuple[tuple[Floats, Floats], ...]:
    torch.manual_seed(seed)
    widths = (x.shape[1], *recipe.hidden, 1)
    layers = [torch.nn.Linear(a, b) for a, b in pairwise(widths)]
    parts = [part for layer in layers[:-1] for part in (layer, torch.nn.ReLU(), torch.nn.Dropout(recipe.dropout))]
    net = torch.nn.Sequential(*parts, layers[-1])
    steps = recipe.epochs * (len(y) // recipe.batch)
    optimiser = torch.optim.AdamW(net.parameters(), recipe.rate, weight_decay=recipe.decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, recipe.rate, total_steps=steps + 1)
    for _ in range(recipe.epochs):
        order = torch.randperm(len(y))
        for start in range(0, len(y) - recipe.batch + 1, recipe.batch):
            some = order[start : start + recipe.batch]
            losses = torch.nn.functional.binary_cross_entropy_with_logits(net(x[some])[:, 0], y[some], reduction="none")
            loss = (losses * w[some]).sum() / w[some].sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    return tuple((layer.weight.detach().numpy().T.copy(), layer.bias.detach().numpy().copy()) for layer in layers)


def unseen(
    shown: Floats, truth: NDArray[np.bool_], held: Sequence[NDArray[np.bool_]], recipe: Recipe, weights: Floats | None = None
) -> Floats:
    """(pairs,) what scorers say that have learned from all pairs but those held back with it."""
    found = np.zeros(len(truth), np.float32)
    for part in held:
        scorer = fit(shown[~part], truth[~part], replace(recipe, nets=min(recipe.nets, 3)), None if weights is None else weights[~part])
        found[part] = scorer(shown[part])
    return found


def train(part: Part) -> Matcher:
    """The matcher, with the least scores that did best on unseen topics."""
    fold = part.folds()
    reports, likeness = _reports(part, fold)
    left, right = part.pairs()
    report = part.tellings.report_of
    truth = part.happenings[left] == part.happenings[right]
    held = [fold[report[left]] == n for n in range(FOLDS)]
    shown = columns(part.tellings, left, right, likeness[report[left], report[right]])[0]
    first = unseen(shown, truth, held, TELLINGS)
    both = np.concatenate([shown, surroundings(len(part.tellings), report, left, right, first)], 1)
    second = unseen(both, truth, held, TELLINGS)
    matcher = Matcher(reports, fit(shown, truth, TELLINGS), fit(both, truth, TELLINGS), 0.0, 0.0)
    return _with_least(matcher, part, likeness, (left, right, second))


def _reports(part: Part, fold: NDArray[np.int64]) -> tuple[Scorer, Floats]:
    """The scorer of pairs of reports, and (reports, reports) what it says of topics not seen."""
    left, right = part.report_pairs()
    truth = part.subtopics[left] == part.subtopics[right]
    weights = np.where(part.topics[left] == part.topics[right], 1.0, REPORTS.elsewhere).astype(np.float32)
    shown = report_columns(part.tellings, left, right)
    # A pair across two folds is seen by no scorer that learned from either.
    likeness = np.eye(len(fold), dtype=np.float32)
    for n in range(FOLDS):
        inside = (fold[left] != n) & (fold[right] != n)
        scorer = fit(shown[inside], truth[inside], REPORTS, weights[inside])
        likeness[left[~inside], right[~inside]] = likeness[right[~inside], left[~inside]] = scorer(shown[~inside])
    return fit(shown, truth, REPORTS, weights), likeness


def _with_least(matcher: Matcher, part: Part, likeness: Floats, scored: tuple[Ints, Ints, Floats]) -> Matcher:
    """The least scores that do best out of fold: of tellings with topics given, of reports by how well topics are found again."""
    left, right, scores = scored
    steps = np.arange(0.2, 0.6, 0.02)
    least = max(steps, key=lambda step: conll(part.happenings, grouped(len(part.happenings), left, right, scores, least=float(step))))
    report = part.tellings.report_of

    def across(step: float) -> float:
        home = reports_grouped(likeness, least=step)
        inside = home[report[left]] == home[report[right]]
        return conll(part.happenings, grouped(len(part.happenings), left[inside], right[inside], scores[inside], least=float(least)))

    least_report = max(steps, key=lambda step: across(float(step)))
    print(f"least {least:.2f}, of reports {least_report:.2f}")
    return replace(matcher, least=float(least), least_report=float(least_report))


def packed(matcher: Matcher) -> dict[str, NDArray[np.float32]]:
    """A matcher as named arrays."""
    found = {"least": np.array([matcher.least_report, matcher.least], np.float32)}
    for name in ("reports", "first", "second"):
        scorer: Scorer = getattr(matcher, name)
        found |= {f"{name}.mean": scorer.mean, f"{name}.scale": scorer.scale}
        for n, net in enumerate(scorer.nets):
            for layer, (weight, bias) in enumerate(net):
                found |= {f"{name}.{n}.{layer}.weight": weight, f"{name}.{n}.{layer}.bias": bias}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ecbplus", type=Path)
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    torch.set_num_threads(1)  # more would add sums up in another order
    reports = [report for report in read_topics(args.ecbplus) if report.topic not in DEVELOPMENT]
    np.savez(args.out, **packed(train(Part.of(Bundle.load(args.bundle, threads=2), reports))))
    print(f"{args.out}: {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
