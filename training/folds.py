"""PLOVER classes in five folds by duplicate group, on the file alone: what a network learns that has not seen the fold.

    python -m training.folds plv-train.jsonl [--epochs 12] [--start CHECKPOINT_RUN] [--json]
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from safetensors.torch import load_file

from chancery.analysis.layout import Layout
from training.batches import Cut, Cutter, batches
from training.corpora.events import lines, plover_example
from training.losses import _pair
from training.network import Network, load_encoder
from training.tasks.plover import figures
from training.train import Recipe, Trainer, encoder_folder, tokenizer_of

FOLDS = 5


def cross_validate(path: Path, epochs: int) -> dict[str, Any]:
    """Figures over all items, each predicted by the network that was not trained on its group."""
    items = list(lines(path))
    groups = sorted({item["dup_group"] for item in items})
    random.Random(5).shuffle(groups)
    fold_of = {group: n % FOLDS for n, group in enumerate(groups)}
    cutter = Cutter(tokenizer_of(encoder_folder() / "tokenizer.json"))
    cuts = [next(iter(cutter.cut(plover_example(item), 256))) for item in items]
    guess: list[str] = [""] * len(items)
    roots = tuple(sorted({item["root"] for item in items}))
    for fold in range(FOLDS):
        inside = [n for n, item in enumerate(items) if fold_of[item["dup_group"]] == fold]
        network = train([cuts[n] for n in range(len(items)) if n not in set(inside)], roots, epochs, fold)
        for number, label in zip(inside, predict(network, [cuts[n] for n in inside]), strict=True):
            guess[number] = label
    return {**figures([item["root"] for item in items], guess), "folds": FOLDS, "epochs": epochs}


def train(cuts: list[Cut], roots: tuple[str, ...], epochs: int, fold: int) -> Network:
    torch.manual_seed(fold)
    layout = Layout({"upos": ("X",)}, {"mode": ("X",)}, ("uw",), roots, ("dep",))
    network = Network(layout)
    load_encoder(network, load_file(encoder_folder() / "model.safetensors"))
    trainer = Trainer(network, Recipe(epochs, encoder_rate=2e-4, head_rate=1e-3, warm_steps=30))
    network.train()
    done, total, seed = 0, epochs * sum(len(c.example.words) for c in cuts), random.Random(fold)
    for _ in range(epochs):
        for batch in batches(cuts, layout, pieces=1024, seed=seed):
            trainer.rate(done / total)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                seen = network(batch.ids, batch.shapes, batch.mask, batch.first)
                loss = _pair(seen.tags.float()[..., layout.columns()["pair"]], batch) / len(batch.ids)
            trainer.descend(loss)
            done += batch.words
    return network.eval()


def predict(network: Network, cuts: list[Cut]) -> list[str]:
    columns = network.layout.columns()["pair"]
    found = []
    with torch.no_grad():
        for cut in cuts:
            ids, shapes, first = (torch.from_numpy(x).unsqueeze(0) for x in (cut.window.ids, cut.window.shapes, cut.window.first))
            tags = network(ids, shapes, torch.ones(ids.shape), first).tags[0, -3:, columns].unflatten(-1, (3, -1))
            found.append(network.layout.pair[int(F.log_softmax(sum(tags[k, k] for k in range(3)), -1).argmax())])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--epochs", type=int, default=12)
    args = parser.parse_args()
    print(json.dumps(cross_validate(args.path, args.epochs), indent=1))


if __name__ == "__main__":
    main()
