"""The network: MiniLM-L6 and every head on it, in PyTorch. One encoder pass feeds them all."""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from chancery.analysis.coreference import OWN_FEATURES, PAIR_FEATURES
from chancery.analysis.features import SHAPES
from chancery.analysis.layout import DISTANCES, Layout

HIDDEN, LAYERS, HEADS, INNER, POSITIONS, VOCABULARY = 384, 6, 12, 1536, 512, 30522
ARC, REL, MENTION, PAIR = 256, 96, 128, 64


class Seen(NamedTuple):
    """What the heads put out for each word (batch, words, …); arcs and relations are scored from their projections."""

    tags: Tensor
    arc_dep: Tensor
    arc_head: Tensor
    rel_dep: Tensor
    rel_head: Tensor
    link_from: Tensor
    link_to: Tensor
    mention_start: Tensor
    mention_end: Tensor
    state: Tensor


class Dropout(nn.Module):
    """Dropout whose masks are cut from one long row of drawn ones: drawing them anew takes a CPU a tenth of the whole training."""

    ROW = 1 << 24

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self.row: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.share == 0:
            return x
        if self.row is None:
            self.row = torch.rand(self.ROW).ge_(self.share).div_(1 - self.share).to(torch.bfloat16)
        start = int(torch.randint(self.ROW - x.numel(), ()))
        return x * self.row[start : start + x.numel()].view(x.shape).to(x.dtype)


class Layer(nn.Module):
    """A BERT layer (post-norm)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        x = self.norm(x + self.dropout(self.out(self.mix(x, bias))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))

    def mix(self, x: Tensor, bias: Tensor) -> Tensor:
        """Attention: (batch, length, HIDDEN) of what each piece takes from the others."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        with torch.autocast(x.device.type, enabled=False):  # autocast would take the softmax to 32 bits: four times the time
            scores = (q * (HIDDEN // HEADS) ** -0.5) @ k.transpose(-1, -2) + bias.to(q.dtype)  # (batch, heads, length, length)
            # No dropout on the scores: drawing it costs a CPU more than the product itself.
            return (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, HIDDEN)


class Network(nn.Module):
    """Encoder and heads for one layout of labels."""

    def __init__(self, layout: Layout, dropout: float = 0.1) -> None:
        super().__init__()
        self.layout = layout
        self.word = nn.Embedding(VOCABULARY, HIDDEN, sparse=True)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.kind = nn.Parameter(torch.zeros(HIDDEN))
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        nn.init.zeros_(self.shape.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = Dropout(dropout)
        self.much_dropout = Dropout(3 * dropout)
        """For heads that few words teach."""
        self.tags = nn.Linear(HIDDEN, layout.width)
        self.second = nn.Linear(layout.width, layout.width)
        """What the other heads said: of use to those that few words teach."""
        nn.init.zeros_(self.second.weight)
        nn.init.zeros_(self.second.bias)
        self.arcs = nn.Linear(HIDDEN, 2 * ARC)
        self.arc_weight = nn.Parameter(torch.randn(ARC + 1, ARC) * 0.02)
        self.rels = nn.Linear(HIDDEN, 2 * REL)
        self.rel_weight = nn.Parameter(torch.randn(len(layout.rels), REL + 1, REL + 1) * 0.02)
        wide = len(layout.roles) * layout.link_width
        self.link_hidden = nn.Linear(HIDDEN + 2 * ARC + 2 * REL, 2 * HIDDEN)
        self.link_from = nn.Linear(HIDDEN, wide)
        self.link_to = nn.Linear(HIDDEN, wide)
        self.link_near = nn.Parameter(torch.zeros(len(layout.roles), len(DISTANCES) + 1))
        self.link_home = nn.Parameter(torch.zeros(len(layout.roles)))
        self.link_base = nn.Parameter(torch.full((len(layout.roles),), -4.0))
        self.mention = nn.Linear(HIDDEN, 2 * MENTION)
        self.pair_weight = nn.Parameter(torch.randn(MENTION, MENTION) * 0.02)
        self.pair_later = nn.Parameter(torch.randn(PAIR, MENTION + OWN_FEATURES) * 0.05)
        self.pair_earlier = nn.Parameter(torch.randn(PAIR, MENTION + OWN_FEATURES) * 0.05)
        self.pair_seen = nn.Parameter(torch.randn(PAIR, PAIR_FEATURES) * 0.2)
        self.pair_bias = nn.Parameter(torch.zeros(PAIR))
        self.pair_out = nn.Parameter(torch.randn(PAIR) * 0.1)
        self.pair_base = nn.Parameter(torch.tensor(-2.0))

    def encode(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """(batch, pieces) ids to (batch, pieces, HIDDEN) states."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.position(places) + self.kind + self.shape(shapes)
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor) -> Seen:
        """``first`` (batch, words): the piece where each word starts."""
        x = self.encode(ids, shapes, mask)
        x = torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, HIDDEN))  # (batch, words, HIDDEN)
        return self.look(self.dropout(x))

    def look(self, x: Tensor) -> Seen:
        arc_dep, arc_head = self.much_dropout(F.gelu(self.arcs(x))).chunk(2, -1)
        rel_dep, rel_head = self.much_dropout(F.gelu(self.rels(x))).chunk(2, -1)
        syntax = torch.cat([arc_dep, arc_head, rel_dep, rel_head], -1).detach()  # who governs whom, learned from treebanks
        link_from, link_to = self.much_dropout(F.gelu(self.link_hidden(torch.cat([x, syntax], -1)))).chunk(2, -1)
        start, end = self.mention(self.much_dropout(x)).chunk(2, -1)
        tags = self.tags(x)
        tags = tags + self.second(self.dropout(torch.tanh(tags.detach() / 2)))
        return Seen(tags, arc_dep, arc_head, rel_dep, rel_head, self.link_from(link_from), self.link_to(link_to), start, end, x)

    def arc_scores(self, dep: Tensor, head: Tensor) -> Tensor:
        """(words, words): score of each word's head; a word as its own head is the root."""
        ones = dep.new_ones(*dep.shape[:-1], 1)
        return torch.cat([dep, ones], -1) @ self.arc_weight.to(dep.dtype) @ head.transpose(-1, -2)

    def rel_scores(self, dep: Tensor, head: Tensor) -> Tensor:
        """(words, rels) for pairs of dependent and head."""
        dep = torch.cat([dep, dep.new_ones(*dep.shape[:-1], 1)], -1)
        head = torch.cat([head, head.new_ones(*head.shape[:-1], 1)], -1)
        return torch.einsum("nx,rxy,ny->nr", dep, self.rel_weight.to(dep.dtype), head)

    def link_scores(self, start: Tensor, to: Tensor, buckets: Tensor, home: Tensor) -> Tensor:
        """(starts, words, roles) from (starts, roles·width) and (words, roles·width); ``home``: the two share a sentence."""
        roles, width = len(self.layout.roles), self.layout.link_width
        a, b = start.view(-1, roles, width), to.view(-1, roles, width)
        scores = torch.einsum("prd,wrd->pwr", a, b) / math.sqrt(width)
        return scores + self.link_near.t()[buckets] + home.unsqueeze(-1) * self.link_home + self.link_base

    def pair_scores(self, start: Tensor, end: Tensor, own: Tensor, features: Tensor) -> Tensor:
        """(mentions, mentions): how likely the second is an antecedent of the first, against 0 for none."""
        vector = F.gelu(start + end)
        shown = torch.cat([vector, own], 1)
        later, earlier = F.linear(shown, self.pair_later, self.pair_bias), F.linear(shown, self.pair_earlier)
        hidden = F.relu(F.linear(features, self.pair_seen) + later.unsqueeze(1) + earlier.unsqueeze(0))  # (mentions, mentions, PAIR)
        return vector @ self.pair_weight @ vector.t() / math.sqrt(MENTION) + hidden @ self.pair_out + self.pair_base


def load_encoder(network: Network, weights: dict[str, Tensor]) -> None:
    """Put the pretrained MiniLM weights (BERT names) into the network."""
    def take(name: str) -> Tensor:
        return weights[name] if name in weights else weights[f"bert.{name}"]

    network.word.weight.data = take("embeddings.word_embeddings.weight").clone()
    network.position.weight.data = take("embeddings.position_embeddings.weight").clone()
    network.kind.data = take("embeddings.token_type_embeddings.weight")[0].clone()
    _fill(network.norm, take("embeddings.LayerNorm.weight"), take("embeddings.LayerNorm.bias"))
    for number, layer in enumerate(network.layers):
        base = f"encoder.layer.{number}."
        parts = [f"{base}attention.self.{part}" for part in ("query", "key", "value")]
        _fill(layer.qkv, torch.cat([take(p + ".weight") for p in parts]), torch.cat([take(p + ".bias") for p in parts]))
        for ours, theirs in (("out", "attention.output.dense"), ("norm", "attention.output.LayerNorm"), ("up", "intermediate.dense"),
                             ("down", "output.dense"), ("norm2", "output.LayerNorm")):
            _fill(getattr(layer, ours), take(f"{base}{theirs}.weight"), take(f"{base}{theirs}.bias"))


def _fill(module: nn.Module, weight: Tensor, bias: Tensor) -> None:
    module.weight.data, module.bias.data = weight.clone(), bias.clone()
