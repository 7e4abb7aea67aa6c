"""A training run's weights to a bundle: ONNX graph, int8, with the small weights beside it.

    python -m training.export RUN OUT [--version 0.1.0]
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import Tensor, nn

from chancery.analysis.bundle import FORMAT, PARTS, Config
from chancery.analysis.features import FEATURES
from chancery.analysis.layout import Layout
from chancery.analysis.runtime import OUTPUTS
from training.network import HEADS, HIDDEN, MENTION, Network
from training.train import encoder_folder

SETTINGS = Path(__file__).parent / "settings.json"
"""Biases and thresholds, chosen by sweeps over the development records, our own development documents and the corpora's."""
SMALL = ("rel_weight", "link_near", "link_home", "link_base", "pair_weight", "pair_later", "pair_earlier", "pair_seen",
         "pair_bias", "pair_out", "pair_base")


class Fused(torch.autograd.Function):
    """Attention as the one operator that ONNX Runtime has for it; windows come alone, so nothing is masked."""

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, bias: Any) -> Any:
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, bias, num_heads_i=HEADS).setType(v.type())

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
        return v + bias[-HIDDEN:]  # of the shape that the operator gives, which is all that tracing asks


class Graph(nn.Module):
    """The network with the outputs that the product reads, for windows without padding."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        for layer in network.layers:
            layer.mix = partial(_fused, layer.qkv)

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        seen = self.network(ids, shapes, torch.ones(1, 1), first)
        arcs = self.network.arc_scores(seen.arc_dep, seen.arc_head)
        return (seen.tags, arcs, seen.rel_dep, seen.rel_head, seen.link_from, seen.link_to, seen.mention_start, seen.mention_end)


def _fused(qkv: nn.Linear, x: Tensor, _: Tensor) -> Tensor:
    return Fused.apply(*(x @ qkv.weight.t()).chunk(3, -1), qkv.bias)  # type: ignore[no-any-return]


def load(run: Path) -> Network:
    layout = msgspec.json.decode((run / "layout.json").read_bytes(), type=Layout)
    network = Network(layout)
    network.load_state_dict(load_file(run / "last.safetensors"))
    return network.eval()


def to_onnx(network: Network, path: Path) -> None:
    """The graph in 32 bits."""
    ids = torch.ones(2, 12, dtype=torch.long)
    example = (ids, torch.zeros_like(ids), torch.arange(1, 9).repeat(2, 1))
    axes: dict[str, dict[int, str]] = {name: {0: "batch", 1: "pieces"} for name in ("ids", "shapes")}
    axes |= {name: {0: "batch", 1: "words"} for name in ("first", *OUTPUTS)}
    axes["arcs"][2] = "words"
    torch.onnx.export(Graph(network), example, str(path), input_names=["ids", "shapes", "first"], output_names=list(OUTPUTS),
                      dynamic_axes=axes, opset_version=17, dynamo=False)


def quantise(source: Path, target: Path, *, kept: tuple[str, ...] = ()) -> None:
    """int8 weights per channel; the nodes whose name holds one of ``kept`` stay in 32 bits."""
    names = [node.name for node in onnx.load(str(source)).graph.node if any(part in node.name for part in kept)]
    quantize_dynamic(str(source), str(target), weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=names)


def export(run: Path, out: Path, version: str, *, whole: bool = False) -> None:
    network = load(run)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        to_onnx(network, plain)
        if whole:
            shutil.copy(plain, out / "network.onnx")
        else:
            quantise(plain, out / "network.onnx")
    small = {name: getattr(network, name).detach().numpy() for name in SMALL}
    small["pair_weight"] = small["pair_weight"] / np.float32(MENTION**0.5)
    np.savez(out / "heads.npz", **small)
    shutil.copy(encoder_folder() / "tokenizer.json", out / "tokenizer.json")
    hashes = {part: hashlib.sha256((out / part).read_bytes()).hexdigest() for part in PARTS}
    settings = msgspec.json.decode(SETTINGS.read_bytes(), type=dict[str, dict[str, float]])
    config = Config(FORMAT, version, FEATURES, network.layout, hashes, settings["biases"], settings["thresholds"])
    (out / "config.json").write_bytes(msgspec.json.format(msgspec.json.encode(config)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--whole", action="store_true", help="keep 32 bits, to measure what int8 costs")
    args = parser.parse_args()
    export(args.run, args.out, args.version, whole=args.whole)


if __name__ == "__main__":
    main()
