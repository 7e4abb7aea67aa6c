"""Cross-document coreference of happenings on ECB+: gold mentions, predicted groups.

A folder with topics as folders, and `ECBplus_coreference_sentences.csv` beside them. Mentions are the ACTION and NEG_ACTION markables
of the sentences listed there, mentions that stand alone included on both sides, as is usual on this corpus. With topics given, they are
compared within a topic, both its sub-topics together; without, within groups of reports that the matcher makes of all the folder's reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chancery.analysis.bundle import Bundle
from chancery.linking import clusters
from chancery.linking.bags import Floats, Ints
from chancery.linking.matcher import Matcher
from chancery.linking.tellings import Tellings
from chancery.linking.words import stem, words
from training.corpora.ecbplus import Topical, read_topics
from training.linking import gold
from training.tasks.chains import Chain, Chains, Share, b3, best_total, f1_over, muc

Names = NDArray[np.str_] | NDArray[np.int64]


def evaluate(bundle: Bundle, path: Path, *, topics: frozenset[str] | None = None) -> dict[str, Any]:
    """``conll`` with topics given and ``conll_without_topics``, with the measures that they are the means of, and a lemma's.

    The baselines group mentions whose words have the same stems: within a topic, and everywhere.
    """
    reports = read_topics(path, topics)
    tellings, matcher = Tellings.of(gold.read(bundle, reports)), Matcher.load()
    truth = np.array([deed.cluster for report in reports for deed in report.deeds])
    topic = np.array([report.topic for report in reports])
    every = pairs_within(tellings, topic)
    given = figures(truth, grouped(len(truth), *every, matcher.score(tellings, *every), least=matcher.least))
    found = pairs_within(tellings, reports_grouped(_likeness(tellings, matcher), least=matcher.least_report))
    alone = figures(truth, grouped(len(truth), *found, matcher.score(tellings, *found), least=matcher.least))
    return {"conll": given.pop("conll"), "conll_without_topics": alone.pop("conll"), **given,
            **{f"{name}_without_topics": value for name, value in alone.items()}, **baselines(reports, truth), "mentions": len(truth)}


def baselines(reports: Sequence[Topical], truth: Names) -> dict[str, float]:
    """Same stems, same happening: within topics, within sub-topics, everywhere."""
    named = [(report, " ".join(stem(word) for _, word in words(" ".join(report.words[deed.first : deed.last + 1]))))
             for report in reports for deed in report.deeds]
    keys: dict[str, Callable[[Topical], str]] = {
        "stem_conll": lambda report: report.topic, "stem_conll_subtopics": lambda report: report.subtopic,
        "stem_conll_without_topics": lambda _: "",
    }
    return {name: conll(truth, np.array([f"{key(report)} {words_}" for report, words_ in named])) for name, key in keys.items()}


def pairs_within(tellings: Tellings, home: Names) -> tuple[Ints, Ints]:
    """All pairs of tellings whose reports have one home, the smaller number first."""
    where = np.array(home)[tellings.report_of]
    left, right = np.triu_indices(len(tellings), 1)
    same = where[left] == where[right]
    return left[same].astype(np.int64), right[same].astype(np.int64)


def _likeness(tellings: Tellings, matcher: Matcher) -> Floats:
    """(reports, reports)"""
    count = len(tellings.reports)
    left, right = np.triu_indices(count, 1)
    found = np.eye(count, dtype=np.float32)
    found[left, right] = found[right, left] = matcher.likeness(tellings, left.astype(np.int64), right.astype(np.int64))
    return found


def reports_grouped(likeness: Floats, *, least: float) -> NDArray[np.int64]:
    """(reports,) the group of each, by average linkage."""
    left, right = np.triu_indices(len(likeness), 1)
    return grouped(len(likeness), left.astype(np.int64), right.astype(np.int64), likeness[left, right], least=least)


def grouped(count: int, left: Ints, right: Ints, scores: Floats, *, least: float) -> NDArray[np.int64]:
    """(count,) the group of each."""
    return clusters.matrix(clusters.group(count, left, right, scores, least=least), count)


# -- measures ----------------------------------------------------------------------------------------------------------------


def conll(truth: Names, guess: Names) -> float:
    return figures(truth, guess)["conll"]


def figures(truth: Names, guess: Names) -> dict[str, float]:
    """F1 of MUC, B-cubed and CEAFe and their mean, over mentions with the name of their happening and of their group."""
    gold_chains, found = _chains(truth), _chains(guess)
    parts = _connected(gold_chains, found)
    scores = {"muc": f1_over(muc, parts), "b3": f1_over(b3, parts), "ceafe": f1_over(_ceafe, parts)}
    return {"conll": sum(scores.values()) / len(scores), **scores}


def _chains(names: Names) -> list[Chain]:
    members: dict[Hashable, set[int]] = defaultdict(set)
    for number, name in enumerate(names.tolist()):
        members[name].add(number)
    return [frozenset(chain) for chain in members.values()]


def _connected(truth: Chains, guess: Chains) -> list[tuple[list[Chain], list[Chain]]]:
    """Chains that share mentions, directly or through others: what does not touch cannot be paired, and small parts are soon done."""
    owner = {mention: number for number, chain in enumerate(guess) for mention in chain}
    root = list(range(len(guess)))

    def find(number: int) -> int:
        while root[number] != number:
            root[number] = number = root[root[number]]
        return number

    for chain in truth:
        first, *others = sorted({owner[mention] for mention in chain})
        for other in others:
            root[find(other)] = find(first)
    parts: dict[int, tuple[list[Chain], list[Chain]]] = defaultdict(lambda: ([], []))
    for chain in truth:
        parts[find(owner[next(iter(chain))])][0].append(chain)
    for number, chain in enumerate(guess):
        parts[find(number)][1].append(chain)
    return list(parts.values())


def _ceafe(gold_chains: Chains, guess: Chains) -> Share:
    likeness = np.array([[2 * len(a & b) / (len(a) + len(b)) for b in guess] for a in gold_chains])
    return Share(best_total(likeness), len(gold_chains))
