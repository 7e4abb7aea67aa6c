"""How a sentence with a given source and target is shown to the network."""

from __future__ import annotations

import numpy as np

from chancery.analysis.features import SOURCE_MARK, TARGET_MARK, Window
from training.corpora.example import Example

LONGEST = 512


def mark_pair(window: Window, example: Example) -> Window:
    """The window with marks before its source and target, and three words more: ``[CLS]`` and the two marks."""
    assert example.pair is not None
    source, target, _ = example.pair
    ids, shapes, first = window.ids.tolist(), window.shapes.tolist(), window.first.copy()
    marks = {}
    for word, mark in sorted(((source, SOURCE_MARK), (target, TARGET_MARK)), reverse=True):
        at = int(first[word])
        ids.insert(at, mark)
        shapes.insert(at, 0)
        first[first >= at] += 1
        marks = {key: place + 1 for key, place in marks.items()} | {mark: at}
    extra = [0, marks[SOURCE_MARK], marks[TARGET_MARK]]
    return Window(np.array(ids[:LONGEST]), np.array(shapes[:LONGEST]), np.minimum(np.concatenate([first, extra]), LONGEST - 1),
                  np.concatenate([window.sentence, [0, 0, 0]]))
