"""The head of canonical issues, fitted anew over a trained network that stays as it is.

    python -m training.topics RUN --corpora FOLDER --records records.jsonl

Trained along with all others, the head learns its 1,200 issues by heart within two rounds. So its rows are fitted last, over the mean
of the network's states of an issue's words where it stands, with much weight decay, and written into the run's weights. Issues read by
hand count twice those that their own words name.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional as F

from chancery.analysis.layout import Layout
from training.batches import Cutter
from training.codebook import stands, topics
from training.corpora import records
from training.corpora.example import Aligned
from training.corpora.library import Folders, given_records, own_records, short_records
from training.export import load
from training.network import Network
from training.train import encoder_folder, tokenizer_of

BUDGET = 256
STEPS, RATE, DECAY = 300, 0.02, 5.0
BY_HAND = 2.0


class Known(NamedTuple):
    """An issue: the mean state of its words, the number of its label, and how much it counts."""

    state: Tensor
    label: int
    weight: float


def known(network: Network, folders: Folders) -> Iterator[Known]:
    """Every issue of the training parts whose canonical name is known, or known to be none."""
    cutter = Cutter(tokenizer_of(encoder_folder() / "tokenizer.json"))
    labels = network.layout.tags["topic"]
    own = (r for r in own_records(folders) if not records.in_dev(r["document"]["id"]))
    for record in topics.told([*given_records(folders), *own, *short_records(folders, stands)]):
        example = records.example_of(record)
        if not any(example.tags["topic"]):
            continue
        states = _states(network, cutter, record)
        for issue, by_hand in _issues(record):
            tag = example.tags["topic"][issue[0]]
            if tag and issue[1] < len(states):
                yield Known(states[issue[0] : issue[1] + 1].mean(0), labels.index(tag), BY_HAND if by_hand else 1.0)


def _issues(record: records.Json) -> Iterator[tuple[tuple[int, int], bool]]:
    """First and last word of each issue, once, and whether it was read by hand."""
    aligned = Aligned(record["document"]["text"])
    covers = {aligned.cover(p["issue"]["start"], p["issue"]["end"]): "topic" in p for p in record["positions"]}
    yield from ((cover, by_hand) for cover, by_hand in covers.items() if cover)


@torch.no_grad()
def _states(network: Network, cutter: Cutter, record: records.Json) -> Tensor:
    """(words, width) what the network makes of each word of a text."""
    parts = []
    for cut in cutter.cut(records.example_of(record), BUDGET):
        feed = [torch.from_numpy(array[None].astype(np.int64)) for array in (cut.window.ids, cut.window.shapes, cut.window.first)]
        seen = network(feed[0], feed[1], torch.ones(1, feed[0].shape[1]), feed[2])
        parts.append(seen.state[0, : len(cut.example.words)])
    return torch.cat(parts)


def fit(found: list[Known], labels: int) -> tuple[Tensor, Tensor]:
    """Weights (labels, width) and biases of a linear reading of the states."""
    states, target = torch.stack([one.state for one in found]), torch.tensor([one.label for one in found])
    counts = torch.tensor([one.weight for one in found])
    mean, spread = states.mean(0), states.std(0) + 1e-3
    weight, bias = torch.zeros(states.shape[1], labels, requires_grad=True), torch.zeros(labels, requires_grad=True)
    descent = torch.optim.AdamW([weight, bias], lr=RATE, weight_decay=DECAY)
    for step in range(STEPS):
        descent.param_groups[0]["lr"] = RATE * (1 - step / STEPS)
        loss = F.cross_entropy((states - mean) / spread @ weight + bias, target, reduction="none")
        descent.zero_grad()
        ((loss * counts).sum() / counts.sum()).backward()
        descent.step()
    whole = (weight / spread.unsqueeze(1)).detach()
    return whole.t().contiguous(), (bias - mean @ whole).detach()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--records", type=Path, required=True)
    args = parser.parse_args()
    found = list(known(load(args.run), Folders(args.corpora, args.records)))
    layout = msgspec.json.decode((args.run / "layout.json").read_bytes(), type=Layout)
    weights, rows = load_file(args.run / "last.safetensors"), layout.columns()["topic"]
    weights["tags.weight"][rows], weights["tags.bias"][rows] = fit(found, len(layout.tags["topic"]))
    for part in (weights["second.weight"][rows], weights["second.weight"][:, rows], weights["second.bias"][rows]):
        part.zero_()  # it neither hears the others nor is heard by them
    save_file(weights, args.run / "last.safetensors")
    print(f"{len(found)} issues")


if __name__ == "__main__":
    main()
